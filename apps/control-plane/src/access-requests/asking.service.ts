import { Injectable } from '@nestjs/common';
import { decide } from '#access/decide.js';
import { isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { GrantStarts } from '../grants/grant-starts.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { type Ask, peopleOf } from './ask.js';
import { AskFactsLoader } from './ask-facts.service.js';
import { RequestSteps } from './request-steps.js';

/** Somebody asks for access. */
@Injectable()
export class Asking {
  constructor(
    private readonly facts: AskFactsLoader,
    private readonly steps: RequestSteps,
    private readonly starts: GrantStarts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides and writes the answer down in one transaction. Under an automatic flow the request is approved and its grant
   * started at once, or when it is due.
   * @param batchId of those that are asked for together
   * @throws Fault with the reason of the denial
   */
  async submit(me: SignedIn, ask: Ask, batchId: string | null = null): Promise<AccessRequestId> {
    return this.transactions.run(async (tx) => {
      await this.starts.prepare(tx);
      const facts = await this.facts.load(tx, peopleOf(me, ask), ask.resourceId);
      const decision = decide({ ...facts, ...ask, nowMs: this.clock.nowMs() });
      if (isDenial(decision)) throw faultOf(decision);
      const request = await this.steps.open(tx, actorOf(me), decision, batchId);
      const actor = { kind: 'system', name: 'Curfew' } as const;
      if (decision.later) await this.steps.approveForLater(tx, actor, request, decision.later, { automatic: true });
      if (decision.grant) {
        await this.steps.close(tx, actor, request, 'approved', await this.steps.openReview(tx, request, decision));
        await this.starts.start(tx, decision.grant, request.id, actor);
      }
      return request.id;
    });
  }
}
