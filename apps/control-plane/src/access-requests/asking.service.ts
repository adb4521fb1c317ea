import { Injectable } from '@nestjs/common';
import { decide } from '#access/decide.js';
import { isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessFlowId, AccessRequestId, PersonId, ResourceId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { GrantStarts } from '../grants/grant-starts.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { AskFactsLoader } from './ask-facts.service.js';
import { RequestSteps } from './request-steps.js';

export interface Ask {
  resourceId: ResourceId;
  permissions: string[];
  /** For whom; null: for oneself. */
  receiverId: PersonId | null;
  /** null: as long as the flow gives to who does not say. */
  durationSeconds: number | null;
  reason: string | null;
  fields: Record<string, string>;
  flowId: AccessFlowId | null;
}

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
   * started at once.
   * @throws Fault with the reason of the denial
   */
  async submit(me: SignedIn, ask: Ask): Promise<AccessRequestId> {
    const approvers = await this.facts.approversFor(me.personId);
    const people = { requesterId: me.personId, receiverId: ask.receiverId ?? me.personId };
    return this.transactions.run(async (tx) => {
      await this.starts.prepare(tx);
      const facts = await this.facts.load(tx, people, ask.resourceId, approvers);
      const decision = decide({ ...facts, ...ask, nowMs: this.clock.nowMs() });
      if (isDenial(decision)) throw faultOf(decision);
      const request = await this.steps.open(tx, actorOf(me), decision);
      if (decision.grant) {
        const actor = { kind: 'system', name: 'Curfew' } as const;
        await this.steps.close(tx, actor, request, 'approved', { automatic: true });
        await this.starts.start(tx, decision.grant, request.id, actor);
      }
      return request.id;
    });
  }
}
