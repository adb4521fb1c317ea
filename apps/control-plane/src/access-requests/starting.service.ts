import { Injectable } from '@nestjs/common';
import { isPassing } from '#access/answering.js';
import { decideStart, type GrantPermit } from '#access/decide.js';
import { isDenial } from '#access/denial.js';
import { explainDenial, faultOf } from '#access/explain.js';
import { Fault } from '#access/fault.js';
import type { FaultCode } from '#access/fault-codes.js';
import type { AccessRequestId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { GrantStarts } from '../grants/grant-starts.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import type { RequestRow } from './access-requests.store.js';
import { noSuchRequest } from './answer-facts.service.js';
import { RequestSteps } from './request-steps.js';
import { StartFactsLoader } from './start-facts.service.js';

/** In the way of a start for good: trying it again would come to the same. */
const FINAL: readonly FaultCode[] = ['account-exists', 'not-found'];
const CURFEW: Actor = { kind: 'system', name: 'Curfew' };

/**
 * Access that was approved for later begins: by itself when it is due, or by its first use. The rows are locked before it is
 * decided, so it begins once, or ends once, however many ask and however many replicas look.
 */
@Injectable()
export class Starting {
  constructor(
    private readonly facts: StartFactsLoader,
    private readonly steps: RequestSteps,
    private readonly starts: GrantStarts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Its receiver uses it for the first time. Beginning what has begun does nothing; where it may not begin now it goes on
   * waiting, and may be tried again in its time.
   * @throws Fault with the reason of the denial; not-found for everybody else
   */
  async use(me: SignedIn, id: AccessRequestId): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.starts.prepare(tx);
      const { request, facts } = await this.facts.load(tx, id);
      if (request.receiverId !== me.personId) throw noSuchRequest();
      if (request.state === 'approved') return;
      const decision = decideStart({ ...facts, nowMs: this.clock.nowMs() });
      if (isDenial(decision)) throw faultOf(decision);
      await this.begin(tx, request, decision, actorOf(me));
    });
  }

  /**
   * What is due begins, or ends with the reason why it may not. What somebody else dealt with meanwhile is left alone.
   * @returns false: its server takes no grants just now, so it waits on
   */
  async settleDue(id: AccessRequestId): Promise<boolean> {
    try {
      return await this.transactions.run((tx) => this.settle(tx, id, null));
    } catch (error) {
      if (!(error instanceof Fault) || !FINAL.includes(error.code)) throw error;
      return this.transactions.run((tx) => this.settle(tx, id, error.message));
    }
  }

  /** @param because why it cannot begin; null: it is not known yet that it cannot */
  private async settle(tx: Transaction, id: AccessRequestId, because: string | null): Promise<boolean> {
    await this.starts.prepare(tx);
    const { request, facts } = await this.facts.load(tx, id);
    if (request.state !== 'to-start') return true;
    const decision = decideStart({ ...facts, nowMs: this.clock.nowMs() });
    if (isDenial(decision)) {
      if (isPassing(decision)) return false;
      if (decision.reason !== 'start-not-due') await this.steps.lapse(tx, CURFEW, request, explainDenial(decision));
    } else if (because !== null) await this.steps.lapse(tx, CURFEW, request, because);
    else await this.begin(tx, request, decision, CURFEW);
    return true;
  }

  private async begin(tx: Transaction, request: RequestRow, permit: GrantPermit, actor: Actor): Promise<void> {
    await this.steps.begin(tx, actor, request);
    await this.starts.start(tx, permit, request.id, actor);
  }
}
