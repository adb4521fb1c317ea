import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { GrantId, IntegrationId, ResourceId } from '#access/ids.js';
import type { OrderedGrant, OrderedIntegration, OrderedServer } from '#protocol/order.js';
import { hostKeysOf, parseKnownHosts } from '#ssh/known-hosts.js';
import { atEnd } from './at-end.js';
import { givenFolder } from './folder.js';
import { givenServer, type ServerOptions, type TestServer } from './server.js';
import { until } from './until.js';
import { type RunningConnector, startConnector } from '../../../apps/connector/src/connector.js';
import type { ConnectorConfig } from '../../../apps/connector/src/config.js';
import { LinkServer } from './link-server.js';

/** A connector in this process, with its state in a folder that outlives it. */
export interface GivenConnector {
  config: ConnectorConfig;
  /** Everything that it logged and said. */
  output: () => string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function givenConnector(link: LinkServer, more: Partial<ConnectorConfig> = {}): GivenConnector {
  const stateFolder = givenFolder('connector');
  const secretsFolder = join(stateFolder, 'secrets');
  mkdirSync(secretsFolder, { mode: 0o700 });
  const url = new URL(link.url);
  const config: ConnectorConfig = {
    url,
    stateFolder,
    secretsFolder,
    logLevel: 'trace',
    enrolmentToken: link.token,
    connections: { most: 256, idleSeconds: 120 },
    ...more,
  };
  let output = '';
  let running: RunningConnector | undefined;
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => ((output += chunk.toString()), done()) });
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  atEnd(stop);
  const start = async (): Promise<void> => {
    running = await startConnector(config, pino({ level: 'trace' }, sink), (line) => (output += `${line}\n`));
  };
  return { config, output: () => output, start, stop };
}

/** Puts a private key into the connector's file secrets and gives the integration that names it. */
export function givenIntegration(config: ConnectorConfig, keyFile: string, name = 'servers'): OrderedIntegration {
  const secret = { base64_private_key: readFileSync(keyFile).toString('base64') };
  writeFileSync(join(config.secretsFolder, `${name}.json`), JSON.stringify(secret), { mode: 0o600 });
  const integrationId = randomUUID() as IntegrationId;
  return { integrationId, name, secret: { store: 'file', path: `${name}.json` }, userGroups: [], gone: false };
}

/** The server as an order names it, its host key confirmed and set-up wanted. */
export function orderedServer(
  server: TestServer,
  { integrationId }: OrderedIntegration,
  more: Partial<OrderedServer> = {},
): OrderedServer {
  const serverId = randomUUID() as ResourceId;
  const { name, address: host, port } = server;
  const place = { serverId, integrationId, name, host, port, user: 'curfew' };
  return { ...place, confirmedFingerprint: fingerprintOf(server), wanted: 'set-up', gone: false, ...more };
}

export function fingerprintOf({ knownHostsLine, address, port }: TestServer): string {
  const [key] = hostKeysOf(parseKnownHosts(knownHostsLine), address, port).accepted;
  return key?.fingerprint ?? '';
}

/** A grant that holds from now, for so many seconds. */
export function orderedGrant(
  { serverId }: OrderedServer,
  more: Partial<OrderedGrant> & { seconds?: number } = {},
): OrderedGrant {
  const { seconds = 3600, ...rest } = more;
  return {
    grantId: randomUUID() as GrantId,
    serverId,
    wanted: 'present',
    account: 'ada',
    accountKind: 'person',
    adopt: false,
    groups: ['web-ops'],
    fromIso: new Date(Date.now() - 1000).toISOString(),
    untilIso: new Date(Date.now() + seconds * 1000).toISOString(),
    keyNumber: 1,
    extensions: ['permit-pty'],
    ...rest,
  };
}

/** A control plane's wire, a connector that runs, and one server that it keeps. */
export interface Site {
  link: LinkServer;
  connector: GivenConnector;
  server: TestServer;
  integration: OrderedIntegration;
  target: OrderedServer;
}

/** Ends when the server is active, i.e. set up and ready for grants. */
export async function givenSite(
  seed: ServerOptions = {},
  more: Partial<OrderedServer> = {},
  config: Partial<ConnectorConfig> = {},
): Promise<Site> {
  const [link, server] = await Promise.all([
    LinkServer.start(),
    givenServer({ groups: ['web-ops', 'db-admins'], ...seed }),
  ]);
  const connector = givenConnector(link, config);
  await connector.start();
  const integration = givenIntegration(connector.config, server.loginKey.file);
  const target = orderedServer(server, integration, more);
  link.order({ integrations: [integration], servers: [target] });
  const state = more.wanted === 'look' ? 'ready-for-set-up' : 'active';
  await until(() => link.report(target.serverId)?.state === state, { within: 60_000, what: `server ${state}` });
  return { link, connector, server, integration, target };
}

/** Orders a grant and ends when the server is proved to have it. */
export async function givenGrantOn(
  { link, target }: Site,
  more: Parameters<typeof orderedGrant>[1] = {},
): Promise<OrderedGrant> {
  const grant = orderedGrant(target, more);
  link.order({ grants: [grant] });
  await until(() => link.provedOf(grant.grantId).includes('present'), { within: 60_000, what: 'grant present' });
  return grant;
}

/** Ends when it is proved that nothing of the grant is left. */
export async function untilGone(link: LinkServer, { grantId }: OrderedGrant, within = 60_000): Promise<void> {
  await until(() => link.provedOf(grantId).includes('absent'), { within, what: 'grant proved absent' });
}

/** What of a grant can be found on the server, by the server's own tools. */
export async function tracesOf(server: TestServer, { account, groups, grantId }: OrderedGrant): Promise<string[]> {
  const members = (await server.exec(['id', '-nG', account])).stdout.trim().split(' ');
  const trust = (await server.exec(['grep', '-rl', `grant-${grantId}-`, '/etc/ssh/curfew/keys'])).stdout.trim();
  return [...groups.filter((group) => members.includes(group)), ...(trust === '' ? [] : [trust])];
}
