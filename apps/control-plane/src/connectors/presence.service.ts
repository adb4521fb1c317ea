import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { type NewInstance, PresenceStore } from './presence.store.js';

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
      if ((await this.store.removeSilent(tx)) > 0) await this.wakeUps.send(tx, 'connectors', 'integrations');
    });
  }

  liveOf(connectorIds: ConnectorId[], tx: Transaction = this.transactions.reader): Promise<LiveInstance[]> {
    return connectorIds.length === 0 ? Promise.resolve([]) : this.store.live(tx, connectorIds);
  }

  /** Connected connectors whose clock is off by more than 30 s: they get no new grants [I20]. */
  async clockOff(tx: Transaction = this.transactions.reader): Promise<Set<ConnectorId>> {
    const live = await this.store.live(tx);
    return new Set(live.filter(isClockOff).map(({ connectorId }) => connectorId));
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
