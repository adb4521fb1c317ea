import { Injectable } from '@nestjs/common';
import { CLOCK_SKEW_MAX_SECONDS, isClockOff } from '#access/clock-skew.js';
import type { ConnectorId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { type ConnectorObstacle, type NewInstance, PresenceStore } from './presence.store.js';

export type { ConnectorObstacle };

export interface LiveInstance {
  connectorId: ConnectorId;
  instanceId: string;
  version: string;
  clockSkewSeconds: number;
  userCaKeys: string[];
}

/** Which connectors are there now, on whichever replica they hang. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly store: PresenceStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
  ) {}

  /** A link was opened and its connector proved itself. */
  came(link: NewInstance): Promise<void> {
    return this.changing((tx) => this.store.add(tx, link));
  }

  /** The connector answered a ping. @returns false when the link was taken for dead meanwhile */
  async seen(linkId: string, connectorId: ConnectorId): Promise<boolean> {
    const { reader } = this.transactions;
    await this.store.connectorSeen(reader, connectorId);
    return this.store.seen(reader, linkId);
  }

  left(linkId: string): Promise<void> {
    return this.changing((tx) => this.store.remove(tx, linkId));
  }

  /** Forgets links whose replica died without saying so. */
  async sweep(): Promise<void> {
    await this.transactions.run(async (tx) => {
      if ((await this.store.removeSilent(tx)) > 0) this.wakeUps.send(tx, 'connectors', 'integrations');
    });
  }

  liveOf(connectorIds: ConnectorId[], tx: Transaction = this.transactions.reader): Promise<LiveInstance[]> {
    return connectorIds.length === 0 ? Promise.resolve([]) : this.store.live(tx, connectorIds);
  }

  /** Connectors that get no new grants now, and why: a clock that is off [I20], or orders from before a restore [I19]. */
  async obstacles(tx: Transaction = this.transactions.reader): Promise<ReadonlyMap<ConnectorId, ConnectorObstacle>> {
    const rows = await this.store.obstacles(tx, CLOCK_SKEW_MAX_SECONDS);
    return new Map(rows.map(({ connectorId, ...obstacle }) => [connectorId, obstacle]));
  }

  /** The connector told its time again. Who looks is woken when that makes a difference. */
  async clockTold(linkId: string, skewSeconds: number, before: number): Promise<void> {
    const change = (tx: Transaction): Promise<void> => this.store.clockTold(tx, linkId, skewSeconds);
    if (isClockOff(skewSeconds) === isClockOff(before)) return change(this.transactions.reader);
    await this.changing(change);
  }

  private changing(work: (tx: Transaction) => Promise<void>): Promise<void> {
    return this.transactions.run(async (tx) => {
      await work(tx);
      this.wakeUps.send(tx, 'connectors', 'integrations');
    });
  }
}
