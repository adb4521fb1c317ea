import { Injectable } from '@nestjs/common';
import type { GrantState } from '#access/grant.js';
import type { GrantId, PersonId, ResourceId, TeamId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { GrantEntity } from './grant.entity.js';
import type { GrantRow } from './grants.store.js';

/** Whose grants: everybody's, one person's, or those that this person may answer for as an approver, and his own. */
export type GrantsOf =
  | { of: 'everybody' }
  | { of: 'person'; personId: PersonId }
  | { of: 'approver'; personId: PersonId; teamIds: TeamId[] };

export interface GrantsFilter {
  of: GrantsOf;
  state?: GrantState | undefined;
  resourceId?: ResourceId | undefined;
  /** Part of the name of the server or the account. */
  search?: string | undefined;
  debtOnly?: boolean;
  limit: number;
  offset: number;
}

const APPROVED_BY_ME = `EXISTS (SELECT 1 FROM access_flow_version version WHERE version.id = grant_.flow_version_id
  AND (jsonb_exists(version.approvers -> 'personIds', CAST(:me AS text)) OR jsonb_exists_any(version.approvers -> 'teamIds', CAST(:teams AS text[]))))`;

const FOUND = `(strpos(grant_.account, lower(:search)) > 0 OR EXISTS (SELECT 1 FROM resource
  WHERE resource.id = grant_.resource_id AND strpos(lower(resource.name), lower(:search)) > 0))`;

/** Reading grants for people: pages of them, and the serials of their certificates. */
@Injectable()
export class GrantsListStore {
  page(tx: Transaction, { of, ...filter }: GrantsFilter): Promise<[GrantRow[], number]> {
    const query = tx.createQueryBuilder(GrantEntity, 'grant_').where('TRUE');
    if (of.of === 'person') query.andWhere('grant_.person_id = CAST(:me AS uuid)', { me: of.personId });
    if (of.of === 'approver') {
      query.andWhere(`(grant_.person_id = CAST(:me AS uuid) OR ${APPROVED_BY_ME})`, {
        me: of.personId,
        teams: of.teamIds,
      });
    }
    if (filter.state) query.andWhere('grant_.state = :state', { state: filter.state });
    if (filter.resourceId) query.andWhere('grant_.resource_id = :resourceId', { resourceId: filter.resourceId });
    if (filter.search) query.andWhere(FOUND, { search: filter.search });
    if (filter.debtOnly) {
      query.andWhere(
        `grant_.state IN ('ending', 'failed') AND grant_.proved_at IS NULL AND grant_.written_off_at IS NULL`,
      );
    }
    return query
      .orderBy('grant_.fromAt', 'DESC')
      .addOrderBy('grant_.id')
      .limit(filter.limit)
      .offset(filter.offset)
      .getManyAndCount();
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
