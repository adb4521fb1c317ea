/** What an answer to a request comes to. The permit for it is made in decide.ts. */
import { type AccessFlowVersion, coversPermission } from './access-flow.js';
import type { AccessRequestState } from './access-request.js';
import { type LaterStart, laterStart } from './clock-start.js';
import { type GivenAnswer, judgeAnswers, openTiers, whyNoApprover } from './approval-answers.js';
import type { AskedFor } from './approval-policy.js';
import { denyUnavailable, outsideTimeframe } from './asking.js';
import { deny, type Denial, type DenialReason } from './denial.js';
import type { AnswerTerms } from './permit.js';
import { humanKey, type PersonFacts } from './person.js';
import { mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { rolesOf, sameRoles, type SudoRole } from './sudo-role.js';

/** A request as it is looked at again, after it was made. */
export interface RequestFacts {
  readonly requester: PersonFacts;
  readonly receiver: PersonFacts;
  /** null: it is gone since. */
  readonly resource: ResourceFacts | null;
  /** The version under which the request was made, whatever the flow says today; only `active` is today's. */
  readonly flow: AccessFlowVersion;
  readonly state: AccessRequestState;
  readonly permissions: readonly string[];
  /** The sudo roles that were asked for, with the commands that they had then. */
  readonly sudoRoles: readonly SudoRole[];
  readonly durationSeconds: number;
  /** When the grant is to start. null or undefined: as soon as it is approved. */
  readonly startAtMs?: number | null | undefined;
  readonly nowMs: number;
}

/** A request whose approved access is about to begin. */
export interface StartFacts extends RequestFacts {
  readonly later: LaterStart;
  /** What was answered, with the people as they are now. */
  readonly answers: readonly GivenAnswer[];
  readonly askedAtMs: number;
  readonly decidedAtMs: number;
}

export interface AnswerFacts extends RequestFacts {
  readonly answer: 'yes' | 'no';
  readonly approver: PersonFacts;
  readonly reason: string | null;
  /** What was answered before, with the people as they are now. */
  readonly answers: readonly GivenAnswer[];
  readonly askedAtMs: number;
  readonly timesOutAtMs: number;
}

/** The terms of an answer that may be given, or why it may not. */
export const termsOfAnswer = (facts: AnswerFacts): AnswerTerms | Denial => {
  const { answer, approver, flow, state, nowMs } = facts;
  const { approval } = flow;
  const open = approval === null ? 0 : openTiers(approval, facts.askedAtMs, nowMs);
  const notYou = whyNoApprover(approval, approver, facts, open);
  if (approval === null || notYou) return deny(notYou ?? 'not-an-approver', { flow: flow.name });
  if (state !== 'pending') return deny('already-decided', { state });
  if (nowMs >= facts.timesOutAtMs) return deny('request-timed-out');
  if (facts.answers.some(({ person }) => humanKey(person) === humanKey(approver))) return deny('already-answered');
  const reason = facts.reason?.trim() || null;
  if (approval.approverReasonRequired && reason === null) return deny('approver-reason-missing', { flow: flow.name });
  const later = laterStart(flow, facts.startAtMs ?? null, nowMs) !== null;
  const cannot = answer === 'yes' ? whyNotStart(facts, later) : null;
  if (cannot) return cannot;
  const verdict = judgeAnswers(approval, [...facts.answers, { person: approver, answer }], facts, open);
  // Facts may have come to meet the policy since the last yes; it still takes a yes to start something.
  const turned = answer === 'no' && verdict.kind === 'met';
  return {
    personId: approver.personId,
    answer,
    reason,
    verdict: turned ? { kind: 'waiting', stillNeeded: [] } : verdict,
  };
};

/** Why this person is no approver of a request under this flow version, in whatever tier; null: he is one. */
export const whyNotApprover = (approver: PersonFacts, asked: AskedFor, flow: AccessFlowVersion): DenialReason | null =>
  whyNoApprover(flow.approval, approver, asked);

/**
 * Everything that let the requester ask is looked at again before a grant starts [I34].
 * @param later it begins later: whether the server takes grants today says nothing about then
 */
export const whyNotStart = (facts: RequestFacts, later = false): Denial | null => {
  const { flow, resource, permissions, sudoRoles } = facts;
  const about = { flow: flow.name, resource: resource?.name, permissions };
  const gone = whyNotEntitled(facts);
  if (gone) return gone;
  if (resource === null) return deny('resource-unknown', about);
  if (!sameRoles(sudoRoles, rolesOf(permissions, resource.sudoRoles))) return deny('sudo-role-changed', about);
  if (!later && !resource.available) return denyUnavailable(resource, about);
  return outsideTimeframe(flow, facts, about);
};

/** What a grant rests on, with the people and the resource as they are now. */
export type EntitlementFacts = Pick<RequestFacts, 'flow' | 'requester' | 'receiver' | 'resource' | 'permissions'>;

/**
 * Why the flow lets the requester ask for this no more; null: it does. A running grant gets a certificate for another key only
 * while it does [I34]. The hours of the flow are about asking, so they say nothing of what runs.
 */
export const whyNotEntitled = (facts: EntitlementFacts): Denial | null => {
  const { flow, requester, receiver, resource, permissions } = facts;
  const about = { flow: flow.name, resource: resource?.name, permissions };
  if (!flow.active) return deny('flow-inactive', about);
  if (!requester.enabled) return deny('requester-disabled', about);
  if (!receiver.enabled) return deny('receiver-disabled', { ...about, receiver: receiver.displayName });
  if (resource === null) return deny('resource-unknown', about);
  return isStillEntitled(flow, { requester, receiver, resource }, permissions)
    ? null
    : deny('requester-no-longer-entitled', about);
};

/**
 * Why access that was approved for later does not begin now. A yes counts as long as its giver is an approver, so the answers are
 * counted again, in the tiers that were open when they met the policy.
 */
export const whyNotBegin = (facts: StartFacts): Denial | null => {
  const { flow, later, nowMs, state } = facts;
  const about = { flow: flow.name, resource: facts.resource?.name, permissions: facts.permissions };
  if (state !== 'to-start') return deny('already-decided', { state });
  if (later.at === 'scheduled' && nowMs < later.dueMs) return deny('start-not-due', about);
  if (later.at === 'first-use' && nowMs >= later.dueMs) return deny('start-unused', about);
  if (later.at === 'scheduled' && nowMs >= later.dueMs + facts.durationSeconds * 1000)
    return deny('start-missed', about);
  return whyNotStart(facts) ?? (isStillApproved(facts) ? null : deny('approval-gone', about));
};

/** In the way of a start only until the server takes grants again. */
export const isPassing = ({ reason }: Denial): boolean =>
  reason === 'resource-unavailable' || reason === 'server-clock-off' || reason === 'connector-clock-off';

const isStillApproved = ({ flow: { approval }, answers, askedAtMs, decidedAtMs, ...asked }: StartFacts): boolean => {
  if (approval === null) return true;
  return judgeAnswers(approval, answers, asked, openTiers(approval, askedAtMs, decidedAtMs)).kind === 'met';
};

/**
 * Whether this flow version would still let the person ask for this: what a grant rests on while it runs. It rests on both
 * who asked and who received; the hours of the flow are about asking, so a running grant outlasts them.
 */
export const isStillEntitled = (
  flow: AccessFlowVersion,
  { requester, receiver, resource }: AskedFor & { resource: ResourceFacts },
  permissions: readonly string[],
): boolean =>
  requester.enabled &&
  receiver.enabled &&
  mayAskFor(flow, requester, receiver) &&
  permissions.every((permission) => coversPermission(flow, resource, permission));
