import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import { keyFolder, makeKeyFile, readText, showFingerprint, sshKeygen } from '#testkit/ssh-keygen.js';
import { parsePublicKey, publicKeyFromBlob, publicKeyFromKeyObject, publicKeyObject } from './public-key.js';
import { securityKeyLines } from '#testkit/security-keys.js';
import { wirePositiveInteger, wireString } from './wire.js';

let folder: Awaited<ReturnType<typeof keyFolder>>;
beforeAll(async () => {
  folder = await keyFolder();
});
afterAll(() => folder.remove());

const ed25519 = (): string => publicKeyFromKeyObject(generateKeyPairSync('ed25519').privateKey).line;
const line = (type: string, ...fields: (Buffer | string)[]): string =>
  `${type} ${Buffer.concat([type, ...fields].map((field) => wireString(field))).toString('base64')}`;
const rsa = (exponent: Buffer, modulus: Buffer): string => {
  const blob = Buffer.concat([wireString('ssh-rsa'), wirePositiveInteger(exponent), wirePositiveInteger(modulus)]);
  return `ssh-rsa ${blob.toString('base64')}`;
};
const E65537 = Buffer.from([1, 0, 1]);
const fullModulus = (bytes: number): Buffer => Buffer.alloc(bytes, 0xff);

const faultOf = (text: string): Fault => {
  try {
    parsePublicKey(text);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
};

describe('reads what ssh-keygen makes', () => {
  it.each([
    ['ed25519', ['-t', 'ed25519']],
    ['ecdsa 256', ['-t', 'ecdsa', '-b', '256']],
    ['ecdsa 384', ['-t', 'ecdsa', '-b', '384']],
    ['ecdsa 521', ['-t', 'ecdsa', '-b', '521']],
    ['rsa 3072', ['-t', 'rsa', '-b', '3072']],
  ])('%s, with the same fingerprint', async (_, args) => {
    const text = await readText(`${await makeKeyFile(folder.path, args.join(''), ...args)}.pub`);
    const key = parsePublicKey(text);
    expect(key.line).toBe(text.trim());
    expect(key.comment).toBe('made for a test');
    expect(key.fingerprint).toBe(await showFingerprint(text));
    const object = publicKeyObject(key);
    if (!object) throw new Error('no key object');
    expect(publicKeyFromKeyObject(object, key.comment)).toEqual(key);
    expect(publicKeyFromBlob(key.blob).fingerprint).toBe(key.fingerprint);
  });

  it.each(securityKeyLines())('keys in a security key: %s', async (_, text) => {
    const key = parsePublicKey(text);
    expect(key.line).toBe(text);
    expect(key.fingerprint).toBe(await showFingerprint(text));
    expect(publicKeyObject(key)).toBeUndefined();
  });

  it('a line with tabs, blanks and a line end around it, without comment', () => {
    const text = ed25519();
    expect(parsePublicKey(`  ${text.replace(' ', '\t ')} \r\n`).line).toBe(text);
  });
});

describe('refuses by name', () => {
  const off = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]);
  const compressed = Buffer.concat([Buffer.from([2]), Buffer.alloc(32, 1)]);
  const REFUSALS: [string, string, string, RegExp][] = [
    ['nothing', '', 'public-key-invalid', /type/],
    ['a sentence', 'hello world', 'public-key-invalid', /type/],
    ['a type alone', 'ssh-ed25519', 'public-key-invalid', /base64/],
    ['base64 that is cut', ed25519().slice(0, -3), 'public-key-invalid', /base64|damaged/],
    ['base64 with foreign characters', ed25519().replace('AAAA', 'AA-A'), 'public-key-invalid', /base64/],
    ['options in front', `command="id" ${ed25519()}`, 'public-key-invalid', /type/],
    ['cert-authority in front', `cert-authority ${ed25519()}`, 'public-key-invalid', /type/],
    ['two lines', `${ed25519()}\n${ed25519()}`, 'public-key-invalid', /several lines/],
    ['a second line behind a carriage return', `${ed25519()}\r${ed25519()}`, 'public-key-invalid', /several lines/],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', 'public-key-invalid', /private key/],
    ['a control character', `${ed25519()} a\u001b[31m`, 'public-key-invalid', /cannot be seen/],
    ['a character that turns the text around', `${ed25519()} a\u202eb`, 'public-key-invalid', /cannot be seen/],
    ['a NUL', `${ed25519()}\u0000`, 'public-key-invalid', /cannot be seen/],
    ['a long text', `${ed25519()} ${'x'.repeat(10_000)}`, 'public-key-invalid', /too long/],
    ['another type in front', ed25519().replace('ssh-ed25519', 'ssh-rsa'), 'public-key-invalid', /holds a key of type ssh-ed25519/],
    ['an Ed25519 key of 31 bytes', line('ssh-ed25519', Buffer.alloc(31)), 'public-key-invalid', /32 bytes/],
    ['bytes after the key', line('ssh-ed25519', Buffer.alloc(32), 'more'), 'public-key-invalid', /damaged/],
    ['DSA', line('ssh-dss', 'p', 'q'), 'public-key-weak', /DSA/],
    ['DSA behind another type', `ssh-ed25519 ${wireString('ssh-dss').toString('base64')}`, 'public-key-weak', /DSA/],
    ['RSA 2048', rsa(E65537, fullModulus(256)), 'public-key-weak', /2048 bits/],
    ['RSA 3071', rsa(E65537, Buffer.concat([Buffer.from([0x7f]), fullModulus(383)])), 'public-key-weak', /3071 bits/],
    ['RSA 17000', rsa(E65537, fullModulus(2125)), 'public-key-invalid', /17000 bits/],
    ['RSA with exponent 1', rsa(Buffer.from([1]), fullModulus(384)), 'public-key-weak', /not sound/],
    ['RSA with an even modulus', rsa(E65537, Buffer.alloc(384, 0xfe)), 'public-key-weak', /not sound/],
    ['ECDSA off its curve', line('ecdsa-sha2-nistp256', 'nistp256', off), 'public-key-weak', /not on its curve/],
    ['ECDSA with a compressed point', line('ecdsa-sha2-nistp256', 'nistp256', compressed), 'public-key-weak', /not on its curve/],
    ['ECDSA with the point at infinity', line('ecdsa-sha2-nistp256', 'nistp256', Buffer.from([0])), 'public-key-weak', /curve/],
    ['ECDSA with another curve', line('ecdsa-sha2-nistp256', 'nistp384', off), 'public-key-invalid', /curve/],
    ['ECDSA on a curve of Object', line('ecdsa-sha2-toString', 'toString', off), 'public-key-invalid', /type/],
    ['a security key off its curve', line('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', off, 'ssh:'), 'public-key-weak', /curve/],
    ['a security key without application', line('sk-ssh-ed25519@openssh.com', Buffer.alloc(32), ''), 'public-key-invalid', /application/],
  ]; // prettier-ignore

  it.each(REFUSALS)('%s', (_, text, code, message) => {
    const fault = faultOf(text);
    expect([fault.code, fault.message]).toEqual([code, expect.stringMatching(message)]);
  });

  it('a certificate offered as a key, under its own type and under the type of a plain key [I4]', async () => {
    const ca = await makeKeyFile(folder.path, 'ca', '-t', 'ed25519');
    const user = await makeKeyFile(folder.path, 'user', '-t', 'ed25519');
    await sshKeygen('-q', '-s', ca, '-I', 'id', '-n', 'root', `${user}.pub`);
    const certificate = await readText(`${user}-cert.pub`);
    expect(faultOf(certificate).message).toMatch(/certificate/);
    expect(faultOf(certificate.replace(/^\S+/, 'ssh-ed25519')).message).toMatch(/certificate/);
  });

  it('a private key without repeating any of it', () => {
    const canary = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmU';
    const fault = faultOf(`-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}\n-----END OPENSSH PRIVATE KEY-----`);
    expect(JSON.stringify([fault.message, fault.hint, fault.detail, fault.stack])).not.toContain(canary);
  });
});

describe('garbage', () => {
  it('ends in a fault or a key that is written back as it was read', () => {
    const types = fc.constantFrom(
      'ssh-ed25519',
      'ssh-rsa',
      'ecdsa-sha2-nistp256',
      'sk-ssh-ed25519@openssh.com',
      'ssh-dss',
    );
    const blobs = fc.tuple(types, fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 4 }));
    const lines = fc.oneof(
      fc.string({ unit: 'binary' }),
      blobs.map(([type, fields]) => line(type, ...fields.map((field) => Buffer.from(field)))),
    );
    fc.assert(
      fc.property(lines, (text) => {
        try {
          expect(parsePublicKey(parsePublicKey(text).line).line).toBe(parsePublicKey(text).line);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('of a megabyte is refused at once', () => {
    const start = process.cpuUsage();
    for (const filler of ['A', ' ', '\t', '\n', 'ssh-rsa ']) faultOf(filler.repeat(1_000_000));
    expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
  });
});
