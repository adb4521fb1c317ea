import { sign, verify, type KeyObject } from 'node:crypto';
import { CURVES, isCurve, type CurveName } from './curves.js';
import { publicKeyObject, type PublicKey, type PublicKeyType } from './public-key.js';
import { WireError, WireReader, wirePositiveInteger, wireString } from './wire.js';

/** How a plain key signs: the name that SSH gives to it and its hash; Ed25519 has its own. Never SHA-1 [I5]. */
interface SignatureAlgorithm {
  name: string;
  hash: 'sha256' | 'sha384' | 'sha512' | null;
  curve?: CurveName;
}

/**
 * Signs in SSH's form: ssh-ed25519 (RFC 8709), ecdsa-sha2-* (RFC 5656) or rsa-sha2-512 (RFC 8332).
 * @param publicKey the public half of `privateKey`
 */
export async function sshSign(privateKey: KeyObject, publicKey: PublicKey, data: Buffer): Promise<Buffer> {
  const { name, hash, curve } = signingAlgorithm(publicKey.type);
  const raw = await rawSignature(hash, data, privateKey);
  return Buffer.concat([wireString(name), wireString(curve ? ecdsaToWire(raw) : raw)]);
}

/** Whether `signature`, in SSH's form, is one of `publicKey` over `data`. Keys in a security key verify nothing here. */
export function sshVerify(publicKey: PublicKey, data: Buffer, signature: Buffer): boolean {
  try {
    const key = publicKeyObject(publicKey);
    const reader = new WireReader(signature);
    const algorithm = verifyingAlgorithm(publicKey.type, reader.name());
    const body = reader.string();
    reader.end();
    if (!key || !algorithm) return false;
    const raw = algorithm.curve ? ecdsaFromWire(body, algorithm.curve) : body;
    return verify(algorithm.hash, data, { key, dsaEncoding: 'ieee-p1363' }, raw) === true; // [I40]
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

function signingAlgorithm(type: PublicKeyType): SignatureAlgorithm {
  if (type === 'ssh-ed25519') return { name: type, hash: null };
  if (type === 'ssh-rsa') return { name: 'rsa-sha2-512', hash: 'sha512' };
  const curve = type.slice('ecdsa-sha2-'.length);
  if (type.startsWith('ecdsa-sha2-') && isCurve(curve)) return { name: type, hash: CURVES[curve].hash, curve };
  throw new RangeError(`A key of type ${type} cannot sign here.`);
}

function verifyingAlgorithm(type: PublicKeyType, name: string): SignatureAlgorithm | undefined {
  if (type.startsWith('sk-')) return undefined;
  if (type === 'ssh-rsa' && name === 'rsa-sha2-256') return { name, hash: 'sha256' };
  const algorithm = signingAlgorithm(type);
  return algorithm.name === name ? algorithm : undefined;
}

function rawSignature(hash: SignatureAlgorithm['hash'], data: Buffer, privateKey: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }, (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}

/** r and s side by side become two mpints. */
function ecdsaToWire(raw: Buffer): Buffer {
  const half = raw.length / 2;
  return Buffer.concat([wirePositiveInteger(raw.subarray(0, half)), wirePositiveInteger(raw.subarray(half))]);
}

function ecdsaFromWire(body: Buffer, curve: CurveName): Buffer {
  const { coordinateBytes } = CURVES[curve];
  const reader = new WireReader(body);
  const numbers = [reader.positiveInteger(), reader.positiveInteger()];
  reader.end();
  if (numbers.some((number) => number.length > coordinateBytes)) throw new WireError('a number is too large');
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(coordinateBytes - number.length), number])));
}
