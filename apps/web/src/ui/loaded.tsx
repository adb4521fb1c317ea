import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem.js';

interface Query<T> {
  data: T | undefined;
  error: unknown;
}

/** Shows what a query gave; before that its outline, and when it failed why. Old data stays while new is fetched. */
export function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null && query.error !== undefined) return <ProblemAlert error={query.error} />;
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      <Skeleton height={64} radius="md" />
      <Skeleton height={64} radius="md" />
      <Skeleton height={64} radius="md" />
    </Stack>
  );
}
