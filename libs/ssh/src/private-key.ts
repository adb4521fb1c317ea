import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import sshpk from 'sshpk';
import { Fault } from '#access/fault.js';
import { writeOpensshPrivateKey, readOpensshHeader } from './openssh-private-key.js';
import { publicKeyFromKeyObject, type PublicKey } from './public-key.js';

/** A private key that Curfew uses itself: to log in to servers, or as user CA. Made by this file only. */
export interface PrivateKey {
  readonly publicKey: PublicKey;
  readonly keyObject: KeyObject;
}

/** The longest private key text; an RSA key of 16384 bits takes about 13,000 characters. */
export const PRIVATE_KEY_TEXT_MAX = 32_768;
/** Servers' own login keys of 2048 bits are common, e.g. those that clouds hand out. */
const LOGIN_RSA_BITS_MIN = 2048;

const FORMS =
  'Expected is a private key file as ssh-keygen or openssl write it: OpenSSH, PKCS#1, PKCS#8 or EC, in PEM form.';
const notPrivateKey = (message: string): Fault => new Fault('secret-not-private-key', message, { hint: FORMS });
const wrongPassphrase = (given: boolean): Fault =>
  given
    ? new Fault('secret-passphrase-wrong', 'The passphrase does not open the private key.', {
        hint: 'Correct the passphrase in the secret. If it is right, the key is damaged or encrypted in an uncommon way.',
      })
    : new Fault('secret-passphrase-wrong', 'The private key is encrypted and the secret has no passphrase.', {
        hint: 'Add the passphrase to the secret, or store the key without one.',
      });

/**
 * Reads a private key: OpenSSH (PROTOCOL.key), PKCS#1, PKCS#8 or SEC1 in PEM form, each with or without passphrase.
 * Ed25519, ECDSA on NIST curves, and RSA from 2048 bits are accepted. No part of the text gets into an error.
 * @throws Fault secret-not-private-key, secret-passphrase-wrong, public-key-weak
 */
export function readPrivateKey(text: string, passphrase?: string): PrivateKey {
  if (text.length > PRIVATE_KEY_TEXT_MAX) throw notPrivateKey('The text is too long for a private key.');
  const pem = text.replaceAll('\r\n', '\n').trim() + '\n';
  const label = /^-----BEGIN ([A-Z0-9 ]+)-----$/m.exec(pem)?.[1];
  if (!label) throw notPrivateKey(withoutLabelMessage(pem));
  if (!label.endsWith('PRIVATE KEY')) throw notPrivateKey(`The text is no private key but a ${label.toLowerCase()}.`);
  const keyObject = label === 'OPENSSH PRIVATE KEY' ? readOpenssh(pem, passphrase) : readPem(pem, passphrase);
  return { keyObject, publicKey: publicHalf(keyObject) };
}

/** Makes an Ed25519 key pair, e.g. the user CA key at a connector's first start. */
export function makeEd25519Key(): PrivateKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { keyObject: privateKey, publicKey: publicHalf(privateKey) };
}

/**
 * The key as unencrypted OpenSSH text: for ssh2, which reads no PKCS#8, and for a key file (mode 0600) that ssh-keygen
 * reads too. This text is the secret itself: never log it.
 */
export function toOpensshPrivateKey(key: PrivateKey, comment = ''): string {
  return writeOpensshPrivateKey(key.keyObject, key.publicKey, comment);
}

function readOpenssh(pem: string, passphrase: string | undefined): KeyObject {
  const { encrypted } = readOpensshHeader(pem) ?? {};
  if (encrypted === undefined) throw notPrivateKey('The OpenSSH private key is damaged or of an unknown form.');
  if (encrypted && !passphrase) throw wrongPassphrase(false);
  try {
    return toKeyObject(sshpk.parsePrivateKey(pem, 'ssh-private', encrypted ? { passphrase } : {}));
  } catch {
    // The reason may quote the key, so it is not kept.
    throw encrypted ? wrongPassphrase(true) : notPrivateKey('The OpenSSH private key is damaged.');
  }
}

/** sshpk's PKCS#8 form of Ed25519 is one that OpenSSL 3.0 does not read, so that goes by its seed. */
function toKeyObject(key: sshpk.PrivateKey): KeyObject {
  if (key.type !== 'ed25519') return createPrivateKey(key.toBuffer('pkcs8'));
  const part = (name: string): string | undefined =>
    key.parts.find((one) => one.name === name)?.data.toString('base64url');
  return createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', d: part('k'), x: part('A') } });
}

function readPem(pem: string, passphrase?: string): KeyObject {
  const encrypted = /^-----BEGIN ENCRYPTED PRIVATE KEY-----$|^Proc-Type: 4,ENCRYPTED$/m.test(pem);
  if (encrypted && !passphrase) throw wrongPassphrase(false);
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(encrypted ? { passphrase } : {}) });
  } catch {
    throw encrypted ? wrongPassphrase(true) : notPrivateKey('The private key is damaged or of an unknown form.');
  }
}

function publicHalf(key: KeyObject): PublicKey {
  const known = ['ed25519', 'ec', 'rsa'];
  if (!known.includes(key.asymmetricKeyType ?? '')) {
    throw notPrivateKey(`Private keys of type ${key.asymmetricKeyType} are not supported.`);
  }
  try {
    return publicKeyFromKeyObject(key, '', LOGIN_RSA_BITS_MIN);
  } catch (error) {
    if (error instanceof Fault && error.code === 'public-key-weak') throw error;
    throw notPrivateKey('The private key is on a curve that SSH does not know.');
  }
}

function withoutLabelMessage(text: string): string {
  if (/^(ssh-|ecdsa-|sk-)/.test(text)) return 'The text is a public key, not a private key.';
  if (text.startsWith('PuTTY-User-Key-File')) return 'The text is a PuTTY key; export it as an OpenSSH key first.';
  return 'The text is not a private key.';
}
