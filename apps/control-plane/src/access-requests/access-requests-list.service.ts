import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { AccessRequestId, PersonId } from '#access/ids.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { WaitingForMe } from '../identity/waiting-for-me.js';
import { AccessRequestViews } from './access-request-views.service.js';
import type { AccessRequestsQuery } from './access-requests.dto.js';
import { AccessRequestsListStore, type RequestsOf } from './access-requests-list.store.js';
import { AccessRequestsStore } from './access-requests.store.js';
import type { AccessRequestsPage, AccessRequestView } from './access-requests.view.js';
import { noSuchRequest } from './answer-facts.service.js';
import type { Seen } from './seen.js';

/** Which requests wait for a person's answer; their number stands on each of his pages. */
@Injectable()
export class WaitingRequests implements OnModuleInit {
  constructor(
    private readonly list: AccessRequestsListStore,
    private readonly people: PeopleFacts,
    private readonly waitingForMe: WaitingForMe,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.waitingForMe.register(async (personId) => {
      const waiting = await this.of(personId);
      const tx = this.transactions.reader;
      return (await this.list.count(tx, waiting)) + (await this.list.count(tx, { ...waiting, of: 'reviewer' }));
    });
  }

  now(): Date {
    return this.clock.now();
  }

  async of(personId: PersonId): Promise<Extract<RequestsOf, { of: 'approver' }>> {
    const [person] = await this.people.now([personId]);
    const approverIds = [personId, ...(person?.teamIds ?? []), ...(person?.onShifts ?? [])];
    return { of: 'approver', personId, approverIds, now: this.clock.now() };
  }
}

/** What people look at: their own requests, those that wait for their answer, and for administrators all. */
@Injectable()
export class AccessRequestsList {
  constructor(
    private readonly list: AccessRequestsListStore,
    private readonly store: AccessRequestsStore,
    private readonly views: AccessRequestViews,
    private readonly waiting: WaitingRequests,
    private readonly transactions: Transactions,
  ) {}

  async page(me: SignedIn, { scope, ...filter }: AccessRequestsQuery): Promise<AccessRequestsPage> {
    if (scope === 'all' && me.role !== 'administrator') {
      throw new Fault('not-allowed', 'Only administrators see the requests of everybody.');
    }
    const of = await this.scope(me, scope);
    const [rows, total] = await this.list.page(this.transactions.reader, { ...filter, of, now: this.waiting.now() });
    return { items: await this.views.show(me, rows), total };
  }

  /**
   * @param seen by the transaction that changed it just now
   * @throws Fault not-found, also where the person may not know of it
   */
  async get(me: SignedIn, id: AccessRequestId, seen?: Seen): Promise<AccessRequestView> {
    const row = await this.store.find(this.transactions.reader, id);
    const [view] = await this.views.show(me, row ? [row] : [], seen);
    if (!view) throw noSuchRequest();
    return view;
  }

  /** Those of them that the person may see. */
  async several(me: SignedIn, ids: readonly AccessRequestId[]): Promise<Map<AccessRequestId, AccessRequestView>> {
    const views = await this.views.show(me, await this.store.findAll(this.transactions.reader, ids));
    return new Map(views.map((view) => [view.id as AccessRequestId, view]));
  }

  private async scope(me: SignedIn, scope: AccessRequestsQuery['scope']): Promise<RequestsOf> {
    if (scope === 'all') return { of: 'everybody' };
    if (scope === 'mine') return { of: 'requester', personId: me.personId };
    const waiting = await this.waiting.of(me.personId);
    if (scope === 'to-start') return { ...waiting, of: 'approver-to-start' };
    return scope === 'to-review' ? { ...waiting, of: 'reviewer' } : waiting;
  }
}
