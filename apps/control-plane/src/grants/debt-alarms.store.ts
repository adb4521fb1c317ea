import { Injectable } from '@nestjs/common';
import type { GrantId, ResourceId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { DEBT_SINCE, IS_DEBT } from './access-debt.js';
import type { DebtAlarmEnd } from './debt-alarm.entity.js';
import { GrantEntity } from './grant.entity.js';
import type { GrantRow } from './grants.store.js';

/** Access debt of one server, counted. */
export interface ServerDebt {
  resourceId: ResourceId;
  name: string;
  grants: number;
  overdue: number;
  oldestSince: Date;
}

@Injectable()
export class DebtAlarmsStore {
  /** Debts from before that time that are no alarm yet and that no other replica works on. */
  lockOverdue(tx: Transaction, before: Date, most: number): Promise<GrantRow[]> {
    return tx
      .createQueryBuilder(GrantEntity, 'grant')
      .where(`${IS_DEBT} AND ${DEBT_SINCE} <= :before`, { before })
      .andWhere('NOT EXISTS (SELECT 1 FROM debt_alarm WHERE debt_alarm.grant_id = grant.id)')
      .orderBy('grant.id')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** @returns those that became an alarm by this; another replica may have been first where its row was not seen yet */
  async raise(tx: Transaction, ids: readonly GrantId[], raisedAt: Date): Promise<Set<GrantId>> {
    const rows = (await tx.query(
      `INSERT INTO debt_alarm (grant_id, raised_at) SELECT id, $2 FROM unnest($1::uuid[]) AS id
       ON CONFLICT DO NOTHING RETURNING grant_id`,
      [[...ids], raisedAt],
    )) as { grant_id: GrantId }[];
    return new Set(rows.map(({ grant_id }) => grant_id));
  }

  /** Ends the alarms of debts that were proved gone or written off meanwhile, and gives their grants. */
  async clear(tx: Transaction, clearedAt: Date, most: number): Promise<Map<GrantId, DebtAlarmEnd>> {
    const [rows] = (await tx.query(
      `UPDATE debt_alarm SET cleared_at = $1, cleared_by = over.how
       FROM (SELECT debt_alarm.grant_id, CASE WHEN proved_at IS NULL THEN 'written-off' ELSE 'proved' END AS how
             FROM debt_alarm JOIN access_grant ON access_grant.id = debt_alarm.grant_id
             WHERE cleared_at IS NULL AND (proved_at IS NOT NULL OR written_off_at IS NOT NULL)
             ORDER BY debt_alarm.grant_id LIMIT $2 FOR UPDATE OF debt_alarm SKIP LOCKED) AS over
       WHERE debt_alarm.grant_id = over.grant_id RETURNING debt_alarm.grant_id, over.how`,
      [clearedAt, most],
    )) as [{ grant_id: GrantId; how: DebtAlarmEnd }[], number];
    return new Map(rows.map(({ grant_id, how }) => [grant_id, how]));
  }

  /** Which servers have debt, the oldest first. `overdue`: those of it from before that time. */
  byServer(tx: Transaction, before: Date): Promise<ServerDebt[]> {
    return tx.query(
      `SELECT resource_id AS "resourceId", resource.name, count(*)::int AS grants, min(${DEBT_SINCE}) AS "oldestSince",
         count(*) FILTER (WHERE ${DEBT_SINCE} <= $1)::int AS overdue
       FROM (SELECT resource_id, ending_at, until_at, sessions_ended_at FROM access_grant WHERE ${IS_DEBT}) AS debt
       JOIN resource ON resource.id = resource_id
       GROUP BY resource_id, resource.name ORDER BY "oldestSince", resource_id`,
      [before],
    );
  }
}
