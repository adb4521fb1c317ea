/** Connectors: who they are, how they are enrolled, and the generation of what each of them is ordered. */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { ConnectorsStore } from './connectors.store.js';

/** What other folders may know of a connector. */
export interface ConnectorRecord {
  id: ConnectorId;
  name: string;
  /** SPKI PEM; null: never enrolled. */
  publicKey: string | null;
  generation: number;
  /** A connector that holds an older generation needs a complete order. */
  completeBelow: number;
  /** It was connected at some time. */
  lastSeen: boolean;
  deleted: boolean;
}

@Injectable()
export class ConnectorsService {
  constructor(
    private readonly store: ConnectorsStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
  ) {}

  /**
   * Takes the next generation of a connector's orders. Call it in the transaction that changes what the connector is
   * ordered, and write the result on each changed row. The connector's row stays locked until the commit, so generations
   * are committed in their order and a reader of "all above n" misses none.
   * @throws Fault not-found
   */
  async raiseGeneration(tx: Transaction, connectorId: ConnectorId): Promise<number> {
    const generation = await this.store.raiseGeneration(tx, connectorId);
    if (generation === undefined) throw new Fault('not-found', 'There is no such connector.');
    await this.wakeUps.send(tx, `order:${connectorId}`);
    return generation;
  }

  /**
   * Jumps above a generation that a connector holds already: the database was restored from an older backup, and orders
   * that are not newer would be refused for ever.
   */
  async raiseAbove(tx: Transaction, connectorId: ConnectorId, held: number): Promise<void> {
    await this.store.forgetDeltas(tx, connectorId, held);
    await this.wakeUps.send(tx, `order:${connectorId}`);
  }

  /** Something went from this connector to another one, which no delta tells: its next order is complete. */
  async forgetDeltas(tx: Transaction, connectorId: ConnectorId): Promise<void> {
    await this.store.forgetDeltas(tx, connectorId);
    await this.wakeUps.send(tx, `order:${connectorId}`);
  }

  /** SPKI PEM of the connector's key; undefined: unknown or never enrolled. */
  async publicKeyOf(tx: Transaction, connectorId: ConnectorId): Promise<string | undefined> {
    const [found] = await this.store.findMany(tx, [connectorId]);
    return found?.publicKey ?? undefined;
  }

  /** Those of the connectors that exist, deleted ones too. */
  async find(ids: ConnectorId[], tx: Transaction = this.transactions.reader): Promise<ConnectorRecord[]> {
    if (ids.length === 0) return [];
    return (await this.store.findMany(tx, ids)).map(
      ({ id, name, publicKey, generation, completeBelow, lastSeenAt, deletedAt }) => ({
        id,
        name,
        publicKey,
        generation,
        completeBelow,
        lastSeen: lastSeenAt !== null,
        deleted: deletedAt !== null,
      }),
    );
  }

  /** A living connector. @throws Fault not-found */
  async get(id: ConnectorId, tx: Transaction = this.transactions.reader): Promise<ConnectorRecord> {
    const found = (await this.find([id], tx)).find(({ deleted }) => !deleted);
    if (!found) throw new Fault('not-found', 'There is no such connector.');
    return found;
  }
}
