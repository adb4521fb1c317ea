import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { AccessRequest } from '#api-client/views.js';
import { $api } from '../../ui/api.js';
import { useNowMs } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem.js';
import { shownText } from '../../ui/shown-text.js';
import { durationWords, momentWords } from '../../ui/time-words.js';

const REFRESH_MS = 30_000;

/** When approved access begins, by itself or by its first use, and what happens otherwise. */
const beginsWords = (
  { toStart, durationSeconds }: Pick<AccessRequest, 'toStart' | 'durationSeconds'>,
  nowMs: number,
): string => {
  if (toStart === null) return '';
  const due = momentWords(Date.parse(toStart.dueAt), nowMs);
  if (toStart.waitsFor !== null) {
    const end = momentWords(Date.parse(toStart.dueAt) + durationSeconds * 1000, nowMs);
    return `It should have begun ${due}, and the server takes no access now: ${toStart.waitsFor} Curfew tries again every few seconds; the access ends ${end} all the same.`;
  }
  return toStart.at === 'scheduled'
    ? `Starts by itself ${due}, for ${durationWords(durationSeconds)}. Nothing is on the server before.`
    : `Start it when you need it: ${durationWords(durationSeconds)} from then. Unused until ${due} it ends. Nothing is on the server before.`;
};

export const BeginsWords = ({ request }: { request: AccessRequest }) => (
  <>{beginsWords(request, useNowMs(REFRESH_MS))}</>
);

/** The first use of what was approved: its time begins, and the way to log in is next. */
export const StartNow = ({ request }: { request: AccessRequest }) => {
  const navigate = useNavigate();
  const start = $api.useMutation('post', '/api/access-requests/{id}/start', {
    onSuccess: ({ grant }) => grant && navigate({ to: '/my-access/$grantId', params: { grantId: grant.id } }),
  });
  if (!request.mayStart) return null;
  return (
    <>
      <ProblemAlert error={start.error} />
      <Button
        size="sm"
        loading={start.isPending}
        aria-label={`Start now: access to ${shownText(request.resource.name)}`}
        onClick={() => start.mutate({ params: { path: { id: request.id } } })}
      >
        Start now
      </Button>
    </>
  );
};
