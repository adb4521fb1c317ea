/** What a request form holds, and what follows from it. Pure. */
import type { CatalogEntry, CatalogFlow } from '#api-client/views.js';

export interface Draft {
  permissions: string[];
  flowId: string | null;
  durationSeconds: number;
  reason: string;
}

const DEFAULT_SECONDS = 3600;

/** Takes an entry of the catalog and the chosen permissions; gives the flows that allow all of them in one request. */
export const flowsFor = (entry: CatalogEntry, permissions: readonly string[]): CatalogFlow[] => {
  const chosen = entry.options.filter((option) => permissions.includes(option.permission));
  const [first, ...others] = chosen;
  if (first === undefined) return [];
  return first.flows.filter((flow) => others.every((option) => option.flows.some((other) => other.id === flow.id)));
};

/** The flow that the form stands on: the chosen one, else one without approval, else the one that gives the longest time. */
export const flowOf = (flows: readonly CatalogFlow[], flowId: string | null): CatalogFlow | undefined =>
  flows.find((flow) => flow.id === flowId) ??
  [...flows].sort((a, b) => Number(b.automatic) - Number(a.automatic) || b.longestSeconds - a.longestSeconds)[0];

/** A form as it opens: the only permission is chosen already, the time is an hour, or less where less is the longest. */
export const firstDraft = (entry: CatalogEntry): Draft => {
  const free = entry.options.filter((option) => option.mine === 'none');
  const permissions = free.length === 1 ? free.map((option) => option.permission) : [];
  return { permissions, flowId: null, durationSeconds: DEFAULT_SECONDS, reason: '' };
};

/** The duration that the form would send under a flow: never above its longest. */
export const durationUnder = (draft: Draft, flow: CatalogFlow): number =>
  Math.min(draft.durationSeconds, flow.longestSeconds);

/** What must still be said before it can be sent; undefined: nothing. */
export const missingOf = (draft: Draft, flow: CatalogFlow | undefined): string | undefined => {
  if (flow === undefined) return 'which permission';
  return flow.justificationRequired && draft.reason.trim() === '' ? 'the reason' : undefined;
};
