/** Times and durations in words. Pure: the clock is passed in. */

const UNITS = [
  { name: 'day', short: 'd', seconds: 86_400 },
  { name: 'hour', short: 'h', seconds: 3600 },
  { name: 'minute', short: 'min', seconds: 60 },
  { name: 'second', short: 's', seconds: 1 },
] as const;

const split = (seconds: number) => {
  let rest = Math.max(0, Math.floor(seconds));
  return UNITS.map((unit) => {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    return { unit, count };
  });
};

/** Takes whole seconds; gives `2 hours`, `1 day 6 hours`, `90 seconds` as `1 minute 30 seconds`. Nothing is rounded away. */
export const durationWords = (seconds: number): string => {
  const words = split(seconds)
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit.name}${count === 1 ? '' : 's'}`);
  return words.join(' ') || '0 seconds';
};

/** Takes whole seconds; gives the two largest units: `2 h 5 min`, `4 min 10 s`, `3 d 1 h`. Rounds down: it never promises more. */
export const shortDuration = (seconds: number): string => {
  const parts = split(seconds);
  const first = parts.findIndex(({ count }) => count > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit.short}`)
    .join(' ');
};

/** Takes an end and now; gives `1 h 20 min left`, or `time is up`. */
export const countdownWords = (untilMs: number, nowMs: number): string =>
  untilMs <= nowMs ? 'time is up' : `${shortDuration(Math.ceil((untilMs - nowMs) / 1000))} left`;

/** Takes a past moment and now; gives `just now`, `5 min ago`, `3 d ago`. */
export const agoWords = (atMs: number, nowMs: number): string => {
  const seconds = Math.floor((nowMs - atMs) / 1000);
  if (seconds < 10) return 'just now';
  const largest = split(seconds).find(({ count }) => count > 0);
  return largest ? `${largest.count} ${largest.unit.short} ago` : 'just now';
};

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** Takes a moment and now; gives `17:30`, `tomorrow 09:00`, `yesterday 22:15` or `Mon 3 Nov 2026, 09:00`, in the reader's own time zone. */
export const momentWords = (atMs: number, nowMs: number): string => {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const shifted = (days: number): Date => {
    const day = new Date(nowMs);
    day.setDate(day.getDate() + days);
    return day;
  };
  if (sameDay(at, shifted(0))) return time;
  if (sameDay(at, shifted(1))) return `tomorrow ${time}`;
  if (sameDay(at, shifted(-1))) return `yesterday ${time}`;
  const date = at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${date}, ${time}`;
};

const PRESETS_SECONDS = [900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 259_200, 604_800];

/** Takes the longest duration that a flow allows; gives the durations to offer, shortest first, the longest itself last. */
export const durationChoices = (longestSeconds: number): number[] => {
  const below = PRESETS_SECONDS.filter((seconds) => seconds < longestSeconds);
  return [...below.slice(-5), longestSeconds];
};

/** Takes whole seconds; gives the largest unit in which they are a whole number, for a form: 5400 → 90 minutes. */
export const inLargestUnit = (seconds: number): { count: number; unitSeconds: number } => {
  const unit = UNITS.find(({ seconds: size }) => seconds % size === 0) ?? UNITS[3];
  return { count: seconds / unit.seconds, unitSeconds: unit.seconds };
};
