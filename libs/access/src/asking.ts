/** What an ask comes to under each flow, and which flow answers. The permit for it is made in decide.ts. */
import { type AccessFlowVersion, coveredPermissions, coversPermission } from './access-flow.js';
import { canBeMet, whoIsAsked } from './approval-answers.js';
import { type ApprovalPolicy, approversOf, type AskedFor, fills, isOwnYes } from './approval-policy.js';
import { startOf } from './clock-start.js';
import { wrongField } from './custom-field.js';
import { deny, type Denial, type DenialDetail, type DenialReason, isDenial } from './denial.js';
import type { RunningAccess } from './grant.js';
import type { AccessFlowId } from './ids.js';
import { inWords } from './in-words.js';
import { isNobody } from './owners.js';
import type { RequestTerms } from './permit.js';
import type { PersonFacts } from './person.js';
import { mayAsk, mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { rolesOf } from './sudo-role.js';
import { explainTimeframe, isWithin } from './timeframe.js';

/** A flow, and everybody who may be one of its approvers today: by name, team, shift or as manager or owner, disabled ones too. */
export interface FlowFacts {
  readonly flow: AccessFlowVersion;
  readonly approvers: readonly PersonFacts[];
}

export interface AskFacts {
  readonly requester: PersonFacts;
  /** For whom it is asked: mostly the requester. */
  readonly receiver: PersonFacts;
  /** null: there is no such resource. */
  readonly resource: ResourceFacts | null;
  /** Current versions; those that have nothing to do with the ask may be left out. */
  readonly flows: readonly FlowFacts[];
  readonly permissions: readonly string[];
  /** null: as long as the flow gives to who does not say. */
  readonly durationSeconds: number | null;
  readonly reason: string | null;
  /** What was filled in of the flow's custom fields. undefined: nothing. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** When it is to start. null or undefined: as soon as it may. */
  readonly startAtMs?: number | null | undefined;
  /** Whether the person says that it is an emergency. */
  readonly breakGlass?: boolean | undefined;
  /** The flow that the person chose; null: any that permits it. */
  readonly flowId: AccessFlowId | null;
  /** What the receiver has on this resource already. */
  readonly running: readonly RunningAccess[];
  /** The end of what runs that the person saw: he means to make that longer. null or undefined: he saw none. */
  readonly seenUntilMs?: number | null | undefined;
  /** Those that he waits for, or that begin later. An emergency does not wait for them. undefined: none. */
  readonly waiting?: readonly string[] | undefined;
  readonly nowMs: number;
}

/** The terms under the flow that asks least (those that ask nobody first, then by name), or why there are none. */
export const termsOfAsk = (facts: AskFacts): RequestTerms | Denial => {
  const { requester, receiver, resource, permissions } = facts;
  if (!requester.enabled) return deny('requester-disabled');
  if (!receiver.enabled) return deny('receiver-disabled', { receiver: receiver.displayName });
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
  const taken = whyTaken(facts, about);
  if (taken) return taken;
  return firstTerms(whole.sort(leastAskingFirst).map((each) => termsUnder(each, facts, resource)));
};

/** What runs is not given twice, nor is what waits. From its end on, what runs may be asked for anew. */
const whyTaken = (facts: AskFacts, about: DenialDetail): Denial | null => {
  const { permissions, nowMs } = facts;
  const startAtMs = Math.max(startAsked(facts) ?? nowMs, nowMs);
  const askedOf = (held: readonly string[]): string[] => permissions.filter((one) => held.includes(one));
  const then = facts.running.filter((one) => startAtMs === nowMs || startAtMs < one.untilMs);
  const inTheWay = then.filter((one) => askedOf(one.permissions).length > 0);
  const running = inTheWay.flatMap((one) => one.permissions);
  if (inTheWay.length > 0 && startAtMs > nowMs) {
    const untilMs = Math.max(...inTheWay.map((one) => one.untilMs));
    return deny('runs-then', { ...about, permissions: askedOf(running), untilMs });
  }
  const taken = askedOf(facts.breakGlass ? running : [...running, ...(facts.waiting ?? [])]);
  if (taken.length > 0) return deny('already-requested', { ...about, permissions: taken });
  return (facts.seenUntilMs ?? null) === null ? null : deny('grant-not-running', about);
};

/** The active flows under which this person may ask for anything on this resource. */
export const flowsFor = (flows: readonly FlowFacts[], requester: PersonFacts, resource: ResourceFacts): FlowFacts[] =>
  flows.filter(
    ({ flow }) =>
      flow.active && flow.trigger === 'ask' && mayAsk(flow, requester) && coveredPermissions(flow, resource).length > 0,
  );

const judgeAsk = (facts: AskFacts, resource: ResourceFacts): Denial | null => {
  const { permissions, durationSeconds } = facts;
  const about = { resource: resource.name, permissions, offered: resource.permissions };
  if (permissions.length === 0 || new Set(permissions).size < permissions.length) return deny('nothing-asked', about);
  if (!permissions.every((one) => resource.permissions.includes(one))) return deny('permission-unknown', about);
  if (durationSeconds === null) return null;
  if (!Number.isSafeInteger(durationSeconds) || durationSeconds < 1) return deny('duration-invalid', about);
  return null;
};

export const denyUnavailable = ({ clockOff, unavailableReason }: ResourceFacts, about: DenialDetail): Denial =>
  deny(clockOff ?? 'resource-unavailable', { ...about, because: unavailableReason });

const denyParts = (reaching: FlowFacts[], resource: ResourceFacts, about: DenialDetail): Denial => {
  const eachHasOne = (about.permissions ?? []).every((one) =>
    reaching.some(({ flow }) => coversPermission(flow, resource, one)),
  );
  return deny(eachHasOne ? 'no-single-flow' : 'no-flow', about);
};

const leastAskingFirst = (one: FlowFacts, other: FlowFacts): number =>
  Number(one.flow.approval !== null) - Number(other.flow.approval !== null) ||
  compare(one.flow.name, other.flow.name) ||
  compare(one.flow.flowId, other.flow.flowId);
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** Where no flow permits, the denial that the person can do most about is told. */
const NEAREST: readonly DenialReason[] = [
  'reason-missing', 'field-missing', 'field-malformed', 'field-unknown', 'duration-fixed', 'duration-too-long', 'start-not-allowed',
  'outside-timeframe', 'no-break-glass', 'only-approver-is-requester', 'too-few-approvers', 'no-approver', 'receiver-not-allowed',
]; // prettier-ignore
const firstTerms = (answers: (RequestTerms | Denial)[]): RequestTerms | Denial => {
  const denials = answers.filter((answer) => isADenial(answer));
  const terms = answers.find((answer) => !isADenial(answer));
  if (terms) return terms;
  const nearest = NEAREST.map((reason) => denials.find((denial) => denial.reason === reason)).find(Boolean);
  return nearest ?? deny('no-flow');
};
const isADenial = (answer: object): answer is Denial => 'kind' in answer && isDenial(answer as Denial);

const termsUnder = (by: FlowFacts, facts: AskFacts, resource: ResourceFacts): RequestTerms | Denial => {
  const { flow } = by;
  const { requester, receiver, permissions, nowMs } = facts;
  const about = { flow: flow.name, resource: resource.name, permissions, longestSeconds: flow.longestSeconds };
  if (!mayAskFor(flow, requester, receiver)) {
    return deny('receiver-not-allowed', { ...about, receiver: receiver.displayName });
  }
  const reason = facts.reason?.trim() || null;
  const durationSeconds = facts.durationSeconds ?? flow.defaultSeconds ?? flow.longestSeconds;
  const start = startOf(flow, startAsked(facts), nowMs);
  const cannot = whyNotNow(flow, facts, { reason, durationSeconds }, about);
  if (cannot) return cannot;
  if (isADenial(start)) return start;
  const asked = whomToAsk(by, { requester, receiver, resource }, about, facts.breakGlass === true);
  if (isADenial(asked)) return asked;
  const due = flow.breakGlass && nowMs + flow.breakGlass.reviewWithinSeconds * 1000;
  return {
    requesterId: requester.personId,
    receiverId: receiver.personId,
    resourceId: resource.resourceId,
    permissions,
    sudoRoles: rolesOf(permissions, resource.sudoRoles),
    durationSeconds,
    reason,
    fields: facts.fields ?? {},
    flow,
    automatic: flow.approval === null,
    askedAtMs: nowMs,
    timesOutAtMs: nowMs + flow.requestTimeoutSeconds * 1000,
    startAtMs: start.startAtMs,
    breakGlass: facts.breakGlass === true && due !== null ? { reviewDueAtMs: due } : null,
    asked,
  };
};

const whyNotNow = (
  flow: AccessFlowVersion,
  facts: AskFacts,
  { reason, durationSeconds }: { reason: string | null; durationSeconds: number },
  about: DenialDetail,
): Denial | null => {
  if (flow.fixedDuration && durationSeconds !== flow.longestSeconds) return deny('duration-fixed', about);
  if (durationSeconds > flow.longestSeconds) return deny('duration-too-long', about);
  if ((flow.justificationRequired || facts.breakGlass) && reason === null) return deny('reason-missing', about);
  const wrong = wrongField(flow.customFields, facts.fields ?? {});
  if (wrong) return deny(`field-${wrong.why}`, { ...about, field: wrong.label });
  if (facts.breakGlass && (flow.breakGlass === null || flow.approval === null)) return deny('no-break-glass', about);
  return outsideTimeframe(flow, { startAtMs: startAsked(facts), nowMs: facts.nowMs }, about);
};

/** An emergency begins at once, whatever else is said. */
const startAsked = ({ startAtMs, breakGlass }: AskFacts): number | null => (breakGlass ? null : (startAtMs ?? null));

/** Access begins within the hours of its flow: a later start that is named decides, otherwise the moment of the ask, yes or start. */
export const outsideTimeframe = (
  { timeframe }: AccessFlowVersion,
  { startAtMs, nowMs }: { startAtMs?: number | null | undefined; nowMs: number },
  about: DenialDetail,
): Denial | null => {
  const beginsMs = Math.max(startAtMs ?? 0, nowMs);
  if (timeframe === null || isWithin(timeframe, beginsMs)) return null;
  return deny('outside-timeframe', { ...about, because: explainTimeframe(timeframe), startsLater: beginsMs > nowMs });
};

/** Whom the flow asks first, or tells of an emergency; nobody where it asks nobody. A request that could never be approved is not made. */
const whomToAsk = (
  { flow: { approval, requestTimeoutSeconds }, approvers }: FlowFacts,
  asked: AskedFor & { resource: ResourceFacts },
  told: DenialDetail,
  breakGlass: boolean,
): readonly PersonFacts[] | Denial => {
  if (approval === null) return [];
  const because = whyNobodyOwns(approval, asked.resource);
  const about = because === undefined ? told : { ...told, because };
  const named = approvers.filter((one) => one.enabled && approversOf(approval).some((each) => fills(each, one, asked)));
  if (named.length === 0) return deny('no-approver', about);
  if (named.every((one) => isOwnYes(approval, one, asked))) return deny('only-approver-is-requester', about);
  if (!canBeMet(approval, approvers, asked, requestTimeoutSeconds)) {
    const inTime = `some are asked only after the ${inWords(requestTimeoutSeconds)} that a request waits.`;
    return deny(
      'too-few-approvers',
      canBeMet(approval, approvers, asked, Infinity) ? { ...told, because: inTime } : about,
    );
  }
  // Everybody who may review it, which the requester never does.
  if (breakGlass)
    return whoIsAsked({ ...approval, requesterMayApprove: false }, approvers, asked, approval.tiers.length);
  return whoIsAsked(approval, approvers, asked, 1);
};

/** Of owners whom the policy asks, that there are none; undefined: there are, or it asks no owner. */
export const whyNobodyOwns = (
  policy: ApprovalPolicy,
  { name, owners, integrationOwners }: Pick<ResourceFacts, 'name' | 'owners' | 'integrationOwners'>,
): string | undefined => {
  const kinds = approversOf(policy).map(({ kind }) => kind);
  const nobodys = kinds.includes('resource-owner') && isNobody(owners);
  const nobodysIntegration = kinds.includes('integration-owner') && isNobody(integrationOwners);
  if (nobodys && nobodysIntegration) return `${name} and its integration have no owner.`;
  if (nobodys) return `${name} has no owner.`;
  return nobodysIntegration ? `the integration of ${name} has no owner.` : undefined;
};
