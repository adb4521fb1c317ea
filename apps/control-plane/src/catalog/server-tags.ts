import type { Complain } from './servers-list.js';

const TAGS_MAX = 50;
const TAG_KEY_MAX = 128;
const TAG_VALUE_MAX = 256;

/** Why a value is no text that can be shown and compared; undefined: it is one. */
export function textProblem(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return 'must be a text';
  if (value.trim() === '') return 'must not be empty';
  if (value.trim() !== value) return 'must not start or end with a blank';
  if (value.length > most) return `must have at most ${most} characters`;
  // Other: control, format (bidi), surrogates without a partner, private use, unassigned.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return 'must not hold control or invisible characters';
  return undefined;
}

/** Tags as a list (`env=prod`, or a bare word, whose value is empty) or as an object of texts, in the form of an object. */
export function readTags(tags: unknown, complain: Complain): Record<string, string> | undefined {
  if (tags === undefined) return {};
  const pairs = Array.isArray(tags) ? pairsOfList(tags, complain) : pairsOfObject(tags, complain);
  if (!pairs) return undefined;
  if (pairs.length > TAGS_MAX) {
    complain('tags', `has ${pairs.length} tags; at most ${TAGS_MAX} are possible`);
    return undefined;
  }
  const seen = new Set<string>();
  const good = pairs.filter(({ key, value, path }) => {
    const problem = pairProblem(key, value) ?? (seen.has(key) ? `names the tag "${key}" a second time` : undefined);
    if (problem !== undefined) complain(path, problem);
    seen.add(key);
    return problem === undefined;
  });
  if (good.length < pairs.length) return undefined;
  return Object.fromEntries(good.map(({ key, value }) => [key, value]));
}

interface Pair {
  key: string;
  value: string;
  path: string;
}

function pairsOfList(tags: unknown[], complain: Complain): Pair[] | undefined {
  const pairs = tags.map((tag, index): Pair | undefined => {
    const path = `tags[${index}]`;
    if (typeof tag !== 'string') {
      complain(path, 'must be a text such as "env=prod"');
      return undefined;
    }
    const at = tag.indexOf('=');
    return at < 0 ? { key: tag, value: '', path } : { key: tag.slice(0, at), value: tag.slice(at + 1), path };
  });
  return allOf(pairs);
}

function pairsOfObject(tags: unknown, complain: Complain): Pair[] | undefined {
  if (tags === null || typeof tags !== 'object') {
    complain('tags', 'must be a list of texts or an object of texts');
    return undefined;
  }
  const pairs = Object.entries(tags).map(([key, value]: [string, unknown]): Pair | undefined => {
    const path = /^[\w.-]{1,50}$/.test(key) ? `tags.${key}` : 'tags';
    if (typeof value === 'string') return { key, value, path };
    complain(path, 'must be a text');
    return undefined;
  });
  return allOf(pairs);
}

function allOf(pairs: (Pair | undefined)[]): Pair[] | undefined {
  const found = pairs.filter((pair) => pair !== undefined);
  return found.length === pairs.length ? found : undefined;
}

function pairProblem(key: string, value: string): string | undefined {
  if (key === '__proto__') return 'is not allowed as the name of a tag';
  const ofKey = textProblem(key, TAG_KEY_MAX);
  if (ofKey !== undefined) return `has a name that ${ofKey}`;
  if (key.includes('=')) return 'has a name with "=" in it';
  const ofValue = value === '' ? undefined : textProblem(value, TAG_VALUE_MAX);
  return ofValue === undefined ? undefined : `has a value that ${ofValue}`;
}
