import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { IntegrationId } from '#access/ids.js';
import { ConnectorsService, type ConnectorRecord } from '../connectors/connectors.service.js';
import { PresenceService } from '../connectors/presence.service.js';
import { Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import type { IntegrationEntity } from './integration.entity.js';
import { integrationStatus, NO_SERVERS, type ServerCounts } from './integration-status.js';
import type { IntegrationsPage, IntegrationView } from './integrations.dto.js';
import { IntegrationsStore } from './integrations.store.js';
import type { OwnersView } from './owners.dto.js';
import { OwnersNaming } from './owners-naming.service.js';

/** Integrations as administrators see them, each with what it is like now. */
@Injectable()
export class IntegrationsReading {
  constructor(
    private readonly store: IntegrationsStore,
    private readonly connectors: ConnectorsService,
    private readonly presence: PresenceService,
    private readonly owners: OwnersNaming,
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
    const ownersOf = await this.owners.of(found.map(({ owners }) => owners));
    return found.map((integration) => {
      const connector = connectors.get(integration.connectorId);
      const isConnected = connected.has(integration.connectorId);
      const servers = counts.get(integration.id) ?? NO_SERVERS;
      return viewOf(integration, { connector, isConnected, servers, owners: ownersOf(integration.owners) });
    });
  }
}

/** What a view says that does not stand in the row. */
interface Around {
  connector: ConnectorRecord | undefined;
  isConnected: boolean;
  servers: ServerCounts;
  owners: OwnersView;
}

function viewOf(integration: IntegrationEntity, { connector, isConnected, servers, owners }: Around): IntegrationView {
  const { id, name, kind, connectorId, secret, defaultUser, userGroups, sudoRoles, secretFault } = integration;
  const { lastLookedAt, customAccessDetails } = integration;
  const connectorName = connector?.name ?? '';
  const everConnected = connector?.lastSeen === true;
  const looked = lastLookedAt !== null;
  const looks = [lastLookedAt, servers.lastLookedAt].filter((at) => at !== null).map((at) => at.getTime());
  return {
    ...{ id, name, kind, secret, defaultUser, userGroups, customAccessDetails, servers: integration.servers },
    sudoRoles: sudoRoles.map(sudoRoleView),
    owners,
    ownerTags: integration.ownerTags.map(({ tag, names }) => ({ tag, names })),
    connector: { id: connectorId, name: connectorName, connected: isConnected },
    ...integrationStatus({ connectorName, connected: isConnected, everConnected, secretFault, looked, servers }),
    serversFound: servers.found,
    serversActive: servers.active,
    lastLookedAt: looks.length > 0 ? new Date(Math.max(...looks)).toISOString() : null,
    createdAt: integration.createdAt.toISOString(),
  };
}
