import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Transactions, type Transaction } from '../database/transactions.js';
import type { AuditFilter } from './audit.dto.js';
import { AuditRowEntity } from './audit-row.entity.js';

@Injectable()
export class AuditStore {
  constructor(private readonly transactions: Transactions) {}

  async add(tx: Transaction, row: Omit<AuditRowEntity, 'id'>): Promise<void> {
    await tx.query(
      `INSERT INTO audit_row (at, actor_kind, actor_id, actor_name, action, object_kind, object_id, object_name, detail, ip)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [row.at, row.actorKind, row.actorId, row.actorName, row.action, row.objectKind, row.objectId, row.objectName, row.detail, row.ip],
    ); // prettier-ignore
  }

  /** What each of these objects was called when something was last done with it. */
  async lastNames(objectIds: readonly string[]): Promise<Map<string, string>> {
    if (objectIds.length === 0) return new Map();
    const rows = (await this.transactions.reader.query(
      `SELECT DISTINCT ON (object_id) object_id AS id, object_name AS name FROM audit_row
       WHERE object_id = ANY($1) ORDER BY object_id, id DESC`,
      [[...objectIds]],
    )) as { id: string; name: string }[];
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The newest rows that the filter lets through, newest first; with `before` only those older than that row. */
  async newest(filter: AuditFilter, before: string | undefined, most: number): Promise<AuditRowEntity[]> {
    const query = this.filtered(filter).orderBy('row.id', 'DESC').limit(most);
    if (before !== undefined) query.andWhere('row.id < :before', { before });
    return query.getMany();
  }

  async count(filter: AuditFilter): Promise<number> {
    return this.filtered(filter).getCount();
  }

  /** The oldest rows after that one, oldest first. */
  async after(filter: AuditFilter, id: string, most: number): Promise<AuditRowEntity[]> {
    return this.filtered(filter).andWhere('row.id > :id', { id }).orderBy('row.id', 'ASC').limit(most).getMany();
  }

  private filtered({ actorId, action, objectId, from, to }: AuditFilter): SelectQueryBuilder<AuditRowEntity> {
    const query = this.transactions.reader.createQueryBuilder(AuditRowEntity, 'row').where('TRUE');
    if (actorId !== undefined) query.andWhere('row.actor_id = :actorId', { actorId });
    if (action !== undefined) query.andWhere('starts_with(row.action, :action)', { action });
    if (objectId !== undefined) query.andWhere('row.object_id = :objectId', { objectId });
    if (from !== undefined) query.andWhere('row.at >= :from', { from });
    if (to !== undefined) query.andWhere('row.at < :to', { to });
    return query;
  }
}
