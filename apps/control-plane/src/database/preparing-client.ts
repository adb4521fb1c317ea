import pg from 'pg';

/** So many statements are prepared: some texts are as long as the list that they are given, and never come twice. */
const MOST_PREPARED = 400;

/** The columns of such a result become more when a later version adds one, and PostgreSQL refuses it prepared from then on. */
const EVERY_COLUMN = /\bSELECT \*/i;

/** By its text the name of each statement that came. */
const names = new Map<string, string>();

/** The name by which a statement is prepared. undefined: it comes for the first time, or there are too many. */
const nameOf = (text: string): string | undefined => {
  const name = names.get(text);
  if (name === undefined && names.size < MOST_PREPARED && !EVERY_COLUMN.test(text)) {
    names.set(text, `curfew_${names.size + 1}`);
  }
  return name;
};

/**
 * A connection by which PostgreSQL reads and plans a statement once and not each time: most of ours are so short that this
 * takes longer than to run them. Only what has parameters, from the second time on.
 */
export class PreparingClient extends pg.Client {
  override query(...call: unknown[]): never {
    const [text, values, ...rest] = call;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
    const query = super.query.bind(this) as (...call: unknown[]) => never;
    return name === undefined ? query(...call) : query({ name, text, values }, ...rest);
  }
}
