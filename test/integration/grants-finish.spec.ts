/** A flow may let running sessions finish: what is ordered, what a receipt of it proves, and who ends them all the same. */
import { wordedFor } from '../../apps/control-plane/src/connector-link/orders.js';
import { ok } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type { GrantId } from '#access/ids.js';
import type { DebtSummaryView, GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';

const FINISH_SECONDS = 300;
let world: World;
let next = 0;

beforeAll(async () => {
  const servers = Array.from({ length: 12 }, (_, at) => ({ name: `web-${at + 1}` }));
  world = await givenWorld(['rita', 'omar', 'nina'], servers);
  await world.flow({ finishWithinSeconds: FINISH_SECONDS });
});

const seen = (grant: GrantView, who = 'rita') => world.grant(who, grant.id);
const ordered = async ({ id }: GrantView) => (await world.connector.ordered()).find(({ grantId }) => grantId === id);
const debts = async () => ok(await world.api.as('ada').get<DebtSummaryView>('/api/access-debt/summary')).grants;
const stateIs = (grant: GrantView, state: GrantView['state']) =>
  until(async () => (await seen(grant)).state === state, { within: 40_000, what: state });
const granted = () => world.granted(`web-${(next += 1)}`, { durationSeconds: 60 });
/** Its time is over, and two sessions run. */
const finishing = async (): Promise<GrantView> => {
  const grant = await granted();
  world.curfew.clock.forward({ seconds: 61 });
  await stateIs(grant, 'ending');
  await world.connector.finishing(grant, ['session 7', 'session 9']);
  return seen(grant);
};

it('is asked, given and ordered with the time that sessions have', async () => {
  const grant = await granted();
  const until = new Date(Date.parse(grant.untilAt) + FINISH_SECONDS * 1000).toISOString();
  expect(grant.finishUntilAt).toBe(until);
  expect(await ordered(grant)).toMatchObject({ wanted: 'present', finishUntilIso: until });
  expect(ok(await world.api.as('rita').get<{ finishWithinSeconds: number }>(`/api/access-requests/${grant.requestId}`)).finishWithinSeconds).toBe(FINISH_SECONDS); // prettier-ignore
  const [order] = await world.connector.ordered();
  expect(order).toBeDefined();
  // A connector that does not know it is not told, and ends the sessions
  expect(wordedFor(7, { grants: order ? [order] : [] }).grants).toEqual([order]);
  expect(wordedFor(5, { grants: order ? [order] : [] }).grants).toEqual([{ ...order, tellEnd: undefined }]);
  expect(wordedFor(4, { grants: order ? [order] : [] }).grants[0]).not.toHaveProperty('finishUntilIso');
  ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
  await world.connector.removed(grant);
});

it('ends in two steps: ending while sessions finish, which is no debt; ended when the last is proved gone', async () => {
  const before = await debts();
  const grant = await finishing();
  expect(grant).toMatchObject({
    state: 'ending', cause: 'expired', finishingSessions: 2, debt: false, provedAt: null, fault: null, mayGiveBack: true,
  }); // prettier-ignore
  expect(await ordered(grant)).toMatchObject({ wanted: 'absent', finishUntilIso: grant.finishUntilAt });
  expect(await debts()).toBe(before);
  await world.connector.finishing(grant, ['session 9']);
  expect(await seen(grant)).toMatchObject({ state: 'ending', finishingSessions: 1 });
  await world.connector.removed(grant);
  expect(await seen(grant)).toMatchObject({ state: 'ended', finishingSessions: null, mayGiveBack: false });
  expect(await world.audited(grant.id)).toEqual(['grant.started', 'grant.activated', 'grant.expired', 'grant.finishing', 'grant.ended']); // prettier-ignore
});

it('is debt from its end on while nobody has read that only sessions are left, and when more is left', async () => {
  const grant = await granted();
  world.curfew.clock.forward({ seconds: 61 });
  await stateIs(grant, 'ending');
  expect(await seen(grant)).toMatchObject({ debt: true, debtSince: grant.untilAt });
  await world.connector.finishing(grant, ['session 7']);
  expect(await seen(grant)).toMatchObject({ debt: false });
  await world.connector.removed(grant, ['membership web-ops', 'session 7']);
  expect(await seen(grant)).toMatchObject({ debt: true, debtSince: grant.untilAt, finishingSessions: null });
  await world.connector.removed(grant);
});

it.each([
  ['the person gives it back', 'rita', 'give-back', {}],
  ['an approver revokes it', 'omar', 'revoke', { reason: 'no more' }],
  ['an administrator revokes it', 'ada', 'revoke', { reason: 'no more' }],
])('sessions that finish are ended when %s [I36]', async (_, who, how, body) => {
  const grant = await finishing();
  const generation = await world.connector.generation();
  ok(await world.api.as(who).post(`/api/grants/${grant.id}/${how}`, body));
  expect(await world.connector.generation()).toBe(generation + 1);
  const order = await ordered(grant);
  expect(order?.wanted).toBe('absent');
  expect(order).not.toHaveProperty('finishUntilIso');
  expect(await seen(grant)).toMatchObject({ state: 'ending', debt: true, finishUntilAt: null, mayGiveBack: false });
  // It is due from now on, not since its end
  expect(Date.parse((await seen(grant)).debtSince ?? '')).toBeGreaterThan(Date.parse(grant.untilAt));
  // What was read before proves no leave any more
  await world.connector.finishing(grant, ['session 7'], { generation });
  expect(await seen(grant)).toMatchObject({ debt: true, finishingSessions: null });
  await world.connector.removed(grant);
  expect((await world.audited(grant.id)).slice(-2)).toEqual(['grant.sessions-ended', 'grant.ended']);
});

it('an end before the time lets nothing finish', async () => {
  const grant = await granted();
  ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
  expect(await ordered(grant)).not.toHaveProperty('finishUntilIso');
  await world.connector.finishing(grant, ['session 7']);
  expect(await seen(grant)).toMatchObject({ debt: true, finishingSessions: null });
  await world.connector.removed(grant);
});

it('at the last moment the sessions are ended by Curfew itself, and are debt until they are gone', async () => {
  const grant = await finishing();
  world.curfew.clock.forward({ seconds: FINISH_SECONDS });
  await until(async () => (await seen(grant)).debt, { within: 40_000 });
  expect(await ordered(grant)).not.toHaveProperty('finishUntilIso');
  expect(await world.audited(grant.id)).toContain('grant.sessions-ended');
  await world.connector.removed(grant);
  expect(await seen(grant)).toMatchObject({ state: 'ended' });
});

it('of a person who is disabled nothing goes on', async () => {
  const nina = world.idOf('nina');
  await world.flow({ requesters: { personIds: [nina] }, finishWithinSeconds: FINISH_SECONDS });
  const grant = await world.granted(`web-${(next += 1)}`, { durationSeconds: 60 }, 'nina');
  world.curfew.clock.forward({ seconds: 61 });
  await until(async () => (await seen(grant, 'ada')).state === 'ending', { within: 40_000 });
  await world.connector.finishing(grant, ['session 7']);
  ok(await world.api.as('ada').post(`/api/people/${nina}/disable`, { reason: 'gone' }));
  expect(await seen(grant, 'ada')).toMatchObject({ finishUntilAt: null, debt: true });
  expect(await ordered(grant)).not.toHaveProperty('finishUntilIso');
});

it('PostgreSQL lets the time of sessions move earlier only, and counts sessions of ended grants alone', async () => {
  const grant = await granted();
  const set = (what: string) =>
    world.curfew.database.query(`UPDATE access_grant SET ${what} WHERE id = $1`, [grant.id as GrantId]).then(
      () => null,
      (error: { constraint?: string }) => error.constraint,
    );
  expect(await set(`finish_until = finish_until + interval '1 second'`)).toBe('access_grant_finish_later');
  expect(await set('finishing_sessions = 1')).toBe('access_grant_finishing');
  expect(await set('finish_until = NULL')).toBeNull();
  expect(await set('finish_until = until_at')).toBe('access_grant_finish_later');
});
