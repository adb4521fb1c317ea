/** Access that flows give by themselves: there while the condition holds and no longer, bounded, once, and kept back where somebody ended it. */
import { givenControlPlane } from '#testkit/control-plane.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type { RequestBackgroundView } from '../../apps/control-plane/src/access-requests/background.view.js';
import type {
  AutomaticMarksPage,
  AutomaticWaitingPage,
} from '../../apps/control-plane/src/automatic-access/automatic-marks.view.js';
import type { ActivityPage } from '../../apps/control-plane/src/activity/activity.view.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';

const PEOPLE = ['rita', 'omar', 'olga', 'tom', 'otto'];
const SOON = { within: 40_000 };
const HOUR_MS = 3_600_000;

const SERVERS = [
  ...Array.from({ length: 34 }, (_, at) => ({ name: `web-${at}` })),
  { name: 'db-0', tags: { env: 'prod' } },
  { name: 'db-1' },
];

let world: World;
beforeAll(async () => {
  world = await givenWorld(PEOPLE, SERVERS);
});

const ada = () => world.api.as('ada');
/** Flows of a test that has ended give nothing more, so that the next one waits for its own only. */
afterEach(async () => {
  const { items } = ok(await ada().get<{ items: AccessFlowView[] }>('/api/access-flows?limit=200'));
  for (const { id } of items) ok(await ada().delete(`/api/access-flows/${id}`));
});

let counted = 0;
const newServer = () => `web-${counted++}`;
const newTeam = async (...members: string[]) => (await world.api.team(`team ${counted} ${members.join()}`, members)).id;
const setMembers = async (teamId: string, ...members: string[]) =>
  ok(await ada().put(`/api/teams/${teamId}/members`, { personIds: members.map((one) => world.idOf(one)) }));
const inTeam = (teamId: string) => ({ subject: 'team', operator: 'is', values: [teamId] });

const input = (requesters: unknown, server: string, more: Record<string, unknown> = {}) => ({
  ...world.flowInput({ servers: { names: [server] }, approvers: null, longestSeconds: 3600 }),
  trigger: 'condition',
  requesters,
  ...more,
});
const automatic = async (requesters: unknown, server: string, more: Record<string, unknown> = {}) =>
  ok(await ada().post<AccessFlowView>('/api/access-flows', input(requesters, server, more)));

const grantsOf = async (who: string, server: string): Promise<GrantView[]> => {
  const { items } = ok(await world.api.as(who).get<{ items: GrantView[] }>('/api/grants?scope=mine&limit=200'));
  return items.filter(({ resource }) => resource.name === server);
};
const running = async (who: string, server: string) =>
  (await grantsOf(who, server)).find(({ state }) => state === 'granting' || state === 'active');
/** It is given, and read back from the server. */
const given = async (who: string, server: string): Promise<GrantView> => {
  const grant = await until(() => running(who, server), { ...SOON, what: `${who} has access to ${server}` });
  await world.connector.added(grant);
  return world.grant(who, grant.id);
};
const gone = (who: string, server: string) =>
  until(async () => (await running(who, server)) === undefined, { ...SOON, what: `${who} has none to ${server}` });
const whyEnded = async ({ id }: GrantView): Promise<unknown> => {
  const [row] = await world.curfew.database.query<{ why: string }>(
    `SELECT detail ->> 'why' AS why FROM audit_row WHERE object_id = $1 AND action = 'grant.revoked'`,
    [id],
  );
  return row?.why;
};
const keptBack = async (server: string, path = '', who = 'ada') =>
  ok(await world.api.as(who).get<AutomaticMarksPage>(`/api/automatic-access/kept-back${path}?limit=200`)).items.filter(
    ({ resource }) => resource.name === server,
  );
/** A change to somebody else that a look must have seen: from then on what did not come will not come. */
const looked = async () => {
  const server = newServer();
  const { id } = await automatic(inTeam(await newTeam('otto')), server);
  await until(() => running('otto', server), SOON);
  ok(await ada().delete(`/api/access-flows/${id}`));
  await gone('otto', server);
};

/** Goes by, and nobody's session ends by being idle. */
const anHour = async () => {
  world.curfew.clock.forward({ hours: 1 });
  await Promise.all(['ada', ...PEOPLE].map((who) => world.api.as(who).get('/api/session')));
};

