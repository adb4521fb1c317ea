import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { AlarmMessageEntity } from './alarm-message.entity.js';

export type NewAlarmMessage = Pick<AlarmMessageEntity, 'id' | 'kind' | 'subjectId' | 'body'>;

/** A message that this replica tries now. */
export interface TakenMessage extends NewAlarmMessage {
  tries: number;
  /** Of its life so far. */
  ageSeconds: number;
}

const WAITING = 'sent_at IS NULL AND given_up_at IS NULL';
/** Longer than any try takes; a replica that dies while it tries delays the message by so much. */
const TRY_SECONDS = 60;

@Injectable()
export class AlarmMessagesStore {
  async add(tx: Transaction, message: NewAlarmMessage): Promise<void> {
    await tx.insert(AlarmMessageEntity, { ...message, writtenAt: () => 'now()', dueAt: () => 'now()' });
  }

  /**
   * The next message that is due, which from now on is this replica's for as long as a try takes; undefined: none is due.
   * A message waits for the earlier ones about the same thing.
   */
  async take(tx: Transaction): Promise<TakenMessage | undefined> {
    const [rows] = (await tx.query(
      `UPDATE alarm_message SET tries = tries + 1, due_at = now() + interval '${TRY_SECONDS} seconds' WHERE number = (
         SELECT number FROM alarm_message one WHERE ${WAITING} AND due_at <= now() AND NOT EXISTS (
           SELECT 1 FROM alarm_message WHERE ${WAITING} AND subject_id = one.subject_id AND number < one.number)
         ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, subject_id AS "subjectId", body, tries,
         extract(epoch FROM now() - written_at)::float8 AS "ageSeconds"`,
    )) as [TakenMessage[], number];
    return rows[0];
  }

  async sent(tx: Transaction, id: string): Promise<void> {
    await tx.update(AlarmMessageEntity, { id }, { sentAt: () => 'now()', lastFailure: null });
  }

  async putBack(tx: Transaction, id: string, waitMs: number, lastFailure: string): Promise<void> {
    const dueAt = () => `now() + interval '${Math.round(waitMs)} milliseconds'`;
    await tx.update(AlarmMessageEntity, { id }, { dueAt, lastFailure });
  }

  async giveUp(tx: Transaction, id: string, lastFailure: string): Promise<void> {
    await tx.update(AlarmMessageEntity, { id }, { givenUpAt: () => 'now()', lastFailure });
  }

  /** Messages that were tried and did not get through yet. */
  async failing(tx: Transaction): Promise<{ count: number; lastFailure: string | null }> {
    const rows = (await tx.query(
      `SELECT count(*)::int AS count, (array_agg(last_failure ORDER BY number DESC))[1] AS "lastFailure"
       FROM alarm_message WHERE ${WAITING} AND last_failure IS NOT NULL`,
    )) as [{ count: number; lastFailure: string | null }];
    return rows[0];
  }
}
