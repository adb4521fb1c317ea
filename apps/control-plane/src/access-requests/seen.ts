import type { AccessFlowVersion } from '#access/access-flow.js';
import type { PersonFacts } from '#access/person.js';
import type { Resource } from '../catalog/resource.js';

/** What was looked up to decide just now: to show what came of it, it need not be read again. */
export interface Seen {
  readonly people: readonly PersonFacts[];
  readonly resources: readonly Resource[];
  readonly flows: readonly AccessFlowVersion[];
}

export const NOTHING_SEEN: Seen = { people: [], resources: [], flows: [] };

/** Those of the ids that have not been seen, each once. */
export const unseen = <Id>(ids: readonly Id[], seen: readonly Id[]): Id[] => [...new Set(ids)].filter((id) => !seen.includes(id)); // prettier-ignore
