import { Injectable } from '@nestjs/common';
import type { Fault } from '#access/fault.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import type { AutomaticPlace } from '../grants/automatic-grants.service.js';
import { GrantRecord } from '../grants/grant-record.js';
import type { GrantRow } from '../grants/grants.service.js';
import { AutomaticHolds } from './automatic-holds.service.js';
import type { MarkFault } from './automatic-mark.entity.js';
import { AutomaticMarksStore, type MarkRow } from './automatic-marks.store.js';
import { backOffMs } from './back-off.js';

const CURFEW = { kind: 'system', name: 'Curfew' } as const;
const UNTOLD: MarkFault = { code: 'internal-error', message: 'The server refused it.' };

/** What could not be given is tried again, later each time; what keeps it from being given goes with the condition. */
@Injectable()
export class AutomaticRetries {
  constructor(
    private readonly store: AutomaticMarksStore,
    private readonly holds: AutomaticHolds,
    private readonly audit: AuditService,
    private readonly record: GrantRecord,
    private readonly clock: Clock,
  ) {}

  /** A grant that never came into force counts once. Gives whether it was counted now. */
  async countFailure(tx: Transaction, place: AutomaticPlace, failed: GrantRow, mark: MarkRow | null): Promise<boolean> {
    if (mark?.failedGrantId === failed.id) return false;
    await this.refused(tx, place, failed.fault ?? UNTOLD, failed);
    return true;
  }

  /** @param failed the grant that failed; null: it was refused before there was one */
  async refused(
    tx: Transaction,
    place: AutomaticPlace,
    { code, message, hint }: Pick<Fault, 'code' | 'message' | 'hint'> | MarkFault,
    failed: GrantRow | null,
  ): Promise<void> {
    const mark = await this.store.find(tx, place);
    const failures = (mark?.failures ?? 0) + 1;
    const fault = { code, message, ...(hint !== undefined && { hint }) };
    const held = {
      heldAt: mark?.heldAt ?? null,
      heldById: mark?.heldById ?? null,
      heldReason: mark?.heldReason ?? null,
    };
    const retryAt = new Date(this.clock.nowMs() + backOffMs(failures));
    const failedGrantId = failed?.id ?? mark?.failedGrantId ?? null;
    await this.store.put(tx, { ...place, ...held, failures, fault, retryAt, failedGrantId });
    this.record.changed(tx, place);
    if (failed === null && mark?.fault?.message !== message) await this.recordRefusal(tx, place, fault);
  }

  /** A mark that is over goes: the condition ended, or the access is there. */
  async tidy(
    tx: Transaction,
    place: AutomaticPlace,
    mark: MarkRow | null,
    { wanted, running }: { wanted: boolean; running: GrantRow | null },
  ): Promise<void> {
    if (mark === null) return;
    if (!wanted) return this.holds.end(tx, place, mark);
    if (running?.state === 'active' && mark.failures > 0) await this.store.remove(tx, place);
  }

  private async recordRefusal(
    tx: Transaction,
    { flowId, personId, resourceId }: AutomaticPlace,
    { code, message }: MarkFault,
  ): Promise<void> {
    await this.audit.record(tx, CURFEW, {
      action: 'automatic-access.refused',
      object: { kind: 'access-flow', id: flowId, name: await this.store.flowName(tx, flowId) },
      detail: { personId, resourceId, code, message },
    });
  }
}
