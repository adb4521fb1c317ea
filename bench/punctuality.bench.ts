/** Grants that end in the same second: how long after the end the removal is proved. Nobody asks for the end; the time comes. */
import { givenFleet } from './fleet.js';
import { FleetSite } from './fleet-site.js';
import { type Bench, limitRow, median, quantile, type Row } from './measure.js';

const SERVERS = 50;
const RUNS = 3;
const BARS = [
  { each: 1, p50Ms: 500, p99Ms: 1_500 },
  { each: 10, p50Ms: undefined, p99Ms: 6_000 },
];
/** Time to add them before they end. */
const LEAD_MS = { 1: 8_000, 10: 25_000 } as Record<number, number>;

export const punctuality: Bench = {
  name: 'punctuality',
  async run(say) {
    const fleet = await givenFleet(SERVERS);
    const site = await FleetSite.start(fleet, {});
    const rows: Row[] = [];
    for (const { each, p50Ms, p99Ms } of BARS) {
      const delays: number[][] = [];
      for (let turn = 0; turn < RUNS; turn++) {
        delays.push(await delaysOf(site, `p${each}x${turn}-`, each));
        const last = delays.at(-1) ?? [];
        say(
          `${SERVERS * each} ends at once: p50 ${Math.round(median(last))} ms, p99 ${Math.round(quantile(last, 0.99))} ms`,
        );
      }
      const what = `punctuality: ${SERVERS * each} grants on ${SERVERS} servers end in the same second; end to proved removal`;
      const middle = (part: number): number => median(delays.map((one) => quantile(one, part)));
      if (p50Ms) rows.push(limitRow({ bench: 'punctuality', what: `${what}, p50` }, middle(0.5), p50Ms, RUNS));
      rows.push(limitRow({ bench: 'punctuality', what: `${what}, p99` }, middle(0.99), p99Ms, RUNS));
    }
    return rows;
  },
};

/** Milliseconds from the end to the proof, of each grant. */
async function delaysOf(site: FleetSite, account: string, each: number): Promise<number[]> {
  const untilMs = Math.ceil((Date.now() + (LEAD_MS[each] ?? 0)) / 1_000) * 1_000;
  const grants = site.grants(account, untilMs, each);
  await site.bring(grants, 'present');
  const left = untilMs - Date.now();
  if (left < 0) throw new Error('The grants were not added before their end.');
  const endAt = performance.now() + left;
  const proofs = await site.proofs(grants, 'absent');
  return [...proofs.values()].map((at) => at - endAt);
}
