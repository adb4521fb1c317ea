/** Reviews of access that was taken in an emergency: an approver closes each with a comment. */
import { Injectable } from '@nestjs/common';
import { decideReview } from '#access/decide.js';
import { isDenial } from '#access/denial.js';
import { faultOf } from '#access/explain.js';
import { Fault } from '#access/fault.js';
import type { AccessRequestId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { AnswerFactsLoader, noSuchRequest } from './answer-facts.service.js';
import { RequestSteps } from './request-steps.js';
import { ReviewsStore } from './reviews.store.js';

@Injectable()
export class Reviewing {
  constructor(
    private readonly store: ReviewsStore,
    private readonly facts: AnswerFactsLoader,
    private readonly steps: RequestSteps,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws Fault with the reason of the denial; not-found for whom the request is none of his business */
  async close(me: SignedIn, id: AccessRequestId, comment: string | null): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { request, facts } = await this.facts.load(tx, me.personId, id);
      const review = await this.store.lock(tx, id);
      if (!review) throw noSuchRequest();
      const closed = review.closedAt !== null;
      const decision = decideReview({ ...facts, reviewer: facts.approver, closed, comment });
      if (isDenial(decision)) {
        const isTheirs = me.personId === request.requesterId || me.personId === request.receiverId;
        const isStranger = decision.reason === 'not-an-approver' || decision.reason === 'approver-disabled';
        throw isStranger && !isTheirs && me.role !== 'administrator' ? noSuchRequest() : faultOf(decision);
      }
      const { reviewerId: closedById, comment: said } = decision.terms;
      await this.store.close(tx, { requestId: id, closedAt: this.clock.now(), closedById, comment: said });
      await this.steps.reviewed(tx, actorOf(me), request, { comment: said });
    });
  }
}

/** What administrators must see of reviews on whichever page they are. */
@Injectable()
export class ReviewCounts {
  constructor(
    private readonly store: ReviewsStore,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The fault that reviews are overdue; null: none is. */
  async fault(): Promise<Fault | null> {
    const { overdue } = await this.store.counts(this.transactions.reader, this.clock.now());
    if (overdue === 0) return null;
    const what = overdue === 1 ? 'Access that was taken in an emergency was' : `${overdue} times access that was taken in an emergency was`; // prettier-ignore
    return new Fault('review-overdue', `${what} not reviewed in time.`, {
      hint: 'Its approvers close the review on the page Approvals. Who they are stands on the page of the request.',
    });
  }
}
