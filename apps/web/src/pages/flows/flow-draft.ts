/** What the form of an access flow holds, what is sent of it, and how it reads. Pure. */
import { PLAIN_FLOW } from '#access/access-flow.js';
import type { BreakGlassRule, ClockStart, ExtensionRule, FlowTrigger } from '#access/access-flow.js';
import { anyOneOf, type ApprovalPolicy, approversOfSet } from '#access/approval-policy.js';
import { type ConditionTree, conditionsOf } from '#access/condition.js';
import { wrongInConditions } from '#access/condition-input.js';
import type { CustomField } from '#access/custom-field.js';
import type { SaidFlow } from '#access/flow-sentence.js';
import type { FlowTarget as SaidTarget } from '#access/flow-target.js';
import type { RequestFor } from '#access/requesters.js';
import { type RequestTemplate, wrongInTemplates } from '#access/request-template.js';
import type { Timeframe } from '#access/timeframe.js';
import type { components } from '#api-client/schema.js';
import type { AccessFlow, FlowTarget, Named } from '#api-client/views.js';
import { tagWords } from '../../ui/list-words.js';
import { NEW_TARGET, permissionsDraft, tagsOfTexts, targetBody, type TargetDraft, targetDraft, targetMissing } from './target-draft.js'; // prettier-ignore

type Schemas = components['schemas'];

export interface QueryDraft {
  text: string;
  tags: string[];
  /** None: of any integration. */
  integrationIds: string[];
  anyPermission: boolean;
  permissions: string[];
}

export type FlowTargetDraft =
  | { kind: 'servers'; servers: TargetDraft }
  | { kind: 'bundle'; bundle: Named | null }
  | { kind: 'query'; query: QueryDraft };

export interface FlowDraft {
  /** The version that is edited; not there: the flow is new. */
  version?: number;
  name: string;
  trigger: FlowTrigger;
  requesters: ConditionTree;
  requestFor: RequestFor;
  targets: FlowTargetDraft[];
  /** null: nobody is asked. */
  approval: ApprovalPolicy | null;
  longestSeconds: number;
  defaultSeconds: number | null;
  fixedDuration: boolean;
  timeframe: Timeframe | null;
  clockStart: ClockStart;
  extensions: ExtensionRule | null;
  breakGlass: BreakGlassRule | null;
  justificationRequired: boolean;
  customFields: CustomField[];
  templates: RequestTemplate[];
  requestTimeoutSeconds: number;
  allowsForwarding: boolean;
  /** null: sessions end with the access. */
  finishWithinSeconds: number | null;
  /** Names of what is named by id. */
  names: Record<string, string>;
}

export const NEW_SERVERS: FlowTargetDraft = { kind: 'servers', servers: NEW_TARGET };
export const NEW_QUERY: QueryDraft = { text: '', tags: [], integrationIds: [], anyPermission: true, permissions: [] };
export const NO_APPROVERS: ApprovalPolicy = anyOneOf({ personIds: [], teamIds: [] });

export const NEW_FLOW: FlowDraft = {
  ...PLAIN_FLOW,
  customFields: [],
  templates: [],
  name: '',
  requesters: { any: [] },
  targets: [NEW_SERVERS],
  approval: NO_APPROVERS,
  longestSeconds: 14_400,
  justificationRequired: true,
  allowsForwarding: false,
  requestTimeoutSeconds: 86_400,
  names: {},
};

const flowTargetDraft = (target: FlowTarget): FlowTargetDraft => {
  if (target.bundle !== null) return { kind: 'bundle', bundle: target.bundle };
  if (target.query === null) return { kind: 'servers', servers: targetDraft(target) };
  const { text, tags, integrationIds } = target.query;
  return {
    kind: 'query',
    query: {
      text: text ?? '',
      tags: tagWords(tags),
      integrationIds: integrationIds ?? [],
      ...permissionsDraft(target.permissions),
    },
  };
};

/** Takes a flow; gives the form as it stands for an edit. The API's own types of trees are looser than the domain's. */
export const draftOf = (flow: AccessFlow): FlowDraft => ({
  ...(flow as unknown as Omit<FlowDraft, 'requesters' | 'targets' | 'names'>),
  requesters: flow.conditions as ConditionTree,
  targets: flow.targets.map(flowTargetDraft),
  names: Object.fromEntries([
    ...flow.names.map(({ id, name }) => [id, name] as const),
    ...flow.targets.flatMap(({ integration, bundle }) =>
      [integration, bundle].flatMap((one) => (one === null ? [] : [[one.id, one.name] as const])),
    ),
  ]),
});

