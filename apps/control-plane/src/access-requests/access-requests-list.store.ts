import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { AccessRequestState } from '#access/access-request.js';
import type { GrantState } from '#access/grant.js';
import type { AccessFlowVersionId, AccessRequestId, GrantId, PersonId, ResourceId } from '#access/ids.js';
import { namesMe, PLACES_OF_POLICY, PLACES_OF_TIER } from '../access-flows/approver-condition.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AccessRequestEntity } from './access-request.entity.js';
import type { RequestRow } from './access-requests.store.js';

/** Whose requests: everybody's, those of one person, or those that wait for this person's answer, review or leave to begin. */
export type RequestsOf =
  | { of: 'everybody' }
  | { of: 'requester'; personId: PersonId }
  | { of: 'reviewer' | 'approver-to-start'; personId: PersonId; approverIds: string[] }
  | { of: 'approver'; personId: PersonId; approverIds: string[]; now: Date };

export interface RequestsFilter {
  of: RequestsOf;
  state?: AccessRequestState | undefined;
  batchId?: string | undefined;
  /** `overdue`: past its time at `now`. */
  review?: 'open' | 'overdue' | undefined;
  now?: Date | undefined;
  /** Part of the server's name or of the reason. */
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** What a person waits for or has on one resource. */
export interface MineOnResource {
  resourceId: ResourceId;
  permission: string;
  requestId: AccessRequestId;
  /** null: he waits for it, or it begins later. */
  running: RunningOnResource | null;
  /** It is approved, and has not begun; null: it runs, or waits for an answer. */
  later: Pick<AccessRequestEntity, 'startAt' | 'dueAt'> | null;
}

export interface RunningOnResource {
  grantId: GrantId;
  untilAt: Date;
  flowVersionId: AccessFlowVersionId;
  state: GrantState;
  extensionsUsed: number;
  /** Whether an extension waits for an answer. */
  waiting: boolean;
  /** Whether it was taken in an emergency. */
  emergency: boolean;
}
interface MineRow {
  resource_id: ResourceId;
  permission: string;
  request_id: AccessRequestId;
  running: (Omit<RunningOnResource, 'untilAt'> & { untilAt: string }) | null;
  state: AccessRequestState;
  start_at: Date | null;
  due_at: Date | null;
}

const REQUEST = { requesterId: 'request.requester_id', resourceId: 'request.resource_id' };

/** The tiers that are open now are looked through for me. My own request waits for me only where its flow lets it. */
const WAITS_FOR_ME = `request.state = 'pending' AND request.times_out_at > :now
  AND NOT EXISTS (SELECT 1 FROM approval WHERE approval.request_id = request.id AND approval.approver_id = CAST(:me AS uuid))
  AND EXISTS (
    SELECT 1 FROM access_flow_version version JOIN access_flow flow ON flow.id = version.flow_id
    CROSS JOIN LATERAL jsonb_array_elements(version.approval -> 'tiers') WITH ORDINALITY AS tier(body, number)
    WHERE version.id = request.flow_version_id AND flow.active AND flow.deleted_at IS NULL
      AND (tier.number = 1 OR request.created_at
        + make_interval(secs => CAST(version.approval ->> 'escalateAfterSeconds' AS double precision) * (tier.number - 1)) <= :now)
      AND (CAST(:me AS uuid) NOT IN (request.requester_id, request.receiver_id)
        OR (CAST(version.approval ->> 'requesterMayApprove' AS boolean) AND request.requester_id = CAST(:me AS uuid)))
      AND ${namesMe('tier.body', PLACES_OF_TIER, REQUEST)})`;

const TIER_OPENINGS = `
  SELECT array_agg(DISTINCT opening.requester_id) FILTER (WHERE opening.at > $1 AND opening.at <= $2) AS opened,
    min(opening.at) FILTER (WHERE opening.at > $2) AS next
  FROM (SELECT request.requester_id, request.created_at
      + make_interval(secs => CAST(version.approval ->> 'escalateAfterSeconds' AS double precision) * number) AS at
    FROM access_request request JOIN access_flow_version version ON version.id = request.flow_version_id
    CROSS JOIN LATERAL generate_series(1, jsonb_array_length(version.approval -> 'tiers') - 1) AS number
    WHERE request.state = 'pending' AND version.approval IS NOT NULL) AS opening`;

const RECORDED = `SELECT 1 FROM audit_row recorded WHERE recorded.action = 'access-request.escalated'`;

/** Tiers after the first that have opened, of requests that wait, and are not in the audit. */
const UNRECORDED_TIERS = `
  SELECT request.id, number + 1 AS tier
  FROM access_request request JOIN access_flow_version version ON version.id = request.flow_version_id
  CROSS JOIN LATERAL generate_series(1, jsonb_array_length(version.approval -> 'tiers') - 1) AS number
  WHERE request.state = 'pending' AND request.created_at
      + make_interval(secs => CAST(version.approval ->> 'escalateAfterSeconds' AS double precision) * number) <= $1
    AND NOT EXISTS (${RECORDED} AND recorded.object_id = request.id AND (recorded.detail ->> 'tier')::integer = number + 1)
  ORDER BY request.created_at, request.id, number LIMIT $2`;

/** Taken in an emergency by others, and I am an approver in some tier. */
const I_REVIEW = `EXISTS (SELECT 1 FROM break_glass_review review WHERE review.request_id = request.id AND review.closed_at IS NULL)
  AND CAST(:me AS uuid) NOT IN (request.requester_id, request.receiver_id)
  AND EXISTS (SELECT 1 FROM access_flow_version version WHERE version.id = request.flow_version_id
    AND ${namesMe('version.approval', PLACES_OF_POLICY, REQUEST)})`;

/** Approved and not begun, asked and received by others, and I am an approver in some tier. */
const I_MAY_STOP = `request.state = 'to-start' AND CAST(:me AS uuid) NOT IN (request.requester_id, request.receiver_id)
  AND EXISTS (SELECT 1 FROM access_flow_version version WHERE version.id = request.flow_version_id
    AND ${namesMe('version.approval', PLACES_OF_POLICY, REQUEST)})`;

const OPEN_REVIEW = `EXISTS (SELECT 1 FROM break_glass_review review WHERE review.request_id = request.id
  AND review.closed_at IS NULL AND (NOT :overdue OR review.due_at <= :now))`;

/** What a flow gave by itself nobody asked for. */
const MINE = 'CAST(:me AS uuid) IN (request.requester_id, request.receiver_id) AND NOT request.by_condition';

const FOUND = `(strpos(lower(request.reason), lower(:search)) > 0 OR EXISTS (SELECT 1 FROM resource
  WHERE resource.id = request.resource_id AND strpos(lower(resource.name), lower(:search)) > 0))`;

/** Reading requests for people. */
@Injectable()
export class AccessRequestsListStore {
  constructor(private readonly transactions: Transactions) {}

