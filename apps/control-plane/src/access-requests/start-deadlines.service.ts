import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DueTimer } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { Starting } from './starting.service.js';

const BATCH = 200;

/** Access that was approved for later, when it is due: what is scheduled begins, what was not used in time ends. */
@Injectable()
export class StartDeadlines implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly timer = new DueTimer({
    name: 'later starts',
    work: () => this.settleDue(),
    nowMs: () => this.clock.nowMs(),
  });

  constructor(
    private readonly store: AccessRequestsStore,
    private readonly starting: Starting,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer.stop();
  }

  /** Deals with everything that is due, each alone, and gives when the next is, ms; null: nothing waits to start. */
  async settleDue(): Promise<number | null> {
    for (;;) {
      const due = await this.store.startsDue(this.transactions.reader, this.clock.now(), BATCH);
      if (due.length === 0) return (await this.store.nextStart(this.transactions.reader))?.getTime() ?? null;
      const failures: unknown[] = [];
      for (const id of due) await this.starting.settleDue(id).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    }
  }
}
