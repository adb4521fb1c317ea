/** A flow as one sentence that one reads, and what it adds in sentences after it. The API says it and the editor shows it while one writes. */
import { type AccessFlowVersion, FLOW_LIMITS } from './access-flow.js';
import type { ApprovalPolicy } from './approval-policy.js';
import { type ConditionTree, peopleOf } from './condition.js';
import type { FlowTarget, IntegrationTarget, ResourceQuery, ServerScope, TargetPermissions } from './flow-target.js';
import { approvalInWords, listed, type NameOf, scopeInWords, treeInWords } from './flow-words.js';
import { inWords } from './in-words.js';
import type { RequestFor } from './requesters.js';
import { explainTimeframe } from './timeframe.js';

export interface SentencePart {
  readonly text: string;
  /** A value that the flow names, shown with weight. */
  readonly strong: boolean;
}

/** What a sentence needs of a flow. */
export type SaidFlow = Omit<AccessFlowVersion, 'flowId' | 'versionId' | 'version' | 'name' | 'active'>;

const plain = (text: string): SentencePart => ({ text, strong: false });
const strong = (text: string): SentencePart => ({ text, strong: true });
const UNKNOWN = 'something that no longer exists';

/** Who may ask for what, who approves, for how long; then whatever else the flow says. */
export const flowSentence = (flow: SaidFlow, nameOf: NameOf): SentencePart[] =>
  flow.trigger === 'condition' ? automaticSentence(flow, nameOf) : askingSentence(flow, nameOf);

const askingSentence = (flow: SaidFlow, nameOf: NameOf): SentencePart[] => [
  ...requestersSaid(flow.requesters, nameOf),
  plain(' may ask for '),
  ...targetsSaid(flow.targets, nameOf),
  ...requestForSaid(flow.requestFor, nameOf),
  ...(flow.approval === null
    ? [plain(', '), strong('without approval')]
    : [plain(', approved by '), strong(approversSaid(flow.approval, nameOf))]),
  ...timeSaid(flow),
  plain(flow.justificationRequired ? ', and must say why.' : '.'),
  ...furtherSaid(flow).map((text) => plain(` ${text}`)),
];

/** How long it lasts when nobody renews it is said, because that is what stays true when all of ours is dead. */
const automaticSentence = (flow: SaidFlow, nameOf: NameOf): SentencePart[] => [
  ...requestersSaid(flow.requesters, nameOf),
  plain(peopleOf(flow.requesters) === null ? ' has, ' : ' have, '),
  strong('without asking'),
  plain(', '),
  ...targetsSaid(flow.targets, nameOf, 'and'),
  plain(', for as long as that holds. Where Curfew cannot renew it, it ends by itself within '),
  strong(inWords(flow.longestSeconds)),
  plain('.'),
  ...(flow.timeframe === null ? [] : [plain(` Only at its hours: ${explainTimeframe(flow.timeframe)}`)]),
  ...(flow.allowsForwarding ? [plain(' Port forwarding is allowed.')] : []),
];

export const sentenceText = (parts: readonly SentencePart[]): string => parts.map(({ text }) => text).join('');

const requestersSaid = (tree: ConditionTree, nameOf: NameOf): SentencePart[] => {
  const people = peopleOf(tree);
  if (people === null) return [plain('Whoever meets '), strong(treeInWords(tree, nameOf))];
  const names = [...people.teamIds, ...people.personIds].map((id) => nameOf(id) ?? UNKNOWN);
  return [strong(names.length === 0 ? 'Nobody yet' : listed(names, 'and'))];
};

const requestForSaid = ({ self, directReports, others }: RequestFor, nameOf: NameOf): SentencePart[] => {
  if (self && !directReports && others === null) return [];
  const whom = [
    ...(self ? ['themselves'] : []),
    ...(directReports ? ['their direct reports'] : []),
    ...(others === null ? [] : [`others where ${treeInWords(others, nameOf)}`]),
  ];
  return [plain(', for '), strong(whom.length === 0 ? 'nobody yet' : listed(whom, 'or'))];
};

const permissionsSaid = (permissions: TargetPermissions, joint: 'and' | 'or'): SentencePart =>
  permissions === 'all'
    ? plain(joint === 'or' ? 'any permission' : 'every permission')
    : strong(listed(permissions, joint));

const targetsSaid = (targets: readonly FlowTarget[], nameOf: NameOf, joint: 'and' | 'or' = 'or'): SentencePart[] =>
  targets.length === 0
    ? [strong('nothing yet')]
    : targets.flatMap((target, at) => [
        ...(at > 0 ? [plain(`, ${joint} `)] : []),
        ...targetSaid(target, nameOf, joint),
      ]);

/** What a bundle holds, as one sentence. */
export const bundleSentence = (targets: readonly FlowTarget[], nameOf: NameOf): SentencePart[] => [
  plain('It holds '),
  ...targetsSaid(targets, nameOf, 'and'),
  plain('.'),
];

/** `sudo on servers tagged env=prod of Shop`. */
export const targetSaid = (target: FlowTarget, nameOf: NameOf, joint: 'and' | 'or' = 'or'): SentencePart[] => {
  if ('bundleId' in target)
    return [plain('what the bundle '), strong(nameOf(target.bundleId) ?? UNKNOWN), plain(' holds')];
  if ('query' in target)
    return [permissionsSaid(target.permissions, joint), plain(' on '), ...querySaid(target.query, nameOf)];
  return [permissionsSaid(target.permissions, joint), plain(' on '), ...serversSaid(target, nameOf)];
};