describe('a flow that gives access by itself', () => {
  it('gives it to who joins a team, without asking, and takes it when he leaves [P15]', async () => {
    const server = newServer();
    const teamId = await newTeam();
    const flow = await automatic(inTeam(teamId), server);
    expect(flow).toMatchObject({ trigger: 'condition', simple: false, sentence: expect.stringMatching(/have, without asking, web-ops on .* for as long as that holds.* within 1 hour/) as unknown });
    await setMembers(teamId, 'rita');
    const grant = await given('rita', server);
    expect(grant).toMatchObject({ state: 'active', permissions: ['web-ops'], mayGiveBack: true, mayExtend: false, automatic: { flow: { id: flow.id }, while: expect.stringMatching(/^you are in the team/) as unknown } });
    expect(Date.parse(grant.untilAt) - world.curfew.clock.nowMs()).toBeLessThanOrEqual(HOUR_MS);
    expect(await world.audited(grant.requestId)).toEqual(['access-request.submitted', 'access-request.approved']);
    const [started] = await world.curfew.database.query<{ detail: object }>(`SELECT detail FROM audit_row WHERE object_id = $1 AND action = 'grant.started'`, [grant.id]);
    expect(started.detail).toMatchObject({ flow: flow.name, flowVersion: 1 });
    const told = ok(await world.api.as('rita').get<{ items: { sentence: string }[] }>(`/api/access-requests/${grant.requestId}/timeline`));
    expect(told.items[0].sentence).toMatch(/^Rita gets web-ops on .* without asking, because the condition holds, under the access flow .* \(version 1\)\.$/);
    expect(ok(await world.api.as('rita').get<{ total: number }>('/api/access-requests?scope=mine')).total).toBe(0);
    expect(refused(await world.tryAsk('rita', server)).code).toBe('access-denied');
    await world.curfew.database.query(
      `INSERT INTO audit_row (at, actor_kind, actor_id, actor_name, action, object_kind, object_id, object_name, detail)
       SELECT at, actor_kind, actor_id, actor_name, 'grant.extended', object_kind, object_id, object_name, detail FROM audit_row, generate_series(1, 1000)
       WHERE object_id = $1 AND action = 'grant.started'`,
      [grant.id],
    );
    await world.curfew.database.query(
      `INSERT INTO receipt SELECT (jsonb_populate_record(NULL::receipt, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid()))).* FROM receipt one, generate_series(1, 300)
       WHERE strpos(one.payload, $1) > 0`,
      [grant.id],
    );
    world.curfew.clock.forward({ seconds: 1 });
    await setMembers(teamId);
    await gone('rita', server);
    await world.connector.removed(grant);
    const { items: receipts } = ok(await ada().get<{ items: { state: string }[] }>(`/api/grants/${grant.id}/receipts`));
    expect(receipts.at(-1)?.state).toBe('absent');
    const after = ok(await world.api.as('rita').get<{ items: { kind: string }[] }>(`/api/access-requests/${grant.requestId}/timeline`));
    expect(after.items.slice(-2).map(({ kind }) => kind)).toEqual(['ended', 'removal-proved']);
    expect(after.items.filter(({ kind }) => kind === 'extended')).toHaveLength(1);
    expect(await world.grant('rita', grant.id)).toMatchObject({ state: 'ended', cause: 'revoked' });
  }); // prettier-ignore

  it('is not given to those whom it keeps out by a team when somebody deletes that team, nor where it was lost', async () => {
    const [server, staff, contractors] = [newServer(), await newTeam('tom', 'otto'), await newTeam('otto')];
    const flow = await automatic({ all: [inTeam(staff), { subject: 'team', operator: 'is-not', values: [contractors] }] }, server); // prettier-ignore
    await given('tom', server);
    const refusal = refused(await ada().delete(`/api/teams/${contractors}`));
    expect(refusal).toMatchObject({ code: 'conflict', message: expect.stringMatching(new RegExp(` is named by ${flow.name}\\.$`)) as unknown }); // prettier-ignore
    expect(ok(await ada().get<{ members: unknown[] }>(`/api/teams/${contractors}`)).members).toHaveLength(1);
    // As in a database from before this was refused: whom the flow kept out is not known any more, so it is nobody's.
    await world.curfew.database.query('DELETE FROM team WHERE id = $1', [contractors]);
    await setMembers(staff, 'tom', 'otto', 'rita');
    await gone('tom', server);
    await looked();
    expect(await Promise.all(['otto', 'rita'].map((who) => running(who, server)))).toEqual([undefined, undefined]);
    const ask = { ...input({ all: [inTeam(staff)] }, server), name: flow.name, trigger: 'ask' };
    ok(await ada().put(`/api/access-flows/${flow.id}`, ask));
    expect(ok(await world.tryAsk('otto', server)).state).toBe('approved');
  });

  it('follows the shift at its handover', async () => {
    const server = newServer();
    // Not so shortly before a handover that it comes in between
    if (new Date(world.curfew.clock.nowMs()).getUTCMinutes() > 56) world.curfew.clock.forward({ minutes: 4 });
    const startDate = new Date(world.curfew.clock.nowMs() - 24 * HOUR_MS).toISOString().slice(0, 10);
    const shift = ok(await ada().post<{ id: string }>('/api/shifts', { name: 'SRE', personIds: [world.idOf('rita'), world.idOf('omar')], length: { count: 1, unit: 'hours' }, timeZone: 'UTC', startDate, handoverTime: '00:00' }));
    await automatic({ subject: 'shift', operator: 'is', values: [shift.id] }, server);
    const who = await until(async () => ((await running('rita', server)) ? 'rita' : (await running('omar', server)) && 'omar'), SOON);
    const other = who === 'rita' ? 'omar' : 'rita';
    expect((await given(who, server)).automatic?.while).toBe('you are on call: “SRE”');
    await anHour();
    await gone(who, server);
    await given(other, server);
  }); // prettier-ignore

  it('ends with its hours, with a disabled person, a server that loses its tag, an attribute that changes, a flow that is switched off, and says why', async () => {
    const hour = new Date(world.curfew.clock.nowMs()).getUTCHours();
    const at = (offset: number) => `${String((hour + offset) % 24).padStart(2, '0')}:00`;
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const [hours, off, attribute] = [newServer(), newServer(), newServer()];
    const teamId = await newTeam('rita', 'tom');
    await automatic(inTeam(teamId), hours, { longestSeconds: 4 * 3600, timeframe: { timeZone: 'UTC', windows: [{ days, from: at(23), until: at(2) }] } });
    const flow = await automatic(inTeam(teamId), off);
    ok(await ada().patch(`/api/people/${world.idOf('olga')}`, { attributes: { kind: 'sre' } }));
    await automatic({ subject: 'attribute', attribute: 'kind', operator: 'is', values: ['sre'] }, attribute);
    const tagged = input(inTeam(teamId), 'db-0', { targets: [{ integrationId: world.integrationId, servers: { tags: { env: 'prod' } }, permissions: ['web-ops'] }] });
    ok(await ada().post('/api/access-flows', tagged));
    const [byHours, byFlow, byTag, byDisabled, byAttribute] = [await given('rita', hours), await given('rita', off), await given('rita', 'db-0'), await given('tom', hours), await given('olga', attribute)];
    ok(await ada().post(`/api/people/${world.idOf('tom')}/disable`, { reason: 'left' }));
    expect((await world.grant('ada', byDisabled.id)).state).toBe('ending');
    const servers = SERVERS.map(({ name }, at) => ({ name, host: '10.0.0.1', port: 2200 + at }));
    ok(await ada().patch(`/api/integrations/${world.integrationId}`, { servers }));
    ok(await ada().patch(`/api/people/${world.idOf('olga')}`, { attributes: { kind: 'dev' } }));
    ok(await ada().post(`/api/access-flows/${flow.id}/deactivate`));
    await Promise.all([gone('rita', off), gone('rita', 'db-0'), gone('olga', attribute)]);
    await anHour();
    await anHour();
    await gone('rita', hours);
    expect(await whyEnded(byAttribute)).toMatch(/^The person no longer meets the conditions of the access flow\. \(Access flow “flow \d+”, version 1\.\)$/);
    expect(await whyEnded(byFlow)).toMatch(/^The access flow was switched off or deleted\. \(Access flow “flow \d+”, version 1\.\)$/);
    expect(await whyEnded(byTag)).toMatch(/^The access flow no longer reaches the server\./);
    expect(await whyEnded(byHours)).toMatch(/^The hours of the access flow are over\./);
    ok(await ada().post(`/api/people/${world.idOf('tom')}/enable`));
  }); // prettier-ignore

  it('is renewed in place while the condition holds, an edit that changes nothing there ends nothing, and one that does replaces it', async () => {
    const server = newServer();
    const teamId = await newTeam('rita');
    const flow = await automatic(inTeam(teamId), server);
    const grant = await given('rita', server);
    world.curfew.clock.forward({ minutes: 20 });
    ok(await ada().put(`/api/access-flows/${flow.id}`, input(inTeam(teamId), server, { name: 'renamed' })));
    await looked();
    expect(await world.grant('rita', grant.id)).toMatchObject({ state: 'active', untilAt: grant.untilAt });
    world.curfew.clock.forward({ minutes: 20 });
    const renewed = await until(async () => {
      const now = await world.grant('rita', grant.id);
      return now.untilAt > grant.untilAt && now;
    }, SOON);
    expect(Date.parse(renewed.untilAt) - world.curfew.clock.nowMs()).toBeLessThanOrEqual(HOUR_MS);
    expect((await world.connector.ordered()).find(({ grantId }) => grantId === grant.id)).toMatchObject({ wanted: 'present', extended: 1 });
    expect(await world.audited(grant.id)).toContain('grant.extended');
    await world.flow({ servers: { names: [server] }, permissions: ['db-admins'] });
    const asked = await world.ask('rita', server, { permissions: ['db-admins'] });
    const told = ok(await world.api.as('omar').get<RequestBackgroundView>(`/api/access-requests/${asked.id}/background`));
    expect(told.before).toEqual([]);
    expect(told.running).toMatchObject([{ grantId: grant.id }]);
    ok(await world.answer('rita', asked.id, 'cancel'));
    const listed = ok(await ada().get<ActivityPage>(`/api/activity?flowId=${flow.id}`)).items;
    expect(listed.map(({ grant: of }) => of?.id)).toEqual([grant.id]);
    ok(await ada().put(`/api/access-flows/${flow.id}`, input(inTeam(teamId), server, { name: 'renamed', targets: [{ integrationId: world.integrationId, servers: { names: [server] }, permissions: 'all' }] })));
    const next = await until(async () => {
      const now = await running('rita', server);
      return now?.id !== grant.id && now;
    }, SOON);
    expect(next.permissions).toEqual(['web-ops', 'db-admins']);
    expect(await whyEnded(grant)).toMatch(/^What the access flow gives there has changed\. .*version 3/);
  }); // prettier-ignore

  it('is renewed also while its server cannot be told, which shows until when that has it; told later, it goes on as the same access', async () => {
    const server = newServer();
    await automatic(inTeam(await newTeam('rita')), server, { longestSeconds: 15 * 60 });
    const grant = await given('rita', server);
    const held = ({ untilAt }: GrantView) => untilAt.replace(/\.\d+Z$/, '.000Z');
    await world.connector.holds(grant, held(grant));
    const renewed = async (before: GrantView) => {
      world.curfew.clock.forward({ minutes: 6 });
      return until(async () => {
        const now = await world.grant('rita', grant.id);
        return now.untilAt > before.untilAt && now;
      }, SOON);
    };
    const now = await renewed(await renewed(await renewed(grant)));
    expect(now).toMatchObject({ state: 'active', provedUntilAt: held(grant) });
    expect(Date.parse(held(grant))).toBeLessThan(world.curfew.clock.nowMs());
    await world.connector.holds(grant, held(now));
    expect(await world.grant('rita', grant.id)).toMatchObject({ state: 'active', provedUntilAt: now.untilAt });
  }); // prettier-ignore

  it('is renewed without a pile: one grant, one request, the first receipt and the newest, and every time in the audit', async () => {
    const servers = [newServer(), newServer()];
    const teams = [await newTeam('rita', 'olga'), await newTeam('rita')];
    await automatic(inTeam(teams[0]), servers[0], { longestSeconds: 15 * 60 });
    await automatic(inTeam(teams[1]), servers[1], { longestSeconds: 15 * 60 });
    const grants = [await given('rita', servers[0]), await given('olga', servers[0]), await given('rita', servers[1])];
    const held = ({ untilAt }: GrantView) => untilAt.replace(/\.\d+Z$/, '.000Z');
    const now = () => Promise.all(grants.map(({ id }) => world.grant('ada', id)));
    for (const number of [1, 2, 3, 4]) {
      const before = await now();
      world.curfew.clock.forward({ minutes: 6 });
      const renewed = await until(async () => {
        const all = await now();
        return all.every(({ untilAt }, at) => untilAt > before[at].untilAt) && all;
      }, SOON);
      // Two of one server in one receipt, as one run of its connector says it.
      await world.connector.hold([[renewed[0], held(renewed[0])], [renewed[1], held(renewed[1])]]);
      await world.connector.holds(renewed[2], held(renewed[2]));
      if (number === 3) await world.connector.holds(renewed[0], held(renewed[0]));
    }
    const requests = await world.curfew.database.query('SELECT 1 FROM access_request WHERE extends_grant_id = ANY($1)', [grants.map(({ id }) => id)]);
    expect(requests).toEqual([]);
    const renewals = await world.curfew.database.query<{ number: number }>('SELECT number FROM grant_renewal WHERE grant_id = ANY($1)', [grants.map(({ id }) => id)]);
    expect(renewals.map(({ number }) => number)).toEqual([4, 4, 4]);
    for (const grant of grants) {
      expect((await world.audited(grant.id)).filter((action) => action === 'grant.extended')).toHaveLength(4);
      const { items } = ok(await ada().get<{ items: { untilAt: string | null }[] }>(`/api/grants/${grant.id}/receipts`));
      expect([items[0].untilAt, items.at(-1)?.untilAt]).toEqual([null, held(await world.grant('ada', grant.id))]);
      expect(items.length).toBeLessThanOrEqual(3);
    }
    const [ended] = grants;
    await setMembers(teams[0]);
    await gone('rita', servers[0]);
    await world.connector.removed(ended);
    expect((await world.grant('ada', ended.id)).state).toBe('ended');
    await expect(world.curfew.database.query('DELETE FROM receipt WHERE resource_id = $1', [ended.resource.id])).rejects.toThrow('a receipt is kept');
    const story = ok(await ada().get<{ items: { kind: string; sentence: string }[] }>(`/api/access-requests/${ended.requestId}/timeline`)).items;
    expect(story.filter(({ kind }) => kind === 'extended').map(({ sentence }) => sentence)).toEqual(['The access was renewed, 4 times by now, because its condition holds.']);
  }); // prettier-ignore

  it('ends at its bound where nobody renews it, and where the site refuses the renewal it lapses and begins anew', async () => {
    const server = newServer();
    await automatic(inTeam(await newTeam('rita')), server);
    const grant = await given('rita', server);
    world.curfew.clock.forward({ minutes: 40 });
    await until(async () => (await world.grant('rita', grant.id)).untilAt > grant.untilAt, SOON);
    await world.connector.fault(grant, { final: true, extended: 1, fault: { code: 'above-ceiling', message: 'No longer than 1 h.' } });
    await looked();
    expect(await world.grant('rita', grant.id)).toMatchObject({ state: 'active', untilAt: grant.untilAt });
    world.curfew.clock.forward({ minutes: 20 });
    const next = await until(async () => {
      const now = await running('rita', server);
      return now?.id !== grant.id && now;
    }, SOON);
    expect(next.automatic).toMatchObject({ flow: grant.automatic?.flow });
    expect((await world.grant('rita', grant.id)).cause).toBe('expired');
  }); // prettier-ignore
});

