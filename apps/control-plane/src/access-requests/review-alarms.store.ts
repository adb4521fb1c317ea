import { Injectable } from '@nestjs/common';
import type { AccessRequestId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';

/** An open review past its time. */
export interface OverdueReview {
  requestId: AccessRequestId;
  dueAt: Date;
}

@Injectable()
export class ReviewAlarmsStore {
  /** Those that are no alarm yet and that no other replica works on. */
  lockOverdue(tx: Transaction, now: Date, most: number): Promise<OverdueReview[]> {
    return tx.query(
      `SELECT review.request_id AS "requestId", review.due_at AS "dueAt" FROM break_glass_review review
       WHERE review.closed_at IS NULL AND review.due_at <= $1
         AND NOT EXISTS (SELECT 1 FROM review_alarm WHERE review_alarm.request_id = review.request_id)
       ORDER BY review.request_id LIMIT $2 FOR UPDATE OF review SKIP LOCKED`,
      [now, most],
    );
  }

  /** @returns those that became an alarm by this; another replica may have been first where its row was not seen yet */
  async raise(tx: Transaction, ids: readonly AccessRequestId[], raisedAt: Date): Promise<Set<AccessRequestId>> {
    const rows = (await tx.query(
      `INSERT INTO review_alarm (request_id, raised_at) SELECT id, $2 FROM unnest($1::uuid[]) AS id
       ON CONFLICT DO NOTHING RETURNING request_id`,
      [[...ids], raisedAt],
    )) as { request_id: AccessRequestId }[];
    return new Set(rows.map(({ request_id }) => request_id));
  }
}
