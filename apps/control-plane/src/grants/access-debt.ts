import type { GrantRow } from './grants.store.js';

/** Access debt in SQL: it should be gone, nothing shows that it is, and nobody wrote it off. */
export const IS_DEBT = `state IN ('ending', 'failed') AND proved_at IS NULL AND written_off_at IS NULL`;
/** Since when: its deadline, or the earlier moment at which its end was ordered. */
export const DEBT_SINCE = 'least(ending_at, until_at)';

type Facts = Pick<GrantRow, 'state' | 'provedAt' | 'writtenOffAt' | 'endingAt' | 'untilAt'>;

/** Since when a grant is access debt; null: it is none. */
export const debtSince = ({ state, provedAt, writtenOffAt, endingAt, untilAt }: Facts): Date | null => {
  const isDebt = (state === 'ending' || state === 'failed') && provedAt === null && writtenOffAt === null;
  if (!isDebt) return null;
  return endingAt !== null && endingAt < untilAt ? endingAt : untilAt;
};
