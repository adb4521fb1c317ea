import { Fault } from '#access/fault.js';
import { TEST_AWS_CREDENTIALS, TestSecretsManager, type AwsAnswer } from '#testkit/aws-secrets-manager.js';
import { openSecretStores } from './secret-store.js';

const CANARY = 'canary-that-no-error-may-hold';
const NAMES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_EC2_METADATA_DISABLED', 'HOME'];
const before = NAMES.map((name) => [name, process.env[name]] as const);
let manager: TestSecretsManager;

beforeAll(async () => {
  manager = await TestSecretsManager.start();
});
afterAll(async () => {
  await manager.stop();
  for (const [name, value] of before) set(name, value);
});
beforeEach(() => {
  set('AWS_ACCESS_KEY_ID', TEST_AWS_CREDENTIALS.accessKeyId);
  set('AWS_SECRET_ACCESS_KEY', TEST_AWS_CREDENTIALS.secretAccessKey);
  set('AWS_SESSION_TOKEN', undefined);
  set('AWS_EC2_METADATA_DISABLED', 'true');
  set('HOME', '/nonexistent');
  manager.secrets.clear();
});

function set(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

const read = (secretId: string, options: { endpoint?: string; timeoutMs?: number } = {}): Promise<object> => {
  const store = openSecretStores({
    secretsFolder: '/nonexistent',
    warn: () => undefined,
    timeoutMs: options.timeoutMs ?? 5000,
  });
  const endpoint = options.endpoint ?? manager.endpoint;
  return store.read({ store: 'aws-secrets-manager', region: 'eu-central-1', secretId, endpoint });
};

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const fault: unknown = await work.then(
    () => new Error('no fault'),
    (error: unknown) => error,
  );
  if (!(fault instanceof Fault)) throw fault;
  const told = JSON.stringify([fault.message, fault.hint, fault.detail, String(fault.cause), fault.stack]);
  for (const secret of [CANARY, TEST_AWS_CREDENTIALS.secretAccessKey]) expect(told).not.toContain(secret);
  return fault;
};

it.each<[string, AwsAnswer]>([
  ['text', { SecretString: JSON.stringify({ base64_private_key: 'AAAA', other: 5 }) }],
  ['bytes', { SecretBinary: Buffer.from('{"base64_private_key":"AAAA"}').toString('base64') }],
])('reads a secret that is kept as %s', async (_, answer) => {
  manager.secrets.set('production/ssh', answer);
  await expect(read('production/ssh')).resolves.toEqual({ base64_private_key: 'AAAA' });
});

it('signs with a session token where there is one', async () => {
  set('AWS_SESSION_TOKEN', 'session');
  manager.secrets.set('ssh', { SecretString: '{}' });
  await expect(read('ssh')).resolves.toEqual({});
});

it.each([
  ['another key id', 'AWS_ACCESS_KEY_ID', 'AKIAOTHER'],
  ['another secret key', 'AWS_SECRET_ACCESS_KEY', 'other'],
])('is refused with %s, and says so', async (_, name, value) => {
  set(name, value);
  set('AWS_SESSION_TOKEN', CANARY);
  manager.secrets.set('ssh', { SecretString: '{}' });
  const fault = await faultOf(read('ssh'));
  expect(fault.code).toBe('secret-unreachable');
  expect(fault.message).toBe(
    "The secret ssh in AWS Secrets Manager, region eu-central-1 cannot be read: AWS does not accept the connector's credentials.",
  );
});

it.each<[string, AwsAnswer, string, RegExp]>([
  [
    'no such secret',
    { error: 'ResourceNotFoundException' },
    'secret-not-found',
    /There is no secret ssh in AWS .*eu-central-1/,
  ],
  ['a deleted secret', { error: 'InvalidRequestException' }, 'secret-not-found', /There is no secret ssh/],
  ['a missing permission', { error: 'AccessDeniedException' }, 'secret-unreachable', /role may not read it/],
  ['a KMS key out of reach', { error: 'DecryptionFailure' }, 'secret-unreachable', /could not decrypt/],
  ['text that is no JSON', { SecretString: CANARY }, 'secret-malformed', /not a JSON object/],
  ['JSON that is no object', { SecretString: `["${CANARY}"]` }, 'secret-malformed', /not a JSON object/],
])('tells apart: %s', async (_, answer, code, message) => {
  manager.secrets.set('ssh', answer);
  const fault = await faultOf(read('ssh'));
  expect([fault.code, fault.message]).toEqual([code, expect.stringMatching(message)]);
});

it('gives up on a store that is silent, in the time allowed', async () => {
  manager.secrets.set('ssh', 'silence');
  const start = performance.now();
  const fault = await faultOf(read('ssh', { timeoutMs: 300 }));
  expect(fault.code).toBe('secret-unreachable');
  expect(fault.message).toContain('did not answer');
  expect(performance.now() - start).toBeLessThan(20_000);
});

it('says which address is not reachable', async () => {
  const closed = await TestSecretsManager.start();
  const { endpoint } = closed;
  await closed.stop();
  const fault = await faultOf(read('ssh', { endpoint }));
  expect(fault.code).toBe('secret-unreachable');
  expect(fault.message).toContain(endpoint);
});

it('says that the connector has no credentials', async () => {
  set('AWS_ACCESS_KEY_ID', undefined);
  set('AWS_SECRET_ACCESS_KEY', undefined);
  const fault = await faultOf(read('ssh'));
  expect(fault.message).toContain('has no AWS credentials');
});

it('asks again each time, so that a changed secret counts at once', async () => {
  manager.secrets.set('ssh', { SecretString: '{"a":"1"}' });
  const store = openSecretStores({ secretsFolder: '/nonexistent', warn: () => undefined });
  const reference = {
    store: 'aws-secrets-manager',
    region: 'eu-central-1',
    secretId: 'ssh',
    endpoint: manager.endpoint,
  } as const;
  await expect(store.read(reference)).resolves.toEqual({ a: '1' });
  manager.secrets.set('ssh', { SecretString: '{"a":"2"}' });
  await expect(store.read(reference)).resolves.toEqual({ a: '2' });
});
