import { Injectable } from '@nestjs/common';
import type { ReceiptId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { GrantRow } from './grants.store.js';
import { ReceiptEntity } from './receipt.entity.js';

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

  /** Receipts that name a grant, as text: who reads them looks again. The oldest first; of very many the newest, for they hold the proof of the end. */
  async naming(
    tx: Transaction,
    { id, resourceId, fromAt }: Pick<GrantRow, 'id' | 'resourceId' | 'fromAt'>,
  ): Promise<ReceiptEntity[]> {
    const newest = await tx
      .createQueryBuilder(ReceiptEntity, 'receipt')
      .where('receipt.resourceId = :resourceId', { resourceId })
      .andWhere(`receipt.storedAt >= CAST(:fromAt AS timestamptz) - interval '1 minute'`, { fromAt })
      .andWhere('strpos(receipt.payload, :id) > 0', { id })
      .orderBy('receipt.readAt', 'DESC')
      .addOrderBy('receipt.id')
      .limit(200)
      .getMany();
    return newest.reverse();
  }
}
