/**
 * Time zones by their IANA names: what a clock on the wall there shows, and when it first shows a given time. A wall time is
 * kept as the milliseconds at which a clock of UTC shows the same date and time.
 */

const DAY_MS = 86_400_000;
/** More zones than there are, so that spellings of one zone do not fill the memory. */
const MOST_ZONES = 1_000;

/** A zone that was asked for. Many rules ask for the offset of one moment, the present one: it is kept. */
interface KnownZone {
  /** Making one takes fifty times as long as using it. */
  readonly formatter: Intl.DateTimeFormat;
  lastMs: number;
  lastOffsetMs: number;
}

const knownZones = new Map<string, KnownZone>();

const zoneOf = (timeZone: string): KnownZone => {
  const known = knownZones.get(timeZone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', timeZoneName: 'longOffset' });
  const made = { formatter, lastMs: Number.NaN, lastOffsetMs: 0 };
  if (knownZones.size >= MOST_ZONES) knownZones.clear();
  knownZones.set(timeZone, made);
  return made;
};

/** Whether it is the name of a time zone, such as Europe/Berlin. A bare offset such as +02:00 is none: it knows no summer. */
export const isTimeZone = (text: string): boolean => {
  if (text.length > 64 || !/^[A-Za-z]/.test(text)) return false;
  try {
    zoneOf(text);
    return true;
  } catch {
    return false;
  }
};

/** How far the clocks of the zone are ahead of UTC at that moment. @throws RangeError for what is no time zone */
export const offsetMs = (timeZone: string, atMs: number): number => {
  const zone = zoneOf(timeZone);
  if (zone.lastMs !== atMs) {
    zone.lastOffsetMs = offsetIn(zone.formatter.format(atMs));
    zone.lastMs = atMs;
  }
  return zone.lastOffsetMs;
};

/** Takes a time such as `9 AM GMT+05:30`; gives the offset at its end. */
const offsetIn = (text: string): number => {
  const told = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!told) throw new RangeError(`“${text}” has no offset.`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = told;
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -size : size;
};

/** What the clocks of the zone show at that moment. */
export const wallMs = (timeZone: string, atMs: number): number => atMs + offsetMs(timeZone, atMs);

/** The first moment after `fromMs` with the offset of `untilMs`; between the two the clocks change at most once. */
export const changeOfClocksMs = (timeZone: string, fromMs: number, untilMs: number): number => {
  const after = offsetMs(timeZone, untilMs);
  let [before, changed] = [fromMs, untilMs];
  while (changed - before > 1) {
    const middle = Math.floor((before + changed) / 2);
    if (offsetMs(timeZone, middle) === after) changed = middle;
    else before = middle;
  }
  return changed;
};

/** The first moment at which the clocks show that time, or have jumped over it. */
export const momentOfWallMs = (timeZone: string, wantedWallMs: number): number => {
  const [fromMs, untilMs] = [wantedWallMs - DAY_MS, wantedWallMs + DAY_MS];
  const [before, after] = [offsetMs(timeZone, fromMs), offsetMs(timeZone, untilMs)];
  if (before === after) return wantedWallMs - before;
  const [earlier, later] = [wantedWallMs - before, wantedWallMs - after];
  if (offsetMs(timeZone, earlier) === before) return earlier;
  return offsetMs(timeZone, later) === after ? later : changeOfClocksMs(timeZone, fromMs, untilMs);
};

/** `09:30` as minutes since midnight; `24:00` is the end of the day. NaN: it is no time of day. */
export const minutesOfDay = (text: string): number => {
  const told = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (!told) return Number.NaN;
  const [, hours = '24', minutes = '0'] = told;
  return Number(hours) * 60 + Number(minutes);
};

/** `2026-11-22` as the wall time of its midnight. NaN: there is no such day. */
export const dateWallMs = (text: string): number => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(atMs) || !new Date(atMs).toISOString().startsWith(text) ? Number.NaN : atMs;
};
