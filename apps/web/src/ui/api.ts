/** How the pages talk to the control plane: the typed client, its queries, and what a wake-up makes stale. */
import { MutationCache, QueryClient } from '@tanstack/react-query';
import createQueries from 'openapi-react-query';
import { createApiClient } from '#api-client/client.js';
import { Problem } from '#api-client/problem.js';

export const api = createApiClient({ baseUrl: '' });

export const $api = createQueries(api);

export const queries: QueryClient = new QueryClient({
  // What one did oneself shows at once, also where no wake-up arrives.
  mutationCache: new MutationCache({ onSuccess: () => queries.invalidateQueries() }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status < 500),
    },
    mutations: { retry: false },
  },
});

/** Which paths of the API may answer differently after a change of a topic. */
const STALE_AFTER: Record<string, readonly string[]> = {
  'access-requests': ['/api/access-requests', '/api/catalog', '/api/session'],
  grants: ['/api/grants', '/api/access-requests', '/api/catalog', '/api/access-debt'],
  integrations: ['/api/integrations', '/api/servers', '/api/catalog', '/api/connectors'],
  servers: ['/api/integrations', '/api/servers', '/api/catalog', '/api/standing-access', '/api/grants'],
  connectors: ['/api/connectors', '/api/integrations'],
  flows: ['/api/access-flows', '/api/catalog'],
  people: ['/api/people', '/api/teams', '/api/directory', '/api/session'],
  audit: ['/api/audit'],
};

const pathOf = (queryKey: readonly unknown[]): string => (typeof queryKey[1] === 'string' ? queryKey[1] : '');

/** Takes topics of a wake-up (none: everything); has what is on the page fetched again. */
export const refetchTopics = (topics?: readonly string[]): Promise<void> => {
  if (topics === undefined) return queries.invalidateQueries();
  const stale = topics.flatMap((topic) => STALE_AFTER[topic] ?? []);
  return queries.invalidateQueries({
    predicate: (query) => stale.some((path) => pathOf(query.queryKey).startsWith(path)),
  });
};
