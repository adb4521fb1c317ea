/** Writes Ed25519 keys as OpenSSH does. Pure, on bytes: the browser makes the key, this only frames it. */

export interface Ed25519KeyPair {
  /** 32 bytes: the seed of RFC 8032, which OpenSSH and PKCS#8 store. */
  seed: Uint8Array;
  /** 32 bytes. */
  publicKey: Uint8Array;
}

const KEY_TYPE = 'ssh-ed25519';
const BLOCK_BYTES = 8;
const LINE_LENGTH = 70;

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

const joined = (...parts: Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** A `string` of RFC 4251, section 5: its length as four bytes, then the bytes. */
const framed = (bytes: Uint8Array): Uint8Array => {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined(length, bytes);
};

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const publicBlob = (publicKey: Uint8Array): Uint8Array => joined(framed(ascii(KEY_TYPE)), framed(publicKey));

/** Takes the 32 bytes of a public key and a comment; gives the line for `authorized_keys` and the like. */
export const publicKeyLine = (publicKey: Uint8Array, comment: string): string =>
  `${KEY_TYPE} ${base64(publicBlob(publicKey))} ${comment}`;

/** Takes the bytes of SHA-256 over the key's blob; gives `SHA256:…` as `ssh-keygen -l` prints it. */
export const fingerprintOf = (sha256: Uint8Array): string => `SHA256:${base64(sha256).replace(/=+$/, '')}`;

/** The bytes that the fingerprint is made over. */
export const fingerprintInput = (publicKey: Uint8Array): Uint8Array => publicBlob(publicKey);

/**
 * Takes a key pair, a comment and four random bytes; gives the text of a private key file without passphrase, as
 * OpenSSH's PROTOCOL.key lays it out (`openssh-key-v1`, cipher `none`, padding 1, 2, 3 … to a multiple of 8).
 */
export const privateKeyFile = (pair: Ed25519KeyPair, comment: string, checkBytes: Uint8Array): string => {
  const secret = joined(
    checkBytes,
    checkBytes,
    publicBlob(pair.publicKey),
    framed(joined(pair.seed, pair.publicKey)),
    framed(ascii(comment)),
  );
  const missing = (BLOCK_BYTES - (secret.length % BLOCK_BYTES)) % BLOCK_BYTES;
  const padding = Uint8Array.from({ length: missing }, (_, index) => index + 1);
  const file = joined(
    ascii('openssh-key-v1\0'),
    framed(ascii('none')),
    framed(ascii('none')),
    framed(new Uint8Array()),
    Uint8Array.of(0, 0, 0, 1),
    framed(publicBlob(pair.publicKey)),
    framed(joined(secret, padding)),
  );
  const lines = base64(file).match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
};
