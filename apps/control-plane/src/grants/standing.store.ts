import { Injectable } from '@nestjs/common';
import type { ResourceId } from '#access/ids.js';
import type { StandingKind } from '#access/standing-kinds.js';
import type { ReceiptStanding } from '#protocol/receipt-payload.js';
import type { Transaction } from '../database/transactions.js';
import { StandingFindingEntity } from './receipt.entity.js';

export interface StandingRow {
  resourceId: ResourceId;
  serverName: string;
  account: string;
  kind: StandingKind;
  name: string;
  foundAt: Date;
  seenAt: Date;
  watched: boolean;
}

interface StandingFilter {
  resourceId?: ResourceId;
  search?: string;
  limit: number;
  offset: number;
}

const RUNNING = `SELECT 1 FROM access_grant WHERE access_grant.resource_id = finding.resource_id
  AND access_grant.account = finding.account AND access_grant.state = 'active'`;
const FROM = `FROM standing_finding AS finding JOIN resource ON resource.id = finding.resource_id
  WHERE ($1::uuid IS NULL OR finding.resource_id = $1) AND ($2::text IS NULL
    OR strpos(lower(resource.name || ' ' || finding.account || ' ' || finding.name), lower($2)) > 0)`;

@Injectable()
export class StandingStore {
  /** Notes what was found on a server: a finding that is known is seen again. */
  async see(tx: Transaction, resourceId: ResourceId, findings: readonly ReceiptStanding[], at: Date): Promise<void> {
    if (findings.length === 0) return;
    await tx.query(
      `INSERT INTO standing_finding (resource_id, account, kind, name, found_at, seen_at)
       SELECT DISTINCT $1::uuid, account, kind, name, $2::timestamptz, $2::timestamptz
       FROM jsonb_to_recordset($3::jsonb) AS found(account text, kind text, name text)
       ON CONFLICT (resource_id, account, kind, name) DO UPDATE SET seen_at = greatest(standing_finding.seen_at, excluded.seen_at)`,
      [resourceId, at, JSON.stringify(findings)],
    );
  }

  /**
   * Forgets memberships of accounts that a newer read-back looked at, with a grant in force, and did not name again: they are
   * gone. One that was last seen before the account's running grants began is not forgotten by that: the server counts it as
   * there before, and names it no more. Keys are named once only, at the end of a grant.
   * @returns how many were forgotten
   */
  async forgetGone(
    tx: Transaction,
    resourceId: ResourceId,
    accounts: readonly string[],
    readAt: Date,
  ): Promise<number> {
    const [, gone] = (await tx.query(
      `DELETE FROM standing_finding AS finding WHERE resource_id = $1 AND account = ANY($2) AND seen_at < $3
         AND kind = 'membership' AND seen_at >= (
           SELECT min(active_at) FROM access_grant WHERE access_grant.resource_id = $1
             AND access_grant.account = finding.account AND state = 'active')`,
      [resourceId, [...accounts], readAt],
    )) as [unknown[], number];
    return gone;
  }

  async remove(
    tx: Transaction,
    resourceId: ResourceId,
    finding: Pick<StandingRow, 'account' | 'kind' | 'name'>,
  ): Promise<boolean> {
    const { affected } = await tx.delete(StandingFindingEntity, { resourceId, ...finding });
    return affected === 1;
  }

  /** By server, account and name. */
  async page(tx: Transaction, filter: StandingFilter): Promise<[StandingRow[], number]> {
    const wanted = [filter.resourceId ?? null, filter.search?.trim() || null];
    const rows = (await tx.query(
      `SELECT finding.resource_id AS "resourceId", resource.name AS "serverName", finding.account, finding.kind, finding.name,
         finding.found_at AS "foundAt", finding.seen_at AS "seenAt", EXISTS (${RUNNING}) AS watched ${FROM}
       ORDER BY lower(resource.name), finding.resource_id, finding.account, finding.kind, finding.name LIMIT $3 OFFSET $4`,
      [...wanted, filter.limit, filter.offset],
    )) as StandingRow[];
    const [{ total }] = (await tx.query(`SELECT count(*)::int AS total ${FROM}`, wanted)) as [{ total: number }];
    return [rows, total];
  }
}
