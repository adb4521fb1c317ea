/** Metrics: what Prometheus scrapes. Numbers, and names of connectors; nobody's name, no secret. */
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenControlPlane } from '#testkit/control-plane.js';
import { Caller, ok } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';

const TOKEN = 'a-token-of-more-than-thirty-two-characters';
const watching = { debtAlarmSeconds: 300, metricsToken: TOKEN };
let world: World;

beforeAll(async () => {
  const servers = ['web-1', 'web-2', 'web-3'].map((name) => ({ name }));
  world = await givenWorld(['rita', 'omar'], servers, undefined, { watching });
  await world.flow();
});

const scrape = async (url = world.curfew.url): Promise<string> => {
  const answer = await new Caller(url).call('GET', '/api/metrics', undefined, { authorization: `Bearer ${TOKEN}` });
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return ok(answer) as string;
};
/** The value of one line; undefined: there is no such line. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
};
/** What was counted a moment ago is given again, for five seconds. */
const shows = (series: string, wanted: (value: number) => boolean): Promise<true> =>
  until(async () => wanted(valueOf(await scrape(), series) ?? NaN), { within: 40_000, every: 200, what: series });

it('tells of access debt by connector, its age, grants by state, receipts and orders that are outstanding', async () => {
  await world.granted('web-1');
  const debt: GrantView = await world.granted('web-2');
  ok(await world.api.as('rita').post(`/api/grants/${debt.id}/give-back`));
  await world.granting('web-3');
  world.curfew.clock.forward({ minutes: 2 });
  await shows('curfew_access_debt_grants{connector="rack"}', (value) => value === 1);
  const text = await scrape();
  const age = valueOf(text, 'curfew_access_debt_oldest_seconds') ?? 0;
  expect(age).toBeGreaterThanOrEqual(120);
  expect(age).toBeLessThan(200);
  const seen = Object.fromEntries(
    ['curfew_grants{state="active"}', 'curfew_grants{state="ending"}', 'curfew_grants{state="granting"}', 'curfew_grants{state="ended"}', 'curfew_receipts', 'curfew_orders_outstanding{connector="rack"}', 'curfew_connector_up{connector="rack"}', 'curfew_alarms_undelivered', 'curfew_servers_clock_off', 'curfew_build_info{version="0.1.0"}'].map((series) => [series, valueOf(text, series)]),
  ); // prettier-ignore
  expect(seen).toEqual({
    'curfew_grants{state="active"}': 1,
    'curfew_grants{state="ending"}': 1,
    'curfew_grants{state="granting"}': 1,
    'curfew_grants{state="ended"}': 0,
    curfew_receipts: 2,
    'curfew_orders_outstanding{connector="rack"}': 2,
    'curfew_connector_up{connector="rack"}': 0,
    curfew_alarms_undelivered: 0,
    curfew_servers_clock_off: 0,
    'curfew_build_info{version="0.1.0"}': 1,
  });
  await world.connector.removed(debt);
  await shows('curfew_access_debt_grants{connector="rack"}', (value) => value === 0);
  expect(valueOf(await scrape(), 'curfew_access_debt_oldest_seconds')).toBe(0);
});

it('tells of extensions that a server was not told, by connector, and for how long', async () => {
  await world.flow({ permissions: ['db-admins'], extensions: { most: 3, longestSeconds: 3600, approvalAgain: false } });
  const grant = await world.granted('web-2', { permissions: ['db-admins'] });
  const whole = (at: string) => at.replace(/\.\d+Z$/, '.000Z');
  await world.connector.holds(grant, whole(grant.untilAt));
  ok(await world.api.as('rita').post(`/api/grants/${grant.id}/extend`, { durationSeconds: 1800, fromUntilAt: grant.untilAt, reason: 'More' })); // prettier-ignore
  world.curfew.clock.forward({ minutes: 2 });
  await shows('curfew_extensions_unproved{connector="rack"}', (value) => value === 1);
  await shows('curfew_extensions_unproved_oldest_seconds', (value) => value >= 120 && value < 200);
  await world.connector.holds(grant, whole((await world.grant('ada', grant.id)).untilAt));
  await shows('curfew_extensions_unproved{connector="rack"}', (value) => value === 0);
  expect(valueOf(await scrape(), 'curfew_extensions_unproved_oldest_seconds')).toBe(0);
});

it('tells how long calls took, by route as it is declared and not as it was typed', async () => {
  await world.api.as('ada').get('/api/grants/11111111-2222-4333-8444-555555555555');
  await world.api.anyone.get('/api/no-such-thing/rita@example.com');
  const text = await scrape();
  const series = 'curfew_http_request_duration_seconds_count{method="GET",route="/api/grants/:id",status="4xx"}';
  expect(valueOf(text, series)).toBe(1);
  expect(text).not.toContain('11111111-2222');
  expect(text).not.toContain('no-such-thing');
});

it('names nobody, and holds no secret [I51]', async () => {
  const text = (await scrape()).toLowerCase();
  for (const name of ['rita', 'omar', 'ada', 'example.com', TOKEN]) expect(text).not.toContain(name);
});

it('is closed where no token is set, also to who guesses that', async () => {
  const closed = await givenControlPlane();
  for (const authorization of ['Bearer ', 'Bearer undefined', `Bearer ${TOKEN}`]) {
    const answer = await new Caller(closed.url).call('GET', '/api/metrics', undefined, { authorization });
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  }
});
