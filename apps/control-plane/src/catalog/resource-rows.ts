import type { ConnectorId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import type { OrderedIntegration, OrderedServer } from '#protocol/order.js';
import type { ConnectorObstacle } from '../connectors/presence.service.js';
import { unavailable } from './availability.js';
import type { IntegrationEntity } from './integration.entity.js';
import type { ResourceEntity } from './resource.entity.js';
import type { Resource } from './resource.js';

/** A server's row with that of its integration. */
export type ListedResource = ResourceEntity & { integration: IntegrationEntity };

/** Takes rows, who owns the server, and what is in the way of connectors, and gives the resource as other folders see it. */
export function resourceOf(
  server: ListedResource,
  owners: PeopleOrTeams,
  obstacles: ReadonlyMap<ConnectorId, ConnectorObstacle>,
): Resource {
  const { integration } = server;
  const why = unavailable(server, integration, obstacles.get(integration.connectorId));
  return {
    id: server.id,
    kind: server.kind,
    name: server.name,
    integrationId: integration.id,
    integrationName: integration.name,
    customAccessDetails: integration.customAccessDetails,
    connectorId: integration.connectorId,
    userGroups: integration.userGroups,
    sudoRoles: integration.sudoRoles,
    host: server.host,
    port: server.port,
    tags: server.tags,
    owners,
    integrationOwners: integration.owners,
    state: server.state,
    available: why === undefined,
    ...(why && { unavailableReason: why.reason, clockOff: why.clockOff }),
    confirmedFingerprint: server.confirmedFingerprint,
    hostKeys: server.hostKeys,
    missingGroups: server.missingGroups,
    gone: server.gone,
  };
}

export const orderedIntegration = (integration: IntegrationEntity): OrderedIntegration => ({
  integrationId: integration.id,
  name: integration.name,
  secret: integration.secret,
  userGroups: integration.userGroups,
  ...(integration.sudoRoles.length > 0 && {
    sudoRoles: integration.sudoRoles.map(({ name, commands }) => ({ name, commands: [...commands] })),
  }),
  gone: integration.gone,
});

export const orderedServer = (server: ResourceEntity): OrderedServer => ({
  serverId: server.id,
  integrationId: server.integrationId,
  name: server.name,
  host: server.host,
  port: server.port,
  user: server.user,
  confirmedFingerprint: server.confirmedFingerprint,
  wanted: server.wanted,
  gone: server.gone,
});
