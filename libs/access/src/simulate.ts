/** The simulator: of every flow, whether it answers one person's ask for one resource at one hour, and why, sentence by sentence. */
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import { openTiers, whoIsAsked, whyNoApprover } from './approval-answers.js';
import type { AskFacts, FlowFacts } from './asking.js';
import type { AskAgainFacts } from './asking-again.js';
import { conditionInWords, listed, type NameOf, approvalInWords, scopeInWords, treeInWords } from './flow-words.js';
import { allExist, type Condition, type ConditionTree, factsFor, holds } from './condition.js';
import { decide, decideAskAgain, type ExtensionPermit, type RequestPermit } from './decide.js';
import { type Denial, isDenial } from './denial.js';
import { explainDenial, hintOf } from './explain.js';
import { explainExtension, explainPermit } from './explain-permit.js';
import { clockSaid, sentenceText, timeSaid } from './flow-sentence.js';
import type { FlowTarget } from './flow-target.js';
import { reachedPermissions } from './flow-target.js';
import type { PersonFacts } from './person.js';
import { mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { explainTimeframe, isWithin } from './timeframe.js';

/** One reason: what is looked at, whether it holds, and of a joint condition its parts. */
export interface Told {
  readonly about: 'active' | 'requesters' | 'receiver' | 'target' | 'timeframe' | 'approval' | 'time';
  readonly holds: boolean;
  readonly text: string;
  readonly parts?: readonly Told[];
}

export interface FlowSimulated {
  readonly flow: AccessFlowVersion;
  /** It lets this person ask for this at this hour; or, where nobody asks, gives it by itself. */
  readonly applies: boolean;
  readonly why: readonly Told[];
}

export interface Simulated {
  /** Those that apply first, each kind in the order in which they came. */
  readonly flows: readonly FlowSimulated[];
  readonly outcome: Outcome;
}

/** What an ask would come to, without writing anything down. */
export type Outcome =
  | { readonly would: 'start' | 'later' | 'wait'; readonly permit: RequestPermit; readonly text: string; readonly asked: readonly string[] }
  | Refused; // prettier-ignore
export type OutcomeAgain =
  { readonly would: 'extend'; readonly permit: ExtensionPermit; readonly text: string } | Refused;
export interface Refused {
  readonly would: 'refuse';
  readonly denial: Denial;
  readonly text: string;
  readonly help: string | undefined;
}

/** A dry run: what would happen, who would be asked, how long it lasts; or why not, and what would help. */
export const dryRun = (facts: AskFacts): Outcome => {
  const answer = decide(facts);
  if (isDenial(answer)) return refusal(answer);
  const asked = answer.terms.asked.map(({ displayName }) => displayName);
  const text = explainPermit(answer, facts.resource?.name ?? '');
  const unasked = answer.later ? 'later' : 'wait';
  return { would: answer.grant ? 'start' : unasked, permit: answer, text, asked };
};

/** The same of an ask that makes running access longer. */
export const dryRunAgain = (facts: AskAgainFacts): OutcomeAgain => {
  const answer = decideAskAgain(facts);
  return isDenial(answer)
    ? refusal(answer)
    : { would: 'extend', permit: answer, text: explainExtension(answer, facts) };
};

const refusal = (denial: Denial): Refused => ({
  would: 'refuse',
  denial,
  text: explainDenial(denial),
  help: hintOf(denial),
});

/** @param facts with every flow, whether it has to do with the person or not */
export const simulate = (facts: AskFacts & { resource: ResourceFacts }, nameOf: NameOf): Simulated => {
  const flows = facts.flows.map((one) => simulateFlow(one, facts, nameOf));
  return {
    flows: [...flows.filter(({ applies }) => applies), ...flows.filter(({ applies }) => !applies)],
    outcome: dryRun(facts),
  };
};

const BY_ITSELF = 'It gives access by itself while its conditions hold; nobody asks for it.';

const simulateFlow = (by: FlowFacts, facts: AskFacts & { resource: ResourceFacts }, nameOf: NameOf): FlowSimulated => {
  const { flow } = by;
  const why = [
    { about: 'active', holds: flow.active, text: `The flow is ${flow.active ? '' : 'not '}active.` } as const,
    ...(flow.trigger === 'ask' ? [] : [{ about: 'active', holds: true, text: BY_ITSELF } as const]),
    explainTree(flow.requesters, facts.requester, nameOf),
    ...receiverTold(flow, facts, nameOf),
    targetTold(flow, facts, nameOf),
    ...timeframeTold(flow, Math.max(facts.startAtMs ?? 0, facts.nowMs)),
    timeTold(flow),
    approvalTold(by, facts, nameOf),
  ];
  return { flow, applies: why.every((told) => told.about === 'approval' || told.holds), why };
};

/** A tree of conditions, each with what is known of the person. */
export const explainTree = (tree: ConditionTree, person: PersonFacts, nameOf: NameOf): Told => {
  const told = { about: 'requesters', holds: holds(tree, person) } as const;
  if ('subject' in tree) return { ...told, text: conditionTold(tree, person, nameOf) };
  const [parts, text] = 'all' in tree ? [tree.all, 'All of these hold:'] : [tree.any, 'Any one of these holds:'];
  if (parts.length === 0) return { ...told, text: 'It names nobody.' };
  return { ...told, text, parts: parts.map((part) => explainTree(part, person, nameOf)) };
};

const conditionTold = (condition: Condition, person: PersonFacts, nameOf: NameOf): string => {
  const known = factsFor(condition, person);
  const words = conditionInWords(condition, nameOf);
  if (condition.operator === 'is-not' && condition.subject !== 'attribute' && !allExist(condition))
    return `${words}: it names what no longer exists, so no.`;
  if (isOtherAccount(condition, person))
    return `${words}: ${person.displayName} has the address of one who is named, so no.`;
  if (known === null) return `${words}: not known of ${person.displayName}, so no.`;
  const facts = condition.subject === 'attribute' ? known : known.map((fact) => nameOf(fact) ?? fact);
  return `${words}: ${person.displayName} has ${facts.length === 0 ? 'none' : listed(facts, 'and')}, so ${holds(condition, person) ? 'yes' : 'no'}.`;
};

/** Kept out because somebody is whom he has the address of, not by his own name. */
const isOtherAccount = (condition: Condition, person: PersonFacts): boolean =>
  condition.subject === 'person' &&
  condition.operator === 'is-not' &&
  !condition.values.includes(person.personId) &&
  !holds(condition, person);

const receiverTold = (flow: AccessFlowVersion, { requester, receiver }: AskFacts, nameOf: NameOf): Told[] => {
  if (requester.personId === receiver.personId && flow.requestFor.self) return [];
  const lets = mayAskFor({ ...flow, requesters: anybody(requester) }, requester, receiver);
  const others = flow.requestFor.others === null ? 'nobody else' : `others where ${treeInWords(flow.requestFor.others, nameOf)}`; // prettier-ignore
  const whom = [flow.requestFor.self ? 'oneself' : [], flow.requestFor.directReports ? 'direct reports' : [], others].flat(); // prettier-ignore
  return [{ about: 'receiver', holds: lets, text: `One may ask for ${listed(whom, 'and')}.` }];
};
const anybody = ({ personId }: PersonFacts): ConditionTree => ({
  subject: 'person',
  operator: 'is',
  values: [personId],
});

const targetTold = (flow: AccessFlowVersion, { resource, permissions }: AskFacts & { resource: ResourceFacts }, nameOf: NameOf): Told => {
  const covered = coveredPermissions(flow, resource);
  const holdsAll = covered.length > 0 && permissions.every((one) => covered.includes(one));
  const found = covered.length === 0 ? 'none of it' : listed(covered, 'and');
  const parts = flow.targets.map((target): Told => {
    const reached = reachedPermissions([target], resource);
    return { about: 'target', holds: reached.length > 0, text: `${targetInWords(target, nameOf)}: ${listed(reached, 'and')}.` };
  });
  return { about: 'target', holds: holdsAll, text: `On ${resource.name} it reaches ${found}.`, parts };
}; // prettier-ignore

const targetInWords = (target: FlowTarget, nameOf: NameOf): string => {
  if ('bundleId' in target) return `the bundle ${nameOf(target.bundleId) ?? 'that no longer exists'}`;
  if ('query' in target) return `the saved query “${target.query.text ?? Object.entries(target.query.tags).join(' ')}”`;
  return `${scopeInWords(target.servers)} of ${nameOf(target.integrationId) ?? 'an integration that no longer exists'}`;
};

const timeTold = (flow: AccessFlowVersion): Told => {
  const text = sentenceText(timeSaid(flow)).replace(/^, /, 'It gives access ');
  return { about: 'time', holds: true, text: [`${text}.`, ...clockSaid(flow)].join(' ') };
};

const timeframeTold = ({ timeframe }: AccessFlowVersion, nowMs: number): Told[] =>
  timeframe === null
    ? []
    : [{ about: 'timeframe', holds: isWithin(timeframe, nowMs), text: explainTimeframe(timeframe) }];

const approvalTold = ({ flow, approvers }: FlowFacts, facts: AskFacts, nameOf: NameOf): Told => {
  const { approval } = flow;
  if (approval === null) return { about: 'approval', holds: true, text: 'Nobody is asked.' };
  const open = openTiers(approval, facts.nowMs, facts.nowMs);
  const asked = whoIsAsked(approval, approvers, facts, open).map(({ displayName }) => displayName);
  const left = approvers.filter((one) => whyNoApprover(approval, one, facts) === 'own-request');
  const own = left.length > 0 ? ` Not counted, because it would be their own: ${listed(left.map(({ displayName }) => displayName), 'and')}.` : ''; // prettier-ignore
  const first = asked.length > 0 ? listed(asked.slice(0, 10), 'and') : 'nobody';
  const text = `Approved by ${approvalInWords(approval, nameOf)}. Asked first: ${first}.${own}`;
  return { about: 'approval', holds: asked.length > 0, text };
};
