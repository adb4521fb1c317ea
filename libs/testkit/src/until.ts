/**
 * Waits until a condition holds, by asking again and again: the tests' replacement for a sleep.
 * @returns the condition's first truthy answer.
 * @throws Error when it did not hold within that time (milliseconds); a condition that throws does not hold yet.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within, every = 20, what = condition.toString() }: { within: number; every?: number; what?: string },
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const end = performance.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer as Exclude<T, false | null | undefined | 0 | ''>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end)
      throw new Error(`Not so within ${within} ms: ${what}${last ? ` (last: ${String(last)})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
