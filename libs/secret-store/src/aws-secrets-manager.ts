import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault } from '#access/fault.js';
import { timerMs } from '#access/longest-timer.js';
import { errorField } from './error-field.js';
import { describeSecret, type AwsReference } from './secret-reference.js';

/**
 * AWS Secrets Manager, with the credentials of the SDK's standard chain: environment, profile, web identity, the machine's role.
 * The SDK is loaded at the first use: most connectors read files.
 */
export class AwsSecretsManager {
  readonly #clients = new Map<string, Promise<SecretsManagerClient>>();

  /** @param timeoutMs longest time for one secret, finding credentials and retries included */
  constructor(private readonly timeoutMs: number) {}

  /** The text of the secret's current version. @throws Fault secret-unreachable, secret-not-found, secret-malformed */
  async read(reference: AwsReference): Promise<string> {
    const abort = new AbortController();
    try {
      return await within(this.timeoutMs, abort, this.getValue(reference, abort.signal));
    } catch (error) {
      throw error instanceof Fault ? error : toFault(error, reference);
    }
  }

  private async getValue(reference: AwsReference, abortSignal: AbortSignal): Promise<string> {
    const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
    const client = await this.client(reference);
    const command = new GetSecretValueCommand({ SecretId: reference.secretId });
    const { SecretString, SecretBinary } = await client.send(command, { abortSignal });
    if (SecretString !== undefined) return SecretString;
    if (SecretBinary !== undefined) return Buffer.from(SecretBinary).toString('utf8');
    throw new Fault('secret-malformed', `${named(reference)} is empty.`);
  }

  private client({ region, endpoint }: AwsReference): Promise<SecretsManagerClient> {
    const name = `${region} ${endpoint ?? ''}`;
    const client = this.#clients.get(name) ?? this.connect(region, endpoint);
    this.#clients.set(name, client);
    return client;
  }

  private async connect(region: string, endpoint: string | undefined): Promise<SecretsManagerClient> {
    const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    const requestHandler = { connectionTimeout: this.timeoutMs / 2, requestTimeout: this.timeoutMs };
    return new SecretsManagerClient({ region, maxAttempts: 2, requestHandler, ...(endpoint && { endpoint }) });
  }
}

class TimedOut extends Error {
  override readonly name = 'TimeoutError';
}

async function within<T>(timeoutMs: number, abort: AbortController, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut());
      abort.abort();
    }, timerMs(timeoutMs));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const NOT_FOUND = ['ResourceNotFoundException', 'InvalidRequestException']; // the latter: marked for deletion
const NO_CREDENTIALS = ['CredentialsProviderError', 'TokenProviderError'];
const BAD_CREDENTIALS = [
  'UnrecognizedClientException', 'InvalidSignatureException', 'SignatureDoesNotMatch', 'InvalidClientTokenId',
  'ExpiredTokenException', 'IncompleteSignature', 'MissingAuthenticationTokenException',
]; // prettier-ignore

/** Only name and code are kept: AWS may quote the signed request, session token included, in its message. */
function toFault(error: unknown, reference: AwsReference): Fault {
  const name = errorField(error, 'name') ?? 'unknown';
  const detail = `${name} ${errorField(error, 'code') ?? ''} for ${reference.secretId} in ${reference.region}`;
  if (NOT_FOUND.includes(name)) {
    const hint = 'Check name and region, and that the secret is not marked for deletion.';
    return new Fault('secret-not-found', `There is no ${describeSecret(reference).replace('the ', '')}.`, {
      detail,
      hint,
    });
  }
  const [reason, hint] = whyUnreachable(name, reference);
  return new Fault('secret-unreachable', `${named(reference)} cannot be read: ${reason}.`, { detail, hint });
}

function whyUnreachable(name: string, reference: AwsReference): [reason: string, hint: string] {
  if (NO_CREDENTIALS.includes(name)) {
    return [
      'the connector has no AWS credentials',
      'Give its machine a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    ];
  }
  if (BAD_CREDENTIALS.includes(name)) {
    return [
      "AWS does not accept the connector's credentials",
      "Check the access key that the connector uses, and its machine's clock.",
    ];
  }
  if (name === 'AccessDeniedException') {
    return [
      "the connector's role may not read it",
      'Allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key.',
    ];
  }
  if (name === 'DecryptionFailure') return ['AWS could not decrypt it', 'Check the KMS key of the secret.'];
  const address = reference.endpoint ?? `secretsmanager.${reference.region}.amazonaws.com`;
  return [`${address} did not answer properly`, 'Check that the connector can reach that address, and the region.'];
}

const named = (reference: AwsReference): string => `The${describeSecret(reference).slice('the'.length)}`;
