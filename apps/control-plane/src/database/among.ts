/** A short list is written out: PostgreSQL plans `= ANY($1)` anew each time, since it can't know how much is in it. */
const WRITTEN_OUT = 8;

export interface Among {
  /** Goes behind the column. Its parameters are the first ones of the query. */
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Takes ids and gives the condition that a column is one of them: `IN ($1, $2)`. */
export const among = (ids: readonly string[]): Among =>
  ids.length === 0 || ids.length > WRITTEN_OUT
    ? { sql: '= ANY($1)', values: [[...ids]] }
    : { sql: `IN (${ids.map((_, at) => `$${at + 1}`).join(', ')})`, values: ids };
