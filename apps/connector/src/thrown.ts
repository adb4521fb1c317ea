/** Reads what somebody threw. It may be anything, also an error of another realm, which `instanceof` does not know. */

/** A field of it, where that is a text: `code` of the system, `level` of ssh2. */
export const fieldOf = (thrown: unknown, name: string): string | undefined => {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const value: unknown = Reflect.get(thrown, name);
  return typeof value === 'string' ? value : undefined;
};

/** Its words, for the log. */
export const wordsOf = (thrown: unknown): string => fieldOf(thrown, 'message') ?? String(thrown);