const saidTarget = (target: FlowTargetDraft): SaidTarget => {
  if (target.kind === 'servers') return targetBody(target.servers) as SaidTarget;
  if (target.kind === 'bundle') return { bundleId: target.bundle?.id ?? '' } as SaidTarget;
  const { text, tags, integrationIds, anyPermission, permissions } = target.query;
  const query = {
    text: text.trim() === '' ? null : text.trim(),
    tags: tagsOfTexts(tags),
    integrationIds: integrationIds.length === 0 ? null : integrationIds,
  };
  return { query, permissions: anyPermission ? 'all' : permissions } as SaidTarget;
};

/** As they are sent: a fixed time needs none, and what is no field any more is not kept. */
export const templatesOf = ({ templates, customFields, fixedDuration }: FlowDraft): RequestTemplate[] =>
  templates.map(({ name, durationSeconds, reason, fields }) => ({
    name: name.trim(),
    durationSeconds: fixedDuration ? null : durationSeconds,
    reason: reason?.trim() || null,
    fields: Object.fromEntries(Object.entries(fields).filter(([key]) => customFields.some((one) => one.name === key))),
  }));

const templatesMissing = (draft: FlowDraft): boolean =>
  draft.templates.some(({ name }) => name.trim() === '') ||
  wrongInTemplates({ ...draft, templates: templatesOf(draft) }).length > 0;

/** Takes the form; gives the flow that the sentence says. What is about asking says nothing where nobody asks. */
export const saidOf = (draft: FlowDraft): SaidFlow =>
  draft.trigger === 'condition'
    ? { ...saidAsked(draft), ...NOBODY_ASKS, timeframe: draft.timeframe }
    : saidAsked(draft);

const NOBODY_ASKS = {
  ...PLAIN_FLOW,
  trigger: 'condition',
  approval: null,
  justificationRequired: false,
  requestTimeoutSeconds: 86_400,
} as const;

const saidAsked = (draft: FlowDraft): SaidFlow => ({
  trigger: 'ask',
  requesters: draft.requesters,
  requestFor: draft.requestFor,
  targets: draft.targets.map(saidTarget),
  approval: draft.approval,
  longestSeconds: draft.longestSeconds,
  defaultSeconds: draft.fixedDuration ? null : draft.defaultSeconds,
  fixedDuration: draft.fixedDuration,
  timeframe: draft.timeframe,
  clockStart: draft.clockStart,
  extensions: draft.extensions,
  breakGlass: draft.approval === null ? null : draft.breakGlass,
  justificationRequired: draft.justificationRequired,
  customFields: draft.customFields,
  templates: templatesOf(draft),
  requestTimeoutSeconds: draft.requestTimeoutSeconds,
  allowsForwarding: draft.allowsForwarding,
  finishWithinSeconds: draft.finishWithinSeconds,
});

/** Takes the form; gives what is sent. */
export const bodyOf = (draft: FlowDraft) => {
  const { approval, ...said } = saidOf(draft);
  return { ...said, name: draft.name.trim(), approvers: approval } as unknown as FlowBody;
};

/** What the API takes of a flow. */
export type FlowBody = Schemas['AccessFlowInput'];

export const isAnybody = (tree: ConditionTree): boolean =>
  conditionsOf(tree).length > 0 && wrongInConditions(tree, '').length === 0;

const flowTargetMissing = (target: FlowTargetDraft): boolean => {
  if (target.kind === 'servers') return targetMissing(target.servers);
  if (target.kind === 'bundle') return target.bundle === null;
  const { text, tags, integrationIds, anyPermission, permissions } = target.query;
  const finds = text.trim() !== '' || tags.length > 0 || integrationIds.length > 0;
  return !finds || (!anyPermission && permissions.length === 0);
};

const approvalMissing = ({ tiers }: ApprovalPolicy): boolean =>
  tiers.some(({ sets }) => sets.length === 0 || sets.some((set) => approversOfSet(set).length === 0));

const forMissing = ({ self, directReports, others }: RequestFor): boolean =>
  others === null ? !self && !directReports : !isAnybody(others);

/** What must still be said before the flow can be saved; empty: nothing. */
export const missingOf = (draft: FlowDraft): string[] => [
  ...(draft.name.trim() === '' ? ['its name'] : []),
  ...(isAnybody(draft.requesters) ? [] : [draft.trigger === 'ask' ? 'who may ask' : 'who has it']),
  ...(draft.trigger === 'ask' && forMissing(draft.requestFor) ? ['for whom'] : []),
  ...(draft.targets.length === 0 || draft.targets.some(flowTargetMissing) ? ['for what'] : []),
  ...(draft.trigger === 'ask' && draft.approval !== null && approvalMissing(draft.approval) ? ['who approves'] : []),
  ...(draft.timeframe?.windows.some(({ days }) => days.length === 0) ? ['the days'] : []),
  ...(draft.trigger === 'ask' && draft.customFields.some(({ name, label }) => name === '' || label.trim() === '')
    ? ['the fields']
    : []),
  ...(draft.trigger === 'ask' && templatesMissing(draft) ? ['the templates'] : []),
];
