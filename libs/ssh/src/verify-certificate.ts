import { Fault } from '#access/fault.js';
import { CERTIFICATE_TYPE_USER, certificateType } from './certificate.js';
import { decodeBase64, isPublicKeyType, PUBLIC_KEY_FIELDS, publicKeyFromBlob, type PublicKey } from './public-key.js';
import { sshVerify } from './signature.js';
import { WireError, WireReader, wireString } from './wire.js';

/** What a certificate says whose signature was found good. Made by `verifyCertificate` only. */
export interface VerifiedCertificate {
  readonly publicKey: PublicKey;
  readonly serial: bigint;
  readonly keyId: string;
  /** As they stand there; Curfew's own certificates have exactly one. */
  readonly principals: readonly string[];
  readonly validAfterSeconds: bigint;
  readonly validBeforeSeconds: bigint;
  readonly criticalOptions: ReadonlyMap<string, string>;
  readonly extensions: readonly string[];
}

/** From the type of a certificate to the type of the plain key in it. */
const PLAIN_TYPES = new Map(
  Object.keys(PUBLIC_KEY_FIELDS)
    .filter(isPublicKeyType)
    .map((type) => [certificateType(type), type]),
);

const CERTIFICATE_LINE_MAX = 20_000;
const invalid = (message: string): Fault => new Fault('certificate-invalid', message);

/**
 * Reads one line of an OpenSSH user certificate (PROTOCOL.certkeys) and verifies that `authority` signed it. Says nothing
 * of time: the caller compares `validAfterSeconds` and `validBeforeSeconds`.
 * @throws Fault certificate-invalid
 */
export function verifyCertificate(line: string, authority: PublicKey): VerifiedCertificate {
  if (line.length > CERTIFICATE_LINE_MAX) throw invalid('The text is too long for a certificate.');
  const [type = '', base64 = ''] = line.trim().split(' ');
  const blob = decodeBase64(base64);
  if (!blob) throw invalid('The text is not a certificate: its middle part is not base64.');
  try {
    return readVerified(type, blob, authority);
  } catch (error) {
    if (error instanceof WireError) throw invalid(`The certificate is damaged: ${error.message}.`);
    if (error instanceof Fault && error.code !== 'certificate-invalid') {
      throw invalid(`The key in the certificate is not accepted: ${error.message}`);
    }
    throw error;
  }
}

function readVerified(type: string, blob: Buffer, authority: PublicKey): VerifiedCertificate {
  const reader = new WireReader(blob);
  if (reader.name() !== type) throw invalid('The certificate is not of the type that stands in front of it.');
  reader.string(); // nonce
  const publicKey = readPublicKey(type, reader);
  const serial = reader.uint64();
  if (reader.uint32() !== CERTIFICATE_TYPE_USER) throw invalid('The certificate is not one for users.');
  const keyId = reader.name();
  const principals = readNames(reader.string());
  const [validAfterSeconds, validBeforeSeconds] = [reader.uint64(), reader.uint64()];
  const criticalOptions = readOptions(reader.string());
  const extensions = [...readOptions(reader.string()).keys()];
  reader.string(); // reserved
  if (!reader.string().equals(authority.blob)) throw invalid('Another user CA signed the certificate.');
  const signed = blob.subarray(0, blob.length - reader.remaining);
  const signature = reader.string();
  reader.end();
  if (sshVerify(authority, signed, signature) !== true) throw invalid('The signature of the certificate is wrong.');
  return { publicKey, serial, keyId, principals, validAfterSeconds, validBeforeSeconds, criticalOptions, extensions };
}

function readPublicKey(certificate: string, reader: WireReader): PublicKey {
  const type = PLAIN_TYPES.get(certificate);
  if (!type) throw invalid('The text does not begin with the type of a certificate that Curfew knows.');
  const fields = Array.from({ length: PUBLIC_KEY_FIELDS[type] }, () => wireString(reader.string()));
  return publicKeyFromBlob(Buffer.concat([wireString(type), ...fields]));
}

function readNames(list: Buffer): string[] {
  const reader = new WireReader(list);
  const names: string[] = [];
  while (reader.remaining > 0) names.push(reader.name());
  return names;
}

/** Names in strictly rising order, as PROTOCOL.certkeys demands, each with its value or the empty text. */
function readOptions(list: Buffer): Map<string, string> {
  const reader = new WireReader(list);
  const options = new Map<string, string>();
  let previous = '';
  while (reader.remaining > 0) {
    const name = reader.name();
    if (name <= previous) throw new WireError('options are doubled or out of order');
    options.set(name, readValue(reader.string()));
    previous = name;
  }
  return options;
}

function readValue(data: Buffer): string {
  if (data.length === 0) return '';
  const reader = new WireReader(data);
  const value = reader.name();
  reader.end();
  return value;
}
