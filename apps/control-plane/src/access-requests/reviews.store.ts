import { Injectable } from '@nestjs/common';
import type { AccessRequestId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { ReviewRow } from './access-requests.store.js';
import { BreakGlassReviewEntity } from './break-glass-review.entity.js';

@Injectable()
export class ReviewsStore {
  lock(tx: Transaction, requestId: AccessRequestId): Promise<ReviewRow | null> {
    return tx.findOne(BreakGlassReviewEntity, { where: { requestId }, lock: { mode: 'pessimistic_write' } });
  }

  async close(
    tx: Transaction,
    { requestId, ...closed }: Pick<ReviewRow, 'requestId' | 'closedAt' | 'closedById' | 'comment'>,
  ): Promise<void> {
    await tx.update(BreakGlassReviewEntity, { requestId }, closed);
  }

  /** How many are open, and how many of them past their time. */
  async counts(tx: Transaction, now: Date): Promise<{ open: number; overdue: number }> {
    const [row] = (await tx.query(
      `SELECT count(*)::integer AS open, (count(*) FILTER (WHERE due_at <= $1))::integer AS overdue
       FROM break_glass_review WHERE closed_at IS NULL`,
      [now],
    )) as { open: number; overdue: number }[];
    return row;
  }
}