describe('access that somebody ended by hand', () => {
  it.each([
    ['an administrator', () => ada(), 'revoke'],
    ['the person himself', () => world.api.as('rita'), 'give-back'],
  ])('%s: does not come back while the condition goes on holding, is shown, and comes back when it is lifted', async (_, by, how) => {
    const server = newServer();
    const teamId = await newTeam('rita');
    const flow = await automatic(inTeam(teamId), server);
    const grant = await given('rita', server);
    ok(await by().post(`/api/grants/${grant.id}/${how}`, how === 'revoke' ? { reason: 'too much' } : {}));
    await looked();
    expect(await running('rita', server)).toBeUndefined();
    const [mark] = await keptBack(server, '/mine', 'rita');
    expect(mark).toMatchObject({ flow: { id: flow.id, name: flow.name }, failed: null, held: { bySelf: how === 'give-back', reason: null } });
    expect((await keptBack(server))[0].held?.reason).toBe(how === 'revoke' ? 'too much' : null);
    expect(await keptBack(server, '/mine', 'omar')).toEqual([]);
    const place = { flowId: flow.id, personId: world.idOf('rita'), resourceId: world.server(server) };
    expect(refused(await world.api.as('rita').post('/api/automatic-access/lift', place)).code).toBe('not-allowed');
    ok(await ada().post('/api/automatic-access/lift', place));
    await given('rita', server);
    expect(refused(await ada().post('/api/automatic-access/lift', place)).code).toBe('not-found');
    expect((await world.audited(flow.id)).slice(-2)).toEqual(['automatic-access.held', 'automatic-access.hold-lifted']);
  }); // prettier-ignore

  it('comes back where it is let, on several servers at once, whatever is kept back no more', async () => {
    const servers = [newServer(), newServer()];
    const targets = [{ integrationId: world.integrationId, servers: { names: servers }, permissions: ['web-ops'] }];
    const flow = await automatic(inTeam(await newTeam('rita')), servers[0], { targets });
    const grants = [await given('rita', servers[0]), await given('rita', servers[1])];
    ok(await ada().post('/api/activity/revoke', { grantIds: grants.map(({ id }) => id), reason: 'incident' }));
    const places = [...servers, servers[0], 'db-1'].map((server) => ({ flowId: flow.id, personId: world.idOf('rita'), resourceId: world.server(server) }));
    expect(refused(await world.api.as('rita').post('/api/automatic-access/lift-many', { places })).code).toBe('not-allowed');
    expect(ok(await ada().post('/api/automatic-access/lift-many', { places }))).toEqual({ lifted: 2 });
    await Promise.all(servers.map((server) => given('rita', server)));
    expect(ok(await ada().post('/api/automatic-access/lift-many', { places }))).toEqual({ lifted: 0 });
    const lifted = (await world.audited(flow.id)).filter((one) => one === 'automatic-access.hold-lifted');
    expect(lifted).toHaveLength(2);
  }); // prettier-ignore

  it('comes back by itself when the condition ended and holds again', async () => {
    const server = newServer();
    const teamId = await newTeam('rita');
    await automatic(inTeam(teamId), server);
    const grant = await given('rita', server);
    ok(await ada().post('/api/activity/revoke', { grantIds: [grant.id], reason: 'incident' }));
    expect(await keptBack(server)).toHaveLength(1);
    await setMembers(teamId);
    await until(async () => (await keptBack(server)).length === 0, SOON);
    await setMembers(teamId, 'rita');
    await given('rita', server);
  });
});

