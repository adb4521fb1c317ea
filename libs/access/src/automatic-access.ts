/** Who should have access now without asking, because the condition of a flow holds. The permits are made in decide.ts. */
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import type { GrantTerms } from './permit.js';
import type { PersonFacts } from './person.js';
import { mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { rolesOf } from './sudo-role.js';
import { isWithin } from './timeframe.js';

export interface AutomaticFacts {
  readonly flows: readonly AccessFlowVersion[];
  readonly people: readonly PersonFacts[];
  readonly resources: readonly ResourceFacts[];
  readonly nowMs: number;
}

/**
 * The access that the flows want to be there now: everything beyond it that an automatic flow once gave is to be ended, and
 * what is missing to be started. One that lasts is renewed by whoever compares, each time for the flow's longest time. A
 * server that takes no new grants is left out of what is started, never out of what may stay: see `mayStart`.
 */
export interface WantedAccess {
  readonly terms: GrantTerms;
  readonly mayStart: boolean;
}

export const wantedAccess = (facts: AutomaticFacts): WantedAccess[] =>
  facts.flows.filter((flow) => isInForce(flow, facts.nowMs)).flatMap((flow) => wantedUnder(flow, facts));

/** A flow that asks somebody gives nothing by itself, whatever else it says. */
const isInForce = (flow: AccessFlowVersion, nowMs: number): boolean =>
  flow.active &&
  flow.trigger === 'condition' &&
  flow.approval === null &&
  (flow.timeframe === null || isWithin(flow.timeframe, nowMs));

const wantedUnder = (flow: AccessFlowVersion, { people, resources, nowMs }: AutomaticFacts): WantedAccess[] => {
  const holders = people.filter((person) => person.enabled && mayAskFor(flow, person, person));
  const targets = resources
    .map((resource) => ({ resource, permissions: coveredPermissions(flow, resource) }))
    .filter(({ permissions }) => permissions.length > 0);
  return holders.flatMap(({ personId }) =>
    targets.map(({ resource, permissions }) => ({
      terms: {
        personId,
        requesterId: personId,
        resourceId: resource.resourceId,
        permissions,
        sudoRoles: rolesOf(permissions, resource.sudoRoles),
        flow,
        fromMs: nowMs,
        untilMs: nowMs + flow.longestSeconds * 1000,
      },
      mayStart: resource.available,
    })),
  );
};
