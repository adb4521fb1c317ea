import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import type { PageQuery } from '../http/page.js';
import { DebtLimit } from './debt-limit.js';
import { ExtensionAlarmsStore } from './extension-alarms.store.js';
import { GrantViews } from './grant-views.service.js';
import { GrantsListStore } from './grants-list.store.js';
import type { GrantsPage } from './grants.view.js';

/** Access that was made longer and that its server ends earlier, as administrators see it. */
@Injectable()
export class UnprovedExtensionsList {
  constructor(
    private readonly list: GrantsListStore,
    private readonly store: ExtensionAlarmsStore,
    private readonly views: GrantViews,
    private readonly transactions: Transactions,
    private readonly limit: DebtLimit,
  ) {}

  /** Those that end there first stand first. */
  async page(me: SignedIn, query: PageQuery): Promise<GrantsPage> {
    const filter = { ...query, of: { of: 'everybody' } as const, unprovedExtensionsOnly: true };
    const [rows, total] = await this.list.page(this.transactions.reader, filter);
    return { items: await this.views.show(me, rows), total };
  }

  /** What administrators must see on whichever page they are; null: every server was told in time. */
  async fault(): Promise<Fault | null> {
    const { grants, servers } = await this.store.overdue(this.transactions.reader, this.limit.overdueBefore());
    if (grants === 0) return null;
    const what = grants === 1 ? 'One access was' : `${grants} accesses were`;
    const where = servers === 1 ? 'one server was' : `${servers} servers were`;
    return new Fault('extension-unproved', `${what} extended, and ${where} not told yet: it ends there too early.`, {
      hint: 'The page Access debt lists where, until when, and the reason of the last try. Mend the server or its connector.',
    });
  }
}
