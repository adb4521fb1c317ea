import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntegrationId } from '#access/ids.js';
import type { OrderedIntegration } from '#protocol/order.js';
import { openSecretStores } from '#secret-store/secret-store.js';
import { makeEd25519Key, toOpensshPrivateKey } from '#ssh/private-key.js';
import { givenFolder } from '#testkit/folder.js';
import { LoginKeys } from './login-keys.js';

const INTEGRATION: OrderedIntegration = {
  integrationId: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa' as IntegrationId,
  name: 'machines',
  secret: { store: 'file', path: 'key.json' },
  userGroups: [],
  gone: false,
};

const givenKeys = () => {
  const folder = givenFolder('secrets');
  const self = { nowMs: 1_000_000, readings: 0 };
  const secrets = openSecretStores({ secretsFolder: folder, warn: () => undefined });
  const keys = new LoginKeys(secrets, () => self.nowMs, () => (self.readings += 1)); // prettier-ignore
  const write = (): void => {
    const text = toOpensshPrivateKey(makeEd25519Key(), 'login');
    const secret = JSON.stringify({ base64_private_key: Buffer.from(text).toString('base64') });
    writeFileSync(join(folder, 'key.json'), secret, { mode: 0o600 });
  };
  write();
  return { self, keys, write, remove: () => rmSync(join(folder, 'key.json')) };
};

test('a look at five hundred servers reads the secret once', async () => {
  const { self, keys } = givenKeys();
  await keys.get(INTEGRATION);
  self.nowMs += 60_000;
  const all = Array.from({ length: 500 }, () => {
    keys.forget(INTEGRATION.integrationId);
    return keys.get(INTEGRATION);
  });
  expect(new Set(await Promise.all(all)).size).toBe(1);
  expect(self.readings).toBe(2);
});

test('a rotated secret is read after a login was refused, and a missing one is looked for again', async () => {
  const { self, keys, write, remove } = givenKeys();
  const before = await keys.get(INTEGRATION);
  write();
  keys.forget(INTEGRATION.integrationId);
  self.nowMs += 1_000;
  expect((await keys.get(INTEGRATION)).publicKeyLine).not.toBe(before.publicKeyLine);
  remove();
  keys.forget(INTEGRATION.integrationId);
  self.nowMs += 1_000;
  await expect(keys.get(INTEGRATION)).rejects.toMatchObject({ code: 'secret-not-found' });
  await expect(keys.get(INTEGRATION)).rejects.toMatchObject({ code: 'secret-not-found' });
  expect(self.readings).toBe(3);
  write();
  self.nowMs += 1_000;
  await expect(keys.get(INTEGRATION)).resolves.toBeDefined();
});
