import { Injectable } from '@nestjs/common';
import { type Actor, AuditService } from '../audit/audit.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import type { GrantRow } from './grants.store.js';

/** Writes down what happened to a grant, in the transaction in which it happens, and wakes who looks at grants. */
@Injectable()
export class GrantRecord {
  constructor(
    private readonly audit: AuditService,
    private readonly resources: ResourcesService,
    private readonly wakeUps: WakeUps,
  ) {}

  async write(
    tx: Transaction,
    actor: Actor,
    action: `grant.${string}`,
    grant: GrantRow,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const { id, personId, resourceId, account, permissions, requestId } = grant;
    const server = await this.resources.nameOf(tx, resourceId);
    await this.audit.record(tx, actor, {
      action,
      object: { kind: 'grant', id, name: `${account}: ${permissions.join(', ')} on ${server}` },
      detail: { personId, resourceId, requestId, ...detail },
    });
    this.changed(tx, grant);
  }

  /** Something of it changed that is no event. */
  changed(tx: Transaction, { personId }: Pick<GrantRow, 'personId'>): void {
    this.wakeUps.send(tx, `grants:${personId}`);
  }

  /** Standing access beside grants was found, or is gone. */
  standingChanged(tx: Transaction): void {
    this.wakeUps.send(tx, 'servers');
  }
}
