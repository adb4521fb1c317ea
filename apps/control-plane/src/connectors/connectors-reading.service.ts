import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { ConnectorKeysStore } from './connector-keys.store.js';
import type { ConnectorEntity } from './connector.entity.js';
import type { ConnectorsPage, ConnectorView } from './connectors.dto.js';
import { ConnectorsStore } from './connectors.store.js';
import { connectorView } from './connectors.view.js';
import { ConnectorUses } from './connector-uses.js';
import { PresenceService } from './presence.service.js';

/** Connectors as administrators see them. */
@Injectable()
export class ConnectorsReading {
  constructor(
    private readonly store: ConnectorsStore,
    private readonly presence: PresenceService,
    private readonly uses: ConnectorUses,
    private readonly keys: ConnectorKeysStore,
    private readonly transactions: Transactions,
  ) {}

  async page({ search, limit, offset }: PageQuery): Promise<ConnectorsPage> {
    const [connectors, total] = await this.store.page(this.transactions.reader, search ?? '', limit, offset);
    return { items: await this.views(connectors), total };
  }

  /** @throws Fault not-found */
  async view(id: ConnectorId): Promise<ConnectorView> {
    const found = await this.store.find(this.transactions.reader, id);
    if (!found) throw new Fault('not-found', 'There is no such connector.', { hint: 'Look under Connectors.' });
    return (await this.views([found]))[0];
  }

  private async views(connectors: ConnectorEntity[]): Promise<ConnectorView[]> {
    const ids = connectors.map(({ id }) => id);
    const live = await this.presence.liveOf(ids);
    const uses = await this.uses.of(this.transactions.reader, ids);
    const keys = await this.keys.inForceOf(this.transactions.reader, ids);
    return connectors.map((connector) => {
      const ofThis = ({ connectorId }: { connectorId: ConnectorId }): boolean => connectorId === connector.id;
      return connectorView(connector, keys.filter(ofThis), live.filter(ofThis), uses.filter(ofThis));
    });
  }
}
