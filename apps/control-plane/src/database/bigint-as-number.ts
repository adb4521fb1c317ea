/** Column transformer: PostgreSQL's bigint comes as text; generations stay far below 2^53. */
export const bigintAsNumber = { to: (value: number): number => value, from: (value: string): number => Number(value) };
