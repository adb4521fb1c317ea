import { Fault } from '#access/fault.js';
import { readPrivateKey, type PrivateKey } from '#ssh/private-key.js';
import type { SecretValues } from './secret-store.js';

/** The keys under which a secret holds a private key, as base64 of the key file. */
export type PrivateKeyName = 'base64_private_key' | 'base64_ca_private_key';
/** The passphrase of the private key may stand in the same secret under this key. */
export const PASSPHRASE = 'passphrase';

/**
 * The private key of a secret. Base64 may be broken into lines, be of the URL alphabet, and lack its padding.
 * @throws Fault secret-key-missing, secret-not-base64, secret-not-private-key, secret-passphrase-wrong, public-key-weak
 */
export function readPrivateKeySecret(values: SecretValues, name: PrivateKeyName): PrivateKey {
  const value = valueOf(values, name)?.trim();
  if (!value) {
    throw new Fault('secret-key-missing', `The secret has no text under the key ${name}.`, {
      hint: `Store the output of "base64 -w0 id_ed25519" under ${name}.`,
    });
  }
  return readPrivateKey(decode(value, name), valueOf(values, PASSPHRASE));
}

const valueOf = (values: SecretValues, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

function decode(value: string, name: string): string {
  if (value.startsWith('-----BEGIN')) throw notBase64(`The secret holds the key itself under ${name}, not its base64.`);
  const plain = value.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = Buffer.from(plain, 'base64');
  const whole = bytes.toString('base64').replace(/=+$/, '') === plain;
  if (!whole) throw notBase64(`What the secret holds under ${name} is not base64.`);
  return bytes.toString('utf8');
}

const notBase64 = (message: string): Fault =>
  new Fault('secret-not-base64', message, { hint: 'Store the output of "base64 -w0 id_ed25519".' });
