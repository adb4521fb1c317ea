import { Injectable } from '@nestjs/common';
import type { ShiftId } from '#access/ids.js';
import { AuditService } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { actorOf, type SignedIn } from '../http/authority.js';

/** Writes down what happened to a shift, and wakes who looks at who is on duty. */
@Injectable()
export class ShiftRecord {
  constructor(
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  async write(
    tx: Transaction,
    me: SignedIn,
    action: `shift.${string}`,
    { id, name }: { id: ShiftId; name: string },
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, actorOf(me), { action, object: { kind: 'shift', id, name }, detail });
    this.wakeUps.send(tx, 'shifts');
  }
}
