/** Grants that end in the same second: how long after the end the removal is proved. Nobody asks for the end; the time comes. */
import { givenFleet } from './fleet.js';
import { FleetSite } from './fleet-site.js';
import { type Bench, limitRow, median, quantile, type Row } from './measure.js';

const SERVERS = 50;
const RUNS = 3;
/** Grants that end at once, on so many servers. One alone shows what an end takes where servers do not share the bench's cores. */
const BARS = [
  { grants: 1, leadMs: 4_000, p50Ms: 500 },
  { grants: SERVERS, leadMs: 8_000, p50Ms: 500, p99Ms: 1_500 },
  { grants: 10 * SERVERS, leadMs: 25_000, p99Ms: 6_000 },
];

export const punctuality: Bench = {
  name: 'punctuality',
  async run(say) {
    const fleet = await givenFleet(SERVERS);
    const site = await FleetSite.start(fleet, {});
    const rows: Row[] = [];
    for (const { grants, leadMs, p50Ms, p99Ms } of BARS) {
      const delays: number[][] = [];
      for (let turn = 0; turn < RUNS; turn++) {
        const last = await delaysOf(site, `p${grants}x${turn}-`, { grants, leadMs });
        delays.push(last);
        say(`${grants} ends at once: p50 ${Math.round(median(last))} ms, p99 ${Math.round(quantile(last, 0.99))} ms`);
      }
      const servers = Math.min(grants, SERVERS);
      const what = `punctuality: ${grants} grants on ${servers} servers end in the same second; end to proved removal`;
      const middle = (part: number): number => median(delays.map((one) => quantile(one, part)));
      if (p50Ms) rows.push(limitRow({ bench: 'punctuality', what: `${what}, p50` }, middle(0.5), p50Ms, RUNS));
      if (p99Ms) rows.push(limitRow({ bench: 'punctuality', what: `${what}, p99` }, middle(0.99), p99Ms, RUNS));
    }
    return rows;
  },
};

/** Milliseconds from the end to the proof, of each grant; `leadMs` is the time to add them before they end. */
async function delaysOf(site: FleetSite, account: string, load: { grants: number; leadMs: number }): Promise<number[]> {
  const untilMs = Math.ceil((Date.now() + load.leadMs) / 1_000) * 1_000;
  const grants = site.grants(account, untilMs, Math.max(1, load.grants / SERVERS)).slice(0, load.grants);
  await site.bring(grants, 'present');
  const left = untilMs - Date.now();
  if (left < 0) throw new Error('The grants were not added before their end.');
  const endAt = performance.now() + left;
  const proofs = await site.proofs(grants, 'absent');
  return [...proofs.values()].map((at) => at - endAt);
}
