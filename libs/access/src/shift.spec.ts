import fc from 'fast-check';
import type { PersonId } from './ids.js';
import { nextHandoverMs, onDuty, schedule, type Shift, SHIFT_UNITS, wrongInShift } from './shift.js';

const [ada, ben, cleo] = ['ada', 'ben', 'cleo'] as PersonId[];
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const NEAR = ['2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01', '2026-06-15'];

const shift = (given: Partial<Shift> = {}): Shift => ({
  people: [ada, ben],
  length: { count: 1, unit: 'weeks' },
  timeZone: 'Europe/Berlin',
  startDate: '2026-03-02',
  handoverTime: '09:00',
  overrides: [],
  ...given,
});

/** A day near a change of the clocks, and a shift whose handovers and overrides fall near it. */
const near = fc.constantFrom(...NEAR).chain((day) => {
  const startMs = Date.parse(day) - 48 * HOUR_MS;
  const minute = fc.integer({ min: 0, max: 96 * 60 }).map((minutes) => startMs + minutes * MINUTE_MS);
  const override = fc
    .tuple(minute, fc.integer({ min: 1, max: 36 * 60 }), fc.constantFrom(ada, ben, cleo))
    .map(([fromMs, minutes, personId]) => ({ fromMs, untilMs: fromMs + minutes * MINUTE_MS, personId }));
  return fc.record({
    startMs: fc.constant(startMs),
    given: fc.record({
      people: fc.subarray([ada, ben, cleo]),
      length: fc.record({ count: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...SHIFT_UNITS) }),
      timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      startDate: fc.constantFrom('2020-02-29', '2026-03-02', day),
      handoverTime: fc.constantFrom('00:00', '01:45', '02:30', '09:00', '23:59'),
      overrides: fc.array(override, { maxLength: 3 }),
    }),
  });
});

describe('a shift', () => {
  it('has in each minute the one on duty whom its schedule names, without gap or overlap', () => {
    fc.assert(
      fc.property(near, ({ given, startMs }) => {
        const untilMs = startMs + 96 * HOUR_MS;
        const stretches = schedule(given, startMs, untilMs);
        expect(stretches.map(({ fromMs }) => fromMs)).toEqual([startMs, ...stretches.slice(0, -1).map((one) => one.untilMs)]); // prettier-ignore
        expect(stretches.at(-1)?.untilMs).toBe(untilMs);
        for (const { fromMs, untilMs: endMs, personId } of stretches) {
          for (let ms = fromMs; ms < endMs; ms += MINUTE_MS) if (onDuty(given, ms) !== personId) throw new Error(`${new Date(ms).toISOString()} is another's`); // prettier-ignore
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is handed over next at the first moment after now at which somebody else is on duty', () => {
    fc.assert(
      fc.property(near, ({ given, startMs }) => {
        const nextMs = nextHandoverMs(given, startMs);
        const before = onDuty(given, startMs);
        if (nextMs !== null) {
          expect(onDuty(given, nextMs)).not.toBe(before);
          expect(onDuty(given, nextMs - 1)).toBe(before);
        }
        const scannedMs = Math.min(nextMs ?? Infinity, startMs + 14 * 24 * HOUR_MS);
        for (let ms = startMs; ms < scannedMs; ms += 5 * MINUTE_MS) if (onDuty(given, ms) !== before) throw new Error(`${new Date(ms).toISOString()} was passed over`); // prettier-ignore
      }),
      { numRuns: 30 },
    );
  });

  it('is handed over by the clock on the wall, whatever the time of the year', () => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    const stretches = schedule(shift(), Date.parse('2026-03-02T08:00Z'), Date.parse('2028-03-01T00:00Z'));
    expect(stretches.length).toBeGreaterThan(100);
    expect([...new Set(stretches.map(({ fromMs }) => clock.format(fromMs)))]).toEqual(['09:00']);
    expect(stretches.slice(0, 3).map(({ personId }) => personId)).toEqual([ada, ben, ada]);
  });

  it('that was handed over in an hour that the clocks show twice is not handed back when they show it again', () => {
    const daily = shift({ length: { count: 1, unit: 'days' }, handoverTime: '02:30', startDate: '2026-10-24' });
    const firstMs = Date.parse('2026-10-25T00:30Z');
    expect(onDuty(daily, firstMs - 1)).toBe(ada);
    for (let ms = firstMs; ms < firstMs + 3 * HOUR_MS; ms += MINUTE_MS) expect(onDuty(daily, ms)).toBe(ben);
  });

  it('that cannot be read has nobody on duty', () => {
    for (const bad of [
      shift({ timeZone: 'Mars/Olympus' }),
      shift({ startDate: '2026-02-30' }),
      shift({ handoverTime: '9' }),
      shift({ length: { count: 0, unit: 'days' } }),
      shift({ length: { count: -1, unit: 'days' } }),
    ]) {
      expect([onDuty(bad, Date.parse('2026-06-15')), nextHandoverMs(bad, Date.parse('2026-06-15'))]).toEqual([null, null]); // prettier-ignore
      expect(wrongInShift(bad)).toHaveLength(1);
    }
    expect(wrongInShift(shift())).toEqual([]);
  });
});
