/** The text in one field of something that was thrown, such as the `code` of a system error; never its message. */
export function errorField(error: unknown, field: 'name' | 'code'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : undefined;
}
