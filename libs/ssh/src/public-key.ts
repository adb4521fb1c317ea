import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { Fault } from '#access/fault.js';
import { CURVES, isCurve, type CurveName } from './curves.js';
import { WireError, WireReader, wirePositiveInteger, wireString } from './wire.js';

/** The kinds of plain keys that Curfew signs, and how many fields follow the type. `sk-` keys live in a security key. */
export const PUBLIC_KEY_FIELDS = {
  'ssh-ed25519': 1,
  'ssh-rsa': 2,
  'ecdsa-sha2-nistp256': 2,
  'ecdsa-sha2-nistp384': 2,
  'ecdsa-sha2-nistp521': 2,
  'sk-ssh-ed25519@openssh.com': 2,
  'sk-ecdsa-sha2-nistp256@openssh.com': 3,
} as const;
export type PublicKeyType = keyof typeof PUBLIC_KEY_FIELDS;

/** One checked OpenSSH public key. Made by this file only. */
export interface PublicKey {
  readonly type: PublicKeyType;
  /** RFC 4253 section 6.6: type and numbers. */
  readonly blob: Buffer;
  /** What stood behind the key; it proves nothing. */
  readonly comment: string;
  /** `SHA256:…`, as `ssh-keygen -l` shows it. */
  readonly fingerprint: string;
  /** `ssh-ed25519 AAAA…` and the comment, if there is one. */
  readonly line: string;
}

/** The longest accepted line; an RSA key of 16384 bits takes about 2,800 characters. */
export const PUBLIC_KEY_LINE_MAX = 8192;
/** Smaller RSA keys are refused [I4]. */
export const RSA_BITS_MIN = 3072;
const RSA_BITS_MAX = 16384;

const ACCEPTED = 'Paste the one line of an Ed25519, ECDSA or RSA (3072 bits or more) .pub file.';
const invalid = (message: string): Fault => new Fault('public-key-invalid', message, { hint: ACCEPTED });
const weak = (message: string): Fault => new Fault('public-key-weak', message, { hint: ACCEPTED });

/**
 * Reads one line of an OpenSSH public-key file: type, base64, comment. Certificates, options in front, several lines, DSA,
 * RSA below 3072 bits and points off their curve are refused [I4].
 * @throws Fault public-key-invalid, public-key-weak
 */
export function parsePublicKey(text: string): PublicKey {
  if (text.length > PUBLIC_KEY_LINE_MAX) throw invalid('The text is too long for a public key.');
  const line = text.trim();
  if (/[\r\n]/.test(line)) throw invalid(severalLinesMessage(line));
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line.replaceAll('\t', ' '))) {
    throw invalid('The public key holds characters that cannot be seen.');
  }
  const [type = '', base64 = '', ...comment] = line.split(/[ \t]+/);
  refuseType(type);
  const blob = decodeBase64(base64);
  if (!blob) throw invalid('The middle part of the public key is not base64.');
  const key = publicKeyFromBlob(blob, comment.join(' '));
  if (key.type !== type) throw invalid(`The public key says ${type} in front but holds a key of type ${key.type}.`);
  return key;
}

/**
 * Reads a public key in wire form (RFC 4253 section 6.6, RFC 5656, RFC 8709, OpenSSH's PROTOCOL.u2f).
 * @param rsaBitsMin the smallest RSA key that is accepted; a server's host key may be smaller than a person's key
 * @throws Fault public-key-invalid, public-key-weak
 */
export function publicKeyFromBlob(blob: Buffer, comment = '', rsaBitsMin = RSA_BITS_MIN): PublicKey {
  if (blob.length > PUBLIC_KEY_LINE_MAX) throw invalid('The public key is too long.');
  try {
    const reader = new WireReader(blob);
    const type = refuseType(reader.name());
    checkNumbers(type, reader, rsaBitsMin);
    reader.end();
    const encoded = `${type} ${blob.toString('base64')}`;
    const line = comment ? `${encoded} ${comment}` : encoded;
    return { type, blob: Buffer.from(blob), comment, fingerprint: fingerprintOf(blob), line };
  } catch (error) {
    if (error instanceof WireError) throw invalid(`The public key is damaged: ${error.message}.`);
    throw error;
  }
}

/** `SHA256:` and the unpadded base64 of the hash of a key in wire form. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** The key as node:crypto takes it to verify a signature; undefined for keys in a security key. */
export function publicKeyObject(key: PublicKey): KeyObject | undefined {
  if (key.type.startsWith('sk-')) return undefined;
  const reader = new WireReader(key.blob);
  reader.name();
  if (key.type === 'ssh-ed25519') return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: base64url(reader.string()) });
  if (key.type === 'ssh-rsa') {
    const e = base64url(reader.positiveInteger());
    return fromJwk({ kty: 'RSA', e, n: base64url(reader.positiveInteger()) });
  }
  const curve = reader.name();
  return isCurve(curve) ? curvePoint(curve, reader.string()) : undefined;
}

