import { Injectable } from '@nestjs/common';
import type { ReceiptId, ResourceId } from '#access/ids.js';
import type { ReceiptStanding } from '#protocol/receipt-payload.js';
import type { Transaction } from '../database/transactions.js';
import { ReceiptEntity, StandingFindingEntity } from './receipt.entity.js';

@Injectable()
export class ReceiptsStore {
  find(tx: Transaction, id: ReceiptId): Promise<ReceiptEntity | null> {
    return tx.findOneBy(ReceiptEntity, { id });
  }

  /** @returns false if another transaction stored it meanwhile */
  async add(tx: Transaction, receipt: Omit<ReceiptEntity, 'connector' | 'resource'>): Promise<boolean> {
    const { raw } = await tx
      .createQueryBuilder()
      .insert()
      .into(ReceiptEntity)
      .values(receipt)
      .orIgnore()
      .returning('id')
      .execute();
    return (raw as unknown[]).length === 1;
  }

  /** Notes what was found on a server: a finding that is known is seen again. */
  async addFindings(
    tx: Transaction,
    resourceId: ResourceId,
    findings: readonly ReceiptStanding[],
    at: Date,
  ): Promise<void> {
    if (findings.length === 0) return;
    await tx.query(
      `INSERT INTO standing_finding (resource_id, account, kind, name, found_at, seen_at)
       SELECT DISTINCT $1::uuid, account, kind, name, $2::timestamptz, $2::timestamptz
       FROM jsonb_to_recordset($3::jsonb) AS found(account text, kind text, name text)
       ON CONFLICT (resource_id, account, kind, name) DO UPDATE SET seen_at = greatest(standing_finding.seen_at, excluded.seen_at)`,
      [resourceId, at, JSON.stringify(findings)],
    );
  }

  /** Forgets findings about accounts that a newer read-back looked at and did not report again. */
  async dropStale(tx: Transaction, resourceId: ResourceId, accounts: readonly string[], readAt: Date): Promise<void> {
    await tx.query('DELETE FROM standing_finding WHERE resource_id = $1 AND account = ANY($2) AND seen_at < $3', [
      resourceId,
      [...accounts],
      readAt,
    ]);
  }

  async findings(tx: Transaction, limit: number, offset: number): Promise<[StandingFindingEntity[], number]> {
    return tx.findAndCount(StandingFindingEntity, {
      order: { foundAt: 'DESC', resourceId: 'ASC', account: 'ASC', kind: 'ASC', name: 'ASC' },
      take: limit,
      skip: offset,
    });
  }
}
