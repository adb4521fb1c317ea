import { Injectable } from '@nestjs/common';
import type { AccessRequestId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { GrantsService } from '../grants/grants.service.js';
import { AccessRequestsStore, type ApprovalRow, type RequestRow } from './access-requests.store.js';
import type { RequestGrant } from './access-requests.view.js';

/** What hangs on requests: the answers that they got, and the grants that they led to. */
@Injectable()
export class RequestParts {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly grants: GrantsService,
    private readonly transactions: Transactions,
  ) {}

  async of(
    requests: readonly RequestRow[],
  ): Promise<{ approvals: ApprovalRow[]; grants: Map<AccessRequestId, RequestGrant> }> {
    const ids = requests.map(({ id }) => id);
    const [approvals, grants] = await Promise.all([
      this.store.approvals(this.transactions.reader, ids),
      this.grants.ofRequests(ids),
    ]);
    const shown = [...grants].map(([requestId, { id, state, untilAt }]) => {
      return [requestId, { id, state, untilAt: untilAt.toISOString() }] as const;
    });
    return { approvals, grants: new Map(shown) };
  }
}
