/** A rule: who may ask for what, who must approve, and for how long. Each edit makes a new version; a request keeps its own. */
import { anyOneOf, type ApprovalPolicy } from './approval-policy.js';
import { anyOfPeople, type ConditionTree } from './condition.js';
import type { CustomField } from './custom-field.js';
import { type FlowTarget, reachedPermissions, reaches } from './flow-target.js';
import type { AccessFlowId, AccessFlowVersionId } from './ids.js';
import type { PeopleOrTeams } from './person.js';
import { FOR_ONESELF, type RequestFor } from './requesters.js';
import type { RequestTemplate } from './request-template.js';
import type { ResourceFacts } from './resource.js';
import type { Timeframe } from './timeframe.js';

/** `ask`: access begins with a request. `condition`: nobody asks; who meets the conditions has access while he does. */
export const FLOW_TRIGGERS = ['ask', 'condition'] as const;
export type FlowTrigger = (typeof FLOW_TRIGGERS)[number];

/**
 * When the time of a grant begins: when it is approved; at its first use, which must come within so many seconds; or at a
 * moment that the requester names, at most so many seconds ahead, when everything is looked at again.
 */
export type ClockStart =
  | { readonly at: 'approval' }
  | { readonly at: 'first-use'; readonly withinSeconds: number }
  | { readonly at: 'scheduled'; readonly withinSeconds: number };

/** How a running grant may be made longer. */
export interface ExtensionRule {
  readonly most: number;
  readonly longestSeconds: number;
  /** Whether each extension is approved as the request was. */
  readonly approvalAgain: boolean;
}

/** Access at once, in an emergency: the approvers are told, and one of them closes the review in this time. */
export interface BreakGlassRule {
  readonly reviewWithinSeconds: number;
}

export interface AccessFlowVersion {
  readonly flowId: AccessFlowId;
  readonly versionId: AccessFlowVersionId;
  readonly version: number;
  readonly name: string;
  /** Only an active flow permits anything. It is a property of the flow, not of the version. */
  readonly active: boolean;
  readonly trigger: FlowTrigger;
  readonly requesters: ConditionTree;
  readonly requestFor: RequestFor;
  readonly targets: readonly FlowTarget[];
  /** null: nobody is asked. */
  readonly approval: ApprovalPolicy | null;
  readonly longestSeconds: number;
  /** For who does not say how long. null: the longest. */
  readonly defaultSeconds: number | null;
  /** Whether it is always exactly the longest. */
  readonly fixedDuration: boolean;
  /** When the flow may be used. null: always. */
  readonly timeframe: Timeframe | null;
  readonly clockStart: ClockStart;
  /** null: a grant is never made longer. */
  readonly extensions: ExtensionRule | null;
  /** null: nobody gets access before he is approved. */
  readonly breakGlass: BreakGlassRule | null;
  readonly justificationRequired: boolean;
  readonly customFields: readonly CustomField[];
  readonly templates: readonly RequestTemplate[];
  readonly requestTimeoutSeconds: number;
  readonly allowsForwarding: boolean;
  /** Sessions that run at the end of a grant may run on for so long. null: they end with it. */
  readonly finishWithinSeconds: number | null;
}

/** What a flow says that says nothing of it: one asks for oneself, at any hour, and the time begins at the approval. */
export const PLAIN_FLOW = {
  trigger: 'ask',
  requestFor: FOR_ONESELF,
  defaultSeconds: null,
  fixedDuration: false,
  timeframe: null,
  clockStart: { at: 'approval' },
  extensions: null,
  breakGlass: null,
  customFields: [],
  templates: [],
  finishWithinSeconds: null,
} as const satisfies Partial<AccessFlowVersion>;

/** The smallest flow: these may ask, any one of those approves; null: nobody is asked. */
export const betweenPeople = (
  requesters: PeopleOrTeams,
  approvers: PeopleOrTeams | null,
): Pick<AccessFlowVersion, 'requesters' | 'approval'> => ({
  requesters: anyOfPeople(requesters),
  approval: approvers && anyOneOf(approvers),
});

/** Bounds of what a flow may say. */
export const FLOW_LIMITS = {
  shortestSeconds: 60,
  longestSeconds: 90 * 86_400,
  finishWithinSeconds: { least: 60, most: 7 * 86_400 },
  requestTimeoutSeconds: { least: 60, most: 30 * 86_400, unlessSaid: 86_400 },
  aheadSeconds: { least: 60, most: 30 * 86_400 },
  extensions: 20,
  reviewWithinSeconds: { least: 3600, most: 30 * 86_400 },
} as const;

/** Whether the flow reaches this permission on this resource. What it does not name is not reached. */
export const coversPermission = (flow: AccessFlowVersion, resource: ResourceFacts, permission: string): boolean =>
  reaches(flow.targets, resource, permission);

/** The permissions of this resource that the flow reaches. */
export const coveredPermissions = (flow: AccessFlowVersion, resource: ResourceFacts): string[] =>
  reachedPermissions(flow.targets, resource);
