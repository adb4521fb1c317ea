/** What a page fetches again when it hears that something changed; nothing that the change does not concern. Pure. */
const DEBT = [
  '/api/access-debt',
  '/api/attention',
  '/api/failed-grants',
  '/api/unproved-extensions',
  '/api/standing-access',
  '/api/automatic-access',
] as const;

/** Which paths of the API may answer differently after a change of a topic. */
const STALE_AFTER: Record<string, readonly string[]> = {
  'access-requests': ['/api/access-requests', '/api/activity', '/api/catalog', '/api/session'],
  // Somebody else's never change what the catalog says of one's own.
  'requests-of-others': ['/api/access-requests', '/api/activity', '/api/session'],
  grants: ['/api/grants', '/api/access-requests', '/api/activity', '/api/catalog', ...DEBT],
  'grants-of-others': ['/api/grants', '/api/access-requests', '/api/activity', ...DEBT],
  // What is deleted may be named by a proposal, which is out of date then.
  integrations: [
    '/api/flow-proposals',
    '/api/integrations',
    '/api/bundles',
    '/api/servers',
    '/api/catalog',
    '/api/connectors',
  ],
  servers: ['/api/integrations', '/api/servers', '/api/catalog', '/api/standing-access', '/api/grants', '/api/automatic-access'], // prettier-ignore
  connectors: ['/api/connectors', '/api/integrations'],
  shifts: ['/api/shifts', '/api/flow-proposals'],
  bundles: ['/api/bundles', '/api/flow-proposals'],
  flows: ['/api/access-flows', '/api/catalog', '/api/flow-proposals'],
  'flow-proposals': ['/api/flow-proposals', '/api/four-eyes', '/api/attention'],
  // Who is in which team decides what one may ask for.
  // And whom the tags of servers name as owners.
  people: ['/api/four-eyes', '/api/flow-proposals', '/api/people', '/api/teams', '/api/directory', '/api/session', '/api/catalog', '/api/shifts', '/api/integrations', '/api/servers'], // prettier-ignore
  audit: ['/api/audit'],
};

export const pathsStaleAfter = (topics: readonly string[]): string[] =>
  topics.flatMap((topic) => STALE_AFTER[topic] ?? []);
