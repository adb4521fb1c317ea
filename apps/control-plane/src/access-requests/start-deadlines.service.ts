import { Injectable } from '@nestjs/common';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { DueService } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { Starting } from './starting.service.js';

const BATCH = 200;
/** So long after a try that the server was not there for comes the next. */
const RETRY_MS = 5_000;

/** Access that was approved for later, when it is due: what is scheduled begins, what was not used in time ends. */
@Injectable()
export class StartDeadlines extends DueService {
  /** Due, on servers that take no grants just now: not looked at again before then. */
  private readonly waiting = new Map<AccessRequestId, number>();

  constructor(
    private readonly store: AccessRequestsStore,
    private readonly starting: Starting,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {
    super('later starts', clock);
  }

  /** Deals with everything that is due, each alone, and gives when the next is, ms; null: nothing waits to start. */
  protected async work(): Promise<number | null> {
    for (const [id, atMs] of this.waiting) if (atMs <= this.clock.nowMs()) this.waiting.delete(id);
    const { reader } = this.transactions;
    for (;;) {
      const now = this.clock.now();
      const due = await this.store.startsDue(reader, now, BATCH, [...this.waiting.keys()]);
      if (due.length === 0) return (await this.store.nextStart(reader, now))?.getTime() ?? null;
      const failures: unknown[] = [];
      for (const id of due) await this.settle(id).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    }
  }

  private async settle(id: AccessRequestId): Promise<void> {
    if (!(await this.starting.settleDue(id))) this.waiting.set(id, this.clock.nowMs() + RETRY_MS);
  }
}
