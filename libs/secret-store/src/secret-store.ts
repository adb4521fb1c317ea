/**
 * libs/secret-store: reads secrets where their owner keeps them, in the connector only. One interface, one file per store.
 * No value of a secret ever stands in an error.
 */
import { Fault } from '#access/fault.js';
import { AwsSecretsManager } from './aws-secrets-manager.js';
import { FileSecrets } from './file.js';
import { describeSecret, type SecretReference } from './secret-reference.js';

/** The texts of one secret by their keys. Look up with Object.hasOwn only. */
export type SecretValues = Readonly<Record<string, string>>;

export interface SecretStore {
  /**
   * Reads the secret as it is now; nothing is kept.
   * @throws Fault secret-unreachable, secret-not-found, secret-malformed
   */
  read(reference: SecretReference): Promise<SecretValues>;
}

export interface SecretStoresOptions {
  /** Folder below which the files of the store `file` lie. */
  secretsFolder: string;
  /** Told of what should be mended but does no harm yet, e.g. a file that others can read. Never holds a secret. */
  warn: (message: string) => void;
  /** Longest time for one secret of a store in the network. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/** Every store behind one `read`, chosen by the reference. */
export function openSecretStores(options: SecretStoresOptions): SecretStore {
  const files = new FileSecrets(options.secretsFolder, options.warn);
  const aws = new AwsSecretsManager(options.timeoutMs ?? TIMEOUT_MS);
  return {
    async read(reference) {
      const text = reference.store === 'file' ? await files.read(reference) : await aws.read(reference);
      return parseValues(text, reference);
    },
  };
}

/** Takes the texts out of a JSON object and leaves what is no text. The parser's own error would quote the secret. */
function parseValues(text: string, reference: SecretReference): SecretValues {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw malformed(reference);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(reference);
  return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'string'));
}

const malformed = (reference: SecretReference): Fault =>
  new Fault('secret-malformed', `${capital(describeSecret(reference))} is not a JSON object of texts.`, {
    hint: 'Store it as {"base64_private_key": "…"}; in the AWS console as key/value pairs.',
  });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
