import { Injectable } from '@nestjs/common';
import { CLOCK_SKEW_MAX_SECONDS, isClockOff } from '#access/clock-skew.js';
import type { Fault } from '#access/fault.js';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { InstanceAdmission } from './instance-admission.service.js';
import { type ConnectorObstacle, type NewInstance, PresenceStore } from './presence.store.js';

export type { ConnectorObstacle };

export interface LiveInstance {
  connectorId: ConnectorId;
  keyId: ConnectorKeyId;
  version: string;
  clockSkewSeconds: number;
  userCaKeys: string[];
  /** What its journal held at the last answered ping; null: nothing. */
  generation: number | null;
  connectedAt: Date;
  lastSeenAt: Date;
}

/** Which connectors are there now, on whichever replica they hang. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly store: PresenceStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
    private readonly admission: InstanceAdmission,
  ) {}

  /** A link was opened and its instance proved itself. @returns why it may not stay; undefined: it may */
  came(link: NewInstance): Promise<Fault | undefined> {
    return this.changing((tx) => this.admission.admit(tx, link));
  }

  /** The instance answered a ping, and its journal holds that generation. @returns false when the link was taken for dead meanwhile */
  async seen(link: Pick<NewInstance, 'id' | 'connectorId' | 'keyId' | 'generation'>): Promise<boolean> {
    const { reader } = this.transactions;
    await this.store.connectorSeen(reader, link.connectorId, link.keyId);
    return this.store.seen(reader, link.id, link.generation);
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

  /** Whether `known` is another instance than `by` and connected now. */
  async isOtherLive(
    tx: Transaction,
    connectorId: ConnectorId,
    known: ConnectorKeyId | null,
    by: ConnectorKeyId | undefined,
  ): Promise<boolean> {
    if (known === null || by === undefined || known === by) return false;
    return (await this.liveOf([connectorId], tx)).some(({ keyId }) => keyId === known);
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

  private changing<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transactions.run(async (tx) => {
      const result = await work(tx);
      this.wakeUps.send(tx, 'connectors', 'integrations');
      return result;
    });
  }
}
