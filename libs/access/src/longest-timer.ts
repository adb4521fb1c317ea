/** Node keeps a timer's length in 31 bits and fires a longer one at once: a wait of 30 days would end now [I21]. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A computed length, cut to what a timer can keep. Whoever wakes looks at the time again: deadlines are compared. */
export const timerMs = (ms: number): number => Math.min(Math.max(0, ms), LONGEST_TIMER_MS);
