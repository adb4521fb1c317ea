import { Injectable, Logger } from '@nestjs/common';
import { DueService } from '../clock/due-timer.js';
import { Transactions } from '../database/transactions.js';
import { DebtLimit } from './debt-limit.js';
import { ExtensionAlarmTelling } from './extension-alarm-telling.service.js';
import { ExtensionAlarmsStore } from './extension-alarms.store.js';
import { GrantsStore } from './grants.store.js';

const BATCH = 200;

/** Makes an extension that a server was not told in time an alarm, once, and tells when that is over. Telling it is tried on meanwhile. */
@Injectable()
export class ExtensionAlarms extends DueService {
  private readonly log = new Logger('Extensions');

  constructor(
    private readonly store: ExtensionAlarmsStore,
    private readonly grants: GrantsStore,
    private readonly telling: ExtensionAlarmTelling,
    private readonly transactions: Transactions,
    private readonly limit: DebtLimit,
  ) {
    super('extension alarms', limit);
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
      const raised = await this.store.raise(tx, overdue.map(({ id }) => id), this.limit.now()); // prettier-ignore
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
      return { found: over.size, told: [...proved, ...(await this.telling.cleared(tx, by('ended'), 'ended'))] };
    });
    for (const text of told) this.log.log(`extensions: ${text}`);
    return found;
  }
}
