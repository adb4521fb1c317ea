/** Whether a running grant may be made longer, in place. The permit for it is made in decide.ts. */
import type { AccessFlowVersion } from './access-flow.js';
import { isStillEntitled } from './answering.js';
import { denyUnavailable, outsideTimeframe } from './asking.js';
import { deny, type Denial } from './denial.js';
import type { GrantState } from './grant.js';
import type { ExtensionTerms } from './permit.js';
import type { PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';
import { rolesOf, sameRoles, type SudoRole } from './sudo-role.js';

export interface ExtensionFacts {
  /** The version under which the grant runs; only `active` is today's. */
  readonly flow: AccessFlowVersion;
  readonly requester: PersonFacts;
  readonly receiver: PersonFacts;
  /** null: it is gone since. */
  readonly resource: ResourceFacts | null;
  readonly permissions: readonly string[];
  readonly sudoRoles: readonly SudoRole[];
  readonly state: GrantState;
  readonly untilMs: number;
  /** How often it was made longer already. */
  readonly extensionsUsed: number;
  /** Whether another extension of it waits for an answer. */
  readonly waiting: boolean;
  /** Whether it was taken in an emergency, so that nobody approved it before. */
  readonly emergency: boolean;
  readonly seconds: number;
  /** The end that the person saw when he asked: pressing twice counts once. null: he saw none, or asked before and is answered now. */
  readonly seenUntilMs: number | null;
  readonly reason: string | null;
  readonly nowMs: number;
}

type Shown = Pick<ExtensionFacts, 'state' | 'extensionsUsed' | 'waiting' | 'permissions'>;

/** Why a grant cannot be made longer by asking now, as far as it shows before somebody says how long and why; null: it can. */
export const whyNotExtended = (flow: AccessFlowVersion, { state, extensionsUsed, waiting, permissions }: Shown): Denial | null => {
  const about = { flow: flow.name, permissions };
  if (flow.trigger === 'condition') return deny('renewed-by-itself', about);
  if (flow.extensions === null || flow.extensions.most < 1) return deny('no-extensions', about);
  if (!flow.active) return deny('flow-inactive', about);
  if (waiting) return deny('extension-waits', about);
  if (extensionsUsed >= flow.extensions.most) return deny('extensions-used-up', { ...about, most: flow.extensions.most });
  if (state === 'granting') return deny('not-in-force-yet', about);
  return state === 'active' ? null : deny('grant-not-running', about);
}; // prettier-ignore

/** Whether approvers are asked before it is made longer. What nobody approved is never made longer without them, whatever the flow says. */
export const isApprovedAgain = ({ approval, extensions }: AccessFlowVersion, emergency: boolean): boolean =>
  approval !== null && (emergency || (extensions?.approvalAgain ?? false));

/** The terms of the extension: so much longer than the grant runs now. Only an approved one moves an end later [I19]. */
export const termsOfExtension = (facts: ExtensionFacts): ExtensionTerms | Denial => {
  const { flow, resource, seconds } = facts;
  const rule = flow.extensions;
  const about = { flow: flow.name, resource: resource?.name, permissions: facts.permissions };
  if (facts.state === 'granting') return deny('not-in-force-yet', about);
  if (facts.state !== 'active' || facts.nowMs >= facts.untilMs) return deny('grant-not-running', about);
  if (rule === null || rule.most < 1) return deny('no-extensions', about);
  if (facts.waiting) return deny('extension-waits', about);
  if (facts.seenUntilMs !== null && facts.seenUntilMs !== facts.untilMs) return deny('extended-meanwhile', about);
  if (facts.extensionsUsed >= rule.most) return deny('extensions-used-up', { ...about, most: rule.most });
  if (!Number.isSafeInteger(seconds) || seconds < 1) return deny('duration-invalid', about);
  if (seconds > rule.longestSeconds)
    return deny('extension-too-long', { ...about, longestSeconds: rule.longestSeconds, untilMs: facts.untilMs });
  if (flow.justificationRequired && (facts.reason?.trim() || null) === null) return deny('reason-missing', about);
  const cannot = whyNotLonger(facts);
  if (cannot) return cannot;
  const approvalNeeded = isApprovedAgain(flow, facts.emergency);
  const fromUntilMs = facts.untilMs;
  return { fromUntilMs, untilMs: fromUntilMs + seconds * 1000, number: facts.extensionsUsed + 1, approvalNeeded };
};

/** What let it start is looked at again [I34], the hours of the flow too: making it longer is asking. */
const whyNotLonger = (facts: ExtensionFacts): Denial | null => {
  const { flow, requester, receiver, resource, permissions, sudoRoles } = facts;
  const about = { flow: flow.name, resource: resource?.name, permissions };
  if (!flow.active) return deny('flow-inactive', about);
  if (!requester.enabled) return deny('requester-disabled', about);
  if (!receiver.enabled) return deny('receiver-disabled', { ...about, receiver: receiver.displayName });
  if (resource === null) return deny('resource-unknown', about);
  if (!isStillEntitled(flow, { requester, receiver, resource }, permissions)) {
    return deny('requester-no-longer-entitled', about);
  }
  if (!sameRoles(sudoRoles, rolesOf(permissions, resource.sudoRoles))) return deny('sudo-role-changed', about);
  return resource.available ? outsideTimeframe(flow, { nowMs: facts.nowMs }, about) : denyUnavailable(resource, about);
};
