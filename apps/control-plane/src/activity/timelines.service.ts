import { Injectable } from '@nestjs/common';
import type { AccessRequestId, GrantId } from '#access/ids.js';
import { AccessRequestsList } from '../access-requests/access-requests-list.service.js';
import { Transactions } from '../database/transactions.js';
import { GrantsList } from '../grants/grants-list.service.js';
import { ReceiptsReading } from '../grants/receipts-reading.service.js';
import type { SignedIn } from '../http/authority.js';
import type { TimelineView } from './activity.view.js';
import { timelineOf } from './timeline.js';
import { TimelinesStore } from './timelines.store.js';

/** The story of one request, for everybody who may see the request; what only administrators may know is left out for others. */
@Injectable()
export class Timelines {
  constructor(
    private readonly store: TimelinesStore,
    private readonly requests: AccessRequestsList,
    private readonly grants: GrantsList,
    private readonly receipts: ReceiptsReading,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found, also where the person may not know of it */
  async of(me: SignedIn, id: AccessRequestId): Promise<TimelineView> {
    const request = await this.requests.get(me, id);
    const grantId = request.grant?.id as GrantId | undefined;
    const [trace, grant, receipts] = await Promise.all([
      this.store.trace(this.transactions.reader, id),
      grantId === undefined ? null : this.grants.find(me, grantId),
      grantId === undefined ? [] : this.receipts.ofGrant(grantId).then(({ items }) => items),
    ]);
    return { items: timelineOf({ request, grant, receipts, ...trace }, me.role === 'administrator') };
  }
}
