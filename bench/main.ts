/** `npm run bench [-- name…]`: runs the benches and their peers, prints the table, and writes what was measured. */
import { tidyUp } from '#testkit/at-end.js';
import { approveToLogin } from './approve-to-login.bench.js';
import { catalog } from './catalog.bench.js';
import { decideBench } from './decide.bench.js';
import { fanOut } from './fan-out.bench.js';
import type { Bench, Row } from './measure.js';
import { punctuality } from './punctuality.bench.js';
import { printTable, writeResults } from './report.js';
import { requests } from './requests.bench.js';
import { sign } from './sign.bench.js';

const BENCHES: Bench[] = [decideBench, catalog, requests, sign, approveToLogin, fanOut, punctuality];

const say = (line: string): void => void process.stderr.write(`bench: ${line}\n`);

/** Exit code 1 where a bar is missed, so that it can be seen by a machine too. */
export async function bench(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !BENCHES.some((one) => one.name === name));
  if (unknown.length > 0) {
    say(`there is no bench ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  const rows: Row[] = [];
  try {
    for (const one of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
      say(`${one.name} …`);
      rows.push(...(await one.run((line) => say(`${one.name}: ${line}`))));
      await tidyUp();
    }
  } finally {
    await tidyUp();
  }
  await writeResults(rows);
  printTable(rows);
  process.exit(rows.some(({ met }) => met === false) ? 1 : 0);
}
