import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import ssh2 from 'ssh2';
import { Fault } from '#access/fault.js';
import { keyFolder, makeKeyFile, readText, showPublicKey } from '#testkit/ssh-keygen.js';
import { makeEd25519Key, readPrivateKey, toOpensshPrivateKey } from './private-key.js';

const PASSPHRASE = 'correct horse ümlaut';
const KINDS: Record<string, string[]> = {
  ed25519: ['-t', 'ed25519'],
  'ecdsa 256': ['-t', 'ecdsa', '-b', '256'],
  'ecdsa 384': ['-t', 'ecdsa', '-b', '384'],
  'ecdsa 521': ['-t', 'ecdsa', '-b', '521'],
  'rsa 2048': ['-t', 'rsa', '-b', '2048'],
};
const FORMS: Record<string, string[]> = { OpenSSH: [], 'PEM (PKCS#1, SEC1)': ['-m', 'PEM'], 'PKCS#8': ['-m', 'PKCS8'] };
const CASES = Object.keys(KINDS).flatMap((kind) => Object.keys(FORMS).map((form) => [kind, form] as const));

let folder: Awaited<ReturnType<typeof keyFolder>>;
let count = 0;
beforeAll(async () => {
  folder = await keyFolder();
});
afterAll(() => folder.remove());

async function makeKey(kind: string, form: string, passphrase = ''): Promise<{ text: string; publicLine: string }> {
  const args = [...(KINDS[kind] ?? []), ...(FORMS[form] ?? []), '-a', '2', '-N', passphrase];
  const path = await makeKeyFile(folder.path, `key-${count++}`, ...args);
  return { text: await readText(path), publicLine: (await readText(`${path}.pub`)).trim() };
}

const faultOf = (act: () => unknown): Fault => {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
};

const bare = (line: string): string => line.trim().split(' ').slice(0, 2).join(' ');

function expectPair(privateKey: KeyObject, publicPem: string | KeyObject): void {
  const hash = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const data = Buffer.from('text');
  expect(verify(hash, data, publicPem, sign(hash, data, privateKey))).toBe(true);
}

describe.each(CASES)('a private key of ssh-keygen: %s as %s', (kind, form) => {
  it('is read, and OpenSSH and ssh2 read what we write of it', async () => {
    const { text, publicLine } = await makeKey(kind, form);
    const key = readPrivateKey(text);
    expect(key.publicKey.line).toBe(bare(publicLine));
    const written = toOpensshPrivateKey(key, 'a comment');
    expect(bare(await showPublicKey(written))).toBe(bare(publicLine));
    const parsed = ssh2.utils.parseKey(written);
    if (parsed instanceof Error) throw parsed;
    expect(parsed.getPublicSSH().equals(key.publicKey.blob)).toBe(true);
    expectPair(key.keyObject, parsed.getPublicPEM());
    expect(readPrivateKey(written).publicKey.line).toBe(bare(publicLine));
  });

  it('with a passphrase is read with it, and only with it', async () => {
    const { text, publicLine } = await makeKey(kind, form, PASSPHRASE);
    expect(readPrivateKey(text, PASSPHRASE).publicKey.line).toBe(bare(publicLine));
    for (const passphrase of [undefined, '', 'wrong']) {
      const fault = faultOf(() => readPrivateKey(text, passphrase));
      expect(fault.code).toBe('secret-passphrase-wrong');
      expect(fault.cause).toBeUndefined();
    }
  });
});

it('reads SEC1 and encrypted PKCS#8 of OpenSSL, with Windows line ends and blanks around', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const sec1 = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  expect(readPrivateKey(`\n  ${sec1.replaceAll('\n', '\r\n')}\n\n`).publicKey.type).toBe('ecdsa-sha2-nistp256');
  const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE } as const;
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export(cipher).toString();
  expect(readPrivateKey(ed25519, PASSPHRASE).publicKey.type).toBe('ssh-ed25519');
});

it('leaves a passphrase that a plain key does not need unused', async () => {
  for (const form of Object.keys(FORMS)) {
    const { text, publicLine } = await makeKey('ed25519', form);
    expect(readPrivateKey(text, PASSPHRASE).publicKey.line).toBe(bare(publicLine));
  }
});

