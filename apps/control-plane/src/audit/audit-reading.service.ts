import { Injectable } from '@nestjs/common';
import type { AuditFilter, AuditPage, AuditQuery, AuditRowView } from './audit.dto.js';
import type { AuditRowEntity } from './audit-row.entity.js';
import { AuditStore } from './audit.store.js';

const ROWS_AT_ONCE = 500;

/** What administrators read of the record. */
@Injectable()
export class AuditReading {
  constructor(private readonly store: AuditStore) {}

  async page({ before, limit, ...filter }: AuditQuery): Promise<AuditPage> {
    const [rows, total] = await Promise.all([this.store.newest(filter, before, limit), this.store.count(filter)]);
    return { items: rows.map(rowView), total };
  }

  /** All rows that the filter lets through, oldest first, a line of JSON each; read as fast as the reader takes them. */
  async *lines(filter: AuditFilter): AsyncGenerator<string> {
    let last = '0';
    for (;;) {
      const rows = await this.store.after(filter, last, ROWS_AT_ONCE);
      if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(rowView(row))}\n`).join('');
      if (rows.length < ROWS_AT_ONCE) return;
      last = rows[rows.length - 1].id;
    }
  }
}

const rowView = (row: AuditRowEntity): AuditRowView => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
  action: row.action,
  object: { kind: row.objectKind, id: row.objectId, name: row.objectName },
  detail: row.detail,
  ip: row.ip,
});
