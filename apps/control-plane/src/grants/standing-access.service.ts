import { Injectable } from '@nestjs/common';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import { PageQuery } from '../http/page.js';
import type { StandingFindingsPage } from './grants.view.js';
import { ReceiptsStore } from './receipts.store.js';

/** Standing access that connectors found next to grants: memberships and keys that Curfew did not add. */
@Injectable()
export class StandingAccess {
  constructor(
    private readonly store: ReceiptsStore,
    private readonly resources: ResourcesService,
    private readonly transactions: Transactions,
  ) {}

  async page({ limit, offset }: PageQuery): Promise<StandingFindingsPage> {
    const [rows, total] = await this.store.findings(this.transactions.reader, limit, offset);
    const resources = await this.resources.find([...new Set(rows.map(({ resourceId }) => resourceId))]);
    const names = new Map(resources.map(({ id, name }) => [id, name]));
    const items = rows.map(({ resourceId, account, kind, name, foundAt }) => ({
      server: { id: resourceId, name: names.get(resourceId) ?? '' },
      account,
      kind,
      name,
      foundAt: foundAt.toISOString(),
    }));
    return { items, total };
  }
}
