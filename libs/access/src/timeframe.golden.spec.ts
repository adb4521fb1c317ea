/**
 * The golden table: each opening and closing of each timeframe over each change of the clocks. After a wanted change:
 * `UPDATE_GOLDEN=1 npm run jest -- libs/access`, and read the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isWithin, nextClosing, nextOpening, type Timeframe, type TimeframeWindow, WEEKDAYS } from './timeframe.js';
import { offsetMs } from './time-zone.js';

/** The day before a change of the clocks to the day after. */
const CHANGES: { zone: string; what: string; from: string; until: string }[] = [
  { zone: 'Europe/Berlin', what: '02:00 → 03:00', from: '2026-03-28T12:00Z', until: '2026-03-30T12:00Z' },
  { zone: 'Europe/Berlin', what: '03:00 → 02:00', from: '2026-10-24T12:00Z', until: '2026-10-26T12:00Z' },
  { zone: 'America/New_York', what: '02:00 → 03:00', from: '2026-03-07T17:00Z', until: '2026-03-09T17:00Z' },
  { zone: 'America/New_York', what: '02:00 → 01:00', from: '2026-10-31T17:00Z', until: '2026-11-02T17:00Z' },
  { zone: 'Asia/Kolkata', what: 'no change', from: '2026-03-28T06:30Z', until: '2026-03-30T06:30Z' },
  { zone: 'Australia/Lord_Howe', what: '02:00 → 01:30', from: '2026-04-04T01:30Z', until: '2026-04-06T01:30Z' },
  { zone: 'Australia/Lord_Howe', what: '02:00 → 02:30', from: '2026-10-03T01:30Z', until: '2026-10-05T01:30Z' },
];

const daily = (from: string, until: string): TimeframeWindow[] => [{ days: WEEKDAYS, from, until }];
const WINDOWS: Record<string, TimeframeWindow[]> = {
  '09:00-17:00': daily('09:00', '17:00'),
  '22:00-06:00': daily('22:00', '06:00'),
  '22:00-02:15': daily('22:00', '02:15'),
  '02:00-03:00': daily('02:00', '03:00'),
  '01:45-02:15': daily('01:45', '02:15'),
  '02:30-05:00': daily('02:30', '05:00'),
  'all Sunday': [{ days: ['sunday'], from: '00:00', until: '24:00' }],
  'Saturday 23:00-02:30': [{ days: ['saturday'], from: '23:00', until: '02:30' }],
  'two that meet': [...daily('01:00', '02:00'), ...daily('02:00', '03:30')],
};

const shown = (zone: string, atMs: number): string =>
  `${new Date(atMs + offsetMs(zone, atMs)).toISOString().slice(5, 16).replace('T', ' ')} (${new Date(atMs).toISOString().slice(11, 19)}Z)`;

const openings = (timeframe: Timeframe, fromMs: number, untilMs: number): string[] => {
  const lines: string[] = [];
  let atMs: number | null = fromMs;
  while (atMs !== null && (atMs = nextOpening(timeframe, atMs)) !== null && atMs < untilMs) {
    const closesMs = nextClosing(timeframe, atMs);
    if (closesMs === null) throw new Error('closes at some time');
    expect([isWithin(timeframe, atMs), isWithin(timeframe, closesMs - 1), isWithin(timeframe, closesMs)]).toEqual([true, true, false]); // prettier-ignore
    const hours = (closesMs - atMs) / 3_600_000;
    lines.push(`    ${shown(timeframe.timeZone, atMs)} to ${shown(timeframe.timeZone, closesMs)}: ${hours} h`);
    atMs = closesMs;
  }
  return lines;
};

const table = (): string =>
  CHANGES.flatMap(({ zone, what, from, until }) => [
    `${zone}, ${what}`,
    ...Object.entries(WINDOWS).flatMap(([name, windows]) => {
      const lines = openings({ timeZone: zone, windows }, Date.parse(from), Date.parse(until));
      return [`  ${name}`, ...(lines.length > 0 ? lines : ['    does not open'])];
    }),
    '',
  ]).join('\n');

it('opens and closes over each change of the clocks as the golden table says', () => {
  const file = new URL('./timeframe.golden.txt', import.meta.url);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, table());
  expect(table()).toBe(readFileSync(file, 'utf8'));
});
