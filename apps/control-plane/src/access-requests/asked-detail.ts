/** What the audit keeps of who was asked: names as they were, as many as one reads. Pure. */
import type { PersonFacts } from '#access/person.js';

const MOST_NAMED = 50;

/** Takes who was asked, or told; gives the part of an audit row that says it, empty for nobody. */
export const askedDetail = (people: readonly PersonFacts[], what: 'asked' | 'told' = 'asked'): Record<string, unknown> => {
  if (people.length === 0) return {};
  const named = people.map(({ personId: id, displayName: name }) => ({ id, name })).sort((one, other) => (one.name < other.name ? -1 : 1)); // prettier-ignore
  return { [what]: named.slice(0, MOST_NAMED), ...(named.length > MOST_NAMED && { [`${what}Total`]: named.length }) };
}; // prettier-ignore
