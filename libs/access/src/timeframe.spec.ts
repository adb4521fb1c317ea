import fc from 'fast-check';
import {
  explainTimeframe,
  isWithin,
  nextClosing,
  nextOpening,
  type Timeframe,
  type TimeframeWindow,
  WEEKDAYS,
  wrongInTimeframe,
} from './timeframe.js';
import { isTimeZone } from './time-zone.js';

const MINUTE_MS = 60_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
/** Around these the clocks change in one of the zones. */
const NEAR = ['2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01', '2026-06-15'];

const time = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => hhmm(minute));
const hhmm = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const window: fc.Arbitrary<TimeframeWindow> = fc
  .record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: time,
    until: fc.oneof(time, fc.constant('24:00')),
  })
  .filter(({ from, until }) => from !== until);
const timeframe: fc.Arbitrary<Timeframe> = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  windows: fc.array(window, { minLength: 1, maxLength: 3 }),
});
const moment = fc
  .tuple(fc.constantFrom(...NEAR), fc.integer({ min: -36 * 3_600_000, max: 36 * 3_600_000 }))
  .map(([day, aside]) => Date.parse(day) + aside);

/** What the clocks on the wall show, asked of Intl field by field. */
const clockOf = (timeZone: string): ((atMs: number) => { day: string; minute: number }) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', weekday: 'long', hour: '2-digit', minute: '2-digit' }); // prettier-ignore
  return (atMs) => {
    const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    return { day: parts.weekday.toLowerCase(), minute: Number(parts.hour) * 60 + Number(parts.minute) };
  };
};
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const dayBefore = (day: string): string => WEEKDAYS[(WEEKDAYS.findIndex((one) => one === day) + 6) % 7];
const shows = ({ timeZone, windows }: Timeframe): ((atMs: number) => boolean) => {
  const clock = clockOf(timeZone);
  return (atMs) => {
    const { day, minute } = clock(atMs);
    return windows.some(({ days, from, until }) => {
      const opensOn = (one: string): boolean => days.some((name) => name === one);
      if (minuteOf(from) < minuteOf(until)) return opensOn(day) && minute >= minuteOf(from) && minute < minuteOf(until);
      return (opensOn(day) && minute >= minuteOf(from)) || (opensOn(dayBefore(day)) && minute < minuteOf(until));
    });
  };
};

describe('a timeframe', () => {
  it('holds a moment when a clock on the wall there shows a day and time of a window', () => {
    fc.assert(
      fc.property(timeframe, moment, (given, atMs) => {
        expect(isWithin(given, atMs)).toBe(shows(given)(atMs));
      }),
      { numRuns: 1000 },
    );
  });

  it('opens next at the first moment from now on that is within, and closes at the first that is not', () => {
    fc.assert(
      fc.property(timeframe, moment, (given, nowMs) => {
        const isShown = shows(given);
        for (const [next, wanted] of [
          [nextOpening, true],
          [nextClosing, false],
        ] as const) {
          const atMs = next(given, nowMs);
          const untilMs = atMs ?? nowMs + 15 * 86_400_000;
          for (let ms = nowMs; ms < untilMs; ms += MINUTE_MS) if (isShown(ms) === wanted) throw new Error(`${new Date(ms).toISOString()} was passed over`); // prettier-ignore
          if (atMs === null) continue;
          expect(isShown(atMs)).toBe(wanted);
          if (atMs > nowMs) expect(isShown(atMs - 1)).toBe(!wanted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that is open all week never closes, and one without windows never opens', () => {
    const all = { timeZone: 'Europe/Berlin', windows: [{ days: WEEKDAYS, from: '00:00', until: '24:00' }] };
    expect(nextClosing(all, Date.parse('2026-10-20T12:00Z'))).toBeNull();
    expect(nextOpening({ ...all, windows: [] }, Date.parse('2026-10-20T12:00Z'))).toBeNull();
  });

  it('whose only hour the clocks skip opens a week later', () => {
    const windows = [{ days: ['sunday'] as const, from: '02:00', until: '03:00' }];
    const afterTheOneBefore = Date.parse('2026-03-22T02:00Z');
    expect(nextOpening({ timeZone: 'Europe/Berlin', windows }, afterTheOneBefore)).toBe(
      Date.parse('2026-04-05T00:00Z'),
    );
  });

  it('that cannot be read opens nothing', () => {
    const windows = [{ days: WEEKDAYS, from: '00:00', until: '24:00' }];
    for (const bad of [
      { timeZone: 'Mars/Olympus', windows },
      { timeZone: 'UTC', windows: [{ days: WEEKDAYS, from: 'noon', until: '24:00' }] },
      { timeZone: 'UTC', windows: [{ days: WEEKDAYS, from: '00:00', until: '25:00' }] },
      { timeZone: 'UTC', windows: [{ days: WEEKDAYS, from: '09:00', until: '09:00' }] },
    ]) {
      expect([isWithin(bad, 0), nextOpening(bad, 0), nextClosing(bad, 0)]).toEqual([false, null, 0]);
      expect(wrongInTimeframe(bad)).not.toEqual([]);
    }
  });

  it('is refused field by field', () => {
    const windows = [
      { days: [], from: '24:00', until: '00:00' },
      { days: ['monday' as const], from: '9:00', until: '17:00' },
    ];
    expect(wrongInTimeframe({ timeZone: '+02:00', windows }).map(({ path }) => path)).toEqual([
      'timeZone',
      'windows[0].days',
      'windows[0].from',
      'windows[0].until',
      'windows[1].from',
    ]);
    expect(wrongInTimeframe({ timeZone: 'UTC', windows: [] }).map(({ path }) => path)).toEqual(['windows']);
  });

  it.each([
    [[{ days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '09:00', until: '17:00' }], 'Open Monday to Friday from 09:00 to 17:00, by the clocks of Europe/Berlin.'],
    [[{ days: WEEKDAYS, from: '22:00', until: '06:00' }], 'Open every day from 22:00 to 06:00 of the next day, by the clocks of Europe/Berlin.'],
    [[{ days: ['sunday', 'saturday'], from: '00:00', until: '24:00' }, { days: ['wednesday'], from: '12:00', until: '13:00' }], 'Open Saturday and Sunday all day and Wednesday from 12:00 to 13:00, by the clocks of Europe/Berlin.'],
    [[], 'Never open.'],
  ] as [TimeframeWindow[], string][])('is told in one sentence: %#', (windows, sentence) => {
    expect(explainTimeframe({ timeZone: 'Europe/Berlin', windows })).toBe(sentence);
  }); // prettier-ignore
});

describe('a time zone', () => {
  it('is known by its IANA name alone', () => {
    const known = ['Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia', 'Etc/GMT+5', 'Asia/Kolkata'];
    const unknown = ['', '+02:00', 'Mars/Olympus', 'Europe/Berlin ', 'Europe/Berlin\n', 'local', 'x'.repeat(65)];
    expect(known.filter((name) => !isTimeZone(name))).toEqual([]);
    expect(unknown.filter((name) => isTimeZone(name))).toEqual([]);
  });
});
