import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { GrantEnds } from './grant-ends.service.js';
import type { ResetOrders } from './grants.dto.js';
import { GrantsStore } from './grants.store.js';
import { OrdersResets } from './orders-resets.js';

/**
 * After a restore of the database an administrator lets orders go on. The database may hold grants that were ended since the
 * backup, and starts that were cancelled, so they all end, unless he has looked at them and says that they stay.
 */
@Injectable()
export class OrdersReset {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly resets: OrdersResets,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found; conflict: the connector holds nothing newer */
  reset(me: SignedIn, connectorId: ConnectorId, { reason, keepGrants }: ResetOrders): Promise<void> {
    const actor = actorOf(me);
    return this.transactions.run(async (tx) => {
      await this.store.holdStarts(tx);
      await this.connectors.resetOrders(tx, actor, connectorId, { reason, keepGrants });
      if (keepGrants) return;
      const running = await this.store.runningOfConnector(tx, connectorId);
      const why = `The database was restored: ${reason}`;
      await this.ends.end(tx, running, { cause: 'revoked', actor, why });
      await this.resets.announce(tx, { connectorId, actor, personId: me.personId, why });
    });
  }
}
