/** `8 hours`, `1 hour 30 minutes`, `45 seconds`. */
export const inWords = (seconds: number): string => {
  const units: [string, number][] = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]; // prettier-ignore
  let rest = Math.max(0, Math.round(seconds));
  const words = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : [];
  });
  return words.slice(0, 2).join(' ') || '0 seconds';
};

/** `2026-11-22 12:00 UTC`. Pages say moments by the clock of the reader; sentences that reach others too, by this. */
export const utcWords = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
