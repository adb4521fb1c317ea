import fc from 'fast-check';
import { Fault } from '#access/fault.js';
import {
  describeSecret,
  parseSecretReference,
  secretReferenceProblem,
  type SecretReference,
} from './secret-reference.js';

const aws = { store: 'aws-secrets-manager', region: 'eu-central-1', secretId: 'production/ssh' };

it.each<SecretReference>([
  { store: 'file', path: 'key.json' },
  { store: 'file', path: 'ssh/..data/key one.json' },
  { store: 'aws-secrets-manager', region: 'us-gov-west-1', secretId: 'rds!cluster-1' },
  {
    store: 'aws-secrets-manager',
    region: 'eu-central-1',
    secretId: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ssh-AbCdEf',
  },
  {
    store: 'aws-secrets-manager',
    region: 'eu-central-1',
    secretId: 'ssh',
    endpoint: 'https://vpce-1.secretsmanager.example',
  },
  { store: 'aws-secrets-manager', region: 'eu-central-1', secretId: 'ssh', endpoint: 'http://127.0.0.1:4566' },
])('accepts %j', (reference) => {
  expect(parseSecretReference(reference)).toEqual(reference);
  expect(describeSecret(reference)).toContain('the secret');
});

it.each<[unknown, string]>([
  [null, 'secret'],
  ['file', 'secret'],
  [[], 'secret'],
  [{}, 'secret.store'],
  [{ store: 'toString' }, 'secret.store'],
  [{ store: 'file' }, 'secret.path'],
  [{ store: 'file', path: 5 }, 'secret.path'],
  [{ store: 'file', path: '' }, 'secret.path'],
  [{ store: 'file', path: '/etc/shadow' }, 'secret.path'],
  [{ store: 'file', path: '../key' }, 'secret.path'],
  [{ store: 'file', path: 'a/../../key' }, 'secret.path'],
  [{ store: 'file', path: 'a//b' }, 'secret.path'],
  [{ store: 'file', path: './a' }, 'secret.path'],
  [{ store: 'file', path: 'a\u0000' }, 'secret.path'],
  [{ store: 'file', path: 'a\\b' }, 'secret.path'],
  [{ store: 'file', path: 'a'.repeat(300) }, 'secret.path'],
  [{ store: 'file', path: 'a', secretId: 'b' }, 'secret.secretId'],
  [JSON.parse('{"store":"file","path":"a","__proto__":{}}'), 'secret.__proto__'],
  [{ ...aws, region: 'evil.example/' }, 'secret.region'],
  [{ ...aws, secretId: 'a b' }, 'secret.secretId'],
  [{ ...aws, secretId: undefined }, 'secret.secretId'],
  [{ ...aws, endpoint: 'http://192.0.2.1' }, 'secret.endpoint'],
  [{ ...aws, endpoint: 'http://169.254.169.254/latest' }, 'secret.endpoint'],
  [{ ...aws, endpoint: 'https://user:pass@store.example' }, 'secret.endpoint'],
  [{ ...aws, endpoint: 'file:///etc/passwd' }, 'secret.endpoint'],
  [{ ...aws, endpoint: 'nonsense' }, 'secret.endpoint'],
])('refuses %j and names %s', (value, field) => {
  expect(secretReferenceProblem(value)).toMatch(new RegExp(`^${field}: `));
  expect(() => parseSecretReference(value)).toThrow(Fault);
});

it('answers for any value', () => {
  fc.assert(fc.property(fc.anything(), (value) => expect(typeof secretReferenceProblem(value)).toBe('string')));
});
