/** Who should have access now without asking, because the condition of a flow holds. The permits are made in decide.ts. */
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import type { ConditionTree } from './condition.js';
import type { WrongField } from './fault.js';
import type { GrantState } from './grant.js';
import type { PersonId, ShiftId, TeamId } from './ids.js';
import type { GrantTerms } from './permit.js';
import type { PersonFacts } from './person.js';
import { mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { rolesOf, sameRoles, type SudoRole } from './sudo-role.js';
import { isWithin } from './timeframe.js';

/** How long automatic access lasts when nobody renews it: long enough to be renewed in time, short enough to end when all is dead. */
export const AUTOMATIC_SECONDS = { least: 15 * 60, most: 7 * 86_400 } as const;

export interface AutomaticFacts {
  readonly flows: readonly AccessFlowVersion[];
  readonly people: readonly PersonFacts[];
  readonly resources: readonly ResourceFacts[];
  readonly nowMs: number;
}

/**
 * The access that the flows want to be there now: everything beyond it that an automatic flow once gave is to be ended, and
 * what is missing to be started. One that lasts is renewed, each time for the flow's longest time. A server that takes no new
 * grants is left out of what is started, never out of what may stay: see `mayStart`.
 */
export interface WantedAccess {
  readonly terms: GrantTerms;
  readonly mayStart: boolean;
}

/** Running automatic access of one person on one resource under one flow. */
export interface RunningAutomatic {
  readonly state: GrantState;
  readonly permissions: readonly string[];
  readonly sudoRoles: readonly SudoRole[];
  readonly allowsForwarding: boolean;
  readonly untilMs: number;
  /** How often it was renewed already. */
  readonly extended: number;
  /** The site's own rules refused the last renewal: it lapses, and begins anew. */
  readonly renewalRefused: boolean;
}

/** What keeps automatic access from being given. */
export interface AutomaticMark {
  /** Somebody ended it by hand: it does not come back while the condition goes on holding. */
  readonly held: boolean;
  /** It could not be given, and is tried again then. */
  readonly retryAtMs: number | null;
}

export const NO_MARK: AutomaticMark = { held: false, retryAtMs: null };

export const AUTOMATIC_STEPS = ['nothing', 'start', 'renew', 'end', 'replace'] as const;
export type AutomaticStep = (typeof AUTOMATIC_STEPS)[number];

export const wantedAccess = (facts: AutomaticFacts): WantedAccess[] =>
  facts.flows.filter((flow) => isInForce(flow, facts.nowMs)).flatMap((flow) => wantedUnder(flow, facts));

/**
 * What is to be done so that what runs becomes what is wanted. What differs from what is wanted is ended at once and begun anew,
 * so that nobody keeps what he should not have; it is renewed from half of its time on, and 11 minutes before its end at the
 * latest, so that an outage that is shorter than what is left then costs nobody his access.
 */
export const automaticStep = (
  wanted: WantedAccess | null,
  running: RunningAutomatic | null,
  mark: AutomaticMark,
  nowMs: number,
): AutomaticStep => {
  if (wanted === null) return running === null ? 'nothing' : 'end';
  if (running === null) {
    const waits = mark.held || (mark.retryAtMs !== null && nowMs < mark.retryAtMs);
    return wanted.mayStart && !waits ? 'start' : 'nothing';
  }
  if (!gives(running, wanted.terms)) return wanted.mayStart && !mark.held ? 'replace' : 'end';
  return wanted.mayStart && nowMs >= renewableAtMs(running, wanted.terms.flow) ? 'renew' : 'nothing';
};

/** From when on it is renewed. Infinity: not at all. */
export const renewableAtMs = (
  { state, untilMs, renewalRefused }: RunningAutomatic,
  { longestSeconds }: AccessFlowVersion,
): number => (state === 'active' && !renewalRefused ? untilMs - Math.max(longestSeconds * 500, UNWARNED_MS) : Infinity);

/** The server tells people on their terminals that access ends 10 minutes before: not of what is about to be renewed. */
const UNWARNED_MS = 11 * 60_000;

/** A clock that was set back a little is no shorter flow. */
const CLOCK_SLACK_MS = 300_000;

/** Exactly what is wanted, and no longer: a flow that was made shorter promises so for what runs, too. */
const gives = (running: RunningAutomatic, { permissions, sudoRoles, flow, untilMs }: GrantTerms): boolean =>
  running.untilMs <= untilMs + CLOCK_SLACK_MS &&
  running.permissions.length === permissions.length &&
  permissions.every((one) => running.permissions.includes(one)) &&
  sameRoles(running.sudoRoles, sudoRoles) &&
  running.allowsForwarding === flow.allowsForwarding;

/** Why nothing is wanted there any more, as a sentence. undefined: the flow, the person or the resource is gone. */
export const whyNoLonger = (
  flow: AccessFlowVersion | undefined,
  person: PersonFacts | undefined,
  resource: ResourceFacts | undefined,
  nowMs: number,
): string => {
  if (flow === undefined || !flow.active) return 'The access flow was switched off or deleted.';
  if (flow.trigger !== 'condition') return 'The access flow gives nothing by itself any more.';
  if (person === undefined || !person.enabled) return 'The person is disabled.';
  if (!mayAskFor(flow, person, person)) return 'The person no longer meets the conditions of the access flow.';
  if (flow.timeframe !== null && !isWithin(flow.timeframe, nowMs)) return 'The hours of the access flow are over.';
  if (resource === undefined || coveredPermissions(flow, resource).length === 0) {
    return 'The access flow no longer reaches the server.';
  }
  return 'What the access flow gives there has changed.';
};

/** A flow that asks somebody gives nothing by itself, whatever else it says. */
const isInForce = (flow: AccessFlowVersion, nowMs: number): boolean =>
  flow.active &&
  flow.trigger === 'condition' &&
  flow.approval === null &&
  (flow.timeframe === null || isWithin(flow.timeframe, nowMs));

const wantedUnder = (flow: AccessFlowVersion, { people, resources, nowMs }: AutomaticFacts): WantedAccess[] => {
  const holders = people.filter((person) => person.enabled && mayAskFor(flow, person, person));
  const targets = resources
    .map((resource) => ({ resource, permissions: coveredPermissions(flow, resource) }))
    .filter(({ permissions }) => permissions.length > 0);
  return holders.flatMap(({ personId }) =>
    targets.map(({ resource, permissions }) => ({
      terms: {
        personId,
        requesterId: personId,
        resourceId: resource.resourceId,
        permissions,
        sudoRoles: rolesOf(permissions, resource.sudoRoles),
        flow,
        fromMs: nowMs,
        untilMs: nowMs + flow.longestSeconds * 1000,
      },
      mayStart: resource.available,
    })),
  );
};

/** People among whom all those are who can meet the conditions. */
export interface Candidates {
  readonly personIds: readonly PersonId[];
  readonly teamIds: readonly TeamId[];
  readonly shiftIds: readonly ShiftId[];
}

/** Where the conditions can only be met by people whom they name, by team or by shift, those; null: anybody may meet them. */
export const candidatesOf = (tree: ConditionTree): Candidates | null => {
  if ('all' in tree) return tree.all.map(candidatesOf).find((one) => one !== null) ?? null;
  if ('any' in tree) {
    const each = tree.any.map(candidatesOf);
    return each.every((one) => one !== null) ? joined(each) : null;
  }
  if (tree.operator !== 'is' || tree.subject === 'attribute') return null;
  const values = (subject: string): never[] => (tree.subject === subject ? [...tree.values] : []) as never[];
  return { personIds: values('person'), teamIds: values('team'), shiftIds: values('shift') };
};

const joined = (each: readonly Candidates[]): Candidates => ({
  personIds: each.flatMap(({ personIds }) => personIds),
  teamIds: each.flatMap(({ teamIds }) => teamIds),
  shiftIds: each.flatMap(({ shiftIds }) => shiftIds),
});

type Said = Omit<AccessFlowVersion, 'flowId' | 'versionId' | 'version' | 'name' | 'active'>;

/** What only makes sense where somebody asks: the field, whether it says nothing, and why it cannot say anything. */
const ABOUT_ASKING: readonly (readonly [path: string, saysNothing: (flow: Said) => boolean, because: string])[] = [
  ['approvers', ({ approval }) => approval === null, 'must be null: nobody asks, so nobody can approve'],
  ['requestFor', ({ requestFor: { self, directReports, others } }) => self && !directReports && others === null, 'must be left out: everybody gets it for himself'],
  ['extensions', ({ extensions }) => extensions === null, 'must be null: access is renewed by itself while the condition holds'],
  ['breakGlass', ({ breakGlass }) => breakGlass === null, 'must be null: access is there already'],
  ['customFields', ({ customFields }) => customFields.length === 0, 'must be empty: nobody fills anything in'],
  ['templates', ({ templates }) => templates.length === 0, 'must be empty: nobody asks'],
  ['justificationRequired', ({ justificationRequired }) => !justificationRequired, 'must be false: nobody is there to give a reason'],
  ['defaultSeconds', ({ defaultSeconds }) => defaultSeconds === null, 'must be null: nobody chooses how long'],
  ['fixedDuration', ({ fixedDuration }) => !fixedDuration, 'must be false: access lasts while the condition holds'],
  ['clockStart', ({ clockStart }) => clockStart.at === 'approval', 'must be left out: access begins when the condition begins to hold'],
  ['finishWithinSeconds', ({ finishWithinSeconds }) => finishWithinSeconds === null, 'must be null: sessions end when the condition ends'],
]; // prettier-ignore

/** What contradicts that a flow gives access by itself; empty: nothing. */
export const wrongInAutomatic = (flow: Said): WrongField[] => {
  if (flow.trigger !== 'condition') return [];
  const { least, most } = AUTOMATIC_SECONDS;
  const { longestSeconds } = flow;
  const tooFar = longestSeconds < least || longestSeconds > most;
  return [
    ...ABOUT_ASKING.filter(([, saysNothing]) => !saysNothing(flow)).map(([path, , reason]) => ({ path, reason })),
    ...(tooFar ? [{ path: 'longestSeconds', reason: `must be from ${least} to ${most}: it is renewed while the condition holds` }] : []),
  ]; // prettier-ignore
};
