import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DueService, workOff } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { RequestSteps } from './request-steps.js';

const BATCH = 200;

/** Requests that nobody answered in time. */
@Injectable()
export class RequestDeadlines extends DueService {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {
    super('request deadlines', clock);
  }

  /** Times out everything that is due and gives when the next is, ms; null: nothing is pending. */
  protected work(): Promise<number | null> {
    return workOff({
      next: () => this.store.nextDue(this.transactions.reader),
      batch: () => this.timeOutBatch(),
      nowMs: () => this.clock.nowMs(),
    });
  }

  private timeOutBatch(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const due = await this.store.lockDue(tx, this.clock.now(), BATCH);
      for (const request of due) await this.steps.close(tx, { kind: 'system', name: 'Curfew' }, request, 'timed-out');
      return due.length;
    });
  }
}