  page(tx: Transaction, { limit, offset, ...filter }: RequestsFilter): Promise<[RequestRow[], number]> {
    return this.filtered(tx, filter)
      .orderBy('request.createdAt', 'DESC')
      .addOrderBy('request.id')
      .limit(limit)
      .offset(offset)
      .getManyAndCount();
  }

  count(tx: Transaction, of: RequestsOf): Promise<number> {
    return this.filtered(tx, { of }).getCount();
  }

  /** What begins later comes before what nobody has answered yet. */
  async mineOn(personId: PersonId, resourceIds: readonly ResourceId[]): Promise<MineOnResource[]> {
    const rows = (await this.transactions.reader.query(
      `SELECT request.resource_id, jsonb_array_elements_text(request.permissions) AS permission, request.id AS request_id,
         CASE WHEN running.id IS NOT NULL THEN jsonb_build_object(
           'grantId', running.id, 'untilAt', running.until_at, 'flowVersionId', running.flow_version_id, 'state', running.state,
           'extensionsUsed', running.extended, 'waiting', EXISTS (SELECT FROM access_request longer
             WHERE longer.extends_grant_id = running.id AND longer.state = 'pending'),
           'emergency', EXISTS (SELECT FROM break_glass_review review WHERE review.request_id = request.id)) END AS running,
         request.state, request.start_at, request.due_at
       FROM access_request request LEFT JOIN access_grant running
         ON running.request_id = request.id AND running.state IN ('granting', 'active')
       WHERE request.receiver_id = $1 AND request.resource_id = ANY($2) AND request.extends_grant_id IS NULL
         AND (request.state IN ('pending', 'to-start') OR running.id IS NOT NULL)
       ORDER BY request.state = 'pending'`,
      [personId, [...resourceIds]],
    )) as MineRow[];
    return rows.map(({ resource_id, permission, request_id, running, state, start_at, due_at }) => ({
      resourceId: resource_id,
      permission,
      requestId: request_id,
      running: running && { ...running, untilAt: new Date(running.untilAt) },
      later: state === 'to-start' ? { startAt: start_at, dueAt: due_at } : null,
    }));
  }

  /** Whose requests had a tier open after `sinceMs` up to now, and when the next one opens; null: none will. */
  async tierOpenings(sinceMs: number, nowMs: number): Promise<{ opened: PersonId[]; nextMs: number | null }> {
    const rows = (await this.transactions.reader.query(TIER_OPENINGS, [new Date(sinceMs), new Date(nowMs)])) as {
      opened: PersonId[] | null;
      next: Date | null;
    }[];
    return { opened: rows[0]?.opened ?? [], nextMs: rows[0]?.next?.getTime() ?? null };
  }

  /** @param most at most so many, the oldest first */
  async unrecordedTiers(nowMs: number, most: number): Promise<{ id: AccessRequestId; tier: number }[]> {
    return this.transactions.reader.query(UNRECORDED_TIERS, [new Date(nowMs), most]);
  }

  async isTierRecorded(tx: Transaction, id: AccessRequestId, tier: number): Promise<boolean> {
    const sql = `${RECORDED} AND recorded.object_id = $1 AND (recorded.detail ->> 'tier')::integer = $2`;
    return ((await tx.query(sql, [id, tier])) as unknown[]).length > 0;
  }

  private filtered(
    tx: Transaction,
    { of, state, batchId, review, now, search }: Omit<RequestsFilter, 'limit' | 'offset'>,
  ): SelectQueryBuilder<AccessRequestEntity> {
    const query = tx.createQueryBuilder(AccessRequestEntity, 'request').where('TRUE');
    if (of.of === 'requester') query.andWhere(MINE, { me: of.personId });
    if (of.of === 'approver')
      query.andWhere(WAITS_FOR_ME, { me: of.personId, approverIds: of.approverIds, now: of.now });
    if (of.of === 'reviewer') query.andWhere(I_REVIEW, { me: of.personId, approverIds: of.approverIds });
    if (of.of === 'approver-to-start') query.andWhere(I_MAY_STOP, { me: of.personId, approverIds: of.approverIds });
    if (review) query.andWhere(OPEN_REVIEW, { overdue: review === 'overdue', now });
    if (state) query.andWhere('request.state = :state', { state });
    if (batchId) query.andWhere('request.batch_id = :batchId', { batchId });
    if (search) query.andWhere(FOUND, { search });
    return query;
  }
}
