import { Injectable, Logger } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { DueService } from '../clock/due-timer.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { ReviewAlarmTelling } from './review-alarm-telling.service.js';
import { ReviewAlarmsStore } from './review-alarms.store.js';

const BATCH = 100;

/** Makes a review that nobody closed in time an alarm, once. */
@Injectable()
export class ReviewAlarms extends DueService {
  private readonly log = new Logger('Reviews');

  constructor(
    private readonly store: ReviewAlarmsStore,
    private readonly telling: ReviewAlarmTelling,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {
    super('review alarms', clock);
  }

  protected async work(): Promise<null> {
    for (let found = BATCH; found === BATCH;) {
      const batch = await this.transactions.run((tx) => this.raiseBatch(tx));
      for (const fault of batch.faults) this.log.error(fault);
      found = batch.found;
    }
    return null;
  }

  private async raiseBatch(tx: Transaction): Promise<{ found: number; faults: Fault[] }> {
    const overdue = await this.store.lockOverdue(tx, this.clock.now(), BATCH);
    if (overdue.length === 0) return { found: 0, faults: [] };
    const raised = await this.store.raise(tx, overdue.map(({ requestId }) => requestId), this.clock.now()); // prettier-ignore
    const news = overdue.filter(({ requestId }) => raised.has(requestId));
    return { found: overdue.length, faults: await this.telling.overdue(tx, news) };
  }
}
