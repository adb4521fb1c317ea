/**
 * On-call rotations: who is on duty when. The people take turns in their order, each for one length of time; all handovers
 * are counted on the wall clock of the shift's time zone, so one at 09:00 stays at 09:00 when the clocks change, and that
 * turn is an hour longer or shorter. An override puts somebody else on duty for a while.
 */
import type { WrongField } from './fault.js';
import type { PersonId } from './ids.js';
import { dateWallMs, isTimeZone, minutesOfDay, momentOfWallMs, wallMs } from './time-zone.js';

export const SHIFT_UNITS = ['hours', 'days', 'weeks'] as const;
export type ShiftUnit = (typeof SHIFT_UNITS)[number];

export interface ShiftLength {
  readonly count: number;
  readonly unit: ShiftUnit;
}

/** From `fromMs` on and before `untilMs`. */
export interface ShiftOverride {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly personId: PersonId;
}

export interface Shift {
  /** In the order of their turns; without any nobody is on duty. */
  readonly people: readonly PersonId[];
  readonly length: ShiftLength;
  /** IANA name, such as Europe/Berlin. */
  readonly timeZone: string;
  /** `YYYY-MM-DD`: on this day the first turn begins, at the handover time. */
  readonly startDate: string;
  /** `HH:MM` */
  readonly handoverTime: string;
  /** Where two overlap, the later one in the list counts. */
  readonly overrides: readonly ShiftOverride[];
}

/** A time in which one person is on duty; `personId` null: nobody. */
export interface ShiftStretch {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly personId: PersonId | null;
  /** The one by which the person is on duty; null: it is his turn. */
  readonly override: ShiftOverride | null;
}

export const SHIFT_LIMITS = { people: 100, count: 1_000, firstYear: 2000, lastYear: 2200 } as const;

const HOUR_MS = 3_600_000;
const UNIT_MS: Readonly<Record<ShiftUnit, number>> = { hours: HOUR_MS, days: 24 * HOUR_MS, weeks: 7 * 24 * HOUR_MS };

type OnDuty = Pick<ShiftStretch, 'personId' | 'override'>;

/** Who is on duty at that moment; null: nobody. */
export const onDuty = (shift: Shift, nowMs: number): PersonId | null => dutyAt(shift, nowMs).personId;

/** The stretches of that time in a row, the first and the last cut off at its ends. */
export const schedule = (shift: Shift, fromMs: number, untilMs: number): ShiftStretch[] => {
  const stretches: ShiftStretch[] = [];
  for (let atMs = fromMs; atMs < untilMs;) {
    const endMs = Math.min(nextChangeMs(shift, atMs) ?? untilMs, untilMs);
    stretches.push({ fromMs: atMs, untilMs: endMs, ...dutyAt(shift, atMs) });
    atMs = endMs;
  }
  return stretches;
};

/** The first moment after now at which somebody else is on duty, or nobody any more; null: it stays as it is. */
export const nextHandoverMs = (shift: Shift, nowMs: number): number | null => {
  const now = onDuty(shift, nowMs);
  let atMs: number | null = nowMs;
  do atMs = nextChangeMs(shift, atMs);
  while (atMs !== null && onDuty(shift, atMs) === now);
  return atMs;
};

/** The first moment after this one at which another stretch begins: another person, or the same one by another override or by none. */
const nextChangeMs = (shift: Shift, fromMs: number): number | null => {
  const before = dutyAt(shift, fromMs);
  for (let atMs = nextEdgeMs(shift, fromMs); atMs !== null; atMs = nextEdgeMs(shift, atMs)) {
    const after = dutyAt(shift, atMs);
    if (after.personId !== before.personId || after.override !== before.override) return atMs;
  }
  return null;
};

