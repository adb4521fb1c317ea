import { Injectable } from '@nestjs/common';
import type { AskAgainFacts } from '#access/asking-again.js';
import { decideAskAgain } from '#access/decide.js';
import { isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId, GrantId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import type { GrantRow } from '../grants/grants.service.js';
import type { SignedIn } from '../http/authority.js';
import type { Ask } from './ask.js';
import { ExtensionWriting } from './extending.service.js';
import { ExtensionFactsLoader } from './extension-facts.service.js';

/** Somebody asks for what he has: it is made longer, by the same steps as when he says so. */
@Injectable()
export class AskingAgain {
  constructor(
    private readonly extensions: ExtensionFactsLoader,
    private readonly writing: ExtensionWriting,
    private readonly flows: FlowFactsService,
    private readonly clock: Clock,
  ) {}

  /** What is decided on, with everything locked that could change it meanwhile. */
  async load(tx: Transaction, ask: Ask, grantId: GrantId): Promise<{ grant: GrantRow; facts: AskAgainFacts }> {
    const { grant, facts } = await this.extensions.load(tx, grantId);
    const { durationSeconds, fields, reason, seenUntilMs } = ask;
    return { grant, facts: { ...facts, durationSeconds, fields, reason, seenUntilMs, nowMs: this.clock.nowMs() } };
  }

  /**
   * @param grantId the running access that the ask means
   * @throws Fault with the reason of the denial
   */
  async submit(
    tx: Transaction,
    me: SignedIn,
    ask: Ask,
    grantId: GrantId,
    batchId: string | null,
  ): Promise<AccessRequestId> {
    const { grant, facts } = await this.load(tx, ask, grantId);
    const decision = decideAskAgain(facts);
    if (isDenial(decision)) throw faultOf(decision);
    return this.writing.write(tx, me, decision, grant, { ...facts, batchId });
  }

  /** Who may be asked to approve it again, as they are now. */
  approvers(tx: Transaction, { flow, requester, resource }: AskAgainFacts): Promise<PersonFacts[]> {
    return this.flows.approversOf(tx, flow, requester, resource);
  }
}
