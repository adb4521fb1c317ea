/** What the benches print and write: the table, bench/results.json, and the table in the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { run } from '#virtual-hosts/run.js';
import type { Row } from './measure.js';

const ROOT = new URL('../../', import.meta.url);
const RESULTS = new URL('bench/results.json', ROOT);
const README = new URL('README.md', ROOT);
const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->'];

interface Results {
  machine: string;
  /** Day on which each bench was last run, by its name. */
  days: Record<string, string>;
  rows: Row[];
}

/** Writes the rows of this run over those of the same benches; the others stay as they were measured. */
export async function writeResults(rows: Row[]): Promise<void> {
  const known = readResults();
  const names = new Set(rows.map(({ bench }) => bench));
  const today = new Date().toISOString().slice(0, 10);
  const results: Results = {
    machine: await machine(),
    days: { ...known.days, ...Object.fromEntries([...names].map((name) => [name, today])) },
    rows: [...known.rows.filter(({ bench }) => !names.has(bench)), ...rows].sort(byBench),
  };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeReadme(results);
}

export function printTable(rows: Row[]): void {
  const lines = [['bench', 'what', 'ours', 'peer', 'ratio', 'bar', 'runs', ''], ...rows.map(cells)];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length))) ?? [];
  for (const line of lines) {
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}

const cells = ({ bench, what, ours, peer, ratio, bar, runs, met }: Row): string[] => [
  bench,
  what,
  ours,
  peer,
  ratio,
  bar,
  String(runs || ''),
  verdict(met),
];

const verdict = (met: boolean | null): string => (met === null ? 'no peer' : met ? 'met' : 'MISSED');
const byBench = (one: Row, other: Row): number => one.bench.localeCompare(other.bench);

function readResults(): Results {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
  } catch {
    return { machine: '', days: {}, rows: [] };
  }
}

async function machine(): Promise<string> {
  const { stderr } = await run(['ssh', '-V']);
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}, ${stderr.split(',')[0] ?? 'no ssh'}`;
}

function writeReadme({ machine, rows }: Results): void {
  const text = readFileSync(README, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1];
  if (before === undefined || after === undefined) return;
  const table = rows.map(
    ({ what, ours, peer, ratio, bar, met }) =>
      `| ${what} | ${ours} | ${peer || '—'} | ${ratio || '—'} | ${bar} | ${met === false ? '**missed**' : verdict(met)} |`,
  );
  const head = ['| what | ours | peer | ratio | bar | |', '|---|---|---|---|---|---|'];
  const lines = [BEGIN, ...head, ...table, '', `Measured on one machine (${machine}), servers and all.`, END];
  writeFileSync(README, `${before}${lines.join('\n')}${after}`);
}
