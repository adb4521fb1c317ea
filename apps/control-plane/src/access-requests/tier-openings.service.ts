import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DueTimer } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { AccessRequestsListStore } from './access-requests-list.store.js';
import { TierRecords } from './tier-records.service.js';

/** The shortest interval between tiers is a minute: a request that came since the last look opens none before the next. */
const LOOK_EVERY_MS = 10_000;

/**
 * Wakes the pages when the next tier of a request opens. Who is asked follows from the time alone, whether this runs or not;
 * each replica wakes those who are connected to it. Whom it asked is written down here, for the timeline.
 */
@Injectable()
export class TierOpenings implements OnApplicationBootstrap, OnModuleDestroy {
  private toldMs = 0;
  private lookAtMs = 0;
  private readonly timer = new DueTimer({
    name: 'tier openings',
    work: () => this.tellOpened(),
    nowMs: () => this.clock.nowMs(),
  });

  constructor(
    private readonly store: AccessRequestsListStore,
    private readonly transactions: Transactions,
    private readonly wakeUps: WakeUps,
    private readonly records: TierRecords,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.toldMs = this.clock.nowMs();
    this.timer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer.stop();
  }

  /** Wakes for every tier that opened since the last time, and gives when to look next, ms. */
  async tellOpened(): Promise<number> {
    const nowMs = this.clock.nowMs();
    if (nowMs < this.lookAtMs) return this.lookAtMs;
    const { opened, nextMs } = await this.store.tierOpenings(this.toldMs, nowMs);
    if (opened.length > 0) {
      await this.transactions.run((tx) => {
        this.wakeUps.send(tx, ...opened.map((requesterId) => `access-requests:${requesterId}` as const));
        return Promise.resolve();
      });
    }
    await this.records.recordOpened(nowMs);
    this.toldMs = nowMs;
    this.lookAtMs = Math.min(nowMs + LOOK_EVERY_MS, nextMs ?? Infinity);
    return this.lookAtMs;
  }
}
