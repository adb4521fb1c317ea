/** When what changed is fetched again: soon, but not by every open page in the same instant, and not for each change of many. Pure. */

/** Pages that hear of one change at once are spread over this time. */
const SPREAD_MS = 300;
/** While changes keep coming, a page fetches no more often than this. */
const REST_MS = 2000;
/** After a gap all pages of everybody have missed something, and come back together. */
const AFTER_GAP_SPREAD_MS = 3000;

/**
 * Takes how long ago this page fetched last, and a number from 0 to 1 by chance; gives how long it waits now. What is heard
 * meanwhile is fetched with it.
 */
export const refetchDelayMs = (sinceLastMs: number, chance: number): number =>
  Math.max(0, REST_MS - sinceLastMs) + chance * SPREAD_MS;

export const delayAfterGapMs = (chance: number): number => chance * AFTER_GAP_SPREAD_MS;
