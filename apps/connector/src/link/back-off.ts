/** How long to wait before the next try: doubling from the first to the longest, and a random part of that (full jitter). */
export interface BackOffOptions {
  firstMs: number;
  longestMs: number;
  /** From 0 to below 1. */
  random: () => number;
}

/** Milliseconds before the next try after so many failures in a row (1 or more). */
export const backOffMs = (failures: number, { firstMs, longestMs, random }: BackOffOptions): number => {
  const ceilingMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(random() * ceilingMs);
};
