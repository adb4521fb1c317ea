/** What a flow asks for beside the reason, such as the number of a ticket. */

export interface CustomField {
  /** Under which it is sent and kept. */
  readonly name: string;
  readonly label: string;
  /** What the whole value must look like, see `isFieldPattern`. null: any text. */
  readonly pattern: string | null;
  readonly required: boolean;
}

export const CUSTOM_FIELD_LIMITS = { fields: 10, valueLength: 200, patternLength: 100 } as const;
export const CUSTOM_FIELD_NAME = /^[a-z][a-z0-9-]{0,31}$/;

const ATOM = String.raw`(?:\\[dwsDWS]|\\[^A-Za-z0-9]|\[\^?(?:[^\\\][]|\\[^A-Za-z0-9])+\]|[^\\\][(){}|^$*+?.]|\.)`;
const QUANTIFIER = String.raw`(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})`;
const PATTERN = new RegExp(`^(?:${ATOM}${QUANTIFIER}?)+$`, 'u');
/** With more of them a text could be made on which matching takes for ever. */
const MOST_QUANTIFIERS = 3;

/**
 * Whether a text may be the pattern of a field: a regular expression of characters, classes and at most three quantifiers,
 * such as `INC-\d{4,8}`. No groups and no alternatives, so that no value takes long to match.
 */
export const isFieldPattern = (text: string): boolean => {
  if (text.length > CUSTOM_FIELD_LIMITS.patternLength || !PATTERN.test(text)) return false;
  const bare = text.replace(/\\./gu, 'x').replace(/\[[^\]]*\]/gu, 'x');
  if ((bare.match(/[*+?{]/gu) ?? []).length > MOST_QUANTIFIERS) return false;
  return compiled(text) !== null;
};

/** A pattern without the anchors that many write around it: the whole value is compared anyway. */
export const withoutAnchors = (pattern: string): string =>
  pattern.replace(/^\^/, '').replace(/(?<!\\)((?:\\\\)*)\$$/, '$1');

/** A pattern that is none matches nothing. */
const compiled = (pattern: string): RegExp | null => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return null;
  }
};

/** The first field whose value is missing or malformed, or that nobody asked for; null: all are right. */
export const wrongField = (
  fields: readonly CustomField[],
  values: Readonly<Record<string, string>>,
): { label: string; why: 'missing' | 'malformed' | 'unknown' } | null => {
  const unknown = Object.keys(values).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) return { label: unknown, why: 'unknown' };
  for (const { name, label, pattern, required } of fields) {
    const value = Object.hasOwn(values, name) ? values[name].trim() : '';
    if (value === '' && required) return { label, why: 'missing' };
    if (value !== '' && !isRight(value, pattern)) return { label, why: 'malformed' };
  }
  return null;
};

/** Whether the field takes this value. */
export const fitsField = (value: string, { pattern }: Pick<CustomField, 'pattern'>): boolean =>
  isRight(value.trim(), pattern);

const isRight = (value: string, pattern: string | null): boolean =>
  value.length <= CUSTOM_FIELD_LIMITS.valueLength && (pattern === null || (compiled(pattern)?.test(value) ?? false));
