/** Names of internationalised domains as they are read: `xn--bcher-kva` is `bücher` (RFC 3492). */

/** The label with its letters; one that is wrongly encoded, or not at all, is given back as it is. */
export const readableLabel = (label: string): string =>
  label.startsWith('xn--') ? (decoded(label.slice(4)) ?? label) : label;

const BASE = 36;
const LEAST_THRESHOLD = 1;
const MOST_THRESHOLD = 26;
const MOST_CODE_POINT = 0x10ffff;

const decoded = (text: string): string | undefined => {
  const delimiter = text.lastIndexOf('-');
  const points = [...text.slice(0, Math.max(delimiter, 0))].map((letter) => letter.codePointAt(0) ?? 0);
  const digits = [...text.slice(delimiter + 1)].map((letter) => Number.parseInt(letter, BASE));
  let [point, index, bias, at] = [128, 0, 72, 0];
  while (at < digits.length) {
    const before = index;
    for (let weight = 1, position = BASE; ; position += BASE) {
      const digit = valueOf(digits[at++]);
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = Math.min(Math.max(position - bias, LEAST_THRESHOLD), MOST_THRESHOLD);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = points.length + 1;
    bias = adapted(index - before, length, before === 0);
    point += Math.floor(index / length);
    if (!(point <= MOST_CODE_POINT)) return undefined; // too large for a number, too
    index %= length;
    points.splice(index, 0, point);
    index += 1;
  }
  return String.fromCodePoint(...points);
};

/** Letters are 0 to 25 there, and digits 26 to 35; in base 36 it is the other way round. */
const valueOf = (digit: number | undefined): number | undefined =>
  digit === undefined || Number.isNaN(digit) ? undefined : digit < 10 ? digit + 26 : digit - 10;

const adapted = (delta: number, length: number, first: boolean): number => {
  let scaled = Math.floor(delta / (first ? 700 : 2));
  scaled += Math.floor(scaled / length);
  let steps = 0;
  for (; scaled > 455; steps += BASE) scaled = Math.floor(scaled / (BASE - LEAST_THRESHOLD));
  return steps + Math.floor((36 * scaled) / (scaled + 38));
};
