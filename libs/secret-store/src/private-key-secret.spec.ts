import { Fault } from '#access/fault.js';
import { makeEd25519Key, toOpensshPrivateKey } from '#ssh/private-key.js';
import { keyFolder, makeKeyFile, readText } from '#testkit/ssh-keygen.js';
import { readPrivateKeySecret } from './private-key-secret.js';

const key = makeEd25519Key();
const text = toOpensshPrivateKey(key);
const base64 = Buffer.from(text).toString('base64');

const faultOf = (values: Record<string, string>): Fault => {
  try {
    readPrivateKeySecret(values, 'base64_private_key');
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
};

it.each([
  ['as base64 -w0 prints it', base64],
  ['with a line end', `${base64}\n`],
  ['in lines of 76', (base64.match(/.{1,76}/g) ?? []).join('\n')],
  ['with Windows line ends', (base64.match(/.{1,64}/g) ?? []).join('\r\n')],
  ['without padding', base64.replace(/=+$/, '')],
  ['in the URL alphabet', Buffer.from(text).toString('base64url')],
])('reads base64 %s', (_, value) => {
  const read = readPrivateKeySecret({ base64_private_key: value }, 'base64_private_key');
  expect(read.publicKey.line).toBe(key.publicKey.line);
});

it('reads the user CA key under its own name only', () => {
  expect(readPrivateKeySecret({ base64_ca_private_key: base64 }, 'base64_ca_private_key').publicKey.line).toBe(
    key.publicKey.line,
  );
  expect(faultOf({ base64_ca_private_key: base64 }).code).toBe('secret-key-missing');
});

it('opens an encrypted key with the passphrase of the same secret', async () => {
  const folder = await keyFolder();
  try {
    const path = await makeKeyFile(folder.path, 'key', '-t', 'ed25519', '-a', '2', '-N', 'open sesame');
    const base64_private_key = Buffer.from(await readText(path)).toString('base64');
    const read = readPrivateKeySecret({ base64_private_key, passphrase: 'open sesame' }, 'base64_private_key');
    expect(read.publicKey.type).toBe('ssh-ed25519');
    expect(faultOf({ base64_private_key }).code).toBe('secret-passphrase-wrong');
    expect(faultOf({ base64_private_key, passphrase: 'other' }).code).toBe('secret-passphrase-wrong');
  } finally {
    await folder.remove();
  }
});

it.each([
  ['no such key', { other: base64 }, 'secret-key-missing'],
  ['an empty text', { base64_private_key: ' \n' }, 'secret-key-missing'],
  [
    'a key of every object',
    JSON.parse('{"__proto__":{"base64_private_key":"AAAA"}}') as Record<string, string>,
    'secret-key-missing',
  ],
  ['the key itself', { base64_private_key: text }, 'secret-not-base64'],
  ['foreign characters', { base64_private_key: `${base64.slice(0, 20)}*${base64.slice(20)}` }, 'secret-not-base64'],
  ['padding in the middle', { base64_private_key: `AA==${base64}` }, 'secret-not-base64'],
  [
    'base64 of something else',
    { base64_private_key: Buffer.from('hello').toString('base64') },
    'secret-not-private-key',
  ],
  ['base64 twice', { base64_private_key: Buffer.from(base64).toString('base64') }, 'secret-not-private-key'],
  [
    'a public key',
    { base64_private_key: Buffer.from(key.publicKey.line).toString('base64') },
    'secret-not-private-key',
  ],
])('tells apart: %s', (_, values: Record<string, string>, code) => {
  const fault = faultOf(values);
  expect(fault.code).toBe(code);
  const told = JSON.stringify([fault.message, fault.hint, fault.detail, String(fault.cause), fault.stack]);
  for (const part of [base64.slice(60, 90), text.slice(60, 90)]) expect(told).not.toContain(part);
});
