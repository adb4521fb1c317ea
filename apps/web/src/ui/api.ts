/** How the pages talk to the control plane: the typed client, its queries, and what a wake-up makes stale. */
import { MutationCache, QueryClient, type Query } from '@tanstack/react-query';
import createQueries from 'openapi-react-query';
import { createApiClient } from '#api-client/client.js';
import { Problem } from '#api-client/problem.js';
import { pathsStaleAfter } from './stale-after.js';

export const api = createApiClient({ baseUrl: '' });

export const $api = createQueries(api);

export const queries: QueryClient = new QueryClient({
  // What one did oneself shows at once, also where no wake-up arrives.
  mutationCache: new MutationCache({ onSuccess: () => queries.invalidateQueries() }),
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // A wake-up may be lost: an open page also looks by itself.
      refetchInterval: 30_000,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status < 500),
    },
    mutations: { retry: false },
  },
});

const pathOf = (queryKey: readonly unknown[]): string => (typeof queryKey[1] === 'string' ? queryKey[1] : '');

/**
 * Takes topics of a wake-up (none: everything); has what is on the page fetched again. A first fetch that is under way may
 * have been answered before the change, and is not repeated by itself: so it is fetched once more when it has ended.
 */
export const refetchTopics = async (topics?: readonly string[]): Promise<void> => {
  const stale = topics && pathsStaleAfter(topics);
  const isConcerned = (query: Query): boolean =>
    stale === undefined || stale.some((path) => pathOf(query.queryKey).startsWith(path));
  const firstFetches = queries
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching', predicate: isConcerned })
    .filter((query) => query.state.data === undefined);
  await queries.invalidateQueries({ predicate: isConcerned });
  if (firstFetches.length > 0) await queries.invalidateQueries({ predicate: (query) => firstFetches.includes(query) });
};