const serversSaid = ({ servers, integrationId }: IntegrationTarget, nameOf: NameOf): SentencePart[] => {
  const of = [plain(' of '), strong(nameOf(integrationId) ?? UNKNOWN)];
  if ('include' in servers) return [strong(scopeInWords(servers)), ...of];
  return [...selectedSaid(servers), ...of];
};

const selectedSaid = (servers: ServerScope): SentencePart[] => {
  const words = scopeInWords(servers);
  const [, start = '', rest = words] = /^(servers tagged |servers named )?(.*)$/s.exec(words) ?? [];
  return 'all' in servers ? [plain(words)] : [plain(start), strong(rest)];
};

const querySaid = ({ text, tags, integrationIds }: ResourceQuery, nameOf: NameOf): SentencePart[] => {
  const tagged = Object.entries(tags).map(([tag, value]) => `tagged ${value === '' ? tag : `${tag}=${value}`}`);
  const words = [...(text === null ? [] : [`named like “${text}”`]), ...tagged];
  const of = integrationIds === null ? [] : [plain(' of '), strong(listed(integrationIds.map((id) => nameOf(id) ?? UNKNOWN), 'or'))]; // prettier-ignore
  return [plain('every server'), ...(words.length > 0 ? [plain(' '), strong(listed(words, 'and'))] : []), ...of];
};

/** The people and teams of a policy that asks any one of them; null: it says more than that. */
export const plainApprovers = (policy: ApprovalPolicy): readonly { kind: 'person' | 'team'; id: string }[] | null => {
  const [tier, ...tiers] = policy.tiers;
  const [set, ...sets] = tier?.sets ?? [];
  if (!set || tiers.length + sets.length > 0 || !('any' in set) || set.needed !== 1 || tier.mode !== 'any-of') return null;
  if (policy.noesNeeded !== 1 || policy.requesterMayApprove || policy.approverReasonRequired) return null;
  const named = set.any.flatMap((one) => (one.kind === 'person' || one.kind === 'team' ? [one] : []));
  return named.length === set.any.length ? named : null;
}; // prettier-ignore

const approversSaid = (policy: ApprovalPolicy, nameOf: NameOf): string => {
  const named = plainApprovers(policy);
  if (named === null) return approvalInWords(policy, nameOf);
  return named.length === 0 ? 'nobody yet' : listed(named.map(({ id }) => nameOf(id) ?? UNKNOWN), 'or');
}; // prettier-ignore

/** How long, as it goes on in a sentence: `, for up to 8 hours`. */
export const timeSaid = ({
  fixedDuration,
  longestSeconds,
  defaultSeconds,
  finishWithinSeconds,
}: Pick<SaidFlow, 'fixedDuration' | 'longestSeconds' | 'defaultSeconds' | 'finishWithinSeconds'>): SentencePart[] => [
  plain(fixedDuration ? ', for exactly ' : ', for up to '),
  strong(inWords(longestSeconds)),
  ...(defaultSeconds === null || fixedDuration ? [] : [plain(` (${inWords(defaultSeconds)} unless they say)`)]),
  ...(finishWithinSeconds === null
    ? []
    : [plain(', and sessions that run then may go on for '), strong(inWords(finishWithinSeconds))]),
];

const furtherSaid = (flow: SaidFlow): string[] => [
  ...(flow.timeframe === null ? [] : [explainTimeframe(flow.timeframe)]),
  ...(flow.approval === null ? [] : answersSaid(flow.approval)),
  ...clockSaid(flow),
  ...(flow.extensions === null
    ? []
    : [`It can be made longer ${flow.extensions.most === 1 ? 'once' : `${flow.extensions.most} times`}, each time by up to ${inWords(flow.extensions.longestSeconds)}${flow.extensions.approvalAgain ? ', approved again' : ''}.`]),
  ...(flow.breakGlass === null
    ? []
    : [`In an emergency access comes at once, and is reviewed within ${inWords(flow.breakGlass.reviewWithinSeconds)}${flow.extensions !== null && !flow.extensions.approvalAgain ? '; it is made longer only where approvers say yes' : ''}.`]),
  ...(flow.customFields.length === 0 ? [] : [`They fill in ${listed(flow.customFields.map(({ label }) => label), 'and')}.`]),
  ...(flow.templates.length === 0 ? [] : [`The form offers to fill in ${listed(flow.templates.map(({ name }) => `“${name}”`), 'or')}.`]),
  ...(flow.approval === null || flow.requestTimeoutSeconds === FLOW_LIMITS.requestTimeoutSeconds.unlessSaid
    ? []
    : [`A request waits for up to ${inWords(flow.requestTimeoutSeconds)}.`]),
  ...(flow.allowsForwarding ? ['Port forwarding is allowed.'] : []),
]; // prettier-ignore

const answersSaid = ({ noesNeeded, requesterMayApprove, approverReasonRequired }: ApprovalPolicy): string[] => [
  ...(noesNeeded > 1 ? [`It takes ${noesNeeded} noes to end a request.`] : []),
  ...(requesterMayApprove ? ['The requester’s own yes counts, and is marked.'] : []),
  ...(approverReasonRequired ? ['Approvers must say why.'] : []),
];

/** When the time begins, where it is not at the approval. */
export const clockSaid = ({ clockStart, timeframe }: Pick<SaidFlow, 'clockStart' | 'timeframe'>): string[] => {
  if (clockStart.at === 'approval') return [];
  const within = inWords(clockStart.withinSeconds);
  return clockStart.at === 'first-use'
    ? [`The time begins at the first use, which must come within ${within} of the approval.`]
    : [
        `They may name a later start, up to ${within} ahead${timeframe === null ? '' : '; then only the start must be within the hours'}.`,
      ];
};
