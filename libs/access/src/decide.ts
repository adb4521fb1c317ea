/**
 * The decision: from facts to a permit or a denial. Pure: no clock, no database. What is unknown means no. Permits are made
 * in this file only (their classes are not exported), so whoever takes one as parameter cannot be called without a decision.
 */
import { type AnswerFacts, type RequestFacts, type StartFacts, termsOfAnswer, whyNotBegin } from './answering.js';
import { type AskAgainFacts, termsOfAskAgain } from './asking-again.js';
import { type AskFacts, termsOfAsk } from './asking.js';
import {
  type AutomaticFacts,
  type AutomaticMark,
  automaticStep,
  type RunningAutomatic,
  wantedAccess,
} from './automatic-access.js';
import { type GrantTimes, grantTimes, type LaterStart, laterStart } from './clock-start.js';
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
    readonly later: LaterStart | null = null,
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
    readonly later: LaterStart | null = null,
  ) {}
}
class Reviewing {
  readonly kind = 'review-permit';
  protected readonly decided = true;
  constructor(readonly terms: ReviewTerms) {}
}
/** A grant may start. */
export type GrantPermit = Granting;
/**
 * A request may be written down. Where nobody is asked before: with a grant permit, or with how its access begins later; an
 * emergency begins at once.
 */
export type RequestPermit = Requesting;
/**
 * An answer may be written down, and its verdict with it: the request ends, waits on, or is approved; with a grant permit
 * where it is approved and starts now, or with how it begins later; with an extension permit where the request was for one.
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
  if (!terms.automatic && terms.breakGlass === null) return new Requesting(terms, null);
  const later = terms.breakGlass ? null : laterStart(terms.flow, terms.startAtMs, facts.nowMs);
  return later
    ? new Requesting(terms, null, later)
    : new Requesting(terms, new Granting(grantTerms(terms, grantTimes(terms.durationSeconds, facts.nowMs))));
};

/**
 * May this person answer, and is the policy met now? Everything that let the requester ask is looked at again [I34]. A no
 * needs less: it counts even where a yes could not begin anything.
 */
export const decideApproval = (facts: AnswerFacts): AnswerPermit | Denial => {
  const terms = termsOfAnswer(facts);
  if (isADenial(terms)) return terms;
  if (terms.verdict.kind !== 'met') return new Answering(terms, null);
  const later = laterStart(facts.flow, facts.startAtMs ?? null, facts.nowMs);
  if (later) return new Answering(terms, null, null, later);
  const grant = grantOf(facts, grantTimes(facts.durationSeconds, facts.nowMs));
  return isDenial(grant) ? grant : new Answering(terms, grant);
};

/**
 * May access that was approved for later begin, at the moment for which it was asked or by its first use? Everything is looked at
 * again [I34]. The end of what was scheduled counts from the moment that was approved, however late this comes.
 */
export const decideStart = (facts: StartFacts): GrantPermit | Denial => {
  const { later, nowMs, durationSeconds } = facts;
  const beginsMs = later.at === 'scheduled' ? later.dueMs : nowMs;
  return whyNotBegin(facts) ?? grantOf(facts, grantTimes(durationSeconds, beginsMs, nowMs));
};

/** May this running grant be made longer? Where its approvers are asked again, that is what may be done, and no more. */
export const decideExtension = (facts: ExtensionFacts): ExtensionPermit | Denial => {
  const terms = termsOfExtension(facts);
  return isADenial(terms) ? terms : new Extending(terms);
};

/** May running access be made longer by asking for it again? As in `decideExtension`, whose every limit holds. */
export const decideAskAgain = (facts: AskAgainFacts): ExtensionPermit | Denial => {
  const terms = termsOfAskAgain(facts);
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

/** What is to be done for one person on one resource under one flow, each with the permit that it takes. */
export type AutomaticDecision =
  | { readonly step: 'nothing' | 'end' }
  | { readonly step: 'start' | 'replace'; readonly grant: GrantPermit }
  | { readonly step: 'renew'; readonly grant: GrantPermit; readonly extension: ExtensionPermit };

/** @param facts of one flow, one person and one resource; of none where it is gone: then nothing is wanted */
export const decideAutomaticStep = (
  facts: AutomaticFacts,
  running: RunningAutomatic | null,
  mark: AutomaticMark,
): AutomaticDecision => {
  const [wanted = null] = wantedAccess(facts);
  const step = automaticStep(wanted, running, mark, facts.nowMs);
  if (wanted === null || step === 'nothing' || step === 'end') return { step: step === 'nothing' ? step : 'end' };
  const grant = new Granting(wanted.terms);
  if (step !== 'renew' || running === null) return { step: step === 'replace' ? step : 'start', grant };
  const [fromUntilMs, untilMs] = [running.untilMs, wanted.terms.untilMs];
  const terms = { fromUntilMs, untilMs, number: running.extended + 1, approvalNeeded: false };
  return { step, grant, extension: new Extending(terms) };
};

const isADenial = (terms: object): terms is Denial => 'kind' in terms && terms.kind === 'denial';

const grantOf = (facts: RequestFacts, times: GrantTimes): GrantPermit | Denial => {
  const { resource, requester, receiver } = facts;
  if (resource === null) return deny('resource-unknown');
  const who = { requesterId: requester.personId, receiverId: receiver.personId };
  return new Granting(grantTerms({ ...facts, ...who, resourceId: resource.resourceId }, times));
};

const grantTerms = (
  request: Pick<RequestTerms, 'requesterId' | 'receiverId' | 'resourceId' | 'permissions' | 'sudoRoles' | 'flow'>,
  times: GrantTimes,
): GrantTerms => ({
  personId: request.receiverId,
  requesterId: request.requesterId,
  resourceId: request.resourceId,
  permissions: request.permissions,
  sudoRoles: request.sudoRoles,
  flow: request.flow,
  ...times,
});
