import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import { securityKeyLines } from '#testkit/security-keys.js';
import { keyFolder, makeKeyFile, readText, showCertificate, sshKeygen } from '#testkit/ssh-keygen.js';
import {
  certificateType, signCertificate, type CertificateContents, type CertificateExtension, type CertificateSigner,
} from './certificate.js'; // prettier-ignore
import { grantPrincipal, isPrincipal, type Principal } from './principal.js';
import { parsePublicKey, publicKeyFromKeyObject, type PublicKey } from './public-key.js';
import { verifyCertificate } from './verify-certificate.js';

const GRANT = '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c' as GrantId;

const signerOf = (privateKey: KeyObject): CertificateSigner => ({
  privateKey,
  publicKey: publicKeyFromKeyObject(privateKey),
});
const rsa3072 = signerOf(generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey);
const AUTHORITIES: Record<string, CertificateSigner> = {
  ed25519: signerOf(generateKeyPairSync('ed25519').privateKey),
  'ecdsa 256': signerOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  'ecdsa 384': signerOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
  'ecdsa 521': signerOf(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey),
  'rsa 3072': rsa3072,
};
const authority = (name = 'ed25519'): CertificateSigner => AUTHORITIES[name] ?? rsa3072;
const KEYS: Record<string, PublicKey> = {
  ...Object.fromEntries(Object.entries(AUTHORITIES).map(([name, { publicKey }]) => [name, publicKey])),
  ...Object.fromEntries(securityKeyLines().map(([type, line]) => [type, parsePublicKey(line)])),
};

const contents = (changes: Partial<CertificateContents> = {}): CertificateContents => ({
  publicKey: authority().publicKey,
  serial: 4611686018427387905n,
  keyId: `grant-${GRANT}-1`,
  principal: grantPrincipal(GRANT, 1),
  validAfterSeconds: 1_800_000_000,
  validBeforeSeconds: 1_800_003_600,
  criticalOptions: {},
  extensions: ['permit-pty'],
  nonce: randomBytes(32),
  ...changes,
});

const CASES = Object.keys(KEYS).flatMap((key) => Object.keys(AUTHORITIES).map((ca) => [key, ca] as const));

describe.each(CASES)('a certificate for %s by %s', (keyName, authorityName) => {
  it('says to ssh-keygen what we say, and verifies', async () => {
    const publicKey = KEYS[keyName] ?? authority().publicKey;
    const ca = authority(authorityName);
    const line = await signCertificate(contents({ publicKey }), ca);
    const shown = await showCertificate(line);
    const signature = ca.publicKey.type === 'ssh-rsa' ? 'rsa-sha2-512' : ca.publicKey.type;
    expect(shown).toContain(`Type: ${certificateType(publicKey.type)} user certificate`);
    expect(shown).toContain(publicKey.fingerprint);
    expect(shown).toContain(`${ca.publicKey.fingerprint} (using ${signature})`);
    expect(verifyCertificate(line, ca.publicKey).publicKey.blob.equals(publicKey.blob)).toBe(true);
  });
});

describe('what stands in a certificate', () => {
  const section = (shown: string, from: string, to: string): string[] =>
    shown.slice(shown.indexOf(from) + from.length, to ? shown.indexOf(to) : undefined).split('\n').map((part) => part.trim()).filter(Boolean); // prettier-ignore

  it('is exactly one principal, the times, the serial and the extensions asked for [I1–I3]', async () => {
    const shown = await showCertificate(await signCertificate(contents(), authority()));
    expect(section(shown, 'Principals:', 'Critical Options:')).toEqual([`grant-${GRANT}-1`]);
    expect(shown).toMatch(/Critical Options: \(none\)/);
    expect(section(shown, 'Extensions:', '')).toEqual(['permit-pty']);
    expect(shown).toContain('Serial: 4611686018427387905');
    expect(shown).toContain(`Key ID: "grant-${GRANT}-1"`);
  });

  it('is what ssh-keygen shows also with options, all extensions, and with none', async () => {
    const extensions: CertificateExtension[] = [
      'permit-X11-forwarding',
      'permit-pty',
      'permit-agent-forwarding',
      'permit-pty',
    ];
    const criticalOptions = {
      'source-address': '192.0.2.0/24',
      'force-command': 'uptime -p',
      'verify-required': true,
    } as const;
    const full = await signCertificate(contents({ extensions, criticalOptions }), authority());
    const shown = await showCertificate(full);
    expect(section(shown, 'Critical Options:', 'Extensions:')).toEqual([
      'force-command uptime -p', 'source-address 192.0.2.0/24', 'verify-required',
    ]); // prettier-ignore
    expect(section(shown, 'Extensions:', '')).toEqual([
      'permit-X11-forwarding',
      'permit-agent-forwarding',
      'permit-pty',
    ]);
    expect(Object.fromEntries(verifyCertificate(full, authority().publicKey).criticalOptions)).toEqual({
      'force-command': 'uptime -p', 'source-address': '192.0.2.0/24', 'verify-required': '',
    }); // prettier-ignore
    expect(await showCertificate(await signCertificate(contents({ extensions: [] }), authority()))).toMatch(
      /Extensions: \(none\)/,
    );
  });

  it('comes back from verifyCertificate for all contents', async () => {
    const arbitrary = fc.record({
      serial: fc.bigInt(1n, 2n ** 63n - 1n),
      keyNumber: fc.integer({ min: 1, max: 999_999 }),
      validAfterSeconds: fc.nat(2 ** 31),
      seconds: fc.integer({ min: 1, max: 2 ** 31 }),
      nonce: fc.uint8Array({ minLength: 16, maxLength: 64 }),
      grantId: fc.uuid(),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ keyNumber, grantId, seconds, nonce, ...rest }) => {
        const principal = grantPrincipal(grantId as GrantId, keyNumber);
        const validBeforeSeconds = rest.validAfterSeconds + seconds;
        const made = contents({ ...rest, principal, validBeforeSeconds, nonce: Buffer.from(nonce) });
        const read = verifyCertificate(await signCertificate(made, authority()), authority().publicKey);
        expect(read.principals).toEqual([principal]);
        expect(read.serial).toBe(rest.serial);
        expect(read.validAfterSeconds).toBe(BigInt(rest.validAfterSeconds));
        expect(read.validBeforeSeconds).toBe(BigInt(validBeforeSeconds));
      }),
    );
  });
});

