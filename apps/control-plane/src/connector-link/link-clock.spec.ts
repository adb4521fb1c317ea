import { LinkClock } from './link-clock.js';

const told = (question: number, clockMs: number, machineMs = clockMs) => ({
  type: 'clock' as const,
  question,
  clockIso: new Date(clockMs).toISOString(),
  machineIso: new Date(machineMs).toISOString(),
});

describe('the clock of a connector', () => {
  it('is not blamed for the time that an answer was on its way, however long that is [I20]', () => {
    const clock = new LinkClock(0);
    const { question } = clock.ask(1_000_000);
    expect(clock.answered(told(question, 1_000_100), 1_120_000)).toBe(0);
    expect(clock.skewSeconds).toBe(0);
  });

  it('is off by what the way does not explain, until an answer shows that it is right', () => {
    const clock = new LinkClock(0);
    clock.answered(told(clock.ask(1_000_000).question, 940_000), 1_000_200);
    expect(clock.skewSeconds).toBe(-60);
    expect(clock.answered(told(clock.ask(2_000_000).question, 2_000_100), 2_000_200)).toBe(-60);
    expect(clock.skewSeconds).toBe(0);
  });

  it.each([
    ['the time that it goes by', 1_090_000, 1_000_050, 89.9],
    ['its machine', 1_000_050, 400_000, -600],
  ])('is as far off as %s', (_, clockMs, machineMs, skew) => {
    const clock = new LinkClock(0);
    clock.answered(told(clock.ask(1_000_000).question, clockMs, machineMs), 1_000_100);
    expect(clock.skewSeconds).toBeCloseTo(skew, 1);
  });

  it('is not judged by an answer to an older question, or to none', () => {
    const clock = new LinkClock(0);
    expect(clock.answered(told(0, 0), 1_000)).toBeUndefined();
    const { question } = clock.ask(1_000_000);
    clock.ask(1_015_000);
    expect(clock.answered(told(question, 500_000), 1_015_100)).toBeUndefined();
    expect(clock.skewSeconds).toBe(0);
  });
});
