import { Fault } from '#access/fault.js';

/** Where a secret is kept. It crosses the link and stands in the database; the secret itself never does. */
export type SecretReference = FileReference | AwsReference;

/** A JSON file of texts below the connector's folder of secrets. */
export interface FileReference {
  store: 'file';
  /** Relative to that folder, such as `ssh/production.json`. */
  path: string;
}

export interface AwsReference {
  store: 'aws-secrets-manager';
  region: string;
  /** Name or ARN. */
  secretId: string;
  /** Another address than the region's own, e.g. a VPC endpoint: https, or http on this machine. */
  endpoint?: string;
}

/** Checks one field: undefined if it is good, else what is wrong with it. */
type Check = (value: unknown) => string | undefined;

const FIELDS: Record<SecretReference['store'], Record<string, { check: Check; optional?: true }>> = {
  file: { path: { check: checkPath } },
  'aws-secrets-manager': {
    region: { check: matching(/^[a-z][a-z0-9-]{1,39}$/, 'must be the name of a region such as eu-central-1') },
    secretId: { check: matching(/^[A-Za-z0-9/_+=.@:!-]{1,2048}$/, 'must be the name or ARN of a secret') },
    endpoint: { check: checkEndpoint, optional: true },
  },
};

/**
 * What is wrong with a reference that came from outside; undefined if nothing is. For DTOs of the control plane; the
 * connector checks by itself again.
 */
export function secretReferenceProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return 'secret: must be an object';
  const { store, ...rest } = value;
  if (!isStore(store)) return `secret.store: must be one of ${Object.keys(FIELDS).join(', ')}`;
  const fields = FIELDS[store];
  const unknown = Object.keys(rest).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return `secret.${unknown.slice(0, 50)}: is not a field of the store ${store}`;
  for (const [name, { check, optional }] of Object.entries(fields)) {
    if (optional && rest[name] === undefined) continue;
    const problem = check(rest[name]);
    if (problem) return `secret.${name}: ${problem}`;
  }
  return undefined;
}

/** The value as a reference. @throws Fault input-invalid that names the field and what is wrong with it */
export function parseSecretReference(value: unknown): SecretReference {
  if (isSecretReference(value)) return value;
  throw new Fault('input-invalid', `The reference to the secret is wrong: ${secretReferenceProblem(value)}.`);
}

/** How a secret is named to people. */
export function describeSecret(reference: SecretReference): string {
  if (reference.store === 'file') return `the secret file ${reference.path}`;
  return `the secret ${reference.secretId} in AWS Secrets Manager, region ${reference.region}`;
}

const isSecretReference = (value: unknown): value is SecretReference => secretReferenceProblem(value) === undefined;
const isStore = (value: unknown): value is SecretReference['store'] =>
  typeof value === 'string' && Object.hasOwn(FIELDS, value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function matching(pattern: RegExp, wanted: string): Check {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : wanted);
}

function checkPath(value: unknown): string | undefined {
  const wanted = 'must be a path below the folder of secrets, such as ssh/production.json';
  if (typeof value !== 'string' || value.length > 255) return wanted;
  const parts = value.split('/');
  const plain = parts.every((part) => /^[A-Za-z0-9_. +@-]+$/.test(part) && part !== '.' && part !== '..');
  return plain ? undefined : wanted;
}

function checkEndpoint(value: unknown): string | undefined {
  const wanted = 'must be an https address (http only on this machine) without user, query or fragment';
  if (typeof value !== 'string' || value.length > 500 || !URL.canParse(value)) return wanted;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  const safe = protocol === 'https:' || (protocol === 'http:' && local);
  return safe && !username && !password && !search && !hash ? undefined : wanted;
}
