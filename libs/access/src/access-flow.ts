/** A rule: who may ask for what, who must approve, and for how long. Each edit makes a new version; a request keeps its own. */
import type { AccessFlowId, AccessFlowVersionId, IntegrationId } from './ids.js';
import type { PeopleOrTeams } from './person.js';
import type { ResourceFacts } from './resource.js';

/** Which servers of an integration: all, those of these names, or those that bear every one of these tags. */
export type ServerScope =
  { readonly all: true } | { readonly names: readonly string[] } | { readonly tags: Readonly<Record<string, string>> };

export interface FlowTarget {
  readonly integrationId: IntegrationId;
  readonly servers: ServerScope;
  /** `all`: whatever the resource offers, now and later. */
  readonly permissions: readonly string[] | 'all';
}

export interface AccessFlowVersion {
  readonly flowId: AccessFlowId;
  readonly versionId: AccessFlowVersionId;
  readonly version: number;
  readonly name: string;
  /** Only an active flow permits anything. It is a property of the flow, not of the version. */
  readonly active: boolean;
  readonly requesters: PeopleOrTeams;
  readonly targets: readonly FlowTarget[];
  /** Any one of them suffices. null: automatic, nobody is asked. */
  readonly approvers: PeopleOrTeams | null;
  readonly longestSeconds: number;
  readonly justificationRequired: boolean;
  readonly requestTimeoutSeconds: number;
  readonly allowsForwarding: boolean;
  /** Sessions that run at the end of a grant may run on for so long. null: they end with it. */
  readonly finishWithinSeconds: number | null;
}

/** Bounds of what a flow may say. */
export const FLOW_LIMITS = {
  shortestSeconds: 60,
  longestSeconds: 90 * 86_400,
  finishWithinSeconds: { least: 60, most: 7 * 86_400 },
  requestTimeoutSeconds: { least: 60, most: 30 * 86_400, unlessSaid: 86_400 },
} as const;

/** Whether the flow reaches this permission on this resource. What the scope does not name is not reached. */
export const coversPermission = (flow: AccessFlowVersion, resource: ResourceFacts, permission: string): boolean =>
  resource.permissions.includes(permission) &&
  flow.targets.some(
    (target) =>
      isInScope(target, resource) && (target.permissions === 'all' || target.permissions.includes(permission)),
  );

/** The permissions of this resource that the flow reaches. */
export const coveredPermissions = (flow: AccessFlowVersion, resource: ResourceFacts): string[] =>
  resource.permissions.filter((permission) => coversPermission(flow, resource, permission));

const isInScope = ({ integrationId, servers }: FlowTarget, resource: ResourceFacts): boolean => {
  if (integrationId !== resource.integrationId) return false;
  if ('all' in servers) return servers.all;
  if ('names' in servers) return servers.names.includes(resource.name);
  return bearsTags(resource, servers.tags);
};

/** No tag at all names no server: an empty condition is not "everything". */
const bearsTags = (resource: ResourceFacts, tags: Readonly<Record<string, string>>): boolean => {
  const wanted = Object.entries(tags);
  return (
    wanted.length > 0 &&
    wanted.every(([tag, value]) => Object.hasOwn(resource.tags, tag) && resource.tags[tag] === value)
  );
};
