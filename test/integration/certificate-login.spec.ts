import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrantId } from '#access/ids.js';
import { signCertificate, type CertificateSigner } from '#ssh/certificate.js';
import { grantPrincipal } from '#ssh/principal.js';
import { readPrivateKey } from '#ssh/private-key.js';
import { parsePublicKey, publicKeyFromKeyObject } from '#ssh/public-key.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey, ssh, type KeyOptions, type KeyPair } from '#testkit/openssh.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import { readText } from '#testkit/ssh-keygen.js';

const GRANT_A = 'aaaaaaaa-0000-4000-8000-000000000001' as GrantId;
const GRANT_B = 'bbbbbbbb-0000-4000-8000-000000000002' as GrantId;
const KINDS: Record<string, KeyOptions> = {
  Ed25519: {},
  'ECDSA 256': { type: 'ecdsa', bits: 256, format: 'PEM' },
  'ECDSA 384': { type: 'ecdsa', bits: 384, format: 'PKCS8' },
  'ECDSA 521': { type: 'ecdsa', bits: 521 },
  'RSA 3072': { type: 'rsa', bits: 3072, format: 'PEM' },
};

const keys = new Map<string, KeyPair>();
const authorities = new Map<string, CertificateSigner>();
let serverA: TestServer;
let serverB: TestServer;

/** A server with the account alex, where each user CA is trusted for the one grant. */
const givenTrust = (name: string, grantId: GrantId): Promise<TestServer> => {
  const trust = `cert-authority,principals="${grantPrincipal(grantId, 1)}",restrict,pty`;
  const lines = [...authorities.values()].map(({ publicKey }) => `${trust} ${publicKey.line}`);
  return givenServer({ name, accounts: [{ name: 'alex', authorizedKeys: lines }] });
};

beforeAll(async () => {
  for (const [kind, options] of Object.entries(KINDS)) {
    keys.set(kind, await givenKey(options));
    const ca = readPrivateKey(await readText((await givenKey(options)).file)).keyObject;
    authorities.set(kind, { privateKey: ca, publicKey: publicKeyFromKeyObject(ca) });
  }
  [serverA, serverB] = await Promise.all([givenTrust('a', GRANT_A), givenTrust('b', GRANT_B)]);
});

interface Login {
  key?: string;
  authority?: string;
  grantId?: GrantId;
  keyNumber?: number;
  fromSeconds?: number;
  untilSeconds?: number;
}

/** Logs in as alex with a certificate. Times are seconds from now. */
async function login(server: TestServer, options: Login = {}): Promise<string> {
  const { key = 'Ed25519', authority = 'Ed25519', grantId = GRANT_A, keyNumber = 1 } = options;
  const { fromSeconds = -60, untilSeconds = 600 } = options;
  const [pair, signer] = [keys.get(key), authorities.get(authority)];
  if (!pair || !signer) throw new Error('no such key');
  const nowSeconds = Math.floor(Date.now() / 1000);
  const principal = grantPrincipal(grantId, keyNumber);
  const contents = {
    publicKey: parsePublicKey(pair.publicKey),
    serial: BigInt.asUintN(63, randomBytes(8).readBigUInt64BE()),
    keyId: principal,
    principal,
    validAfterSeconds: nowSeconds + fromSeconds,
    validBeforeSeconds: nowSeconds + untilSeconds,
    criticalOptions: {},
    extensions: ['permit-pty'] as const,
    nonce: randomBytes(32),
  };
  const certificate = join(givenFolder('certificate'), 'key-cert.pub');
  writeFileSync(certificate, `${await signCertificate(contents, signer)}\n`);
  const { code, stdout, stderr } = await ssh(server.as('alex', { identity: pair.file, certificate }), ['id', '-un']);
  return code === 0 ? stdout.trim() : stderr.trim();
}

const REFUSED = expect.stringContaining('Permission denied') as string;

it.each(Object.keys(KINDS))('sshd lets a certificate in for a key of type %s', async (key) => {
  expect(await login(serverA, { key })).toBe('alex');
});

it.each(Object.keys(KINDS))('sshd lets a certificate in that a user CA of type %s signed', async (authority) => {
  expect(await login(serverA, { authority })).toBe('alex');
});

it('a certificate for server A does not work on server B, nor the other way round [I6]', async () => {
  expect(await login(serverB, { grantId: GRANT_A })).toEqual(REFUSED);
  expect(await login(serverA, { grantId: GRANT_B })).toEqual(REFUSED);
  expect(await login(serverB, { grantId: GRANT_B })).toBe('alex');
});

it('a certificate does not work before its start, after its end, and for a key that was reset', async () => {
  expect(await login(serverA, { fromSeconds: 60 })).toEqual(REFUSED);
  expect(await login(serverA, { fromSeconds: -600, untilSeconds: -1 })).toEqual(REFUSED);
  expect(await login(serverA, { keyNumber: 2 })).toEqual(REFUSED);
});