it('makes Ed25519 keys that ssh-keygen reads', async () => {
  const key = makeEd25519Key();
  expect(bare(await showPublicKey(toOpensshPrivateKey(key)))).toBe(key.publicKey.line);
});

describe('what is no usable private key is refused by name', () => {
  const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const REFUSALS: [string, () => string, string, RegExp][] = [
    ['nothing', () => '', 'secret-not-private-key', /not a private key/],
    ['a sentence', () => 'my secret', 'secret-not-private-key', /not a private key/],
    ['a public key line', () => makeEd25519Key().publicKey.line, 'secret-not-private-key', /is a public key/],
    ['a PuTTY key', () => 'PuTTY-User-Key-File-3: ssh-ed25519', 'secret-not-private-key', /PuTTY/],
    ['a certificate', () => '-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----', 'secret-not-private-key', /certificate/],
    ['a cut key', () => toOpensshPrivateKey(makeEd25519Key()).slice(0, 200), 'secret-not-private-key', /damaged/],
    ['a huge text', () => 'x'.repeat(40_000), 'secret-not-private-key', /too long/],
    ['RSA 1024', () => pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey), 'public-key-weak', /1024 bits/],
    ['X25519', () => pem(generateKeyPairSync('x25519').privateKey), 'secret-not-private-key', /x25519/],
    ['Ed448', () => pem(generateKeyPairSync('ed448').privateKey), 'secret-not-private-key', /ed448/],
    ['secp256k1', () => pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey), 'secret-not-private-key', /curve/],
    ['DSA', () => pem(generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey), 'secret-not-private-key', /dsa/],
  ]; // prettier-ignore

  it.each(REFUSALS)('%s', (_, text, code, message) => {
    const fault = faultOf(() => readPrivateKey(text()));
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(message);
  });

  it('an OpenSSH key with so many bcrypt rounds that reading would take minutes', async () => {
    const { text } = await makeKey('ed25519', 'OpenSSH', PASSPHRASE);
    const bytes = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
    const rounds = bytes.indexOf('bcrypt') + 'bcrypt'.length + 4 + 4 + 16;
    expect(bytes.readUInt32BE(rounds)).toBeLessThan(100);
    bytes.writeUInt32BE(2 ** 31, rounds);
    const heavy = `-----BEGIN OPENSSH PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
    expect(faultOf(() => readPrivateKey(heavy, PASSPHRASE)).code).toBe('secret-not-private-key');
  });
});

describe('damaged keys', () => {
  it('end in a fault that holds no part of the key, whatever byte is changed', async () => {
    const samples = [
      toOpensshPrivateKey(makeEd25519Key()),
      (await makeKey('ecdsa 256', 'PEM (PKCS#1, SEC1)')).text,
      (await makeKey('ed25519', 'PKCS#8')).text,
    ];
    const damage = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.nat(),
      by: fc.string({ maxLength: 3 }),
      cut: fc.nat(3),
    });
    fc.assert(
      fc.property(damage, ({ sample, at, by, cut }) => {
        const position = at % sample.length;
        const text = sample.slice(0, position) + by + sample.slice(position + cut);
        try {
          readPrivateKey(text);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          const told = JSON.stringify([error.message, error.hint, error.detail, error.cause, error.stack]);
          for (const line of sample.split('\n').filter((part) => part && !part.startsWith('-----'))) {
            expect(told).not.toContain(line.slice(0, 20));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('end in a fault also when they are encrypted', async () => {
    const { text } = await makeKey('ed25519', 'OpenSSH', PASSPHRASE);
    const body = text.split('\n').slice(1, -2).join('');
    const bytes = Buffer.from(body, 'base64');
    const cut = (by: number): string =>
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${bytes.subarray(0, bytes.length - by).toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
    for (const by of [1, 3, 8, 16]) expect(faultOf(() => readPrivateKey(cut(by), PASSPHRASE))).toBeInstanceOf(Fault);
  });
});
