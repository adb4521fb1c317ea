import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { type NewInstance, PresenceStore } from './presence.store.js';

/** A link is pinged each 15 s; one whose row was not renewed for this long hung on a replica that died. */
const SILENT_AFTER_MS = 45_000;
const CLOCK_SKEW_MAX_SECONDS = 30;

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
    private readonly clock: Clock,
  ) {}

  /** A link was opened and its connector proved itself. */
  came(link: Omit<NewInstance, 'connectedAt' | 'lastSeenAt'>): Promise<void> {
    const at = this.clock.now();
    return this.changing((tx) => this.store.add(tx, { ...link, connectedAt: at, lastSeenAt: at }));
  }

  /** The connector answered a ping. @returns false when the link was taken for dead meanwhile */
  async seen(linkId: string, connectorId: ConnectorId): Promise<boolean> {
    const at = this.clock.now();
    const { reader } = this.transactions;
    await this.store.connectorSeen(reader, connectorId, at);
    return this.store.seen(reader, linkId, at);
  }

  left(linkId: string): Promise<void> {
    return this.changing((tx) => this.store.remove(tx, linkId));
  }

  /** Forgets links whose replica died without saying so. */
  async sweep(): Promise<void> {
    await this.transactions.run(async (tx) => {
      if ((await this.store.removeSilent(tx, this.silentSince())) > 0) await this.wakeUps.send(tx, 'connectors', 'integrations');
    });
  }

  liveOf(connectorIds: ConnectorId[], tx: Transaction = this.transactions.reader): Promise<LiveInstance[]> {
    return connectorIds.length === 0 ? Promise.resolve([]) : this.store.liveOf(tx, connectorIds, this.silentSince());
  }

  /** Connected connectors whose clock is off by more than 30 s: they get no new grants [I20]. */
  async clockOff(tx: Transaction = this.transactions.reader): Promise<Set<ConnectorId>> {
    const live = await this.store.live(tx, this.silentSince());
    return new Set(live.filter(isClockOff).map(({ connectorId }) => connectorId));
  }

  private silentSince(): Date {
    return new Date(this.clock.nowMs() - SILENT_AFTER_MS);
  }

  private changing(work: (tx: Transaction) => Promise<void>): Promise<void> {
    return this.transactions.run(async (tx) => {
      await work(tx);
      await this.wakeUps.send(tx, 'connectors', 'integrations');
    });
  }
}

export const isClockOff = ({ clockSkewSeconds }: { clockSkewSeconds: number }): boolean =>
  Math.abs(clockSkewSeconds) > CLOCK_SKEW_MAX_SECONDS;
