import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import aws4 from 'aws4';

export const TEST_AWS_CREDENTIALS = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'test-secret-access-key' };

export type AwsAnswer = { SecretString: string } | { SecretBinary: string } | { error: string } | 'silence';

/**
 * An HTTP server on this machine that speaks the JSON 1.1 protocol of AWS Secrets Manager, as far as GetSecretValue goes. It
 * computes the SigV4 signature of each request again, with another implementation than the client's.
 */
export class TestSecretsManager {
  readonly #server: Server;
  /** What is answered, by the secret's name. */
  readonly secrets = new Map<string, AwsAnswer>();
  requests = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<TestSecretsManager> {
    const manager = new TestSecretsManager();
    await new Promise<void>((resolve) => manager.#server.listen(0, '127.0.0.1', resolve));
    return manager;
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++;
    const body = await text(request);
    const refusal = refusalOf(request, body);
    const { SecretId: name } = JSON.parse(body) as { SecretId: string };
    const answer = refusal ? { error: refusal } : (this.secrets.get(name) ?? { error: 'ResourceNotFoundException' });
    if (answer === 'silence') return;
    const isError = 'error' in answer;
    response.writeHead(isError ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    const message = `refused; the canonical string was ${JSON.stringify(request.headers)}`;
    response.end(JSON.stringify(isError ? { __type: answer.error, message } : { Name: name, ...answer }));
  }
}

/** The error that AWS gives for a request that is not signed as it should be. */
function refusalOf(request: IncomingMessage, body: string): string | undefined {
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') return 'UnknownOperationException';
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/secretsmanager\/aws4_request, SignedHeaders=([^,]+), /;
  const [, keyId, region = '', signedHeaders = ''] = pattern.exec(request.headers.authorization ?? '') ?? [];
  if (keyId === undefined) return 'MissingAuthenticationTokenException';
  if (keyId !== TEST_AWS_CREDENTIALS.accessKeyId) return 'UnrecognizedClientException';
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) return 'IncompleteSignature';
  const expected = signAgain(request, body, region, names);
  return expected === request.headers.authorization ? undefined : 'InvalidSignatureException';
}

function signAgain(request: IncomingMessage, body: string, region: string, names: string[]): string | undefined {
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const signed = aws4.sign(
    {
      host: String(request.headers.host),
      method: String(request.method),
      path: String(request.url),
      headers,
      body,
      service: 'secretsmanager',
      region,
      extraHeadersToIgnore: names.includes('content-length') ? {} : { 'content-length': true },
    },
    TEST_AWS_CREDENTIALS,
  );
  return signed.headers.Authorization;
}
