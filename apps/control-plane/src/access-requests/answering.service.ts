import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type AnswerPermit, decideApproval, decideExtensionAnswer } from '#access/decide.js';
import { type Denial, isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { GrantExtensions } from '../grants/grant-extensions.service.js';
import { GrantStarts } from '../grants/grant-starts.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { AccessRequestsStore, type RequestRow } from './access-requests.store.js';
import { type AnswerBasis, AnswerFactsLoader, noSuchRequest } from './answer-facts.service.js';
import { RequestSteps } from './request-steps.js';
import type { Seen } from './seen.js';

export type Answer = 'yes' | 'no';

/** Writes an answer that is permitted, and what follows from it, in the transaction in which it was decided. */
@Injectable()
export class AnswerWriting {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly starts: GrantStarts,
    private readonly extensions: GrantExtensions,
    private readonly clock: Clock,
  ) {}

  async write(tx: Transaction, me: SignedIn, basis: AnswerBasis, { terms, ...gives }: AnswerPermit): Promise<void> {
    const { request } = basis;
    const { personId: approverId, answer, reason, verdict } = terms;
    const approval = { id: randomUUID(), requestId: request.id, approverId, answer, reason, at: this.clock.now() };
    await this.store.addApproval(tx, approval);
    const isOwn = answer === 'yes' && approverId === request.requesterId;
    const own = isOwn || (verdict.kind === 'met' && verdict.own) ? { ownApproval: true } : {};
    const detail = { reason, ...own };
    if (verdict.kind === 'waiting') await this.steps.answered(tx, actorOf(me), request, { answer, ...detail });
    if (verdict.kind === 'refused') await this.steps.close(tx, actorOf(me), request, 'denied', detail);
    if (gives.later) await this.steps.approveForLater(tx, actorOf(me), request, gives.later, detail);
    if (!gives.grant && !gives.extension) return;
    await this.steps.close(tx, actorOf(me), request, 'approved', detail);
    if (gives.grant) await this.starts.start(tx, gives.grant, request.id, actorOf(me));
    if (gives.extension && basis.extension) {
      await this.extensions.extend(tx, gives.extension, basis.extension.grant, request.id, actorOf(me));
    }
  }

  /** Whether this person gave this answer before: a second click. */
  async isRepeated(tx: Transaction, me: SignedIn, request: RequestRow, answer: Answer): Promise<boolean> {
    return (await this.store.approvalOf(tx, request.id, me.personId))?.answer === answer;
  }
}

/** Approvers answer. A request gets exactly one end, whoever is first; the same answer by the same person again is no error. */
@Injectable()
export class Answering {
  constructor(
    private readonly facts: AnswerFactsLoader,
    private readonly writing: AnswerWriting,
    private readonly starts: GrantStarts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws Fault with the reason of the denial; not-found for whom the request is none of his business */
  answer(me: SignedIn, id: AccessRequestId, answer: Answer, reason: string | null): Promise<Seen> {
    return this.transactions.run(async (tx) => {
      await this.starts.prepare(tx);
      const basis = await this.facts.load(tx, me.personId, id);
      const { request, extension } = basis;
      const nowMs = this.clock.nowMs();
      const facts = { ...basis.facts, answer, reason, nowMs };
      const decision = extension ? decideExtensionAnswer(facts, { ...extension.facts, nowMs }) : decideApproval(facts);
      if (isDenial(decision)) await this.refuse(tx, me, request, answer, decision);
      else await this.writing.write(tx, me, basis, decision);
      return basis.seen;
    });
  }

  private async refuse(
    tx: Transaction,
    me: SignedIn,
    request: RequestRow,
    answer: Answer,
    denial: Denial,
  ): Promise<void> {
    const isTheirs = me.personId === request.requesterId || me.personId === request.receiverId;
    const mayKnow = me.role === 'administrator' || isTheirs;
    const isStranger = denial.reason === 'not-an-approver' || denial.reason === 'approver-disabled';
    if (isStranger && !mayKnow) throw noSuchRequest();
    const isLate = denial.reason === 'already-decided' || denial.reason === 'already-answered';
    if (isLate && (await this.writing.isRepeated(tx, me, request, answer))) return;
    throw faultOf(denial);
  }
}
