/**
 * The golden table: who is on duty over each change of the clocks. After a wanted change:
 * `UPDATE_GOLDEN=1 npm run jest -- libs/access`, and read the diff.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { PersonId } from './ids.js';
import { schedule, type Shift } from './shift.js';
import { wallMs } from './time-zone.js';

const [ada, ben, cleo] = ['ada', 'ben', 'cleo'] as PersonId[];
const base: Shift = {
  people: [ada, ben],
  length: { count: 1, unit: 'days' },
  timeZone: 'Europe/Berlin',
  startDate: '2026-01-05',
  handoverTime: '09:00',
  overrides: [],
};
const over = (from: string, until: string, personId: PersonId) => ({
  fromMs: Date.parse(from),
  untilMs: Date.parse(until),
  personId,
});
const INTO_SUMMER = ['2026-03-28T06:00Z', '2026-03-30T12:00Z'] as const;
const OUT_OF_SUMMER = ['2026-10-24T06:00Z', '2026-10-26T12:00Z'] as const;
const QUIET = ['2026-06-15T00:00Z', '2026-06-18T00:00Z'] as const;

const CASES: [string, Partial<Shift>, readonly [string, string]][] = [
  ['daily, into summer time', {}, INTO_SUMMER],
  ['daily, out of summer time', {}, OUT_OF_SUMMER],
  ['weekly, three people, into summer time', { people: [ada, ben, cleo], length: { count: 1, unit: 'weeks' } }, ['2026-03-16T00:00Z', '2026-04-15T00:00Z']],
  ['weekly, three people, out of summer time', { people: [ada, ben, cleo], length: { count: 1, unit: 'weeks' } }, ['2026-10-12T00:00Z', '2026-11-10T00:00Z']],
  ['12 hours, into summer time', { length: { count: 12, unit: 'hours' } }, INTO_SUMMER],
  ['12 hours, out of summer time', { length: { count: 12, unit: 'hours' } }, OUT_OF_SUMMER],
  ['daily at 02:30, which is skipped', { handoverTime: '02:30' }, INTO_SUMMER],
  ['daily at 02:30, which is shown twice', { handoverTime: '02:30' }, OUT_OF_SUMMER],
  ['1 hour, one is skipped', { length: { count: 1, unit: 'hours' } }, ['2026-03-28T22:00Z', '2026-03-29T04:00Z']],
  ['1 hour, one is shown twice', { length: { count: 1, unit: 'hours' } }, ['2026-10-24T22:00Z', '2026-10-25T04:00Z']],
  ['daily in New York, into summer time', { timeZone: 'America/New_York' }, ['2026-03-07T12:00Z', '2026-03-09T18:00Z']],
  ['daily in New York, out of summer time', { timeZone: 'America/New_York' }, ['2026-10-31T12:00Z', '2026-11-02T18:00Z']],
  ['daily on Lord Howe, out of summer time', { timeZone: 'Australia/Lord_Howe' }, ['2026-04-03T12:00Z', '2026-04-06T12:00Z']],
  ['daily on Lord Howe, into summer time', { timeZone: 'Australia/Lord_Howe' }, ['2026-10-02T12:00Z', '2026-10-05T12:00Z']],
  ['daily in Kolkata', { timeZone: 'Asia/Kolkata' }, QUIET],
  ['the first days', { startDate: '2026-06-16' }, QUIET],
  ['nobody', { people: [] }, QUIET],
  ['one person', { people: [ada] }, QUIET],
  ['an override within a turn', { overrides: [over('2026-06-16T12:00Z', '2026-06-16T14:00Z', cleo)] }, QUIET],
  ['an override over a handover', { overrides: [over('2026-06-16T06:00Z', '2026-06-16T08:00Z', cleo)] }, QUIET],
  ['an override by the one who is on duty', { overrides: [over('2026-06-16T12:00Z', '2026-06-16T14:00Z', ada)] }, QUIET],
  ['two overrides that meet', { overrides: [over('2026-06-16T12:00Z', '2026-06-16T14:00Z', cleo), over('2026-06-16T14:00Z', '2026-06-16T15:00Z', ben)] }, QUIET],
  ['two overrides, the later inside the earlier', { overrides: [over('2026-06-16T08:00Z', '2026-06-17T14:00Z', cleo), over('2026-06-16T12:00Z', '2026-06-16T15:00Z', ben)] }, QUIET],
  ['an override before the first turn', { startDate: '2026-06-17', overrides: [over('2026-06-15T12:00Z', '2026-06-16T12:00Z', cleo)] }, QUIET],
  ['an override where nobody takes turns', { people: [], overrides: [over('2026-06-16T12:00Z', '2026-06-16T14:00Z', cleo)] }, QUIET],
]; // prettier-ignore

const shown = (zone: string, atMs: number): string =>
  `${new Date(wallMs(zone, atMs)).toISOString().slice(5, 16).replace('T', ' ')} (${new Date(atMs).toISOString().slice(11, 16)}Z)`;

const table = (): string =>
  CASES.flatMap(([name, given, [from, until]]) => {
    const shift = { ...base, ...given };
    const lines = schedule(shift, Date.parse(from), Date.parse(until)).map(
      ({ fromMs, untilMs, personId, override }) =>
        `  ${shown(shift.timeZone, fromMs)} to ${shown(shift.timeZone, untilMs)}, ${(untilMs - fromMs) / 3_600_000} h: ${personId ?? 'nobody'}${override ? ', override' : ''}`,
    );
    return [name, ...lines, ''];
  }).join('\n');

it('has those on duty over each change of the clocks whom the golden table names', () => {
  const file = new URL('./shift.golden.txt', import.meta.url);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, table());
  expect(table()).toBe(readFileSync(file, 'utf8'));
});
