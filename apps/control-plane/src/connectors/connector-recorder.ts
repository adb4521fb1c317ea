import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';

/** Writes the audit row of a change of a connector, and wakes who looks at connectors or holds its link. */
@Injectable()
export class ConnectorRecorder {
  constructor(
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  async write(
    tx: Transaction,
    actor: Actor,
    action: string,
    { id, name }: { id: ConnectorId; name: string },
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record(tx, actor, { action, object: { kind: 'connector', id, name }, detail });
    this.wakeUps.send(tx, 'connectors', `order:${id}`);
  }
}
