import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { GrantState } from '#access/grant.js';
import type { AccessRequestId, GrantId, PersonId, ResourceId } from '#access/ids.js';
import { namesMe, PLACES_OF_POLICY } from '../access-flows/approver-condition.js';
import type { Transaction } from '../database/transactions.js';
import { DEBT_SINCE, IS_DEBT } from './access-debt.js';
import { GrantEntity } from './grant.entity.js';
import type { GrantRow } from './grants.store.js';
import { IS_UNPROVED_EXTENSION } from './unproved-extension.js';

/** Whose grants: everybody's, one person's, or those that this person may answer for as an approver or asked for, and his own. */
export type GrantsOf =
  | { of: 'everybody' }
  | { of: 'person'; personId: PersonId }
  | { of: 'approver'; personId: PersonId; approverIds: string[] };

export interface GrantsFilter {
  of: GrantsOf;
  state?: GrantState[] | undefined;
  resourceId?: ResourceId | undefined;
  /** Part of the name of the server or the account. */
  search?: string | undefined;
  /** Only access debt from before that time, in that order. */
  debt?: { before: Date; order: 'oldest' | 'newest' | 'server' };
  /** Only what could not be set up, where nothing else was granted to that person on that server since. */
  failedOnly?: boolean;
  /** Only what was made longer and ends earlier on its server, in the order in which it ends there. */
  unprovedExtensionsOnly?: boolean;
  limit: number;
  offset: number;
}

const REQUEST = { requesterId: 'request.requester_id', resourceId: 'request.resource_id' };

const APPROVED_BY_ME = `EXISTS (SELECT 1 FROM access_flow_version version JOIN access_request request ON request.id = grant_.request_id
  WHERE version.id = grant_.flow_version_id
  AND (request.requester_id = CAST(:me AS uuid) OR ${namesMe('version.approval', PLACES_OF_POLICY, REQUEST)}))`;

const FOUND = `(strpos(grant_.account, lower(:search)) > 0 OR EXISTS (SELECT 1 FROM resource
  WHERE resource.id = grant_.resource_id AND strpos(lower(resource.name), lower(:search)) > 0))`;

/** What a flow gives by itself is tried again by itself. */
const FAILED_AND_NOTHING_SINCE = `grant_.state = 'failed' AND grant_.automatic_flow_id IS NULL
  AND EXISTS (SELECT 1 FROM resource WHERE resource.id = grant_.resource_id AND NOT resource.gone)
  AND NOT EXISTS (SELECT 1 FROM access_grant later WHERE later.person_id = grant_.person_id
    AND later.resource_id = grant_.resource_id AND later.from_at > grant_.from_at)`;

/** Reading grants for people: pages of them, and the serials of their certificates. */
@Injectable()
export class GrantsListStore {
  page(tx: Transaction, { of, ...filter }: GrantsFilter): Promise<[GrantRow[], number]> {
    const query = tx.createQueryBuilder(GrantEntity, 'grant_').where('TRUE');
    if (of.of === 'person') query.andWhere('grant_.person_id = CAST(:me AS uuid)', { me: of.personId });
    if (of.of === 'approver') {
      query.andWhere(`(grant_.person_id = CAST(:me AS uuid) OR ${APPROVED_BY_ME})`, {
        me: of.personId,
        approverIds: of.approverIds,
      });
    }
    if (filter.state) query.andWhere('grant_.state = ANY(:state)', { state: filter.state });
    if (filter.resourceId) query.andWhere('grant_.resource_id = :resourceId', { resourceId: filter.resourceId });
    if (filter.search) query.andWhere(FOUND, { search: filter.search });
    if (filter.debt) query.andWhere(`${IS_DEBT} AND ${DEBT_SINCE} <= :before`, { before: filter.debt.before });
    if (filter.failedOnly) query.andWhere(FAILED_AND_NOTHING_SINCE);
    if (filter.unprovedExtensionsOnly) query.andWhere(IS_UNPROVED_EXTENSION);
    return orderedBy(query, filter.unprovedExtensionsOnly ? 'proved-end' : filter.debt?.order)
      .addOrderBy('grant_.id')
      .limit(filter.limit)
      .offset(filter.offset)
      .getManyAndCount();
  }

  /** Who asked, of each request. */
  async requesters(tx: Transaction, requestIds: readonly AccessRequestId[]): Promise<Map<AccessRequestId, PersonId>> {
    const rows = (await tx.query('SELECT id, requester_id FROM access_request WHERE id = ANY($1)', [
      [...requestIds],
    ])) as { id: AccessRequestId; requester_id: PersonId }[];
    return new Map(rows.map(({ id, requester_id }) => [id, requester_id]));
  }

  /** The request that waits to make each of these grants longer. */
  async waitingExtensions(tx: Transaction, grantIds: readonly GrantId[]): Promise<Map<GrantId, AccessRequestId>> {
    const rows = (await tx.query(
      `SELECT id, extends_grant_id FROM access_request WHERE extends_grant_id = ANY($1) AND state = 'pending'`,
      [[...grantIds]],
    )) as { id: AccessRequestId; extends_grant_id: GrantId }[];
    return new Map(rows.map(({ id, extends_grant_id }) => [extends_grant_id, id]));
  }

  /** Those of these requests whose access was taken in an emergency. */
  async emergencies(tx: Transaction, requestIds: readonly AccessRequestId[]): Promise<Set<AccessRequestId>> {
    const rows = (await tx.query('SELECT request_id FROM break_glass_review WHERE request_id = ANY($1)', [
      [...requestIds],
    ])) as { request_id: AccessRequestId }[];
    return new Set(rows.map(({ request_id }) => request_id));
  }

  /** Serials of the certificates of each grant, the newest first. */
  async serials(tx: Transaction, grantIds: readonly GrantId[]): Promise<Map<GrantId, string[]>> {
    const rows = (await tx.query(
      `SELECT grant_id, array_agg(serial ORDER BY issued_at DESC) AS serials FROM certificate
       WHERE grant_id = ANY($1) GROUP BY grant_id`,
      [[...grantIds]],
    )) as { grant_id: GrantId; serials: string[] }[];
    return new Map(rows.map(({ grant_id, serials }) => [grant_id, serials]));
  }
}

const SERVER_NAME = '(SELECT lower(name) FROM resource WHERE id = resource_id)';

/** Without an order of debt: the newest grants first. */
const orderedBy = (
  query: SelectQueryBuilder<GrantEntity>,
  order: 'oldest' | 'newest' | 'server' | 'proved-end' | undefined,
): SelectQueryBuilder<GrantEntity> => {
  switch (order) {
    case undefined:
      return query.orderBy('grant_.fromAt', 'DESC');
    case 'oldest':
      return query.orderBy(DEBT_SINCE);
    case 'proved-end':
      return query.orderBy('grant_.provedUntilAt');
    case 'newest':
      return query.orderBy(DEBT_SINCE, 'DESC');
    case 'server':
      return query.orderBy(SERVER_NAME).addOrderBy(DEBT_SINCE);
  }
};