describe('a database that was restored', () => {
  it('gives nothing by itself before an administrator lets it, and begins nothing that may have been cancelled since [I19]', async () => {
    const [runs, lapsed, later] = [newServer(), newServer(), newServer()];
    const [short, long] = [900, 7200];
    const teamId = await newTeam('rita');
    await automatic(inTeam(teamId), runs, { longestSeconds: long });
    await automatic(inTeam(teamId), lapsed, { longestSeconds: short });
    ok(await ada().post('/api/access-flows', { ...world.flowInput({ servers: { names: [later] }, approvers: null }), clockStart: { at: 'scheduled', withinSeconds: long } }));
    const [running1, lapsed1] = [await given('rita', runs), await given('rita', lapsed)];
    const request = await world.ask('rita', later, { startAt: new Date(world.curfew.clock.nowMs() + HOUR_MS).toISOString() });
    await world.curfew.database.query('UPDATE connector SET ahead_generation = generation + 1000');
    world.curfew.clock.forward({ seconds: short });
    await gone('rita', lapsed);
    ok(await ada().post(`/api/connectors/${world.connector.id}/reset-orders`, { reason: 'disk failed', keepGrants: false }));
    await looked();
    expect([await running('rita', runs), await running('rita', lapsed)]).toEqual([undefined, undefined]);
    for (const server of [runs, lapsed]) expect(await keptBack(server)).toMatchObject([{ held: { reason: 'The database was restored: disk failed' }, failed: null }]);
    expect(ok(await world.api.as('rita').get(`/api/access-requests/${request.id}`))).toMatchObject({ state: 'cancelled' });
    expect((await Promise.all([running1, lapsed1].map(({ id }) => world.grant('ada', id)))).map(({ cause }) => cause)).toEqual(['revoked', 'expired']);
    ok(await ada().post('/api/automatic-access/lift', { flowId: running1.automatic?.flow.id, personId: world.idOf('rita'), resourceId: world.server(runs) }));
    await given('rita', runs);
  }); // prettier-ignore
});

