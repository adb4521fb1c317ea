import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import { In } from 'typeorm';
import type { RunningAccess } from '#access/grant.js';
import type { AccessFlowId, AccessRequestId, ConnectorId, GrantId, PersonId, ResourceId } from '#access/ids.js';
import { among } from '../database/among.js';
import type { Transaction } from '../database/transactions.js';
import { AccessRequestEntity, ApprovalEntity } from './access-request.entity.js';

import { BreakGlassReviewEntity } from './break-glass-review.entity.js';

export type RequestRow = Omit<
  AccessRequestEntity,
  'requester' | 'receiver' | 'resource' | 'flowVersion' | 'extendsGrant'
>;
export type ReviewRow = Omit<BreakGlassReviewEntity, 'request' | 'closedBy'>;
export type ApprovalRow = Omit<ApprovalEntity, 'request' | 'approver'>;

export type Concerned = Pick<RequestRow, 'requesterId' | 'receiverId' | 'flowVersionId' | 'extendsGrantId'> & {
  approverIds: PersonId[];
};

export interface HeldOnResource {
  running: RunningAccess[];
  waiting: string[];
}
type HeldRow = {
  permissions: string[];
  flow_id: AccessFlowId;
  requester_id: PersonId;
  by_condition: boolean;
} & ({ grant_id: null } | { grant_id: GrantId; state: string; until_at: Date });

const runningOf = (row: HeldRow & { grant_id: GrantId }): RunningAccess => ({
  grantId: row.grant_id,
  permissions: row.permissions,
  untilMs: row.until_at.getTime(),
  active: row.state === 'active',
  askedFor: !row.by_condition,
  flowId: row.flow_id,
  requesterId: row.requester_id,
});

/** One space of advisory locks: the asks of one person are decided one after the other. */
const ASKS_LOCK = 20261124;

