/**
 * The decision: from facts to a permit or a denial. Pure: no clock, no database. What is unknown means no. Permits are made
 * in this file only (their classes are not exported), so whoever takes one as parameter cannot be called without a decision.
 */
import { type AnswerFacts, type RequestFacts, termsOfAnswer, whyNotStart } from './answering.js';
import { type AskFacts, termsOfAsk } from './asking.js';
import { type AutomaticFacts, wantedAccess } from './automatic-access.js';
import { grantTimes } from './clock-start.js';
import { deny, type Denial, isDenial } from './denial.js';
import { type ExtensionFacts, termsOfExtension } from './extension.js';
import type { AnswerTerms, ExtensionTerms, GrantTerms, RequestTerms } from './permit.js';
import { type ReviewFacts, type ReviewTerms, termsOfReview } from './review.js';

class Granting {
  readonly kind = 'grant-permit';
  protected readonly decided = true;
  constructor(readonly terms: GrantTerms) {}
}
class Requesting {
  readonly kind = 'request-permit';
  protected readonly decided = true;
  constructor(
    readonly terms: RequestTerms,
    readonly grant: GrantPermit | null,
  ) {}
}
class Extending {
  readonly kind = 'extension-permit';
  protected readonly decided = true;
  constructor(readonly terms: ExtensionTerms) {}
}
class Answering {
  readonly kind = 'answer-permit';
  protected readonly decided = true;
  constructor(
    readonly terms: AnswerTerms,
    readonly grant: GrantPermit | null,
    readonly extension: ExtensionPermit | null = null,
  ) {}
}
class Reviewing {
  readonly kind = 'review-permit';
  protected readonly decided = true;
  constructor(readonly terms: ReviewTerms) {}
}
/** A grant may start. */
export type GrantPermit = Granting;
/** A request may be written down; with a grant permit where it starts at once: the flow asks nobody, or the glass is broken. */
export type RequestPermit = Requesting;
/**
 * An answer may be written down, and its verdict with it: the request ends, waits on, or is approved; with a grant permit
 * where it is approved and starts now; with an extension permit where the request was for one.
 */
export type AnswerPermit = Answering;
/** A running grant may be made longer, or be asked to. */
export type ExtensionPermit = Extending;
/** The review of access that was taken in an emergency may be closed. */
export type ReviewPermit = Reviewing;

/** May this person ask for this? The flow that asks least is taken: those that ask nobody first, then by name. */
export const decide = (facts: AskFacts): RequestPermit | Denial => {
  const terms = termsOfAsk(facts);
  if (isADenial(terms)) return terms;
  const atOnce = (terms.automatic || terms.breakGlass !== null) && terms.startAtMs === null;
  return new Requesting(terms, atOnce ? new Granting(grantTerms(terms, facts.nowMs)) : null);
};

/**
 * May this person answer, and is the policy met now? Everything that let the requester ask is looked at again [I34]. A no
 * needs less: it counts even where a yes could not begin anything.
 */
export const decideApproval = (facts: AnswerFacts): AnswerPermit | Denial => {
  const terms = termsOfAnswer(facts);
  if (isADenial(terms)) return terms;
  const startsNow = terms.verdict.kind === 'met' && (facts.startAtMs ?? facts.nowMs) <= facts.nowMs;
  if (!startsNow) return new Answering(terms, null);
  const grant = grantOf(facts);
  return isDenial(grant) ? grant : new Answering(terms, grant);
};

/** May the grant of an approved request start, at the moment for which it was asked? Everything is looked at again [I34]. */
export const decideStart = (facts: RequestFacts): GrantPermit | Denial => {
  if (facts.state !== 'approved') return deny('already-decided', { state: facts.state });
  if (facts.startAtMs == null || facts.nowMs < facts.startAtMs) return deny('start-not-due');
  return whyNotStart(facts) ?? grantOf(facts);
};

/** May this running grant be made longer? Where its approvers are asked again, that is what may be done, and no more. */
export const decideExtension = (facts: ExtensionFacts): ExtensionPermit | Denial => {
  const terms = termsOfExtension(facts);
  return isADenial(terms) ? terms : new Extending(terms);
};

/** May this person close the review? An approver may, who neither asked nor received [I32]. */
export const decideReview = (facts: ReviewFacts): ReviewPermit | Denial => {
  const terms = termsOfReview(facts);
  return isADenial(terms) ? terms : new Reviewing(terms);
};

/**
 * May this person answer a request that a running grant be made longer, and is the policy met now? A yes looks at everything
 * again, also at the grant [I34]: it may have ended, or have been made longer, since it was asked.
 */
export const decideExtensionAnswer = (facts: AnswerFacts, extension: ExtensionFacts): AnswerPermit | Denial => {
  const terms = termsOfAnswer(facts);
  if (isADenial(terms)) return terms;
  if (terms.answer === 'no') return new Answering(terms, null);
  const longer = decideExtension(extension);
  if (isDenial(longer)) return longer;
  return new Answering(terms, null, terms.verdict.kind === 'met' ? longer : null);
};

/** Who should have what now, without asking. With a permit where it may also start now. */
export const decideAutomatic = (
  facts: AutomaticFacts,
): { readonly terms: GrantTerms; readonly grant: GrantPermit | null }[] =>
  wantedAccess(facts).map(({ terms, mayStart }) => ({ terms, grant: mayStart ? new Granting(terms) : null }));

const isADenial = (terms: object): terms is Denial => 'kind' in terms && terms.kind === 'denial';

const grantOf = (facts: RequestFacts): GrantPermit | Denial => {
  const { resource, requester, receiver } = facts;
  if (resource === null) return deny('resource-unknown');
  const who = { requesterId: requester.personId, receiverId: receiver.personId };
  return new Granting(grantTerms({ ...facts, ...who, resourceId: resource.resourceId }, facts.nowMs));
};

const grantTerms = (
  request: Pick<
    RequestTerms,
    'requesterId' | 'receiverId' | 'resourceId' | 'permissions' | 'sudoRoles' | 'flow' | 'durationSeconds'
  >,
  nowMs: number,
): GrantTerms => ({
  personId: request.receiverId,
  requesterId: request.requesterId,
  resourceId: request.resourceId,
  permissions: request.permissions,
  sudoRoles: request.sudoRoles,
  flow: request.flow,
  ...grantTimes(request.flow, request.durationSeconds, nowMs),
});
