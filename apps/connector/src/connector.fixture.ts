import { randomUUID } from 'node:crypto';
import type { ConnectorId, GrantId, InstallationId, IntegrationId, ResourceId } from '#access/ids.js';
import type { Order, OrderedGrant, OrderedIntegration, OrderedServer } from '#protocol/order.js';
import type { ConnectorIdentity } from './enrol/enrol.js';
import type { OrderEntry } from './journal/entries.js';

/** Orders for the unit tests of the connector. */

export const IDENTITY: ConnectorIdentity = {
  connectorId: '11111111-1111-4111-8111-111111111111' as ConnectorId,
  installationId: '22222222-2222-4222-8222-222222222222' as InstallationId,
  name: 'test connector',
};

export const INTEGRATION: OrderedIntegration = {
  integrationId: '33333333-3333-4333-8333-333333333333' as IntegrationId,
  name: 'servers',
  secret: { store: 'file', path: 'servers.json' },
  userGroups: [],
  gone: false,
};

export const SERVER: OrderedServer = {
  serverId: '44444444-4444-4444-8444-444444444444' as ResourceId,
  integrationId: INTEGRATION.integrationId,
  name: 'web-1',
  host: 'web-1.example.com',
  port: 22,
  user: 'curfew',
  confirmedFingerprint: 'SHA256:x',
  wanted: 'set-up',
  gone: false,
};

export const FROM_MS = Date.parse('2026-11-22T12:00:00Z');
export const UNTIL_MS = Date.parse('2026-11-22T13:00:00Z');

export const givenGrant = (more: Partial<OrderedGrant> = {}): OrderedGrant => ({
  grantId: randomUUID() as GrantId,
  serverId: SERVER.serverId,
  wanted: 'present',
  account: 'ada',
  accountKind: 'person',
  adopt: false,
  groups: ['web-ops'],
  fromIso: new Date(FROM_MS).toISOString(),
  untilIso: new Date(UNTIL_MS).toISOString(),
  keyNumber: 1,
  extensions: ['permit-pty'],
  ...more,
});

export const orderEntry = (generation: number, more: Partial<OrderEntry> = {}): OrderEntry => ({
  kind: 'order',
  generation,
  since: null,
  integrations: [INTEGRATION],
  servers: [SERVER],
  grants: [],
  ...more,
});

export const givenOrder = (generation: number, more: Partial<Order> = {}): Order => ({
  ...orderEntry(generation),
  type: 'order',
  connectorId: IDENTITY.connectorId,
  ...more,
});
