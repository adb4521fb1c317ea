/** What the form of a shift holds, what is sent of it, and how a shift reads. Pure: the clock is passed in. */
import type { PersonId } from '#access/ids.js';
import { schedule, type Shift as Rotation, SHIFT_UNITS, type ShiftStretch, type ShiftUnit } from '#access/shift.js';
import { dateWallMs, momentOfWallMs, wallMs } from '#access/time-zone.js';
import type { PersonSummary, Shift } from '../../../../../libs/api-client/src/views.js';
import { listWords } from '../../ui/list-words.js';

/** The time zone in which the reader names times. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export interface ShiftDraft {
  name: string;
  /** In the order of their turns. */
  people: Pick<PersonSummary, 'id' | 'displayName'>[];
  count: number;
  unit: ShiftUnit;
  timeZone: string;
  startDate: string;
  handoverTime: string;
}

const DAY_MS = 86_400_000;

/** A shift to begin with: turns of a week from this Monday on, in the reader's own time zone. */
export const newShift = (nowMs: number, timeZone: string): ShiftDraft => {
  const todayMs = Math.floor(wallMs(timeZone, nowMs) / DAY_MS) * DAY_MS;
  const sinceMonday = (new Date(todayMs).getUTCDay() + 6) % 7;
  const startDate = new Date(todayMs - sinceMonday * DAY_MS).toISOString().slice(0, 10);
  return { name: '', people: [], count: 1, unit: 'weeks', timeZone, startDate, handoverTime: '09:00' };
};

export const draftOf = ({ name, people, length, timeZone, startDate, handoverTime }: Shift): ShiftDraft => ({
  name,
  people,
  ...length,
  timeZone,
  startDate,
  handoverTime,
});

/** Takes the form; gives what is sent. */
export const bodyOf = ({ name, people, count, unit, timeZone, startDate, handoverTime }: ShiftDraft) => ({
  name: name.trim(),
  personIds: people.map(({ id }) => id),
  length: { count, unit },
  timeZone,
  startDate,
  handoverTime,
});

/** What must still be said before the shift can be saved; empty: nothing. */
export const missingOf = ({ name, startDate, handoverTime }: ShiftDraft): string[] => [
  ...(name.trim() === '' ? ['its name'] : []),
  ...(startDate === '' ? ['the first day'] : []),
  ...(handoverTime === '' ? ['the time of the handover'] : []),
];

/** The next stretches as they will be when the form is saved, by the same rule as the control plane's. */
export const stretchesOf = (draft: ShiftDraft, nowMs: number, overrides: Shift['overrides']): ShiftStretch[] => {
  const { people, count, unit, timeZone, startDate, handoverTime } = draft;
  const rotation: Rotation = {
    people: people.map(({ id }) => id as PersonId),
    length: { count, unit },
    timeZone,
    startDate,
    handoverTime,
    overrides: overrides.map(({ from, until, person }) => ({
      fromMs: Date.parse(from),
      untilMs: Date.parse(until),
      personId: person.id as PersonId,
    })),
  };
  return schedule(rotation, nowMs, nowMs + PREVIEWED_DAYS[unit] * DAY_MS).slice(0, 6);
};
const PREVIEWED_DAYS: Readonly<Record<ShiftUnit, number>> = { hours: 7, days: 60, weeks: 366 };

export const UNIT_CHOICES = SHIFT_UNITS.map((value) => ({ value, label: value }));

/** Takes a shift; gives how it goes round: `Rita and Olaf take turns of 1 week, handed over on Mondays at 09:00 (Europe/Berlin).` */
export const rotationWords = (shift: Omit<ShiftDraft, 'name'>): string => {
  const { people, count, unit } = shift;
  const names = people.map(({ displayName }) => displayName);
  if (names.length === 0) return 'Nobody takes turns: only overrides put somebody on duty.';
  if (names.length === 1) return `${names[0]} alone is on duty.`;
  const length = `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
  return `${listWords(names, 'and')} take turns of ${length}, handed over ${handoverWords(shift)} (${shift.timeZone}).`;
};

const handoverWords = ({ unit, startDate, handoverTime }: Omit<ShiftDraft, 'name'>): string => {
  if (unit === 'hours') return `first at ${handoverTime}`;
  const firstMs = dateWallMs(startDate);
  if (unit === 'days' || Number.isNaN(firstMs)) return `at ${handoverTime}`;
  const weekday = new Date(firstMs).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  return `on ${weekday}s at ${handoverTime}`;
};

/** Takes a moment; gives it by the clocks of a time zone: `Mon 30 Nov, 09:00`. */
export const wallWords = (atMs: number, timeZone: string): string => {
  const date = new Date(wallMs(timeZone, atMs));
  const day = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  // Some browsers set a comma after the weekday.
  return `${day.replace(',', '')}, ${date.toISOString().slice(11, 16)}`;
};

/** For a field of date and time: the moment by the clocks of a time zone. */
export const fieldOfMoment = (atMs: number, timeZone: string): string =>
  new Date(wallMs(timeZone, atMs)).toISOString().slice(0, 16);

/** What such a field says, as a moment; null: nothing that can be read. */
export const momentOfField = (text: string, timeZone: string): number | null => {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? null : momentOfWallMs(timeZone, wall);
};
