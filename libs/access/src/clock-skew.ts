/** How far apart two clocks are, and when that is too much [I20]. */

/** A server or connector whose clock is off by more than this gets no new grants. */
export const CLOCK_SKEW_MAX_SECONDS = 30;

export const isClockOff = (skewSeconds: number): boolean => Math.abs(skewSeconds) > CLOCK_SKEW_MAX_SECONDS;

/**
 * How far another clock is surely ahead (below 0: behind) of one's own, seconds. It was read at some moment between the
 * question and the answer: what the way and the work in between took is not held against it.
 * @param toldMs what the other clock said, Unix milliseconds
 * @param askedMs by one's own clock, likewise `answeredMs`
 */
export const clockSkewSeconds = (toldMs: number, askedMs: number, answeredMs: number): number => {
  if (toldMs < askedMs) return (toldMs - askedMs) / 1_000;
  return toldMs > answeredMs ? (toldMs - answeredMs) / 1_000 : 0;
};

/** `47 seconds behind`, `2 hours ahead`. */
export const skewWords = (skewSeconds: number): string =>
  `${lengthWords(Math.abs(Math.round(skewSeconds)))} ${skewSeconds > 0 ? 'ahead' : 'behind'}`;

const lengthWords = (seconds: number): string => {
  if (seconds < 600) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 600 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
};
