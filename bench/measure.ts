/** How a bench measures: both sides in turn in one run, medians, and ratios rather than bare times. */

export interface Row {
  /** Name of the bench's file. */
  bench: string;
  what: string;
  /** Ours and the peer's, with their unit. The peer is missing where it could not be found, or where the bar is a fixed one. */
  ours: string;
  peer: string;
  ratio: string;
  bar: string;
  met: boolean | null;
  /** How often each side ran. */
  runs: number;
}

export interface Bench {
  name: string;
  /** Gives its rows one after the other; says on the way what it does. */
  run(say: (line: string) => void): Promise<Row[]>;
}

/** One side of a comparison: gives the milliseconds of one run. */
export type Side = () => Promise<number>;

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Runs the sides in turn (A B A B …), so that what the machine does meanwhile meets them alike. Gives each side's times. */
export async function inTurn<Name extends string>(
  sides: Record<Name, Side>,
  runs: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = 0; run < runs; run++) for (const name of names) times[name].push(await sides[name]());
  return times;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which that part of the values lies (nearest rank). */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? NaN;
}

export const milliseconds = (value: number): string =>
  value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 100 ? 1 : 0)} ms`;

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`;

/** A row whose bar says how many times longer ours may take than the peer (`most`), or how many times faster it must be (`least`). */
export function timesRow(
  row: Pick<Row, 'bench' | 'what'>,
  ours: readonly number[],
  peer: readonly number[],
  bar: { most: number } | { least: number },
): Row {
  const [mine, theirs] = [median(ours), median(peer)];
  const ratio = 'most' in bar ? mine / theirs : theirs / mine;
  return {
    ...row,
    ours: milliseconds(mine),
    peer: milliseconds(theirs),
    ratio: 'most' in bar ? `${ratio.toFixed(2)}× the time` : `${ratio.toFixed(1)}× faster`,
    bar: 'most' in bar ? `≤ ${bar.most}×` : `≥ ${bar.least}×`,
    met: 'most' in bar ? ratio <= bar.most : ratio >= bar.least,
    runs: ours.length,
  };
}

/** A row without a peer: a time that must stay below a fixed one. */
export function limitRow(row: Pick<Row, 'bench' | 'what'>, ms: number, limitMs: number, runs: number): Row {
  return {
    ...row,
    ours: milliseconds(ms),
    peer: '',
    ratio: '',
    bar: `≤ ${milliseconds(limitMs)}`,
    met: ms <= limitMs,
    runs,
  };
}

/** A row of a peer that this machine lacks: no ratio is given. */
export const missingPeer = (row: Pick<Row, 'bench' | 'what'>, ours: string, peer: string, bar: string): Row => ({
  ...row,
  ours,
  peer: `${peer} is not installed`,
  ratio: '',
  bar,
  met: null,
  runs: 0,
});
