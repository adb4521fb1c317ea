/** Lists, flows and requests as sentences. Pure. */
import type { FlowTarget } from '../../../../libs/api-client/src/views.js';

/** Takes names; gives `A`, `A or B`, `A, B or C`. */
export const listWords = (names: readonly string[], last: 'and' | 'or'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;

/** Takes tags; gives `env=prod` and, for a tag without value, `prod`. */
export const tagWords = (tags: Record<string, string>): string[] =>
  Object.entries(tags).map(([name, value]) => (value === '' ? name : `${name}=${value}`));

export interface SentencePart {
  text: string;
  /** true: a value that the flow names, shown with weight. */
  strong: boolean;
}

const plain = (text: string): SentencePart => ({ text, strong: false });
const strong = (text: string): SentencePart => ({ text, strong: true });

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
