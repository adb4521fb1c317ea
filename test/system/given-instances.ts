/** More instances of an installation's one connector. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeEd25519Key, toOpensshPrivateKey } from '#ssh/private-key.js';
import { type ConnectorOptions, givenConnector, type TestConnector } from '#testkit/connector.js';
import { givenFolder } from '#testkit/folder.js';
import { ok } from '#testkit/given.js';
import type { Installation } from '#testkit/installation.js';
import type { KeyPair } from '#testkit/openssh.js';

/** What all instances have in common: the login key and the user CA key, as a secret store gives them. For their environment. */
export const sharedSecrets = (loginKey: KeyPair): Record<string, string> => {
  const folder = givenFolder('secrets');
  const put = (name: string, field: string, key: Buffer): void =>
    writeFileSync(join(folder, name), JSON.stringify({ [field]: key.toString('base64') }), { mode: 0o600 });
  put('servers.json', 'base64_private_key', readFileSync(loginKey.file));
  put('user-ca.json', 'base64_ca_private_key', Buffer.from(toOpensshPrivateKey(makeEd25519Key(), 'user CA')));
  return { CURFEW_SECRETS: folder, CURFEW_CA_SECRET: JSON.stringify({ store: 'file', path: 'user-ca.json' }) };
};

/** One that may enrol besides the others; it is not started yet. */
export const addInstance = async (
  { api, controlPlane }: Installation,
  options: ConnectorOptions,
): Promise<TestConnector> => {
  const [connector] = ok(await api.as('ada').get<{ items: { id: string }[] }>('/api/connectors')).items;
  const path = `/api/connectors/${connector?.id}/enrolment-token`;
  const token = ok(await api.as('ada').post<{ enrolmentToken: string }>(path, { adds: true }));
  return givenConnector(controlPlane.url, token.enrolmentToken, options);
};
