import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { DebtAlarmsStore } from './debt-alarms.store.js';
import { DebtLimit } from './debt-limit.js';
import { GrantViews } from './grant-views.service.js';
import type { DebtQuery } from './grants.dto.js';
import { GrantsListStore } from './grants-list.store.js';
import type { DebtSummaryView, GrantsPage } from './grants.view.js';

/** In an outage of a whole connector there may be thousands; who filters by server needs no more. */
const SERVERS_MAX = 500;

/** Access debt as administrators see it: everything that has ended and is not proved gone. */
@Injectable()
export class AccessDebtList {
  constructor(
    private readonly list: GrantsListStore,
    private readonly store: DebtAlarmsStore,
    private readonly views: GrantViews,
    private readonly transactions: Transactions,
    private readonly limit: DebtLimit,
  ) {}

  async page(me: SignedIn, { olderThanSeconds = 0, order, ...query }: DebtQuery): Promise<GrantsPage> {
    const debt = { before: new Date(this.limit.nowMs() - olderThanSeconds * 1_000), order };
    const filter = { ...query, of: { of: 'everybody' } as const, debt };
    const [rows, total] = await this.list.page(this.transactions.reader, filter);
    return { items: await this.views.show(me, rows), total };
  }

  async summary(): Promise<DebtSummaryView> {
    const servers = await this.store.byServer(this.transactions.reader, this.limit.overdueBefore());
    const sum = (of: 'grants' | 'overdue'): number => servers.reduce((total, server) => total + server[of], 0);
    return {
      grants: sum('grants'),
      overdue: sum('overdue'),
      oldestSince: servers[0]?.oldestSince.toISOString() ?? null,
      servers: servers.slice(0, SERVERS_MAX).map(({ resourceId, name, grants, oldestSince }) => ({
        id: resourceId,
        name,
        grants,
        oldestSince: oldestSince.toISOString(),
      })),
    };
  }
}
