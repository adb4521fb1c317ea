import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AccessFlowVersionId, AccessRequestId, GrantId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { type FlowNames, FlowNaming } from '../access-flows/flow-names.service.js';
import { Transactions } from '../database/transactions.js';
import { type GrantExtensionRow, type GrantRow, GrantsService } from '../grants/grants.service.js';
import { AccessRequestsStore, type ApprovalRow, type RequestRow, type ReviewRow } from './access-requests.store.js';
import type { RequestExtension, RequestGrant } from './access-requests.view.js';
import { type Seen, unseen } from './seen.js';

export interface PartsOfRequests {
  approvals: ApprovalRow[];
  /** Of emergencies among the requests, and of those that led to the grants that are to be made longer. */
  reviews: Map<AccessRequestId, ReviewRow>;
  /** The grant that a request led to, or is to make longer. */
  grants: Map<AccessRequestId, RequestGrant>;
  extensions: Map<AccessRequestId, Omit<RequestExtension, 'most'>>;
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

  async of(requests: readonly RequestRow[], seen: Seen): Promise<PartsOfRequests> {
    const ids = requests.map(({ id }) => id);
    const versions = await this.versionsOf(requests, seen);
    const extended = await this.grants.find(requests.flatMap(({ extendsGrantId }) => extendsGrantId ?? []));
    const originals = [...extended.values()].map(({ requestId }) => requestId);
    const emergencies = requests.filter(({ flowVersionId: id }) => versions.get(id)?.breakGlass).map(({ id }) => id);
    const [reviews, approvals, grants, given] = await Promise.all([
      this.store.reviews(this.transactions.reader, [...new Set([...emergencies, ...originals])]),
      this.store.approvals(this.transactions.reader, ids),
      this.grants.ofRequests(requests.flatMap(({ id, state }) => (state === 'approved' ? [id] : []))),
      this.grants.extensionsOf(requests.flatMap(({ id, extendsGrantId }) => (extendsGrantId === null ? [] : [id]))),
    ]);
    const shown = new Map(
      requests.flatMap(({ id, extendsGrantId }) => {
        const grant = extendsGrantId === null ? grants.get(id) : extended.get(extendsGrantId);
        return grant ? [[id, { id: grant.id, state: grant.state, untilAt: grant.untilAt.toISOString() }] as const] : [];
      }),
    );
    const names = await this.naming.of(
      requests.map(({ flowVersionId }) => versions.get(flowVersionId)?.approval ?? null),
    );
    return {
      reviews: new Map(reviews.map((review) => [review.requestId, review])),
      approvals,
      grants: shown,
      extensions: extensionsOf(requests, extended, given),
      versions,
      names,
    };
  }

  private async versionsOf(requests: readonly RequestRow[], { flows }: Seen): Promise<PartsOfRequests['versions']> {
    const ids = requests.map(({ flowVersionId }) => flowVersionId);
    const read = await this.flows.versions(unseen(ids, flows.map(({ versionId }) => versionId))); // prettier-ignore
    return new Map([...flows.map((flow) => [flow.versionId, flow] as const), ...read]);
  }
}

const extensionsOf = (
  requests: readonly RequestRow[],
  grants: ReadonlyMap<GrantId, GrantRow>,
  given: ReadonlyMap<AccessRequestId, GrantExtensionRow>,
): PartsOfRequests['extensions'] =>
  new Map(
    requests.flatMap(({ id, extendsGrantId, state, durationSeconds }) => {
      const grant = extendsGrantId && grants.get(extendsGrantId);
      if (!grant) return [];
      const row = given.get(id);
      const now = state === 'pending' ? grant.untilAt : null;
      const wouldBe = now && new Date(now.getTime() + durationSeconds * 1000);
      const [fromUntilAt, untilAt] = [row?.fromUntilAt ?? now, row?.untilAt ?? wouldBe].map(
        (at) => at?.toISOString() ?? null,
      );
      return [
        [
          id,
          {
            grantId: grant.id,
            requestId: grant.requestId,
            fromUntilAt,
            untilAt,
            number: row?.number ?? grant.extended + 1,
          },
        ] as const,
      ];
    }),
  );
