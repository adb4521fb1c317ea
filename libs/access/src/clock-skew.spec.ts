import { clockSkewSeconds, isClockOff, skewWords } from './clock-skew.js';

describe('how far a clock is off', () => {
  it.each([
    ['between question and answer: nothing is known against it', 5_000, 0],
    ['earlier than the question: so much behind', 0, -1],
    ['later than the answer: so much ahead', 12_000, 2],
  ])('that was read %s', (_, toldMs, skew) => {
    expect(clockSkewSeconds(toldMs, 1_000, 10_000)).toBe(skew);
  });

  it('is too much above 30 seconds, to either side [I20]', () => {
    expect([30, -30, 30.1, -30.1].map(isClockOff)).toEqual([false, false, true, true]);
  });

  it.each([
    [47.4, '47 seconds ahead'],
    [-599, '599 seconds behind'],
    [-7200, '120 minutes behind'],
    [86_400 * 2, '48 hours ahead'],
  ])('%s seconds are said as %s', (skew, words) => expect(skewWords(skew)).toBe(words));
});
