import { Injectable } from '@nestjs/common';
import { decideExtension, type ExtensionPermit } from '#access/decide.js';
import type { ExtensionFacts } from '#access/extension.js';
import { isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId, GrantId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { GrantExtensions } from '../grants/grant-extensions.service.js';
import { noSuchGrant } from '../grants/grant-returns.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { ExtensionFactsLoader } from './extension-facts.service.js';
import { type ExtensionAsk, RequestSteps } from './request-steps.js';

export interface Longer {
  durationSeconds: number;
  /** The end that the person saw. */
  seenUntilMs: number;
  reason: string | null;
}

/** Writes an extension that is permitted, and what follows from it, in the transaction in which it was decided. */
@Injectable()
export class ExtensionWriting {
  constructor(
    private readonly steps: RequestSteps,
    private readonly extensions: GrantExtensions,
    private readonly flows: FlowFactsService,
  ) {}

  /**
   * Where nobody needs to approve again, the request is approved and the grant made longer at once.
   * @param grant its row, locked by this transaction
   */
  async write(
    tx: Transaction,
    me: SignedIn,
    permit: ExtensionPermit,
    grant: GrantRow,
    ask: ExtensionAsk & Pick<ExtensionFacts, 'resource'>,
  ): Promise<AccessRequestId> {
    const asked = permit.terms.approvalNeeded ? await this.flows.whoIsAsked(tx, ask.flow, ask, 1) : [];
    const request = await this.steps.openExtension(tx, actorOf(me), permit, grant, ask, asked);
    if (!permit.terms.approvalNeeded) {
      const actor = { kind: 'system', name: 'Curfew' } as const;
      await this.steps.close(tx, actor, request, 'approved', { automatic: true });
      await this.extensions.extend(tx, permit, grant, request.id, actor);
    }
    return request.id;
  }
}

/** Who has running access, or asked for it, asks to make it longer in place. */
@Injectable()
export class Extending {
  constructor(
    private readonly facts: ExtensionFactsLoader,
    private readonly writing: ExtensionWriting,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides and writes the answer down in one transaction.
   * @throws Fault with the reason of the denial; not-found for whom the grant is none of his business
   */
  extend(me: SignedIn, grantId: GrantId, { durationSeconds, seenUntilMs, reason }: Longer): Promise<AccessRequestId> {
    return this.transactions.run(async (tx) => {
      const { grant, facts: basis } = await this.facts.load(tx, grantId);
      const isTheirs = me.personId === basis.receiver.personId || me.personId === basis.requester.personId;
      if (!isTheirs) throw noSuchGrant();
      const facts = { ...basis, seconds: durationSeconds, seenUntilMs, reason, nowMs: this.clock.nowMs() };
      const decision = decideExtension(facts);
      if (isDenial(decision)) throw faultOf(decision);
      return this.writing.write(tx, me, decision, grant, { ...facts, fields: {}, batchId: null });
    });
  }
}
