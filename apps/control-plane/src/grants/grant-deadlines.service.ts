import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DueService, workOff } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantsStore } from './grants.store.js';

const BATCH = 200;

/** Ends grants at their deadline. The connector does so by its own clock too, and the certificate by the server's. */
@Injectable()
export class GrantDeadlines extends DueService {
  constructor(
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {
    super('grant deadlines', clock);
  }

  /** Ends everything that is due and gives the time of the next deadline, ms; null: no grant runs. */
  protected work(): Promise<number | null> {
    return workOff({
      next: () => this.store.nextDue(this.transactions.reader),
      batch: () => this.endBatch(),
      nowMs: () => this.clock.nowMs(),
    });
  }

  private endBatch(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const due = await this.store.lockDue(tx, this.clock.now(), BATCH);
      await this.ends.endLocked(tx, due, { cause: 'expired', actor: { kind: 'system', name: 'Curfew' } });
      return due.length;
    });
  }
}
