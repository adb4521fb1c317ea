import { randomBytes, type KeyObject } from 'node:crypto';
import type { PublicKey } from './public-key.js';
import { WireError, WireReader, wirePositiveInteger, wireString, wireUint32 } from './wire.js';

const MAGIC = Buffer.from('openssh-key-v1\0');
const BLOCK_BYTES = 8;
/** ssh-keygen takes 16 or 24 rounds; many more would stop the whole program for minutes. */
const BCRYPT_ROUNDS_MAX = 256;

/**
 * Looks at the part of an OpenSSH private key (PROTOCOL.key) in front of the secret one, and at nothing secret.
 * @returns undefined if the form, cipher or number of bcrypt rounds is none that can be read safely
 */
export function readOpensshHeader(pem: string): { encrypted: boolean } | undefined {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----/.exec(
    pem,
  )?.[1];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  try {
    return readHeader(new WireReader(bytes.subarray(MAGIC.length)));
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function readHeader(reader: WireReader): { encrypted: boolean } | undefined {
  const [cipher, derivation, options] = [reader.name(), reader.name(), reader.string()];
  const count = reader.uint32();
  reader.string(); // the public half
  const secret = reader.string();
  reader.end();
  if (count !== 1) return undefined;
  if (cipher === 'none' && derivation === 'none') return { encrypted: false };
  const salted = new WireReader(options);
  const salt = salted.string();
  const rounds = salted.uint32();
  salted.end();
  const knownCipher = /^aes(128|192|256)-(ctr|cbc)$/.test(cipher) && secret.length % 16 === 0;
  const sane = salt.length > 0 && salt.length <= 64 && rounds >= 1 && rounds <= BCRYPT_ROUNDS_MAX;
  return knownCipher && derivation === 'bcrypt' && sane ? { encrypted: true } : undefined;
}

/** Writes an Ed25519, ECDSA or RSA private key as an unencrypted OpenSSH file (PROTOCOL.key). */
export function writeOpensshPrivateKey(key: KeyObject, publicKey: PublicKey, comment: string): string {
  const check = randomBytes(4); // stands there twice, so that a reader sees that it decrypted well
  const plain = Buffer.concat([check, check, privateFields(key, publicKey), wireString(comment)]);
  const padding = Buffer.from(Array.from({ length: -plain.length & (BLOCK_BYTES - 1) }, (_, index) => index + 1));
  const file = Buffer.concat([
    MAGIC,
    ...['none', 'none', ''].map(wireString), // cipher, key derivation, its options
    wireUint32(1),
    wireString(publicKey.blob),
    wireString(Buffer.concat([plain, padding])),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function privateFields(key: KeyObject, publicKey: PublicKey): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const bytes = (text = ''): Buffer => Buffer.from(text, 'base64url');
  if (publicKey.type === 'ssh-ed25519') {
    const pair = Buffer.concat([bytes(jwk.d), bytes(jwk.x)]); // RFC 8032's seed, then the public key
    return Buffer.concat([publicKey.blob, wireString(pair)]);
  }
  if (publicKey.type === 'ssh-rsa') {
    const numbers = [jwk.n, jwk.e, jwk.d, jwk.qi, jwk.p, jwk.q].map((number) => wirePositiveInteger(bytes(number)));
    return Buffer.concat([wireString('ssh-rsa'), ...numbers]);
  }
  return Buffer.concat([publicKey.blob, wirePositiveInteger(bytes(jwk.d))]);
}