describe('access that cannot be given', () => {
  it('is shown and tried again, later each time', async () => {
    const server = newServer();
    const flow = await automatic(inTeam(await newTeam('rita')), server);
    const grant = await until(() => running('rita', server), SOON);
    await world.connector.fault(grant, { final: true, fault: { code: 'above-ceiling', message: 'The ceiling of rack gives no web-ops.' } });
    const [first] = await until(async () => { const marks = await keptBack(server); return marks.length > 0 && marks; }, SOON);
    expect(first.failed).toMatchObject({ failures: 1, fault: { code: 'above-ceiling', message: 'The ceiling of rack gives no web-ops.' } });
    await looked();
    expect(await running('rita', server)).toBeUndefined();
    world.curfew.clock.forward({ seconds: 31 });
    const second = await until(() => running('rita', server), SOON);
    await world.connector.fault(second, { final: true, fault: { code: 'above-ceiling', message: 'The ceiling of rack gives no web-ops.' } });
    const [again] = await until(async () => { const marks = await keptBack(server); return marks[0]?.failed?.failures === 2 && marks; }, SOON);
    expect(Date.parse(again.failed?.retryAt ?? '') - world.curfew.clock.nowMs()).toBeGreaterThan(45_000);
    ok(await ada().post('/api/automatic-access/lift', { flowId: flow.id, personId: world.idOf('rita'), resourceId: world.server(server) }));
    await given('rita', server);
    await until(async () => (await keptBack(server)).length === 0, SOON);
  }); // prettier-ignore

  it('waits for its server where that takes no new access now, is listed with the reason, and comes when it does', async () => {
    const server = newServer();
    await world.connector.serverFails(world.server(server), `${server} did not answer.`);
    const flow = await automatic(inTeam(await newTeam('rita', 'olga')), server);
    const listed = { flow: { id: flow.id, name: flow.name }, resource: { name: server }, reason: `${server} did not answer.` };
    const waiting = async (path = '', who = 'ada') =>
      ok(await world.api.as(who).get<AutomaticWaitingPage>(`/api/automatic-access/waiting${path}`)).items;
    expect(await waiting()).toMatchObject([{ ...listed, people: { count: 2, first: ['Olga', 'Rita'] } }]);
    expect(await waiting('/mine', 'rita')).toMatchObject([{ ...listed, people: { count: 1, first: ['Rita'] } }]);
    expect(await waiting('/mine', 'omar')).toEqual([]);
    expect(refused(await world.api.as('rita').get('/api/automatic-access/waiting')).code).toBe('not-allowed');
    await looked();
    expect([await running('rita', server), await keptBack(server)]).toEqual([undefined, []]);
    await world.connector.serverIsActive(world.server(server));
    await given('rita', server);
    await until(async () => (await waiting()).length === 0, SOON);
    await world.connector.serverFails(world.server(server), 'It did not answer.');
    expect(await waiting()).toEqual([]);
    await world.connector.serverIsActive(world.server(server));
  }); // prettier-ignore

  it('is an account of somebody else: refused with the reason, once in the audit', async () => {
    const server = newServer();
    await world.flow({ servers: { names: [server] } });
    await world.granted(server);
    const [before] = await world.curfew.database.query<{ account: string }>('SELECT account_name AS account FROM person WHERE id = $1', [world.idOf('rita')]);
    ok(await ada().patch(`/api/people/${world.idOf('rita')}`, { accountName: 'rita2' }));
    ok(await ada().patch(`/api/people/${world.idOf('otto')}`, { accountName: before.account }));
    const flow = await automatic(inTeam(await newTeam('otto')), server);
    const [mark] = await until(async () => { const marks = await keptBack(server); return marks.length > 0 && marks; }, SOON);
    expect(mark.failed?.fault).toMatchObject({ code: 'account-exists', hint: expect.any(String) as unknown });
    world.curfew.clock.forward({ seconds: 31 });
    await until(async () => (await keptBack(server))[0]?.failed?.failures === 2, SOON);
    expect((await world.audited(flow.id)).filter((one) => one === 'automatic-access.refused')).toHaveLength(1);
    ok(await ada().delete(`/api/access-flows/${flow.id}`));
    await until(async () => (await keptBack(server)).length === 0, SOON);
    ok(await ada().patch(`/api/people/${world.idOf('otto')}`, { accountName: 'otto2' }));
  }); // prettier-ignore

  it('is a combination that makes no sense: each is refused by name', async () => {
    const anybody = { any: [inTeam(await newTeam())] };
    const wrong = await ada().post('/api/access-flows', input(anybody, 'db-1', {
      approvers: { personIds: [world.idOf('omar')], teamIds: [] }, requestFor: { self: true, directReports: true, others: null },
      extensions: { most: 1, longestSeconds: 3600, approvalAgain: false }, breakGlass: { reviewWithinSeconds: 7200 }, justificationRequired: true,
      templates: [{ name: 'Usual', durationSeconds: null, reason: null, fields: {} }],
      customFields: [{ name: 'ticket', label: 'Ticket', pattern: null, required: true }], defaultSeconds: 600, fixedDuration: true, finishWithinSeconds: 600, longestSeconds: 600,
    }));
    expect(refused(wrong)).toMatchObject({ code: 'input-invalid', hint: expect.stringContaining('ask') as unknown });
    const paths = (refused(wrong) as { fields?: { path: string }[] }).fields?.map(({ path }) => path);
    expect(paths).toEqual(['approvers', 'requestFor', 'extensions', 'breakGlass', 'customFields', 'templates', 'justificationRequired', 'defaultSeconds', 'fixedDuration', 'finishWithinSeconds', 'longestSeconds']);
  }); // prettier-ignore
});

