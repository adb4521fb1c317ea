import { Injectable } from '@nestjs/common';
import type { ConnectorId, ConnectorKeyId, IntegrationId } from '#access/ids.js';
import type { Order } from '#protocol/order.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { type ConnectorRecord, ConnectorsService } from '../connectors/connectors.service.js';
import { Transactions } from '../database/transactions.js';
import { GrantsService } from '../grants/grants.service.js';

/** What a connector is to be told, out of the tables. */
@Injectable()
export class OrderSource {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly resources: ResourcesService,
    private readonly grants: GrantsService,
    private readonly transactions: Transactions,
  ) {}

  /** The connector as it is now; undefined: deleted. */
  async connector(id: ConnectorId): Promise<ConnectorRecord | undefined> {
    return (await this.connectors.find([id])).find(({ deleted }) => !deleted);
  }

  isInForce(instance: ConnectorKeyId): Promise<boolean> {
    return this.connectors.isInForce(instance);
  }

  /**
   * Gives the next order for who holds the generation `held`; undefined: it holds the newest.
   *
   * All of it is of one moment. Whatever was committed with that generation or a smaller one is in it, because each change
   * keeps the connector's row locked to its commit; and nothing newer is: the connector would act on that at once and say
   * the older generation in its receipt, which then proves nothing of the newer order, and it would not say it again.
   */
  async next(known: ConnectorRecord, held: number | null): Promise<Omit<Order, 'type' | 'connectorId'> | undefined> {
    if (held !== null && held === known.generation) return undefined;
    return this.transactions.snapshot(async (tx) => {
      const [connector] = await this.connectors.find([known.id], tx);
      if (!connector) return undefined;
      const { id, generation, completeBelow } = connector;
      const since = held !== null && held < generation && held >= completeBelow ? held : null;
      const grants = await this.grants.orderedSince(id, since, tx);
      const { integrations, servers } = await this.resources.orderedSince(id, since, tx);
      return { generation, since, integrations, servers, grants };
    });
  }

  /** The connector holds a generation that was never given: the database was restored. */
  async foundAhead(connectorId: ConnectorId, held: number): Promise<void> {
    await this.transactions.run((tx) => this.connectors.foundAhead(tx, connectorId, held));
  }

  looksWanted(connectorId: ConnectorId): Promise<Map<IntegrationId, number>> {
    return this.resources.looksWanted(connectorId);
  }
}
