/**
 * Requests that are submitted and approved at once by many, through the API of one control plane on one PostgreSQL that
 * writes to the disk. Every tenth is approved twice at the same time. Clients, control plane and database share the machine.
 */
import type { AccessRequestView } from '../apps/control-plane/src/access-requests/access-requests.view.js';
import { BigSite, flowsOf, idOf, resourceOf, SIZE } from './big-site.js';
import { type Bench, median, perSecond, type Row, timed } from './measure.js';

const AT_ONCE = 32;
const EACH = 20;
const RUNS = 3;
const LEAST_PER_SECOND = 300;

export const requests: Bench = {
  name: 'requests',
  async run(say) {
    const site = await BigSite.start();
    const runs = Array.from({ length: RUNS + 1 }, (_, run) => askersOf(run));
    await site.signIn(runs.flatMap((askers) => [...askers, ...askers.map(approverOf)]));
    const rates: number[] = [];
    for (const [run, askers] of runs.entries()) {
      const tookMs = await timed(() => Promise.all(askers.map((asker) => askAndApprove(site, asker, run))));
      const rate = (AT_ONCE * EACH * 1_000) / tookMs;
      say(`${run === 0 ? 'to warm up' : `run ${run} of ${RUNS}`}: ${perSecond(rate)}`);
      if (run > 0) rates.push(rate);
    }
    await refuseLostOrDouble(site, AT_ONCE * EACH * (RUNS + 1));
    return [rowOf(median(rates))];
  },
};

const rowOf = (rate: number): Row => ({
  bench: 'requests',
  what: `requests submitted and approved, ${AT_ONCE} at once, among ${SIZE.flows} flows; none lost, none granted twice`,
  ours: perSecond(rate),
  peer: '',
  ratio: '',
  bar: `≥ ${perSecond(LEAST_PER_SECOND)}`,
  met: rate >= LEAST_PER_SECOND,
  runs: RUNS,
});

/** Other people in each run: nobody may ask more than 60 times a minute. */
const askersOf = (run: number): number[] => Array.from({ length: AT_ONCE }, (_, n) => 2_000 + n * 53 + run * 1_900);

const flowOf = (asker: number): number => flowsOf(asker)[asker % 5] ?? 0;
/** The first of the five who approve under the flow of this asker. */
const approverOf = (asker: number): number => (flowOf(asker) % SIZE.teams) * 5;

/** One person after the other server, so that each request is another one. */
async function askAndApprove(site: BigSite, asker: number, run: number): Promise<void> {
  const flow = flowOf(asker);
  for (let n = 0; n < EACH; n += 1) {
    const resourceId = idOf('resource', resourceOf(flow, run * EACH + n));
    const ask = { resourceId, permissions: ['web-ops'], durationSeconds: 3_600, flowId: idOf('flow', flow) };
    const asked = await site.call<AccessRequestView>(asker, 'POST', '/api/access-requests', ask);
    if (asked.status !== 201)
      throw new Error(`The request was answered ${asked.status}: ${JSON.stringify(asked.body)}`);
    const approve = () => site.call(approverOf(asker), 'POST', `/api/access-requests/${asked.body.id}/approve`, {});
    const answers = await Promise.all(n % 10 === 0 ? [approve(), approve()] : [approve()]);
    for (const { status, body } of answers)
      if (status !== 200) throw new Error(`The approval was answered ${status}: ${JSON.stringify(body)}`);
  }
}

/** Counts in the database what must be there. */
async function refuseLostOrDouble(site: BigSite, submitted: number): Promise<void> {
  const [found] = await site.curfew.database.query<{ approved: number; grants: number; granted: number }>(
    `SELECT (SELECT count(*)::int FROM access_request WHERE state = 'approved') AS approved, count(*)::int AS grants,
       count(DISTINCT request_id)::int AS granted FROM access_grant`,
  );
  const right = found?.approved === submitted && found.grants === submitted && found.granted === submitted;
  if (!right) throw new Error(`Of ${submitted} requests there are ${JSON.stringify(found)}.`);
}
