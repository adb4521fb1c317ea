/** What a flow says, in words, with the names of what it names. */
import type { Approver, ApprovalPolicy, ApproverSet } from './approval-policy.js';
import type { Condition, ConditionTree } from './condition.js';
import type { ServerScope, ServerSelector } from './flow-target.js';
import { inWords } from './in-words.js';

/** Gives the name of a person, team, shift, integration or bundle; undefined: it no longer exists. */
export type NameOf = (id: string) => string | undefined;

export const listed = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;

const IS: Readonly<Record<Condition['operator'], string>> = {
  is: 'is', 'is-not': 'is not', contains: 'contains', 'does-not-contain': 'does not contain', 'starts-with': 'starts with',
}; // prettier-ignore
const SUBJECT: Readonly<Record<Exclude<Condition['subject'], 'attribute'>, string>> = {
  person: 'the person', team: 'the team', shift: 'the shift on duty',
}; // prettier-ignore

const quoted = (text: string): string => `“${text}”`;

/** `the team is “SRE” or “DB owners”`. */
export const conditionInWords = (condition: Condition, nameOf: NameOf): string => {
  const subject = condition.subject === 'attribute' ? `the ${condition.attribute}` : SUBJECT[condition.subject];
  const byId = condition.subject !== 'attribute' && (condition.operator === 'is' || condition.operator === 'is-not');
  const values = condition.values.map((value) => quoted(byId ? (nameOf(value) ?? 'somebody unknown') : value));
  return `${subject} ${IS[condition.operator]} ${listed(values, 'or')}`;
};

export const treeInWords = (tree: ConditionTree, nameOf: NameOf): string => {
  if ('subject' in tree) return conditionInWords(tree, nameOf);
  const [parts, joint] = 'all' in tree ? [tree.all, ' and '] : [tree.any, ' or '];
  if (parts.length === 0) return 'nobody';
  return parts
    .map((part) => ('subject' in part ? treeInWords(part, nameOf) : `(${treeInWords(part, nameOf)})`))
    .join(joint);
};

/** While what one has what a flow gives by itself, said to him who has it: `you are on call: “SRE”`. */
export const whileInWords = (tree: ConditionTree, nameOf: NameOf): string => {
  const only = 'any' in tree && tree.any.length === 1 ? tree.any[0] : tree;
  if ('subject' in only && only.operator === 'is' && only.values.length === 1) {
    const name = quoted(nameOf(only.values[0]) ?? 'that no longer exists');
    if (only.subject === 'team') return `you are in the team ${name}`;
    if (only.subject === 'shift') return `you are on call: ${name}`;
    if (only.subject === 'person') return 'the access flow names you';
  }
  return `this holds for you: ${treeInWords(tree, nameOf)}`;
};

/** Somebody who may fill a place: `the team “DB owners”`, `the requester's manager`. */
export const approverInWords = (approver: Approver, nameOf: NameOf): string => {
  switch (approver.kind) {
    case 'person':
      return nameOf(approver.id) ?? 'somebody who no longer exists';
    case 'team':
      return `the team ${quoted(nameOf(approver.id) ?? 'that no longer exists')}`;
    case 'shift':
      return `whoever is on the shift ${quoted(nameOf(approver.id) ?? 'that no longer exists')}`;
    case 'manager':
      return "the requester's manager";
    case 'resource-owner':
      return 'an owner of the server';
    default:
      return 'an owner of the integration';
  }
};

const setInWords = (set: ApproverSet, nameOf: NameOf): string => {
  if ('all' in set) return listed(set.all.map((one) => approverInWords(one, nameOf)), 'and'); // prettier-ignore
  const anyone = listed(set.any.map((one) => approverInWords(one, nameOf)), 'or'); // prettier-ignore
  return set.needed > 1 ? `${set.needed} of ${anyone}` : anyone;
};

/** `“DB owners” or Omar; after 30 minutes also the requester's manager`. */
export const approvalInWords = ({ tiers, escalateAfterSeconds }: ApprovalPolicy, nameOf: NameOf): string =>
  tiers
    .map(({ mode, sets }, at) => {
      const words = sets.map((set) => (sets.length > 1 ? `(${setInWords(set, nameOf)})` : setInWords(set, nameOf)));
      const who = listed(words, mode === 'all-of' ? 'and' : 'or');
      return at === 0 ? who : `after ${inWords(at * (escalateAfterSeconds ?? 0))} also ${who}`;
    })
    .join('; ');

const selectorInWords = (selector: ServerSelector): string => {
  if ('all' in selector) return 'every server';
  if ('names' in selector) return listed(selector.names, 'and');
  if ('ids' in selector) return `${selector.ids.length} chosen servers`;
  if ('patterns' in selector) return `servers named ${listed(selector.patterns, 'or')}`;
  const tags = Object.entries('tags' in selector ? selector.tags : selector.tagPatterns);
  return `servers tagged ${listed(tags.map(([tag, value]) => (value === '' ? tag : `${tag}=${value}`)), 'and')}`; // prettier-ignore
};

export const scopeInWords = (scope: ServerScope): string => {
  if (!('include' in scope)) return selectorInWords(scope);
  const except = scope.exclude.length > 0 ? `, except ${listed(scope.exclude.map(selectorInWords), 'and')}` : '';
  return `${listed(scope.include.map(selectorInWords), 'and')}${except}`;
};
