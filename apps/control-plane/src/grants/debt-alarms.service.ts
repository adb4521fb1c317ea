import { Injectable, Logger } from '@nestjs/common';
import { DueService } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { DebtAlarmTelling } from './debt-alarm-telling.service.js';
import { DebtAlarmsStore } from './debt-alarms.store.js';
import { DebtLimit } from './debt-limit.js';
import { GrantsStore } from './grants.store.js';

const BATCH = 200;

/** Makes access debt that is too old an alarm, once, and tells when that is over [I17]. Removing is tried on meanwhile. */
@Injectable()
export class DebtAlarms extends DueService {
  private readonly log = new Logger('AccessDebt');

  constructor(
    private readonly store: DebtAlarmsStore,
    private readonly grants: GrantsStore,
    private readonly telling: DebtAlarmTelling,
    private readonly transactions: Transactions,
    private readonly limit: DebtLimit,
  ) {
    super('access debt alarms', limit);
  }

  protected async work(): Promise<null> {
    while ((await this.raiseBatch()) === BATCH);
    while ((await this.clearBatch()) === BATCH);
    return null;
  }

  private async raiseBatch(): Promise<number> {
    const { found, faults } = await this.transactions.run(async (tx) => {
      const overdue = await this.store.lockOverdue(tx, this.limit.overdueBefore(), BATCH);
      if (overdue.length === 0) return { found: 0, faults: [] };
      const ids = overdue.map(({ id }) => id);
      const raised = await this.store.raise(tx, ids, this.limit.now());
      const news = overdue.filter(({ id }) => raised.has(id));
      return { found: overdue.length, faults: await this.telling.overdue(tx, news) };
    });
    for (const fault of faults) this.log.error(fault);
    return found;
  }

  private async clearBatch(): Promise<number> {
    const { found, told } = await this.transactions.run(async (tx) => {
      const over = await this.store.clear(tx, this.limit.now(), BATCH);
      const grants = await this.grants.find(tx, [...over.keys()]);
      const by = (how: string) => grants.filter(({ id }) => over.get(id) === how);
      const proved = await this.telling.cleared(tx, by('proved'), 'proved');
      return {
        found: over.size,
        told: [...proved, ...(await this.telling.cleared(tx, by('written-off'), 'written-off'))],
      };
    });
    for (const text of told) this.log.log(`access debt: ${text}`);
    return found;
  }
}
