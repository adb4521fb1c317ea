import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import type { AutomaticPlace } from '../grants/automatic-grants.service.js';
import { GrantRecord } from '../grants/grant-record.js';
import { type EndedGrant, GrantEndings, type EndOrdered } from '../grants/grant-endings.js';
import { AutomaticMarksStore, type MarkRow } from './automatic-marks.store.js';

/**
 * Who ends automatic access by hand (an administrator, or the person himself) means it: it does not come back while the
 * condition goes on holding. That is written in the transaction in which the access ends.
 */
@Injectable()
export class AutomaticHolds implements OnModuleInit {
  constructor(
    private readonly store: AutomaticMarksStore,
    private readonly audit: AuditService,
    private readonly endings: GrantEndings,
    private readonly grants: GrantRecord,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.endings.register(async (tx, grants, ordered) => {
      if (!ordered.byHand || ordered.actor.kind !== 'person') return;
      for (const grant of grants) {
        if (grant.automaticFlowId !== null) await this.hold(tx, { ...grant, flowId: grant.automaticFlowId }, ordered);
      }
    });
  }

  private async hold(
    tx: Transaction,
    { id: grantId, flowId, personId, resourceId }: EndedGrant & AutomaticPlace,
    { actor, why }: EndOrdered,
  ): Promise<void> {
    const place = { flowId, personId, resourceId };
    const held = { heldAt: this.clock.now(), heldById: ('id' in actor ? actor.id : personId) as PersonId };
    await this.store.put(tx, { ...NO_FAILURE, ...place, ...held, heldReason: why ?? null });
    await this.record(tx, actor, 'held', place, { grantId, ...(why && { why }) });
  }

  /** The condition no longer holds: what it kept from coming back may come when it holds again. */
  async end(tx: Transaction, place: AutomaticPlace, { heldAt }: MarkRow): Promise<void> {
    await this.store.remove(tx, place);
    this.grants.changed(tx, place);
    const why = 'The condition of the access flow ended.';
    if (heldAt !== null) await this.record(tx, { kind: 'system', name: 'Curfew' }, 'hold-lifted', place, { why });
  }

  /** Somebody lets it come back, or be tried again, at once. Gives whether anything kept it from that. */
  async lift(tx: Transaction, actor: Actor, place: AutomaticPlace): Promise<boolean> {
    const mark = await this.store.lock(tx, place);
    if (mark === null) return false;
    if (mark.failures === 0) await this.store.remove(tx, place);
    else await this.store.put(tx, { ...mark, ...NO_HOLD, retryAt: this.clock.now() });
    this.grants.changed(tx, place);
    await this.record(tx, actor, mark.heldAt === null ? 'tried-again' : 'hold-lifted', place, {});
    return true;
  }

  private async record(
    tx: Transaction,
    actor: Actor,
    what: string,
    { flowId, personId, resourceId }: AutomaticPlace,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, actor, {
      action: `automatic-access.${what}`,
      object: { kind: 'access-flow', id: flowId, name: await this.store.flowName(tx, flowId) },
      detail: { personId, resourceId, ...detail },
    });
  }
}

const NO_HOLD = { heldAt: null, heldById: null, heldReason: null };
const NO_FAILURE: Pick<MarkRow, 'failures' | 'fault' | 'retryAt' | 'failedGrantId'> = {
  failures: 0,
  fault: null,
  retryAt: null,
  failedGrantId: null,
};
