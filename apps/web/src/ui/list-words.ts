/** Lists, flows and requests as sentences. Pure. */
import type { AccessFlow, FlowTarget } from '../../../../libs/api-client/src/views.js';
import { durationWords } from './time-words.js';

/** Takes names; gives `A`, `A or B`, `A, B or C`. */
export const listWords = (names: readonly string[], last: 'and' | 'or'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;

/** Takes tags; gives `env=prod` and, for a tag without value, `prod`. */
export const tagWords = (tags: Record<string, string>): string[] =>
  Object.entries(tags).map(([name, value]) => (value === '' ? name : `${name}=${value}`));

/** Takes text such as `env=prod, gold`; gives the tags. */
export const tagsFrom = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return at === -1 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
      }),
  );

export interface SentencePart {
  text: string;
  /** true: a value that the flow names, shown with weight. */
  strong: boolean;
}

const plain = (text: string): SentencePart => ({ text, strong: false });
const strong = (text: string): SentencePart => ({ text, strong: true });

interface Who {
  people: { displayName: string }[];
  teams: { name: string }[];
}

const who = ({ people, teams }: Who, last: 'and' | 'or'): string =>
  listWords([...teams.map((team) => team.name), ...people.map((person) => person.displayName)], last);

/** A target as the sentence needs it: servers of an integration, or those that a query finds. */
type TargetFacts = Pick<FlowTarget, 'servers' | 'permissions'> & {
  integration: { name: string } | null;
  query?: FlowTarget['query'];
  bundle?: FlowTarget['bundle'];
};

const queryWords = ({ text, tags }: NonNullable<FlowTarget['query']>): string =>
  listWords(
    [...(text === null ? [] : [`named like “${text}”`]), ...tagWords(tags).map((tag) => `tagged ${tag}`)],
    'and',
  );

const serversWords = (target: TargetFacts): SentencePart[] => {
  if (target.query) return [plain('every server '), strong(queryWords(target.query))];
  const of = [plain(' of '), strong(target.integration?.name ?? '')];
  if ('names' in target.servers) return [strong(listWords(target.servers.names, 'and')), ...of];
  if ('tags' in target.servers)
    return [plain('servers tagged '), strong(listWords(tagWords(target.servers.tags), 'and')), ...of];
  return [plain('all' in target.servers ? 'every server' : 'chosen servers'), ...of];
};

const targetWords = (target: TargetFacts): SentencePart[] =>
  target.bundle
    ? [plain('what the bundle '), strong(target.bundle.name), plain(' holds')]
    : [
        target.permissions === 'all' ? plain('any permission') : strong(listWords(target.permissions, 'or')),
        plain(' on '),
        ...serversWords(target),
      ];

/** Takes targets; gives them as one sentence: which permissions on which servers. */
export const targetsSentence = (targets: readonly TargetFacts[]): SentencePart[] => [
  plain('It holds '),
  ...targets.flatMap((target, index) => [...(index > 0 ? [plain(', and ')] : []), ...targetWords(target)]),
  plain('.'),
];

type FlowFacts = Pick<AccessFlow, 'longestSeconds' | 'justificationRequired' | 'finishWithinSeconds'> & {
  targets: readonly TargetFacts[];
  requesters: Who;
  approvers: Who | null;
  /** There where lists of people and teams do not say the whole of it. */
  inWords?: { requesters: string; approval: string | null } | undefined;
};

/** Takes what a flow says; gives it as one sentence: who may ask for what, who approves, for how long. */
export const flowSentence = (flow: FlowFacts): SentencePart[] => {
  const targets = flow.targets.flatMap((target, index) => [
    ...(index > 0 ? [plain(', or ')] : []),
    ...targetWords(target),
  ]);
  const approval =
    flow.approvers === null
      ? [plain(', '), strong('without approval')]
      : [plain(', approved by '), strong(flow.inWords?.approval ?? (who(flow.approvers, 'or') || 'nobody yet'))];
  return [
    ...(flow.inWords
      ? [plain('Whoever meets '), strong(flow.inWords.requesters)]
      : [strong(who(flow.requesters, 'and') || 'Nobody yet')]),
    plain(' may ask for '),
    ...(targets.length > 0 ? targets : [strong('nothing yet')]),
    ...approval,
    plain(', for up to '),
    strong(durationWords(flow.longestSeconds)),
    ...(flow.finishWithinSeconds === null
      ? []
      : [plain(', and sessions that run then may go on for '), strong(durationWords(flow.finishWithinSeconds))]),
    plain(flow.justificationRequired ? ', and must say why.' : '.'),
  ];
};
