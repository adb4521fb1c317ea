const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;

/** How long to wait before the next try, ms: 30 seconds after the first failure, each time twice as long, at most an hour. */
export const backOffMs = (failures: number): number => Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS);
