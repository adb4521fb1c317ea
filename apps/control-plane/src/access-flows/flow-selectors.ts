import type { AccessFlowVersion } from '#access/access-flow.js';
import type { ResourceSelector } from '../catalog/resource.js';

/** Which resources the flows name. */
export const selectorsOf = (flows: readonly AccessFlowVersion[]): ResourceSelector[] => {
  const targets = flows.flatMap((flow) => flow.targets.flatMap((one) => ('bundleId' in one ? (one.holds ?? []) : one)));
  const selectors = targets.map((one) =>
    'query' in one ? { query: one.query } : { integrationId: one.integrationId, servers: one.servers },
  );
  return [...new Map(selectors.map((one) => [JSON.stringify(one), one])).values()];
};
