import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { AuditRowEntity } from './audit-row.entity.js';

@Injectable()
export class AuditStore {
  async add(tx: Transaction, row: Omit<AuditRowEntity, 'id'>): Promise<void> {
    await tx.insert(AuditRowEntity, row as QueryDeepPartialEntity<AuditRowEntity>);
  }
}
