/**
 * When an access flow may be used: windows of days and hours in one time zone. A moment is within when a clock on the wall
 * there shows a day and time of a window. So an hour that the clocks skip is in no window, and one that they show twice
 * counts both times. What cannot be read opens nothing.
 */
import type { WrongField } from './fault.js';
import { changeOfClocksMs, isTimeZone, minutesOfDay, offsetMs } from './time-zone.js';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface TimeframeWindow {
  /** On which days it opens. */
  readonly days: readonly Weekday[];
  /** `HH:MM`, from 00:00 to 23:59. */
  readonly from: string;
  /** `HH:MM`, to 24:00; that minute is outside. Earlier than `from`: on the next day. */
  readonly until: string;
}

export interface Timeframe {
  /** IANA name, such as Europe/Berlin. */
  readonly timeZone: string;
  readonly windows: readonly TimeframeWindow[];
}

export const TIMEFRAME_LIMITS = { windows: 20 } as const;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A weekly window whose hour the clocks skip opens two weeks after the one before; one more day for the change itself. */
const FARTHEST_MS = 15 * DAY_MS;

/** 1970 began on a Thursday. */
const weekdayOf = (wallMs: number): Weekday => WEEKDAYS[(((Math.floor(wallMs / DAY_MS) + 3) % 7) + 7) % 7];
const sinceMidnightMs = (wallMs: number): number => ((wallMs % DAY_MS) + DAY_MS) % DAY_MS;

const isShownIn = (wallMs: number, { days, from, until }: TimeframeWindow): boolean => {
  const [opens, closes, minute] = [minutesOfDay(from), minutesOfDay(until), sinceMidnightMs(wallMs) / MINUTE_MS];
  const today = days.includes(weekdayOf(wallMs));
  if (opens < closes) return today && minute >= opens && minute < closes;
  if (!(closes < opens)) return false;
  return (today && minute >= opens) || (days.includes(weekdayOf(wallMs - DAY_MS)) && minute < closes);
};

/** Whether the flow may be used at that moment. */
export const isWithin = ({ timeZone, windows }: Timeframe, nowMs: number): boolean => {
  if (!isTimeZone(timeZone)) return false;
  const wallMs = nowMs + offsetMs(timeZone, nowMs);
  return windows.some((window) => isShownIn(wallMs, window));
};

/** The first moment from now on that is within; null: there is none. */
export const nextOpening = (timeframe: Timeframe, nowMs: number): number | null => firstMoment(timeframe, nowMs, true);

/** The first moment from now on that is not within; null: it never closes. */
export const nextClosing = (timeframe: Timeframe, nowMs: number): number | null => firstMoment(timeframe, nowMs, false);

const firstMoment = (timeframe: Timeframe, nowMs: number, within: boolean): number | null => {
  if (!isTimeZone(timeframe.timeZone)) return within ? null : nowMs;
  const edges = edgesOf(timeframe);
  for (let atMs = nowMs; atMs <= nowMs + FARTHEST_MS; atMs = nextEdgeMs(timeframe.timeZone, edges, atMs)) {
    if (isWithin(timeframe, atMs) === within) return atMs;
  }
  return null;
};

/** The times of day, in milliseconds since midnight, at which something may open or close: midnight is always one. */
const edgesOf = ({ windows }: Timeframe): number[] => {
  const minutes = windows.flatMap(({ from, until }) => [minutesOfDay(from), minutesOfDay(until)]);
  const known = [...minutes, 24 * 60].filter((minute) => minute > 0);
  return [...new Set(known)].sort((one, other) => one - other).map((minute) => minute * MINUTE_MS);
};

/** The first moment after this one at which the clocks show an edge, or are changed. */
const nextEdgeMs = (timeZone: string, edges: readonly number[], atMs: number): number => {
  const offset = offsetMs(timeZone, atMs);
  const sinceMidnight = sinceMidnightMs(atMs + offset);
  const edge = edges.find((one) => one > sinceMidnight) ?? DAY_MS;
  const edgeMs = atMs + edge - sinceMidnight;
  return offsetMs(timeZone, edgeMs) === offset ? edgeMs : changeOfClocksMs(timeZone, atMs, edgeMs);
};

/** What is wrong with a timeframe that somebody wrote; empty: nothing. */
export const wrongInTimeframe = ({ timeZone, windows }: Timeframe): WrongField[] => [
  ...(isTimeZone(timeZone) ? [] : [{ path: 'timeZone', reason: 'must be a time zone such as Europe/Berlin' }]),
  ...(windows.length > 0 && windows.length <= TIMEFRAME_LIMITS.windows
    ? []
    : [{ path: 'windows', reason: `must have 1 to ${TIMEFRAME_LIMITS.windows} entries` }]),
  ...windows.flatMap((window, at) => wrongInWindow(window, `windows[${at}]`)),
];

const wrongInWindow = ({ days, from, until }: TimeframeWindow, path: string): WrongField[] => {
  const known = days.length > 0 && days.every((day) => WEEKDAYS.includes(day)) && new Set(days).size === days.length;
  return [
    ...(known ? [] : [{ path: `${path}.days`, reason: 'must name at least one day of the week, each only once' }]),
    ...(minutesOfDay(from) < 24 * 60
      ? []
      : [{ path: `${path}.from`, reason: 'must be a time of day from 00:00 to 23:59' }]),
    ...(minutesOfDay(until) > 0
      ? []
      : [{ path: `${path}.until`, reason: 'must be a time of day from 00:01 to 24:00' }]),
    ...(from === until
      ? [{ path: `${path}.until`, reason: 'must differ from its beginning; a whole day is 00:00 to 24:00' }]
      : []),
  ];
};

/** One sentence: when it may be used. */
export const explainTimeframe = ({ timeZone, windows }: Timeframe): string => {
  if (windows.length === 0) return 'Never open.';
  if (!isTimeZone(timeZone)) return `Never open: “${timeZone}” is no known time zone.`;
  return `Open ${listed(windows.map(explainWindow))}, by the clocks of ${timeZone}.`;
};

const explainWindow = ({ days, from, until }: TimeframeWindow): string => {
  if (from === '00:00' && until === '24:00') return `${daysInWords(days)} all day`;
  return `${daysInWords(days)} from ${from} to ${until}${minutesOfDay(until) < minutesOfDay(from) ? ' of the next day' : ''}`;
};

const daysInWords = (days: readonly Weekday[]): string => {
  const open = WEEKDAYS.map((day) => days.includes(day));
  if (open.every(Boolean)) return 'every day';
  const runs = WEEKDAYS.flatMap((_, at) => (open[at] && !open[at - 1] ? [runFrom(open, at)] : []));
  return listed(runs.flatMap((run) => (run.length > 2 ? [`${run[0]} to ${run[run.length - 1]}`] : run)));
};

/** The days in a row that are open from this one on. */
const runFrom = (open: readonly boolean[], first: number): string[] => {
  const end = open.indexOf(false, first);
  return WEEKDAYS.slice(first, end === -1 ? WEEKDAYS.length : end).map(capitalised);
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