const dutyAt = (shift: Shift, atMs: number): OnDuty => {
  const override = overrideAt(shift, atMs);
  if (override) return { personId: override.personId, override };
  const turn = turnAt(shift, atMs);
  const { people } = shift;
  return { personId: turn === null || people.length === 0 ? null : people[turn % people.length], override: null };
};

const overrideAt = ({ overrides }: Shift, atMs: number): ShiftOverride | undefined =>
  overrides.findLast(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs);

/** The next moment at which something may change; under an override the turns beneath it do not show. */
const nextEdgeMs = (shift: Shift, atMs: number): number | null => {
  const covering = overrideAt(shift, atMs);
  const edges = shift.overrides.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]);
  if (!covering) edges.push(...nextTurnMs(shift, atMs));
  const later = edges.filter((edgeMs) => edgeMs > atMs);
  return later.length === 0 ? null : Math.min(...later);
};

/** When the next turn begins; nothing where turns make no difference any more. */
const nextTurnMs = (shift: Shift, atMs: number): number[] => {
  const turn = turnAt(shift, atMs);
  const differ = shift.people.length > 1 || (turn === null && shift.people.length > 0);
  return differ && hasTurns(shift) ? [beginOfTurnMs(shift, turn === null ? 0 : turn + 1)] : [];
};

/** The number of the turn of that moment, from 0; null: the first has not begun. */
const turnAt = (shift: Shift, atMs: number): number | null => {
  if (!hasTurns(shift)) return null;
  let turn = Math.floor((wallMs(shift.timeZone, atMs) - startWallMs(shift)) / lengthMs(shift));
  // In an hour that the clocks show again, turns that began when they showed it first go on.
  while (beginOfTurnMs(shift, turn + 1) <= atMs) turn += 1;
  return turn < 0 ? null : turn;
};

const lengthMs = ({ length: { count, unit } }: Shift): number => count * UNIT_MS[unit];
const startWallMs = ({ startDate, handoverTime }: Shift): number =>
  dateWallMs(startDate) + minutesOfDay(handoverTime) * 60_000;
const beginOfTurnMs = (shift: Shift, turn: number): number =>
  momentOfWallMs(shift.timeZone, startWallMs(shift) + turn * lengthMs(shift));

/** Whether it can be read. What cannot be read has nobody on duty. */
const hasTurns = (shift: Shift): boolean =>
  lengthMs(shift) > 0 && !Number.isNaN(startWallMs(shift)) && isTimeZone(shift.timeZone);

/** What is wrong with a shift that somebody wrote; empty: nothing. Whether the people exist is not asked here. */
export const wrongInShift = ({
  people,
  length,
  timeZone,
  startDate,
  handoverTime,
}: Omit<Shift, 'overrides'>): WrongField[] => {
  const { count, unit } = length;
  const year = new Date(dateWallMs(startDate)).getUTCFullYear();
  const wrong = (right: boolean, path: string, reason: string): WrongField[] => (right ? [] : [{ path, reason }]);
  return [
    ...wrong(people.length <= SHIFT_LIMITS.people, 'people', `must have at most ${SHIFT_LIMITS.people} entries`),
    ...wrong(new Set(people).size === people.length, 'people', 'must not name the same twice'),
    ...wrong(Number.isInteger(count) && count >= 1 && count <= SHIFT_LIMITS.count, 'length.count', `must be from 1 to ${SHIFT_LIMITS.count}`),
    ...wrong(SHIFT_UNITS.includes(unit), 'length.unit', `must be one of ${SHIFT_UNITS.join(', ')}`),
    ...wrong(isTimeZone(timeZone), 'timeZone', 'must be a time zone such as Europe/Berlin'),
    ...wrong(year >= SHIFT_LIMITS.firstYear && year < SHIFT_LIMITS.lastYear, 'startDate', 'must be a day such as 2026-11-22'),
    ...wrong(minutesOfDay(handoverTime) < 24 * 60, 'handoverTime', 'must be a time of day from 00:00 to 23:59'),
  ]; // prettier-ignore
};
