import { Injectable } from '@nestjs/common';
import type { GrantId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { CertificateEntity } from './certificate.entity.js';

export type CertificateRow = Omit<CertificateEntity, 'grant'>;

@Injectable()
export class CertificatesStore {
  /** The newest certificate of this key of the grant; null: none was made yet. */
  newest(tx: Transaction, grantId: GrantId, keyNumber: number): Promise<CertificateRow | null> {
    return tx.findOne(CertificateEntity, { where: { grantId, keyNumber }, order: { issuedAt: 'DESC' } });
  }

  async add(tx: Transaction, row: CertificateRow): Promise<void> {
    await tx.insert(CertificateEntity, row);
  }
}
