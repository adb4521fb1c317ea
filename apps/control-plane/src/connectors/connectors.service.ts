/** Connectors: who they are, how they are enrolled, and the generation of what each of them is ordered. */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import type { Actor } from '../audit/audit.service.js';
import { ConnectorKeysStore } from './connector-keys.store.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { ConnectorsStore } from './connectors.store.js';

/** What other folders may know of a connector. */
export interface ConnectorRecord {
  id: ConnectorId;
  name: string;
  generation: number;
  /** A connector that holds an older generation needs a complete order. */
  completeBelow: number;
  /** It holds orders of a database that this one was before it was restored: nothing is ordered until an administrator resets it. */
  ahead: boolean;
  /** The user CA keys that count for all its instances; empty: it told none yet. */
  userCaKeys: string[];
  /** It was connected at some time. */
  lastSeen: boolean;
  deleted: boolean;
}

/** An enrolled instance as other folders may know it. */
export interface EnrolledInstance {
  id: ConnectorKeyId;
  connectorId: ConnectorId;
  /** SPKI PEM. */
  publicKey: string;
  /** false: it was removed, and its key is worth nothing. */
  inForce: boolean;
}

/**
 * An instance that is away just now may hold still newer orders of the time before a restore than the one that showed it. None
 * has this many more; whoever holds less than the new generation gets a complete order.
 */
const ROOM_FOR_ABSENT = 1_000_000;

@Injectable()
export class ConnectorsService {
  constructor(
    private readonly store: ConnectorsStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
    private readonly record: ConnectorRecorder,
    private readonly keys: ConnectorKeysStore,
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
    this.wakeUps.send(tx, `order:${connectorId}`);
    return generation;
  }

  /**
   * A connector holds a generation that was never given: the database was restored from an older backup. What it says may give
   * back what was taken away since, so nothing is ordered until an administrator has looked.
   */
  async foundAhead(tx: Transaction, id: ConnectorId, held: number): Promise<void> {
    const name = await this.store.noteAhead(tx, id, held);
    if (name === undefined) return;
    await this.record.write(tx, { kind: 'connector', id, name }, 'connector.found-ahead', { id, name }, { held });
  }

  /** Jumps above what the connector holds; orders go on. @throws Fault not-found; conflict: it holds nothing newer */
  async resetOrders(tx: Transaction, actor: Actor, id: ConnectorId, detail: Record<string, unknown>): Promise<void> {
    const connector = await this.store.lock(tx, id);
    if (!connector) throw new Fault('not-found', 'There is no such connector.');
    const { name, aheadGeneration } = connector;
    if (aheadGeneration === null) {
      throw new Fault('conflict', `The connector ${name} holds nothing newer than this database.`, {
        hint: 'There is nothing to reset.',
      });
    }
    await this.store.forgetDeltas(tx, id, aheadGeneration + ROOM_FOR_ABSENT);
    await this.store.change(tx, id, { aheadGeneration: null });
    await this.record.write(tx, actor, 'connector.orders-reset', { id, name }, { held: aheadGeneration, ...detail });
  }

  /** Something went from this connector to another one, which no delta tells: its next order is complete. */
  async forgetDeltas(tx: Transaction, connectorId: ConnectorId): Promise<void> {
    await this.store.forgetDeltas(tx, connectorId);
    this.wakeUps.send(tx, `order:${connectorId}`);
  }

  /** The instances that were ever enrolled for these connectors, the oldest first. */
  async instances(ids: ConnectorId[], tx: Transaction = this.transactions.reader): Promise<EnrolledInstance[]> {
    if (ids.length === 0) return [];
    return (await this.keys.everOf(tx, ids)).map(({ id, connectorId, publicKey, removedAt }) => ({
      id,
      connectorId,
      publicKey,
      inForce: removedAt === null,
    }));
  }

  isInForce(id: ConnectorKeyId): Promise<boolean> {
    return this.keys.isInForce(this.transactions.reader, id);
  }

  /** Those of the connectors that exist, deleted ones too. */
  async find(ids: ConnectorId[], tx: Transaction = this.transactions.reader): Promise<ConnectorRecord[]> {
    if (ids.length === 0) return [];
    return (await this.store.findMany(tx, ids)).map(
      ({ id, name, generation, completeBelow, aheadGeneration, userCaKeys, lastSeenAt, deletedAt }) => ({
        id,
        name,
        generation,
        completeBelow,
        ahead: aheadGeneration !== null,
        userCaKeys,
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