describe('never signed', () => {
  it.each<[string, Partial<CertificateContents>]>([
    ['an empty principal [I2]', { principal: '' as Principal }],
    ['a login name [I2]', { principal: 'root' as Principal }],
    ['two principals [I2]', { principal: `grant-${GRANT}-1,root` as Principal }],
    ['a principal with a line end', { principal: `grant-${GRANT}-1\n` as Principal }],
    ['serial zero', { serial: 0n }],
    ['a serial of 64 bits', { serial: 2n ** 63n }],
    ['an end before the start', { validBeforeSeconds: 1_799_999_999 }],
    ['an end that is the start', { validBeforeSeconds: 1_800_000_000 }],
    ['no end', { validBeforeSeconds: Infinity }],
    ['half a second', { validAfterSeconds: 1.5 }],
    ['a negative start', { validAfterSeconds: -1 }],
    ['an unknown extension [I3]', { extensions: ['permit-everything' as CertificateExtension] }],
    ['a key id with a line end', { keyId: 'a\nb' }],
    ['a key id with a quote', { keyId: 'a"b' }],
    ['no key id', { keyId: '' }],
    ['an empty critical option', { criticalOptions: { 'force-command': '' } }],
    ['a short nonce', { nonce: Buffer.alloc(8) }],
  ])('%s', async (_, changes) => {
    await expect(signCertificate(contents(changes), authority())).rejects.toThrow(RangeError);
  });

  it('a principal that is none cannot be made', () => {
    for (const [id, number] of [['', 1], ['root', 1], [`${GRANT},root`, 1], [GRANT, 0], [GRANT, 1.5], [GRANT, -1]] as const) {
      expect(() => grantPrincipal(id as GrantId, number)).toThrow(RangeError);
    }
    expect(isPrincipal(`grant-${GRANT}-01`)).toBe(false);
  }); // prettier-ignore
});

describe('verifying refuses', () => {
  const refuses = (line: string, ca: PublicKey, message: RegExp): void => {
    let fault: unknown;
    try {
      verifyCertificate(line, ca);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: 'certificate-invalid', message: expect.stringMatching(message) as string });
  };

  it.each(Object.keys(AUTHORITIES))('every changed byte of a certificate by %s', async (name) => {
    const ca = authority(name);
    const [type = '', base64 = ''] = (await signCertificate(contents(), ca)).split(' ');
    const blob = Buffer.from(base64, 'base64');
    for (let at = 0; at < blob.length; at++) {
      const changed = Buffer.from(blob);
      changed.writeUInt8(blob.readUInt8(at) ^ 1, at);
      refuses(`${type} ${changed.toString('base64')}`, ca.publicKey, /./);
    }
  });

  it('the certificate of another authority, host certificates, plain keys and text', async () => {
    const folder = await keyFolder();
    try {
      const line = await signCertificate(contents(), authority('ecdsa 256'));
      refuses(line, authority().publicKey, /Another user CA/);
      const ca = await makeKeyFile(folder.path, 'ca', '-t', 'ed25519');
      const caKey = parsePublicKey(await readText(`${ca}.pub`));
      const key = await makeKeyFile(folder.path, 'key', '-t', 'ed25519');
      await sshKeygen('-q', '-h', '-s', ca, '-I', 'host', '-n', 'web', `${key}.pub`);
      refuses(await readText(`${key}-cert.pub`), caKey, /not one for users/);
      refuses(await readText(`${key}.pub`), caKey, /type of a certificate/);
      refuses('', caKey, /not a certificate/);
      refuses('x'.repeat(30_000), caKey, /too long/);
    } finally {
      await folder.remove();
    }
  });
});

it.each([['ed25519'], ['rsa']])('verifying accepts what ssh-keygen signed with a key of type %s', async (type) => {
  const folder = await keyFolder();
  try {
    const ca = await makeKeyFile(folder.path, 'ca', '-t', type, ...(type === 'rsa' ? ['-b', '3072'] : []));
    const key = await makeKeyFile(folder.path, 'key', '-t', 'ed25519');
    await sshKeygen('-q', '-s', ca, '-I', 'theirs', '-n', 'a,b', '-z', '77', '-V', '+1h', `${key}.pub`);
    const read = verifyCertificate(await readText(`${key}-cert.pub`), parsePublicKey(await readText(`${ca}.pub`)));
    expect([read.keyId, read.principals, read.serial]).toEqual(['theirs', ['a', 'b'], 77n]);
    expect(read.extensions).toContain('permit-port-forwarding');
  } finally {
    await folder.remove();
  }
});
