import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { Holdings } from './holdings.js';
import type { IntegrationEntity } from './integration.entity.js';
import { NOT_LOOKED_AT } from './server-fields.js';
import { ServersStore } from './servers.store.js';

/** Which connector serves an integration, and what must be true before another one does. */
@Injectable()
export class ConnectorMove {
  constructor(
    private readonly connectors: ConnectorsService,
    private readonly servers: ServersStore,
    private readonly holdings: Holdings,
  ) {}

  /** The generation of a change for that connector. @throws Fault not-found when it does not exist (any more) */
  async enter(tx: Transaction, connectorId: ConnectorId): Promise<number> {
    const generation = await this.connectors.raiseGeneration(tx, connectorId);
    await this.connectors.get(connectorId, tx);
    return generation;
  }

  /**
   * Gives an integration's servers to another connector. What a connector wrote on a server only that connector takes away
   * again, so nothing of the old one may be left: no set-up, no grant.
   * @throws Fault conflict that says what to do first
   */
  async move(tx: Transaction, integration: IntegrationEntity, to: ConnectorId): Promise<void> {
    const servers = await this.servers.lockLiving(tx, integration.id);
    const ids = servers.map(({ id }) => id);
    const free = new Set(await this.holdings.free(tx, ids));
    const bound = servers.filter(({ id, wanted, state }) => {
      const cleared = wanted === 'look' || (wanted === 'removed' && state === 'removed');
      return !cleared || !free.has(id);
    });
    if (bound.length > 0) {
      const names = bound.slice(0, 3).map(({ name }) => name);
      throw new Fault(
        'conflict',
        `The present connector still has something on ${bound.length} servers (${names.join(', ')}).`,
        {
          hint: 'Remove Curfew from the servers first; then give the integration another connector.',
        },
      );
    }
    await this.connectors.forgetDeltas(tx, integration.connectorId);
    const generation = await this.enter(tx, to);
    await this.servers.change(tx, ids, { ...NOT_LOOKED_AT, wanted: 'look', generation });
  }
}
