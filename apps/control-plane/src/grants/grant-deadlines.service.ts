import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DueTimer } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantsStore } from './grants.store.js';

const BATCH = 200;
const HELD_MS = 100;

/** Ends grants at their deadline. The connector does so by its own clock too, and the certificate by the server's. */
@Injectable()
export class GrantDeadlines implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly timer = new DueTimer({
    name: 'grant deadlines',
    work: () => this.endDue(),
    nowMs: () => this.clock.nowMs(),
  });

  constructor(
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer.stop();
  }

  /** Ends everything that is due and gives the time of the next deadline, ms; null: no grant runs. */
  async endDue(): Promise<number | null> {
    for (;;) {
      const next = await this.nextDueMs();
      if (next === null || next > this.clock.nowMs()) return next;
      // Another transaction holds what is due: it is looked at again a little later.
      if ((await this.endBatch()) === 0) return this.clock.nowMs() + HELD_MS;
    }
  }

  private async nextDueMs(): Promise<number | null> {
    return (await this.store.nextDue(this.transactions.reader))?.getTime() ?? null;
  }

  private endBatch(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const due = await this.store.lockDue(tx, this.clock.now(), BATCH);
      await this.ends.endLocked(tx, due, { cause: 'expired', actor: { kind: 'system', name: 'Curfew' } });
      return due.length;
    });
  }
}
