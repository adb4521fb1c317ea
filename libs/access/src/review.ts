/** Closing the review of access that was taken in an emergency. The permit for it is made in decide.ts. */
import type { AccessFlowVersion } from './access-flow.js';
import { whyNoApprover } from './approval-answers.js';
import type { AskedFor } from './approval-policy.js';
import { deny, type Denial, type DenialReason } from './denial.js';
import type { PersonId } from './ids.js';
import type { PersonFacts } from './person.js';

export interface ReviewFacts extends AskedFor {
  readonly reviewer: PersonFacts;
  /** The version under which the access was taken. */
  readonly flow: AccessFlowVersion;
  readonly closed: boolean;
  readonly comment: string | null;
}

export interface ReviewTerms {
  readonly reviewerId: PersonId;
  readonly comment: string;
}

/**
 * Why this person does not review it; null: he may. Any approver of any tier does, as things are now; never who asked or
 * received, from whatever account, also where the flow lets him approve his own requests [I32].
 */
export const whyNotReviewer = (
  reviewer: PersonFacts,
  asked: AskedFor,
  { approval }: AccessFlowVersion,
): DenialReason | null => whyNoApprover(approval && { ...approval, requesterMayApprove: false }, reviewer, asked);

export const termsOfReview = (facts: ReviewFacts): ReviewTerms | Denial => {
  const { reviewer, flow, closed } = facts;
  const notYou = whyNotReviewer(reviewer, facts, flow);
  if (notYou) return deny(notYou, { flow: flow.name });
  if (closed) return deny('already-decided', { state: 'reviewed' });
  const comment = facts.comment?.trim() ?? '';
  return comment === '' ? deny('review-comment-missing') : { reviewerId: reviewer.personId, comment };
};
