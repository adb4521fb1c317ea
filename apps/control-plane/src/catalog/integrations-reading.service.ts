import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId, IntegrationId } from '#access/ids.js';
import { ConnectorsService, type ConnectorRecord } from '../connectors/connectors.service.js';
import { PresenceService } from '../connectors/presence.service.js';
import { Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import type { IntegrationEntity } from './integration.entity.js';
import { integrationStatus, NO_SERVERS, type ServerCounts } from './integration-status.js';
import type { IntegrationsPage, IntegrationView } from './integrations.dto.js';
import { IntegrationsStore } from './integrations.store.js';

/** Integrations as administrators see them, each with what it is like now. */
@Injectable()
export class IntegrationsReading {
  constructor(
    private readonly store: IntegrationsStore,
    private readonly connectors: ConnectorsService,
    private readonly presence: PresenceService,
    private readonly transactions: Transactions,
  ) {}

  async page({ search, limit, offset }: PageQuery): Promise<IntegrationsPage> {
    const [found, total] = await this.store.page(this.transactions.reader, search ?? '', limit, offset);
    return { items: await this.views(found), total };
  }

  /** @throws Fault not-found */
  async view(id: IntegrationId): Promise<IntegrationView> {
    const found = await this.store.find(this.transactions.reader, id);
    if (!found) throw new Fault('not-found', 'There is no such integration.', { hint: 'Look under Integrations.' });
    return (await this.views([found]))[0];
  }

  private async views(found: IntegrationEntity[]): Promise<IntegrationView[]> {
    const connectorIds = [...new Set(found.map(({ connectorId }) => connectorId))];
    const connectors = new Map((await this.connectors.find(connectorIds)).map((one) => [one.id, one]));
    const connected = new Set((await this.presence.liveOf(connectorIds)).map(({ connectorId }) => connectorId));
    const counts = await this.store.countsOf(
      this.transactions.reader,
      found.map(({ id }) => id),
    );
    return found.map((integration) => {
      const connector = connectors.get(integration.connectorId);
      return viewOf(integration, connector, connected, counts.get(integration.id) ?? NO_SERVERS);
    });
  }
}

function viewOf(
  integration: IntegrationEntity,
  connector: ConnectorRecord | undefined,
  connected: ReadonlySet<ConnectorId>,
  servers: ServerCounts,
): IntegrationView {
  const { id, name, kind, connectorId, secret, defaultUser, userGroups, sudoRoles, secretFault } = integration;
  const { lastLookedAt } = integration;
  const isConnected = connected.has(connectorId);
  const connectorName = connector?.name ?? '';
  const everConnected = connector?.lastSeen === true;
  const looked = lastLookedAt !== null;
  const looks = [lastLookedAt, servers.lastLookedAt].filter((at) => at !== null).map((at) => at.getTime());
  return {
    ...{ id, name, kind, secret, defaultUser, userGroups, servers: integration.servers },
    sudoRoles: sudoRoles.map(sudoRoleView),
    connector: { id: connectorId, name: connectorName, connected: isConnected },
    ...integrationStatus({ connectorName, connected: isConnected, everConnected, secretFault, looked, servers }),
    serversFound: servers.found,
    serversActive: servers.active,
    lastLookedAt: looks.length > 0 ? new Date(Math.max(...looks)).toISOString() : null,
    createdAt: integration.createdAt.toISOString(),
  };
}