@Injectable()
export class AccessRequestsStore {
  /** Until the transaction ends nobody else decides on an ask for this person: a double click asks once. */
  async holdAsksFor(tx: Transaction, personId: PersonId): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [ASKS_LOCK, personId]);
  }

  /** What the person has on this resource, and the permissions that he waits for or that begin later. */
  async heldOn(tx: Transaction, personId: PersonId, resourceId: ResourceId): Promise<HeldOnResource> {
    const rows = (await tx.query(
      `SELECT running.id AS grant_id, running.state, running.until_at, request.permissions, request.flow_id,
         request.requester_id, request.by_condition
       FROM access_request request LEFT JOIN access_grant running
         ON running.request_id = request.id AND running.state IN ('granting', 'active')
       WHERE request.receiver_id = $1 AND request.resource_id = $2
         AND (request.state IN ('pending', 'to-start') OR running.id IS NOT NULL)`,
      [personId, resourceId],
    )) as HeldRow[];
    return {
      running: rows.flatMap((row) => (row.grant_id === null ? [] : runningOf(row))),
      waiting: [...new Set(rows.flatMap((row) => (row.grant_id === null ? row.permissions : [])))],
    };
  }

  async add(tx: Transaction, row: RequestRow): Promise<void> {
    await tx.insert(AccessRequestEntity, row as QueryDeepPartialEntity<AccessRequestEntity>);
  }

  async change(tx: Transaction, id: AccessRequestId, change: Partial<RequestRow>): Promise<void> {
    await tx.update(AccessRequestEntity, { id }, change as QueryDeepPartialEntity<AccessRequestEntity>);
  }

  find(tx: Transaction, id: AccessRequestId): Promise<RequestRow | null> {
    return tx.findOneBy(AccessRequestEntity, { id });
  }

  async findAll(tx: Transaction, ids: readonly AccessRequestId[]): Promise<RequestRow[]> {
    return ids.length === 0 ? [] : tx.findBy(AccessRequestEntity, { id: In([...ids]) });
  }

  /** Whom and what a request concerns: what never changes of it, and who has answered so far. null: there is none. */
  async concerned(tx: Transaction, id: AccessRequestId): Promise<Concerned | null> {
    const rows = (await tx.query(
      `SELECT requester_id AS "requesterId", receiver_id AS "receiverId", flow_version_id AS "flowVersionId",
         extends_grant_id AS "extendsGrantId",
         ARRAY(SELECT approver_id FROM approval WHERE request_id = access_request.id) AS "approverIds"
       FROM access_request WHERE id = $1`,
      [id],
    )) as Concerned[];
    return rows[0] ?? null;
  }

  lock(tx: Transaction, id: AccessRequestId): Promise<RequestRow | null> {
    return tx.findOne(AccessRequestEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** What the person asked for, or somebody else for him, and did not begin yet. */
  lockWaitingOf(tx: Transaction, personId: PersonId): Promise<RequestRow[]> {
    const state = In(['pending', 'to-start']);
    return tx.find(AccessRequestEntity, {
      where: [
        { requesterId: personId, state },
        { receiverId: personId, state },
      ],
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** What is approved and has not begun on the servers of a connector. */
  lockToStartOf(tx: Transaction, connectorId: ConnectorId): Promise<RequestRow[]> {
    return tx
      .createQueryBuilder(AccessRequestEntity, 'request')
      .where(`request.state = 'to-start' AND request.resource_id IN (SELECT resource.id FROM resource
         JOIN integration ON integration.id = resource.integration_id WHERE integration.connector_id = :connectorId)`)
      .setParameters({ connectorId })
      .orderBy('request.id')
      .setLock('pessimistic_write')
      .getMany();
  } // prettier-ignore

  /** Whether somebody waits for the grant to be made longer. */
  isExtensionPending(tx: Transaction, grantId: GrantId): Promise<boolean> {
    return tx.existsBy(AccessRequestEntity, { extendsGrantId: grantId, state: 'pending' });
  }

  /** What waits to make these grants longer. */
  lockPendingExtensions(tx: Transaction, grantIds: readonly GrantId[]): Promise<RequestRow[]> {
    return tx.find(AccessRequestEntity, {
      where: { extendsGrantId: In([...grantIds]), state: 'pending' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Pending requests past their time that no other replica works on, the oldest first. */
  lockDue(tx: Transaction, now: Date, most: number): Promise<RequestRow[]> {
    return tx
      .createQueryBuilder(AccessRequestEntity, 'request')
      .where(`state = 'pending' AND times_out_at <= :now`, { now })
      .orderBy('times_out_at')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** When the next pending request times out; null: none is pending. */
  async nextDue(tx: Transaction): Promise<Date | null> {
    const [row] = (await tx.query(`SELECT min(times_out_at) AS due FROM access_request WHERE state = 'pending'`)) as {
      due: Date | null;
    }[];
    return row?.due ?? null;
  }

  /** What begins by itself by now, or was not used in time, the oldest first. */
  async startsDue(
    tx: Transaction,
    now: Date,
    most: number,
    but: readonly AccessRequestId[],
  ): Promise<AccessRequestId[]> {
    const rows = (await tx.query(
      `SELECT id FROM access_request WHERE state = 'to-start' AND due_at <= $1 AND id <> ALL($3) ORDER BY due_at, id LIMIT $2`,
      [now, most, [...but]],
    )) as { id: AccessRequestId }[];
    return rows.map(({ id }) => id);
  }

  /** When the next of them is due after that moment; null: none is. */
  async nextStart(tx: Transaction, after: Date): Promise<Date | null> {
    const [row] = (await tx.query(
      `SELECT min(due_at) AS due FROM access_request WHERE state = 'to-start' AND due_at > $1`,
      [after],
    )) as { due: Date | null }[];
    return row?.due ?? null;
  }

  async addReview(tx: Transaction, requestId: AccessRequestId, dueAt: Date): Promise<void> {
    await tx.insert(BreakGlassReviewEntity, { requestId, dueAt });
  }

  /** Whether what was asked for was taken in an emergency. */
  isEmergency(tx: Transaction, requestId: AccessRequestId): Promise<boolean> {
    return tx.existsBy(BreakGlassReviewEntity, { requestId });
  }

  async reviews(tx: Transaction, requestIds: readonly AccessRequestId[]): Promise<ReviewRow[]> {
    return requestIds.length === 0 ? [] : tx.findBy(BreakGlassReviewEntity, { requestId: In([...requestIds]) });
  }

  async addApproval(tx: Transaction, approval: ApprovalRow): Promise<void> {
    await tx.insert(ApprovalEntity, approval);
  }

  approvalOf(tx: Transaction, requestId: AccessRequestId, approverId: PersonId): Promise<ApprovalRow | null> {
    return tx.findOneBy(ApprovalEntity, { requestId, approverId });
  }

  async approvals(tx: Transaction, requestIds: readonly AccessRequestId[]): Promise<ApprovalRow[]> {
    if (requestIds.length === 0) return [];
    const { sql, values } = among(requestIds);
    return tx.query(
      `SELECT id, request_id AS "requestId", approver_id AS "approverId", answer, reason, at
       FROM approval WHERE request_id ${sql} ORDER BY at`,
      [...values],
    );
  }
}