describe('two control planes at once, while people come and go', () => {
  it('never give one access twice, and end with exactly what the conditions want', async () => {
    const { database, clock } = world.curfew;
    const replica = await givenControlPlane({ database, clock });
    const servers = [newServer(), newServer(), newServer()];
    const teamId = await newTeam();
    const targets = [{ integrationId: world.integrationId, servers: { names: servers }, permissions: ['web-ops'] }];
    const flow = await automatic(inTeam(teamId), servers[0], { targets });
    const live = () =>
      database.query<{ person_id: string; resource_id: string }>(
        `SELECT person_id, resource_id FROM access_grant WHERE automatic_flow_id = $1 AND state IN ('granting', 'active')`,
        [flow.id],
      );
    const sets = [['rita', 'omar'], ['omar'], ['rita', 'olga'], [], ['olga', 'omar', 'rita'], ['tom']];
    for (let turn = 0; turn < 12; turn += 1) {
      await setMembers(teamId, ...sets[turn % sets.length]);
      if (turn % 5 === 0) await until(async () => (await live()).length > 0 || sets[turn % sets.length].length === 0, SOON);
    }
    await setMembers(teamId, 'rita', 'tom');
    const wanted = ['rita', 'tom'].flatMap((who) => servers.map((server) => `${world.idOf(who)} ${world.server(server)}`));
    await until(async () => {
      const pairs = (await live()).map((one) => `${one.person_id} ${one.resource_id}`);
      expect(pairs.sort()).toEqual(wanted.sort());
      return true;
    }, SOON);
    const [{ starts, doubled }] = await database.query<{ starts: number; doubled: number }>(
      `SELECT (SELECT count(*)::integer FROM access_grant WHERE automatic_flow_id = $1) AS starts, count(*)::integer AS doubled
       FROM access_grant one JOIN access_grant other ON one.id < other.id AND one.person_id = other.person_id AND one.resource_id = other.resource_id
       WHERE one.automatic_flow_id = $1 AND other.automatic_flow_id = $1
         AND tstzrange(one.from_at, COALESCE(one.ending_at, 'infinity')) && tstzrange(other.from_at, COALESCE(other.ending_at, 'infinity'))`,
      [flow.id],
    );
    expect(starts).toBeGreaterThan(wanted.length);
    expect(doubled).toBe(0);
    const logged = [...world.curfew.log, ...replica.log].map((line) => JSON.parse(line) as { level: number; part?: string });
    expect(logged.filter(({ level, part }) => level >= 50 && part === 'AutomaticAccess')).toEqual([]);
    await replica.stop();
  }); // prettier-ignore

  it('refuses a second running one itself, and another flow for one that is there', async () => {
    const server = newServer();
    await automatic(inTeam(await newTeam('rita')), server);
    const { id } = await given('rita', server);
    const { database } = world.curfew;
    const asked = '11111111-1111-4111-8111-111111111111';
    await database.query(
      `INSERT INTO access_request SELECT (jsonb_populate_record(NULL::access_request, to_jsonb(model) || jsonb_build_object('id', $2::text, 'state', 'pending', 'decided_at', null))).*
       FROM access_request model WHERE id = (SELECT request_id FROM access_grant WHERE id = $1)`,
      [id, asked],
    );
    await database.query(`UPDATE access_request SET state = 'approved', decided_at = now() WHERE id = $1`, [asked]);
    const copy = database.query(
      `INSERT INTO access_grant SELECT (jsonb_populate_record(NULL::access_grant, to_jsonb(model) || jsonb_build_object('id', gen_random_uuid(), 'request_id', $2::text, 'state', 'granting'))).*
       FROM access_grant model WHERE id = $1`,
      [id, asked],
    );
    await expect(copy).rejects.toMatchObject({ constraint: 'access_grant_automatic_once' });
    await expect(database.query('UPDATE access_grant SET automatic_flow_id = NULL WHERE id = $1', [id])).rejects.toThrow('never changed');
  }); // prettier-ignore
});
