import { Injectable } from '@nestjs/common';
import type { GrantId } from '#access/ids.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import type { PageQuery } from '../http/page.js';
import { GrantViews } from './grant-views.service.js';
import { noSuchGrant } from './grant-returns.service.js';
import type { GrantsQuery } from './grants.dto.js';
import { GrantsListStore, type GrantsOf } from './grants-list.store.js';
import { GrantsStore } from './grants.store.js';
import type { GrantsPage, GrantView } from './grants.view.js';

/** What people look at: their grants, those they answer for, and for administrators all. */
@Injectable()
export class GrantsList {
  constructor(
    private readonly list: GrantsListStore,
    private readonly store: GrantsStore,
    private readonly views: GrantViews,
    private readonly people: PeopleFacts,
    private readonly transactions: Transactions,
  ) {}

  async page(me: SignedIn, { scope, ...filter }: GrantsQuery): Promise<GrantsPage> {
    const of = scope === 'mine' ? ({ of: 'person', personId: me.personId } as const) : await this.allThatMaySee(me);
    const [rows, total] = await this.list.page(this.transactions.reader, { ...filter, of });
    return { items: await this.views.show(me, rows), total };
  }

  /** @throws Fault not-found, also where the person may not know of it */
  async get(me: SignedIn, id: GrantId): Promise<GrantView> {
    const view = await this.find(me, id);
    if (!view) throw noSuchGrant();
    return view;
  }

  /** null: there is none, or the person may not know of it. */
  async find(me: SignedIn, id: GrantId): Promise<GrantView | null> {
    const [view] = await this.views.show(me, await this.store.find(this.transactions.reader, [id]));
    return view ?? null;
  }

  /** Grants that could not be set up, until that person is granted something there again. For administrators. */
  async failed(me: SignedIn, query: PageQuery): Promise<GrantsPage> {
    const filter = { ...query, of: { of: 'everybody' } as const, failedOnly: true };
    const [rows, total] = await this.list.page(this.transactions.reader, filter);
    return { items: await this.views.show(me, rows), total };
  }

  private async allThatMaySee(me: SignedIn): Promise<GrantsOf> {
    if (me.role === 'administrator') return { of: 'everybody' };
    const [person] = await this.people.now([me.personId]);
    const approverIds = [me.personId, ...(person?.teamIds ?? []), ...(person?.onShifts ?? [])];
    return { of: 'approver', personId: me.personId, approverIds };
  }
}