/** The public half of an Ed25519, ECDSA or RSA key of node:crypto. @throws Fault as publicKeyFromBlob */
export function publicKeyFromKeyObject(key: KeyObject, comment = '', rsaBitsMin = RSA_BITS_MIN): PublicKey {
  const { kty, crv, x = '', y = '', e = '', n = '' } = key.export({ format: 'jwk' });
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  if (kty === 'OKP' && crv === 'Ed25519') {
    return publicKeyFromBlob(Buffer.concat([wireString('ssh-ed25519'), wireString(bytes(x))]), comment);
  }
  if (kty === 'RSA') {
    const numbers = [wirePositiveInteger(bytes(e)), wirePositiveInteger(bytes(n))];
    return publicKeyFromBlob(Buffer.concat([wireString('ssh-rsa'), ...numbers]), comment, rsaBitsMin);
  }
  const curve = Object.keys(CURVES).find((name) => isCurve(name) && CURVES[name].jwk === crv);
  if (!curve) throw invalid('The key is neither Ed25519 nor ECDSA on a NIST curve nor RSA.');
  const point = Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]);
  const blob = [wireString(`ecdsa-sha2-${curve}`), wireString(curve), wireString(point)];
  return publicKeyFromBlob(Buffer.concat(blob), comment);
}

function checkNumbers(type: PublicKeyType, reader: WireReader, rsaBitsMin: number): void {
  switch (type) {
    case 'ssh-ed25519':
      return checkEd25519(reader);
    case 'sk-ssh-ed25519@openssh.com':
      checkEd25519(reader);
      return checkApplication(reader);
    case 'ssh-rsa':
      return checkRsa(reader, rsaBitsMin);
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      checkEcdsa('nistp256', reader);
      return checkApplication(reader);
    default:
      return checkEcdsa(type.slice('ecdsa-sha2-'.length), reader);
  }
}

function checkEd25519(reader: WireReader): void {
  if (reader.string().length !== 32) throw invalid('An Ed25519 key must be 32 bytes long.');
}

function checkRsa(reader: WireReader, bitsMin: number): void {
  const exponent = reader.positiveInteger();
  const modulus = reader.positiveInteger();
  const bits = modulus.length * 8 - Math.clz32(modulus.readUInt8()) + 24;
  if (bits < bitsMin) throw weak(`The RSA key has ${bits} bits; at least ${bitsMin} are needed.`);
  if (bits > RSA_BITS_MAX) throw invalid(`The RSA key has ${bits} bits; at most ${RSA_BITS_MAX} are read.`);
  const isOdd = (number: Buffer): boolean => number.readUInt8(number.length - 1) % 2 === 1;
  const tooSmall = exponent.length === 1 && exponent.readUInt8() < 3;
  if (tooSmall || exponent.length > 8 || !isOdd(exponent) || !isOdd(modulus)) throw weak('The RSA key is not sound.');
}

function checkEcdsa(expectedCurve: string, reader: WireReader): void {
  const curve = reader.name();
  if (curve !== expectedCurve || !isCurve(curve))
    throw invalid('The curve of the ECDSA key is not the one of its type.');
  if (!curvePoint(curve, reader.string())) throw weak('The point of the ECDSA key is not on its curve.');
}

function checkApplication(reader: WireReader): void {
  const application = reader.name();
  if (!application || application.length > 255) throw invalid('The security key names no application.');
}

/** An uncompressed point (SEC 1 section 2.3.3) as a key; undefined if it is not on the curve: OpenSSL checks that. */
function curvePoint(curve: CurveName, point: Buffer): KeyObject | undefined {
  const { jwk, coordinateBytes } = CURVES[curve];
  if (point.length !== 1 + 2 * coordinateBytes || point[0] !== 4) return undefined;
  const x = base64url(point.subarray(1, 1 + coordinateBytes));
  const y = base64url(point.subarray(1 + coordinateBytes));
  try {
    return fromJwk({ kty: 'EC', crv: jwk, x, y });
  } catch {
    return undefined;
  }
}

function refuseType(type: string): PublicKeyType {
  if (isPublicKeyType(type)) return type;
  if (type.includes('-cert-v0')) throw invalid('This is a certificate; Curfew signs plain public keys only.');
  if (type === 'ssh-dss') throw weak('DSA keys are too weak.');
  if (type.startsWith('-----')) throw invalid('This is not a public key line. Never paste a private key.');
  throw invalid('The text does not begin with the type of a public key that Curfew knows.');
}

export const isPublicKeyType = (text: string): text is PublicKeyType => Object.hasOwn(PUBLIC_KEY_FIELDS, text);

function severalLinesMessage(text: string): string {
  if (/PRIVATE KEY/.test(text)) return 'This is a private key. Keep it to yourself and paste the public key.';
  return 'The text has several lines; a public key is one line.';
}

/** Strict base64 with padding; undefined if it is anything else. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url');
const fromJwk = (key: JsonWebKey): KeyObject => createPublicKey({ key, format: 'jwk' });
