import { Injectable } from '@nestjs/common';
import type { GrantId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { ExtensionAlarmEnd } from './extension-alarm.entity.js';
import { GrantEntity } from './grant.entity.js';
import type { GrantRow } from './grants.store.js';
import { IS_UNPROVED_EXTENSION } from './unproved-extension.js';

const NO_ALARM_YET = `NOT EXISTS (SELECT 1 FROM extension_alarm alarm
  WHERE alarm.grant_id = grant.id AND alarm.since = grant.extension_unproved_since)`;

@Injectable()
export class ExtensionAlarmsStore {
  /** Those from before that time that are no alarm yet and that no other replica works on. */
  lockOverdue(tx: Transaction, before: Date, most: number): Promise<GrantRow[]> {
    return tx
      .createQueryBuilder(GrantEntity, 'grant')
      .where(`${IS_UNPROVED_EXTENSION} AND extension_unproved_since <= :before`, { before })
      .andWhere(NO_ALARM_YET)
      .orderBy('grant.id')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** @returns those that became an alarm by this; another replica may have been first where its row was not seen yet */
  async raise(tx: Transaction, ids: readonly GrantId[], raisedAt: Date): Promise<Set<GrantId>> {
    const rows = (await tx.query(
      `INSERT INTO extension_alarm (grant_id, since, raised_at)
       SELECT id, extension_unproved_since, $2 FROM access_grant WHERE id = ANY($1)
       ON CONFLICT DO NOTHING RETURNING grant_id`,
      [[...ids], raisedAt],
    )) as { grant_id: GrantId }[];
    return new Set(rows.map(({ grant_id }) => grant_id));
  }

  /** Ends the alarms of what was proved or ended meanwhile, and gives their grants. */
  async clear(tx: Transaction, clearedAt: Date, most: number): Promise<Map<GrantId, ExtensionAlarmEnd>> {
    const [rows] = (await tx.query(
      `UPDATE extension_alarm SET cleared_at = $1, cleared_by = over.how
       FROM (SELECT alarm.grant_id, alarm.since, CASE WHEN state = 'active' THEN 'proved' ELSE 'ended' END AS how
             FROM extension_alarm alarm JOIN access_grant ON access_grant.id = alarm.grant_id
             WHERE cleared_at IS NULL AND (state <> 'active' OR extension_unproved_since IS DISTINCT FROM alarm.since)
             ORDER BY alarm.grant_id, alarm.since LIMIT $2 FOR UPDATE OF alarm SKIP LOCKED) AS over
       WHERE extension_alarm.grant_id = over.grant_id AND extension_alarm.since = over.since
       RETURNING extension_alarm.grant_id, over.how`,
      [clearedAt, most],
    )) as [{ grant_id: GrantId; how: ExtensionAlarmEnd }[], number];
    return new Map(rows.map(({ grant_id, how }) => [grant_id, how]));
  }

  /** How many there are from before that time. */
  async overdue(tx: Transaction, before: Date): Promise<{ grants: number; servers: number }> {
    const [row] = (await tx.query(
      `SELECT count(*)::int AS grants, count(DISTINCT resource_id)::int AS servers FROM access_grant
       WHERE ${IS_UNPROVED_EXTENSION} AND extension_unproved_since <= $1`,
      [before],
    )) as { grants: number; servers: number }[];
    return row;
  }
}
