import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AccessFlowVersionId, AccessRequestId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { type FlowNames, FlowNaming } from '../access-flows/flow-names.service.js';
import { Transactions } from '../database/transactions.js';
import { GrantsService } from '../grants/grants.service.js';
import { AccessRequestsStore, type ApprovalRow, type RequestRow, type ReviewRow } from './access-requests.store.js';
import type { RequestGrant } from './access-requests.view.js';

export interface PartsOfRequests {
  approvals: ApprovalRow[];
  reviews: Map<AccessRequestId, ReviewRow>;
  grants: Map<AccessRequestId, RequestGrant>;
  versions: Map<AccessFlowVersionId, AccessFlowVersion>;
  names: FlowNames;
}

/** What hangs on requests: their flow versions, the answers that they got, and the grants that they led to. */
@Injectable()
export class RequestParts {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly grants: GrantsService,
    private readonly flows: FlowFactsService,
    private readonly naming: FlowNaming,
    private readonly transactions: Transactions,
  ) {}

  async of(requests: readonly RequestRow[]): Promise<PartsOfRequests> {
    const ids = requests.map(({ id }) => id);
    const [reviews, approvals, grants, versions] = await Promise.all([
      this.store.reviews(this.transactions.reader, ids),
      this.store.approvals(this.transactions.reader, ids),
      this.grants.ofRequests(ids),
      this.flows.versions(requests.map(({ flowVersionId }) => flowVersionId)),
    ]);
    const shown = [...grants].map(([requestId, { id, state, untilAt }]) => {
      return [requestId, { id, state, untilAt: untilAt.toISOString() }] as const;
    });
    const names = await this.naming.of([...versions.values()].map(({ approval }) => approval));
    return {
      reviews: new Map(reviews.map((review) => [review.requestId, review])),
      approvals,
      grants: new Map(shown),
      versions,
      names,
    };
  }
}
