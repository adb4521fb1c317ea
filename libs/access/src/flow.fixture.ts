/** People, servers and a flow for the tests of decisions. */
import { type AccessFlowVersion, betweenPeople, PLAIN_FLOW } from './access-flow.js';
import { type ConditionTree, type Existing, withExisting } from './condition.js';
import type { RunningAccess } from './grant.js';
import type { AccessFlowId, AccessFlowVersionId, GrantId, IntegrationId, PersonId, ResourceId, TeamId } from './ids.js';
import { humanKey, type PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
export const PROD = 'prod-servers' as IntegrationId;
export const WEB = 'team-web' as TeamId;
export const OWNERS = 'team-owners' as TeamId;

export const person = (name: string, given: Partial<PersonFacts> = {}): PersonFacts => ({
  personId: name as PersonId,
  displayName: name,
  email: `${name}@example.org`,
  enabled: true,
  teamIds: [],
  ...given,
});

/** What the negations of tests may name; anything else was deleted. */
const EXISTING: Existing = new Map([
  ...[WEB, OWNERS, 'other', 'night', 'day'].map((id) => [id, null] as const),
  ...['rita', 'tom'].map((id) => [id, humanKey(person(id))] as const),
]);
export const lookedUp = <Tree extends ConditionTree>(tree: Tree): Tree => withExisting(tree, EXISTING) as Tree;

export const server = (name: string, given: Partial<ResourceFacts> = {}): ResourceFacts => ({
  resourceId: name as ResourceId,
  integrationId: PROD,
  name,
  tags: { env: 'prod' },
  permissions: ['web-ops', 'db-admins'],
  sudoRoles: [],
  available: true,
  ...given,
});

/** Team web and tom may ask for web-ops on servers tagged env=prod for up to 8 hours; any one of the team owners approves. */
export const flow = (given: Partial<AccessFlowVersion> = {}): AccessFlowVersion => ({
  ...PLAIN_FLOW,
  flowId: 'flow' as AccessFlowId,
  versionId: 'flow-1' as AccessFlowVersionId,
  version: 1,
  name: 'Web operators',
  active: true,
  ...betweenPeople({ personIds: ['tom' as PersonId], teamIds: [WEB] }, { personIds: [], teamIds: [OWNERS] }),
  targets: [{ integrationId: PROD, servers: { tags: { env: 'prod' } }, permissions: ['web-ops'] }],
  longestSeconds: 8 * 3600,
  justificationRequired: false,
  requestTimeoutSeconds: 86_400,
  allowsForwarding: false,
  ...given,
});

/** Access that runs for a minute more, asked for by the person himself under the flow above. */
export const running = (permission: string, given: Partial<RunningAccess> = {}): RunningAccess => ({
  grantId: `grant-${permission}` as GrantId,
  permissions: [permission],
  untilMs: NOW_MS + 60_000,
  active: true,
  askedFor: true,
  flowId: 'flow' as AccessFlowId,
  requesterId: 'rita' as PersonId,
  ...given,
});
