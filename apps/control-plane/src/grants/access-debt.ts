import type { GrantRow } from './grants.store.js';

/** In SQL: it has ended, nothing shows that it is gone, and nobody wrote it off. */
export const IS_UNPROVED = `state IN ('ending', 'failed') AND proved_at IS NULL AND written_off_at IS NULL`;
/** Access debt: it should be gone by now. Of a grant whose sessions finish by leave of its flow nothing else is left. */
export const IS_DEBT = `${IS_UNPROVED} AND finishing_sessions IS NULL`;
/** Since when: its deadline, the earlier moment at which its end was ordered, or the later one at which its sessions' was. */
export const DEBT_SINCE = 'greatest(least(ending_at, until_at), sessions_ended_at)';

type Facts = Pick<
  GrantRow,
  'state' | 'provedAt' | 'writtenOffAt' | 'endingAt' | 'untilAt' | 'finishingSessions' | 'sessionsEndedAt'
>;

/** Since when a grant is access debt; null: it is none. */
export const debtSince = ({ state, provedAt, writtenOffAt, finishingSessions, ...times }: Facts): Date | null => {
  const isUnproved = (state === 'ending' || state === 'failed') && provedAt === null && writtenOffAt === null;
  if (!isUnproved || finishingSessions !== null) return null;
  const { endingAt, untilAt, sessionsEndedAt } = times;
  if (sessionsEndedAt !== null) return sessionsEndedAt;
  return endingAt !== null && endingAt < untilAt ? endingAt : untilAt;
};
