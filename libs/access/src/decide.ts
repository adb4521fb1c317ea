/**
 * The decision: from facts to a permit or a denial. Pure: no clock, no database. What is unknown means no. Permits are made
 * in this file only (their classes are not exported), so whoever takes one as parameter cannot be called without a decision.
 */
import { type AccessFlowVersion, coveredPermissions, coversPermission } from './access-flow.js';
import type { AccessRequestState } from './access-request.js';
import { deny, type Denial, type DenialDetail, type DenialReason, isDenial } from './denial.js';
import type { AccessFlowId } from './ids.js';
import type { AnswerTerms, GrantTerms, RequestTerms } from './permit.js';
import { includesPerson, isSameHuman, type PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';
import { rolesOf, sameRoles, type SudoRole } from './sudo-role.js';

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
class Answering {
  readonly kind = 'answer-permit';
  protected readonly decided = true;
  constructor(
    readonly terms: AnswerTerms,
    readonly grant: GrantPermit | null,
  ) {}
}
/** A grant may start. */
export type GrantPermit = Granting;
/** A request may be written down; with a grant permit where the flow asks nobody. */
export type RequestPermit = Requesting;
/** An answer may be written down; with a grant permit where the flow version's policy is met by it. */
export type AnswerPermit = Answering;

/** A flow, and the people whom its approvers are today: by name and through teams, disabled ones too. */
export interface FlowFacts {
  readonly flow: AccessFlowVersion;
  readonly approvers: readonly PersonFacts[];
}

export interface AskFacts {
  readonly requester: PersonFacts;
  /** null: there is no such resource. */
  readonly resource: ResourceFacts | null;
  /** Current versions; those that have nothing to do with the ask may be left out. */
  readonly flows: readonly FlowFacts[];
  readonly permissions: readonly string[];
  readonly durationSeconds: number;
  readonly reason: string | null;
  /** The flow that the person chose; null: any that permits it. */
  readonly flowId: AccessFlowId | null;
  /** Permissions on this resource that the person has or waits for already. */
  readonly held: readonly string[];
  readonly nowMs: number;
}

/** May this person ask for this? The flow that asks least is taken: automatic ones first, then by name. */
export const decide = (facts: AskFacts): RequestPermit | Denial => {
  const { requester, resource, permissions } = facts;
  if (!requester.enabled) return deny('requester-disabled');
  if (resource === null) return deny('resource-unknown');
  const about = { resource: resource.name, permissions };
  const reaching = flowsFor(facts.flows, requester, resource).filter(
    ({ flow }) => facts.flowId === null || flow.flowId === facts.flowId,
  );
  if (reaching.length === 0) return deny('no-flow', about);
  const malformed = judgeAsk(facts, resource);
  if (malformed) return malformed;
  const whole = reaching.filter(({ flow }) => permissions.every((one) => coversPermission(flow, resource, one)));
  if (whole.length === 0) return denyParts(reaching, resource, about);
  if (!resource.available) return denyUnavailable(resource, about);
  const held = permissions.filter((permission) => facts.held.includes(permission));
  if (held.length > 0) return deny('already-requested', { ...about, permissions: held });
  return firstPermit(whole.sort(leastAskingFirst).map((each) => askUnder(each, facts, resource)));
};

/** The active flows that let this person ask for anything on this resource. */
export const flowsFor = (flows: readonly FlowFacts[], requester: PersonFacts, resource: ResourceFacts): FlowFacts[] =>
  flows.filter(
    ({ flow }) =>
      flow.active && includesPerson(flow.requesters, requester) && coveredPermissions(flow, resource).length > 0,
  );

const judgeAsk = (facts: AskFacts, resource: ResourceFacts): Denial | null => {
  const { permissions, durationSeconds } = facts;
  const about = { resource: resource.name, permissions, offered: resource.permissions };
  if (permissions.length === 0 || new Set(permissions).size < permissions.length) return deny('nothing-asked', about);
  if (!permissions.every((one) => resource.permissions.includes(one))) return deny('permission-unknown', about);
  if (!Number.isSafeInteger(durationSeconds) || durationSeconds < 1) return deny('duration-invalid', about);
  return null;
};

const denyUnavailable = ({ clockOff, unavailableReason }: ResourceFacts, about: DenialDetail): Denial =>
  deny(clockOff ?? 'resource-unavailable', { ...about, because: unavailableReason });

const denyParts = (reaching: FlowFacts[], resource: ResourceFacts, about: DenialDetail): Denial => {
  const eachHasOne = (about.permissions ?? []).every((one) =>
    reaching.some(({ flow }) => coversPermission(flow, resource, one)),
  );
  return deny(eachHasOne ? 'no-single-flow' : 'no-flow', about);
};

const leastAskingFirst = (one: FlowFacts, other: FlowFacts): number =>
  Number(one.flow.approvers !== null) - Number(other.flow.approvers !== null) ||
  compare(one.flow.name, other.flow.name) ||
  compare(one.flow.flowId, other.flow.flowId);
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** Where no flow permits, the denial that the person can do most about is told. */
const NEAREST: readonly DenialReason[] = [
  'reason-missing',
  'duration-too-long',
  'only-approver-is-requester',
  'no-approver',
];
const firstPermit = (answers: (RequestPermit | Denial)[]): RequestPermit | Denial => {
  const permit = answers.find((answer) => !isDenial(answer));
  if (permit) return permit;
  const denials = answers.filter(isDenial);
  const nearest = NEAREST.map((reason) => denials.find((denial) => denial.reason === reason)).find(Boolean);
  return nearest ?? deny('no-flow');
};

const askUnder = ({ flow, approvers }: FlowFacts, facts: AskFacts, resource: ResourceFacts): RequestPermit | Denial => {
  const { requester, permissions, durationSeconds, nowMs } = facts;
  const about = { flow: flow.name, resource: resource.name, permissions, longestSeconds: flow.longestSeconds };
  const reason = facts.reason?.trim() || null;
  if (durationSeconds > flow.longestSeconds) return deny('duration-too-long', about);
  if (flow.justificationRequired && reason === null) return deny('reason-missing', about);
  const automatic = flow.approvers === null;
  const able = approvers.filter((one) => one.enabled && flow.approvers && includesPerson(flow.approvers, one));
  if (!automatic && able.length === 0) return deny('no-approver', about);
  if (!automatic && able.every((one) => isSameHuman(one, requester))) return deny('only-approver-is-requester', about);
  const sudoRoles = rolesOf(permissions, resource.sudoRoles);
  const what = { personId: requester.personId, resourceId: resource.resourceId, permissions, sudoRoles, flow };
  const untilMs = nowMs + durationSeconds * 1000;
  const timesOutAtMs = nowMs + flow.requestTimeoutSeconds * 1000;
  return new Requesting(
    { ...what, durationSeconds, reason, automatic, askedAtMs: nowMs, timesOutAtMs },
    automatic ? new Granting({ ...what, fromMs: nowMs, untilMs }) : null,
  );
};

export interface AnswerFacts {
  readonly answer: 'yes' | 'no';
  readonly approver: PersonFacts;
  readonly requester: PersonFacts;
  /** null: it is gone since. */
  readonly resource: ResourceFacts | null;
  /** The version under which the request was made, whatever the flow says today; only `active` is today's. */
  readonly flow: AccessFlowVersion;
  readonly state: AccessRequestState;
  readonly permissions: readonly string[];
  /** The sudo roles that were asked for, with the commands that they had then. */
  readonly sudoRoles: readonly SudoRole[];
  readonly durationSeconds: number;
  readonly timesOutAtMs: number;
  readonly nowMs: number;
}

/**
 * May this person answer, and is the policy met now? Everything that let the requester ask is looked at again [I34]. A no
 * needs less: it ends the request even where a yes could not begin anything.
 */
export const decideApproval = (facts: AnswerFacts): AnswerPermit | Denial => {
  const { answer, approver, flow, state, nowMs } = facts;
  const notYou = whyNotApprover(approver, facts.requester, flow);
  if (notYou) return deny(notYou, { flow: flow.name });
  if (state !== 'pending') return deny('already-decided', { state });
  if (nowMs >= facts.timesOutAtMs) return deny('request-timed-out');
  const terms = { personId: approver.personId, answer };
  if (answer === 'no') return new Answering(terms, null);
  const cannot = whyNotStart(facts);
  if (cannot) return cannot;
  const untilMs = nowMs + facts.durationSeconds * 1000;
  const { permissions, sudoRoles, requester, resource } = facts;
  if (resource === null) return deny('resource-unknown');
  const what = { personId: requester.personId, resourceId: resource.resourceId, permissions, sudoRoles, flow };
  return new Answering(terms, new Granting({ ...what, fromMs: nowMs, untilMs }));
};

/** Why this person is no approver of a request under this flow version; null: he is one. */
export const whyNotApprover = (
  approver: PersonFacts,
  requester: PersonFacts,
  flow: AccessFlowVersion,
): DenialReason | null => {
  if (!approver.enabled) return 'approver-disabled';
  if (flow.approvers === null || !includesPerson(flow.approvers, approver)) return 'not-an-approver';
  return isSameHuman(approver, requester) ? 'own-request' : null;
};

const whyNotStart = ({ flow, requester, resource, permissions, sudoRoles }: AnswerFacts): Denial | null => {
  const about = { flow: flow.name, resource: resource?.name, permissions };
  if (!flow.active) return deny('flow-inactive', about);
  if (!requester.enabled) return deny('requester-disabled', about);
  if (resource === null) return deny('resource-unknown', about);
  if (!isStillEntitled(flow, requester, resource, permissions)) return deny('requester-no-longer-entitled', about);
  if (!sameRoles(sudoRoles, rolesOf(permissions, resource.sudoRoles))) return deny('sudo-role-changed', about);
  if (!resource.available) return denyUnavailable(resource, about);
  return null;
};

/** Whether this flow version would still let the person ask for this: what a grant rests on while it runs. */
export const isStillEntitled = (
  flow: AccessFlowVersion,
  requester: PersonFacts,
  resource: ResourceFacts,
  permissions: readonly string[],
): boolean =>
  requester.enabled &&
  includesPerson(flow.requesters, requester) &&
  permissions.every((permission) => coversPermission(flow, resource, permission));
