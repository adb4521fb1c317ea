import { Injectable } from '@nestjs/common';
import { meantByAsk } from '#access/asking-again.js';
import { decide, type RequestPermit } from '#access/decide.js';
import { isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { GrantStarts } from '../grants/grant-starts.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { type Ask, peopleOf } from './ask.js';
import { AskFactsLoader } from './ask-facts.service.js';
import { AskingAgain } from './asking-again.service.js';
import { RequestSteps } from './request-steps.js';
import { NOTHING_SEEN, type Seen } from './seen.js';

/** What came of an ask. */
export interface Asked {
  readonly id: AccessRequestId;
  readonly seen: Seen;
}

/** Writes an ask that is permitted, and what follows from it, in the transaction in which it was decided. */
@Injectable()
export class AskWriting {
  constructor(
    private readonly steps: RequestSteps,
    private readonly starts: GrantStarts,
  ) {}

  /** Call it first in the transaction: nothing is withdrawn in the meantime. */
  prepare(tx: Transaction): Promise<void> {
    return this.starts.prepare(tx);
  }

  /** Under an automatic flow the request is approved and its grant started at once, or when it is due. */
  async write(tx: Transaction, me: SignedIn, permit: RequestPermit, batchId: string | null): Promise<AccessRequestId> {
    const request = await this.steps.open(tx, actorOf(me), permit, batchId);
    const actor = { kind: 'system', name: 'Curfew' } as const;
    if (permit.later) await this.steps.approveForLater(tx, actor, request, permit.later, { automatic: true });
    if (permit.grant) {
      await this.steps.close(tx, actor, request, 'approved', await this.steps.openReview(tx, request, permit));
      await this.starts.start(tx, permit.grant, request.id, actor);
    }
    return request.id;
  }
}

/** Somebody asks for access. */
@Injectable()
export class Asking {
  constructor(
    private readonly facts: AskFactsLoader,
    private readonly writing: AskWriting,
    private readonly again: AskingAgain,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides and writes the answer down in one transaction. Who asks for what he has asks to make it longer.
   * @param batchId of those that are asked for together
   * @throws Fault with the reason of the denial
   */
  async submit(me: SignedIn, ask: Ask, batchId: string | null = null): Promise<Asked> {
    const people = peopleOf(me, ask);
    return this.transactions.run(async (tx) => {
      await this.writing.prepare(tx);
      const held = await this.facts.held(tx, people.receiverId, ask.resourceId);
      const meant = meantByAsk({ ...ask, ...people, nowMs: this.clock.nowMs() }, held.running);
      if (meant) return { id: await this.again.submit(tx, me, ask, meant.grantId, batchId), seen: NOTHING_SEEN };
      const { facts, seen } = await this.facts.load(tx, people, ask.resourceId);
      const decision = decide({ ...facts, ...held, ...ask, nowMs: this.clock.nowMs() });
      if (isDenial(decision)) throw faultOf(decision);
      return { id: await this.writing.write(tx, me, decision, batchId), seen };
    });
  }
}
