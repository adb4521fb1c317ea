import type { KeyObject } from 'node:crypto';
import { isPrincipal, type Principal } from './principal.js';
import type { PublicKey, PublicKeyType } from './public-key.js';
import { sshSign } from './signature.js';
import { wireString, wireUint32, wireUint64 } from './wire.js';

/** What a certificate may allow (ssh-keygen(1)); nothing else is ever signed [I3]. */
export const CERTIFICATE_EXTENSIONS = [
  'no-touch-required',
  'permit-agent-forwarding',
  'permit-port-forwarding',
  'permit-pty',
  'permit-user-rc',
  'permit-X11-forwarding',
] as const;
export type CertificateExtension = (typeof CERTIFICATE_EXTENSIONS)[number];

export const isCertificateExtension = (text: string): text is CertificateExtension =>
  CERTIFICATE_EXTENSIONS.some((extension) => extension === text);

/** What a certificate may demand (ssh-keygen(1)). */
export interface CriticalOptions {
  'force-command'?: string;
  /** Comma-separated addresses in CIDR form. */
  'source-address'?: string;
  /** `sk-` keys only: the PIN or fingerprint of the security key. */
  'verify-required'?: true;
}

/** Everything that stands in a user certificate of Curfew. There is exactly one principal, by type [I2]. */
export interface CertificateContents {
  publicKey: PublicKey;
  /** Unique for ever: 63 random bits, never zero [I5]. */
  serial: bigint;
  /** Stands in the server's log at each login: 1–200 printable ASCII characters without quotes and backslashes. */
  keyId: string;
  principal: Principal;
  validAfterSeconds: number;
  /** The first second in which the certificate counts no more. */
  validBeforeSeconds: number;
  criticalOptions: CriticalOptions;
  extensions: readonly CertificateExtension[];
  /** At least 16 random bytes, fresh for each certificate. */
  nonce: Buffer;
}

/** A key pair that signs certificates. */
export interface CertificateSigner {
  privateKey: KeyObject;
  publicKey: PublicKey;
}

export const SERIAL_MAX = 2n ** 63n - 1n;
export const CERTIFICATE_TYPE_USER = 1;

/** `ssh-ed25519` becomes `ssh-ed25519-cert-v01@openssh.com`. */
export const certificateType = (type: PublicKeyType): string =>
  `${type.replace(/@openssh\.com$/, '')}-cert-v01@openssh.com`;

/**
 * Frames and signs an OpenSSH user certificate (PROTOCOL.certkeys), all checks before the signature.
 * @returns one line: type, base64, comment
 * @throws RangeError for contents that must never be signed; the caller has checked them before
 */
export async function signCertificate(contents: CertificateContents, signer: CertificateSigner): Promise<string> {
  refuseUnsafe(contents);
  const toSign = frame(contents, signer.publicKey);
  const signature = await sshSign(signer.privateKey, signer.publicKey, toSign);
  const blob = Buffer.concat([toSign, wireString(signature)]);
  return `${certificateType(contents.publicKey.type)} ${blob.toString('base64')} ${contents.keyId}`;
}

/** What comes before the signature. The key's numbers stand between nonce and serial just as in the plain key. */
function frame(contents: CertificateContents, authority: PublicKey): Buffer {
  const { publicKey, nonce, serial, keyId, principal } = contents;
  const numbers = publicKey.blob.subarray(wireString(publicKey.type).length);
  return Buffer.concat([
    wireString(certificateType(publicKey.type)),
    wireString(nonce),
    numbers,
    wireUint64(serial),
    wireUint32(CERTIFICATE_TYPE_USER),
    wireString(keyId),
    wireString(wireString(principal)),
    wireUint64(BigInt(contents.validAfterSeconds)),
    wireUint64(BigInt(contents.validBeforeSeconds)),
    wireString(criticalOptions(contents.criticalOptions)),
    wireString(extensions(contents.extensions)),
    wireString(''), // reserved
    wireString(authority.blob),
  ]);
}

/** Names in ASCII order; a value is a string inside a string, a flag an empty one. */
function criticalOptions(options: CriticalOptions): Buffer {
  const { 'force-command': command, 'source-address': address, 'verify-required': verify } = options;
  const entries: Buffer[] = [];
  if (command !== undefined) entries.push(wireString('force-command'), wireString(wireString(command)));
  if (address !== undefined) entries.push(wireString('source-address'), wireString(wireString(address)));
  if (verify) entries.push(wireString('verify-required'), wireString(''));
  return Buffer.concat(entries);
}

function extensions(names: readonly CertificateExtension[]): Buffer {
  const sorted = [...new Set(names)].sort(); // by code units, which is ASCII order here
  return Buffer.concat(sorted.flatMap((name) => [wireString(name), wireString('')]));
}

function refuseUnsafe(contents: CertificateContents): void {
  const { serial, keyId, principal, validAfterSeconds, validBeforeSeconds, nonce } = contents;
  const options = Object.values(contents.criticalOptions);
  const checks: [boolean, string][] = [
    [isPrincipal(principal), 'The principal must be grant-<id>-<n>.'],
    [serial > 0n && serial <= SERIAL_MAX, 'The serial must have at most 63 bits and not be zero.'],
    [/^[\x20-\x7e]{1,200}$/.test(keyId) && !/["\\]/.test(keyId), 'The key id must be short printable ASCII.'],
    [Number.isSafeInteger(validAfterSeconds) && validAfterSeconds >= 0, 'The start must be whole seconds.'],
    [Number.isSafeInteger(validBeforeSeconds), 'The end must be whole seconds.'],
    [validBeforeSeconds > validAfterSeconds, 'The end must be after the start.'],
    [contents.extensions.every(isCertificateExtension), 'An extension is unknown.'],
    [options.every((value) => value === true || /^[\x20-\x7e]+$/.test(value)), 'A critical option is malformed.'],
    [nonce.length >= 16 && nonce.length <= 64, 'The nonce must have 16 to 64 bytes.'],
  ];
  const broken = checks.find(([holds]) => !holds);
  if (broken) throw new RangeError(broken[1]);
}
