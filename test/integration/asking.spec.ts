/** What stands before and around an ask, on PostgreSQL: dry runs, several resources at once, bundles. */
import type { AskBatchView, BatchDryRunView } from '../../apps/control-plane/src/access-requests/ask-batch.view.js';
import type {
  AccessRequestsPage,
  AccessRequestView,
} from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type {
  CatalogBundlesView,
  CatalogPage,
  ReceiversView,
} from '../../apps/control-plane/src/access-requests/catalog.view.js';
import type {
  RequestBackgroundsView,
  RequestBackgroundView,
} from '../../apps/control-plane/src/access-requests/background.view.js';
import type { TimelineView } from '../../apps/control-plane/src/activity/activity.view.js';
import type { DryRunView } from '../../apps/control-plane/src/access-requests/dry-run.view.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';

const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const NOWHERE = '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c';

let world: World;
let ownersId: string;
beforeAll(async () => {
  const servers = [
    ...Array.from({ length: 16 }, (_, at) => ({ name: `web-${at + 1}` })),
    ...Array.from({ length: 52 }, (_, at) => ({ name: `rack-${at + 1}` })),
  ];
  world = await givenWorld(['rita', 'boss', 'omar', 'olga', 'mallory'], servers);
  await world.api.as('ada').patch(`/api/people/${world.idOf('rita')}`, { managerId: world.idOf('boss') });
  ownersId = (await world.api.team('Owners', ['omar', 'olga'])).id;
});

const flow = async (names: string[], changes: Record<string, unknown> = {}): Promise<{ id: string; name: string }> => {
  const input = { ...world.flowInput({ servers: { names } }), ...changes };
  return ok(await world.api.as('ada').post<{ id: string; name: string }>('/api/access-flows', input));
};
const escalating = () => ({
  tiers: [
    { mode: 'any-of', sets: [{ any: [{ kind: 'team', id: ownersId }], needed: 1 }] },
    { mode: 'any-of', sets: [{ any: [{ kind: 'manager' }], needed: 1 }] },
  ],
  escalateAfterSeconds: 1800,
  noesNeeded: 1,
  requesterMayApprove: false,
  approverReasonRequired: false,
});
const ask = (name: string, changes: Record<string, unknown> = {}) => ({
  resourceId: world.servers.get(name) ?? name,
  permissions: ['web-ops'],
  durationSeconds: 3600,
  ...changes,
});
const dryRun = async (who: string, body: Record<string, unknown>): Promise<DryRunView> =>
  ok(await world.api.as(who).post<DryRunView>('/api/access-requests/dry-run', body));
const written = async (): Promise<unknown> =>
  (
    await world.curfew.database.query(
      'SELECT (SELECT count(*) FROM access_request) AS requests, (SELECT count(*) FROM access_grant) AS grants, (SELECT count(*) FROM audit_row) AS audit, (SELECT sum(generation) FROM connector) AS generation',
    )
  )[0];

describe('a dry run', () => {
  it('tells under which flow, who is asked in which tier and when, and how long; and writes nothing', async () => {
    const { name } = await flow(['web-1'], { approvers: escalating() });
    const before = await written();
    const told = await dryRun('rita', ask('web-1'));
    const [first, second] = told.tiers;
    expect(told).toMatchObject({ would: 'wait', code: null, flow: { name, version: 1 }, durationSeconds: 3600, endsAt: null });
    expect(first).toMatchObject({ inWords: 'the team “Owners”', people: ['Olga', 'Omar'], peopleTotal: 2 });
    expect(second).toMatchObject({ inWords: "the requester's manager", people: ['Boss'], peopleTotal: 1 });
    expect(Date.parse(second.at) - Date.parse(first.at)).toBe(1_800_000);
    expect(await written()).toEqual(before);
  }); // prettier-ignore

  it('tells when access would end that begins at once', async () => {
    await flow(['web-2'], { approvers: null });
    const before = await written();
    const told = await dryRun('rita', ask('web-2'));
    expect(told).toMatchObject({ would: 'start', tiers: [], timesOutAt: null });
    const lastsMs = Date.parse(told.endsAt ?? '') - world.curfew.clock.nowMs();
    expect(Math.abs(lastsMs - 3_600_000)).toBeLessThan(60_000);
    expect(await written()).toEqual(before);
  });

  it.each<[string, string, () => Record<string, unknown>]>([
    ['nothing is permitted', 'rita', () => ask('web-12')],
    ['it would be too long', 'rita', () => ask('web-1', { durationSeconds: 9 * 3600 })],
    ['there is no such server', 'rita', () => ask(NOWHERE)],
    ['it is asked for somebody else', 'rita', () => ask('web-1', { receiverId: world.idOf('mallory') })],
  ])('says the same no as the ask where %s', async (_, who, body) => {
    const told = await dryRun(who, body());
    const asked = refused(await world.api.as(who).post('/api/access-requests', body()));
    expect(told).toMatchObject({ would: 'refuse', flow: null, tiers: [], code: asked.code, text: asked.message });
    expect(told.help ?? undefined).toBe(asked.hint);
  });
});

describe('favourites', () => {
  const path = (name: string) => `/api/catalog/favourites/${world.servers.get(name) ?? name}`;
  const marked = async (who: string): Promise<[string, string[] | undefined][]> => {
    const { items } = ok(await world.api.as(who).get<CatalogPage>('/api/catalog?only=favourites'));
    return items.map(({ resource: { name }, favourite }) => [name, favourite?.permissions]);
  };

  it('are each person’s own, with permissions or without, and what the catalog no longer shows is told to nobody', async () => {
    const rita = world.api.as('rita');
    const { id } = await flow(['web-15']);
    expect(await marked('rita')).toEqual([]);
    ok(await rita.put(path('web-15'), {}));
    expect(await marked('rita')).toEqual([['web-15', []]]);
    ok(await rita.put(path('web-15'), { permissions: ['web-ops'] }));
    expect(await marked('rita')).toEqual([['web-15', ['web-ops']]]);
    expect(await marked('ada')).toEqual([]);
    const unknown = refused(await world.api.as('mallory').put(path(NOWHERE), {}));
    expect(refused(await world.api.as('mallory').put(path('web-15'), {}))).toEqual(unknown);
    expect(unknown.code).toBe('not-found');
    ok(await world.api.as('ada').post(`/api/access-flows/${id}/deactivate`));
    expect(await marked('rita')).toEqual([]);
    expect(refused(await rita.put(path('web-15'), {}))).toEqual(unknown);
    ok(await world.api.as('ada').post(`/api/access-flows/${id}/activate`));
    expect(await marked('rita')).toEqual([['web-15', ['web-ops']]]);
    for (const name of ['web-15', 'web-15', NOWHERE]) ok(await rita.delete(path(name)));
    expect(await marked('rita')).toEqual([]);
    ok(await world.api.as('ada').delete(`/api/access-flows/${id}`));
  });

  it('are a hundred at most, however many are marked at the same moment', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `web-${at + 1}`);
    const { id } = await flow(names);
    await world.curfew.database.query(
      `WITH more AS (INSERT INTO resource
         SELECT (jsonb_populate_record(NULL::resource, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'name', 'more-' || number, 'gone', true))).*
         FROM resource one, generate_series(1, 99) number WHERE one.id = $1 RETURNING id)
       INSERT INTO favourite (person_id, resource_id) SELECT $2, id FROM more`,
      [world.server('web-1'), world.idOf('rita')],
    );
    const { app, database } = world.curfew;
    const marking = await app.get(Transactions, { strict: false }).run(async (tx) => {
      // Each may count, and none may write, until all of them have begun.
      await tx.query('LOCK TABLE favourite IN SHARE MODE');
      const answered = Promise.all(names.map((name) => world.api.as('rita').put(path(name), {})));
      const allWait = async () => (await database.query(WAITING)).length === names.length;
      await until(allWait, { within: 40_000, what: 'all of them wait' });
      return { answered };
    });
    const answers = await marking.answered;
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [refusal] = answers.filter(({ status }) => status !== 200);
    expect(refused(refusal)).toMatchObject({ code: 'conflict', message: 'You have 100 favourites already.' });
    await database.query('DELETE FROM favourite WHERE person_id = $1', [world.idOf('rita')]);
    await database.query(`DELETE FROM resource WHERE name LIKE 'more-%'`);
    ok(await world.api.as('ada').delete(`/api/access-flows/${id}`));
  });
});

describe('templates of a flow', () => {
  it('stand in the catalog and in the version that has them; what the flow would not take is refused when it is saved', async () => {
    const template = {
      name: 'Incident',
      durationSeconds: 3600,
      reason: 'Incident …\nSee the runbook.',
      fields: { ticket: 'INC-1' },
    };
    const customFields = [{ name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true }];
    const input = { ...world.flowInput({ servers: { names: ['web-15'] } }), customFields, templates: [template] };
    const ada = world.api.as('ada');
    const { id } = ok(await ada.post<{ id: string }>('/api/access-flows', input));
    expect(ok(await ada.get(`/api/access-flows/${id}`))).toMatchObject({
      version: 1,
      templates: [template],
      simple: false,
    });
    const { items } = ok(
      await world.api.as('rita').get<CatalogPage>(`/api/catalog?resourceId=${world.server('web-15')}`),
    );
    expect(items[0].options[0].flows[0].templates).toEqual([template]);
    const asked = await world.ask('rita', 'web-15', { ...template, name: undefined });
    ok(await world.answer('rita', asked.id, 'cancel'));
    const wrong: [unknown, string][] = [
      [[{ ...template, durationSeconds: 9 * 3600 }], 'templates[0].durationSeconds'],
      [[{ ...template, fields: { ticket: 'none' } }], 'templates[0].fields.ticket'],
      [[{ ...template, fields: { other: 'x' } }], 'templates[0].fields.other'],
      [[template, template], 'templates[1].name'],
      [[{ ...template, name: ' ' }], 'templates[0].name'],
      [Array.from({ length: 11 }, (_, at) => ({ ...template, name: String(at) })), 'templates'],
    ];
    for (const [templates, path] of wrong) {
      const answer = refused(await ada.put(`/api/access-flows/${id}`, { ...input, templates }));
      expect([answer.code, answer.fields?.[0].path]).toEqual(['input-invalid', path]);
    }
    ok(await ada.put(`/api/access-flows/${id}`, { ...input, templates: [] }));
    expect(ok(await ada.get(`/api/access-flows/${id}`))).toMatchObject({ version: 2, templates: [] });
    ok(await ada.delete(`/api/access-flows/${id}`));
  });
});

describe('the catalog of one server', () => {
  it('is what one needs to ask again, and empty where one may not ask', async () => {
    const { id } = await flow(['web-15']);
    const of = async (who: string) =>
      ok(await world.api.as(who).get<CatalogPage>(`/api/catalog?resourceId=${world.server('web-15')}`));
    const { items, total } = await of('rita');
    expect([total, items[0].resource.name, items[0].options[0].flows[0].id]).toEqual([1, 'web-15', id]);
    expect((await of('mallory')).items).toEqual([]);
    ok(await world.api.as('ada').post(`/api/access-flows/${id}/deactivate`));
    expect((await of('rita')).items).toEqual([]);
  });
});

describe('what an approver is told of the receiver', () => {
  const background = (who: string, id: string) =>
    world.api.as(who).get<RequestBackgroundView>(`/api/access-requests/${id}/background`);
  const backgrounds = async (who: string, ...ids: string[]) => {
    const query = ids.map((id) => `id=${id}`).join('&');
    return ok(await world.api.as(who).get<RequestBackgroundsView>(`/api/access-requests/backgrounds?${query}`)).items;
  };

  it('is the account, what he asked for before and what became of it, and what he has there now', async () => {
    await flow(['web-13', 'web-14'], {
      targets: [{ integrationId: world.integrationId, servers: { names: ['web-13', 'web-14'] }, permissions: 'all' }],
    });
    const denied = await world.ask('rita', 'web-14', { reason: 'Not for others to read' });
    ok(await world.answer('omar', denied.id, 'deny', 'No.'));
    const ended = await world.granted('web-13');
    ok(await world.api.as('rita').post(`/api/grants/${ended.id}/give-back`));
    await world.connector.removed(ended);
    const running = await world.granted('web-13', { permissions: ['db-admins'] });
    const standing = [
      { account: 'rita', kind: 'membership' as const, name: 'wheel' },
      { account: 'olga', kind: 'membership' as const, name: 'wheel' },
    ];
    await world.connector.added(running, { standing });
    const { id } = await world.ask('rita', 'web-13');
    const told = ok(await background('omar', id));
    expect(told).toMatchObject({
      account: 'rita',
      running: [{ grantId: running.id, permissions: ['db-admins'] }],
      standing: [{ kind: 'membership', name: 'wheel' }],
      grantsOnServer: 2,
    });
    expect(
      told.before
        .slice(0, 3)
        .map(({ serverName, sameServer, state, grantState, cause }) => [
          serverName,
          sameServer,
          state,
          grantState,
          cause,
        ]),
    ).toEqual([
      ['web-13', true, 'approved', 'active', null],
      ['web-13', true, 'approved', 'ended', 'given-back'],
      ['web-14', false, 'denied', null, null],
    ]);
    expect(JSON.stringify(told)).not.toContain('Not for others');
    const other = await world.ask('rita', 'web-14', { permissions: ['db-admins'] });
    const each = [other.id, id].map(async (one) => ({ requestId: one, background: ok(await background('omar', one)) }));
    const all = await backgrounds('omar', other.id, id, NOWHERE);
    expect(all).toHaveLength(2);
    expect(all).toEqual(expect.arrayContaining(await Promise.all(each)));
    ok(await world.answer('rita', other.id, 'cancel'));
    const long = `UPDATE access_grant SET from_at = from_at - interval '91 days' WHERE id = '${ended.id}'`;
    await world.curfew.database.query(
      `SET session_replication_role = replica; ${long}; RESET session_replication_role`,
    );
    expect(ok(await background('omar', id))).toMatchObject({ grantsOnServer: 1 });
    expect(ok(await background('ada', id)).account).toBe('rita');
  });

  it('is told to nobody else: not to who asked, and a stranger does not learn that there is a request', async () => {
    const { id } = await world.ask('rita', 'web-14');
    expect(refused(await background('rita', id)).code).toBe('not-an-approver');
    for (const who of ['mallory', 'olga']) expect(refused(await background(who, id)).code).toBe('not-found');
    expect(refused(await background('ada', NOWHERE)).code).toBe('not-found');
    for (const who of ['rita', 'mallory', 'olga']) expect(await backgrounds(who, id)).toEqual([]);
    expect(await backgrounds('omar', id)).toHaveLength(1);
  });
});

describe('several resources at once', () => {
  const batch = async (who: string, body: Record<string, unknown>): Promise<AskBatchView> =>
    ok(await world.api.as(who).post<AskBatchView>('/api/access-requests/batch', body));

  it('are a request each, under one id; one that is refused stops no other, and its reason is told', async () => {
    await flow(['web-3']);
    await flow(['web-4'], { approvers: null });
    const items = ['web-3', 'web-12', 'web-4', NOWHERE].map((name) => ({
      resourceId: world.servers.get(name) ?? name,
      permissions: ['web-ops'],
    }));
    const tried = ok(
      await world.api
        .as('rita')
        .post<BatchDryRunView>('/api/access-requests/batch/dry-run', { items, durationSeconds: 600 }),
    );
    expect(tried.results.map(({ outcome }) => outcome.would)).toEqual(['wait', 'refuse', 'start', 'refuse']);
    const { batchId, results } = await batch('rita', { items, durationSeconds: 600, reason: 'Patch day' });
    expect(results.map(({ resourceName, request, refusal }) => [resourceName, request?.state, request?.batchId, refusal?.code])).toEqual([
      ['web-3', 'pending', batchId, undefined],
      ['web-12', undefined, undefined, 'access-denied'],
      ['web-4', 'approved', batchId, undefined],
      [null, undefined, undefined, 'access-denied'],
    ]);
    const mine = ok(await world.api.as('rita').get<AccessRequestsPage>(`/api/access-requests?batchId=${batchId}`));
    expect(mine.items.map(({ reason, durationSeconds }) => [reason, durationSeconds])).toEqual([['Patch day', 600], ['Patch day', 600]]);
    expect(mine.total).toBe(2);
    const again = await batch('rita', { items: items.slice(0, 1) });
    expect(again.results[0].refusal?.code).toBe('already-requested');
  }); // prettier-ignore

  it('take what is filled in for one of them before what is filled in for all', async () => {
    const customFields = [{ name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true }];
    await flow(['web-5'], { customFields });
    await flow(['web-6']);
    const items = [
      { resourceId: world.server('web-5'), permissions: ['web-ops'], fields: { ticket: 'INC-7' } },
      { resourceId: world.server('web-6'), permissions: ['web-ops'] },
    ];
    const { results } = await batch('rita', { items });
    expect(results.map(({ request }) => request?.fields)).toEqual([[{ name: 'ticket', label: 'Ticket', value: 'INC-7' }], []]); // prettier-ignore
  });

  it('may each go by a flow of its own, and each be an emergency or not', async () => {
    const asking = await flow(['web-11', 'web-12'], { breakGlass: { reviewWithinSeconds: 7200 } });
    const free = await flow(['web-11'], { approvers: null });
    const item = (name: string, said: Record<string, unknown>) => ({
      resourceId: world.server(name),
      permissions: ['web-ops'],
      ...said,
    });
    const items = [item('web-11', { flowId: asking.id }), item('web-12', { breakGlass: true })];
    const { results } = await batch('rita', { items, reason: 'Down' });
    expect(results.map(({ request }) => [request?.flow.name, request?.state, request?.review !== null])).toEqual([
      [asking.name, 'pending', false],
      [asking.name, 'approved', true],
    ]);
    const ada = world.api.as('ada');
    ok(await world.answer('rita', results[0].request?.id ?? '', 'cancel'));
    ok(await ada.post(`/api/grants/${results[1].request?.grant?.id}/revoke`, { reason: 'Over' }));
    ok(await world.api.as('omar').post(`/api/access-requests/${results[1].request?.id}/review`, { comment: 'Seen' }));
    for (const { id } of [asking, free]) ok(await ada.delete(`/api/access-flows/${id}`));
  });

  it.each<[string, () => Record<string, unknown>, string]>([
    ['nothing', () => ({}), 'items'],
    ['resources and a bundle', () => ({ items: [{ resourceId: NOWHERE, permissions: ['a'] }], bundleId: NOWHERE }), 'items'],
    ['51 resources', () => ({ items: Array.from({ length: 51 }, (_, at) => ({ resourceId: NOWHERE.slice(0, -2) + String(at + 10), permissions: ['a'] })) }), 'items'],
    ['one resource twice', () => ({ items: Array.from({ length: 2 }, () => ({ resourceId: NOWHERE, permissions: ['a'] })) }), 'items'],
    ['no permission', () => ({ items: [{ resourceId: NOWHERE, permissions: [] }] }), 'items[0].permissions'],
  ])('are refused where they name %s', async (_, body, path) => {
    const answer = refused(await world.api.as('rita').post('/api/access-requests/batch', body()));
    expect([answer.code, answer.fields?.[0].path]).toEqual(['input-invalid', path]);
  }); // prettier-ignore

  it('may be a bundle, for whom a flow names it, and nobody else learns what it holds', async () => {
    const ada = world.api.as('ada');
    const holds = { name: 'Shop', description: 'All of it', targets: [{ integrationId: world.integrationId, servers: { names: ['web-7', 'web-8'] }, permissions: ['web-ops'] }] }; // prettier-ignore
    const bundle = ok(await ada.post<{ id: string }>('/api/bundles', holds));
    const shown = async (who: string) =>
      ok(await world.api.as(who).get<CatalogBundlesView>('/api/catalog/bundles')).items;
    expect(await shown('rita')).toEqual([]);
    await flow([], { targets: [{ bundleId: bundle.id }] });
    expect(await shown('rita')).toMatchObject([{ name: 'Shop', serversTotal: 2, servers: [{ resourceName: 'web-7', permissions: ['web-ops'] }, { resourceName: 'web-8' }] }]); // prettier-ignore
    expect(await shown('mallory')).toEqual([]);
    const path = '/api/access-requests/batch';
    expect(refused(await world.api.as('mallory').post(path, { bundleId: bundle.id })).code).toBe('not-found');
    expect(refused(await world.api.as('mallory').post(`${path}/dry-run`, { bundleId: bundle.id })).code).toBe('not-found'); // prettier-ignore
    const { results } = await batch('rita', { bundleId: bundle.id, reason: 'Shop is down' });
    expect(results.map(({ resourceName, request }) => [resourceName, request?.state])).toEqual([['web-7', 'pending'], ['web-8', 'pending']]); // prettier-ignore
  });
});

describe('a bundle of more servers than one may name', () => {
  it('is asked for whole: each server by itself, those refused with the reason; the dry run tells of the first ones and how many there are', async () => {
    const ada = world.api.as('ada');
    const names = Array.from({ length: 52 }, (_, at) => `rack-${at + 1}`);
    const targets = [{ integrationId: world.integrationId, servers: { names }, permissions: ['web-ops'] }];
    const bundle = ok(await ada.post<{ id: string }>('/api/bundles', { name: 'Rack', description: 'All of it', targets })); // prettier-ignore
    const whole = await flow([], {
      targets: [{ bundleId: bundle.id }],
      requesters: { personIds: [world.idOf('boss')], teamIds: [] },
    });
    await world.connector.serverFails(world.server('rack-7'), 'rack-7 did not answer.');
    const body = { bundleId: bundle.id, reason: 'Patch day' };
    const boss = world.api.as('boss');
    const tried = ok(await boss.post<BatchDryRunView>('/api/access-requests/batch/dry-run', body));
    expect([tried.results.length, tried.total]).toEqual([50, 52]);
    const { batchId, results } = ok(await boss.post<AskBatchView>('/api/access-requests/batch', body));
    expect(results.map(({ resourceName }) => resourceName).sort()).toEqual([...names].sort());
    expect(results.flatMap(({ resourceName, refusal }) => (refusal ? [[resourceName, refusal.message]] : []))).toEqual([['rack-7', expect.stringContaining('rack-7 did not answer.')]]); // prettier-ignore
    const mine = ok(await boss.get<AccessRequestsPage>(`/api/access-requests?batchId=${batchId}&limit=200`));
    expect(mine.total).toBe(51);
    await world.connector.serverIsActive(world.server('rack-7'));
    const again = ok(await boss.post<AskBatchView>('/api/access-requests/batch', body));
    expect(again.results.flatMap(({ resourceName, request }) => (request ? [resourceName] : []))).toEqual(['rack-7']);
    ok(await ada.delete(`/api/access-flows/${whole.id}`));
  });
});

describe('for others', () => {
  it('the catalog offers what one may ask for others only, and says so', async () => {
    await flow(['web-9'], { requesters: { personIds: [world.idOf('boss')], teamIds: [] }, requestFor: { self: false, directReports: true, others: null } }); // prettier-ignore
    const { items } = ok(await world.api.as('boss').get<CatalogPage>('/api/catalog'));
    expect(items.map(({ resource, options }) => [resource.name, options[0].flows[0]])).toMatchObject([['web-9', { forSelf: false, forOthers: true }]]); // prettier-ignore
    const receivers = async (who: string): Promise<string[]> => {
      const path = `/api/catalog/receivers?flowId=${items[0].options[0].flows[0].id}`;
      return ok(await world.api.as(who).get<ReceiversView>(path)).items.map(({ displayName }) => displayName);
    };
    expect([await receivers('boss'), await receivers('rita')]).toEqual([['Rita'], []]);
    expect((await dryRun('boss', ask('web-9'))).would).toBe('refuse');
    expect((await dryRun('boss', ask('web-9', { receiverId: world.idOf('rita') }))).would).toBe('wait');
  });
});

describe('access in an emergency', () => {
  const page = async (who: string, query: string): Promise<AccessRequestsPage> =>
    ok(await world.api.as(who).get<AccessRequestsPage>(`/api/access-requests?${query}`));
  const waiting = async (who: string): Promise<number> => ok(await world.api.as(who).get<{ waitingForMe: number }>('/api/session')).waitingForMe; // prettier-ignore
  const review = (who: string, id: string, comment: string) =>
    world.api.as(who).post<AccessRequestView>(`/api/access-requests/${id}/review`, { comment });

  it('is given where the flow says so and with a reason only', async () => {
    await flow(['web-10']);
    expect(refused(await world.tryAsk('rita', 'web-10', { breakGlass: true, reason: 'Down' })).code).toBe('access-denied');
    await flow(['web-11'], { breakGlass: { reviewWithinSeconds: 7200 } });
    expect(refused(await world.tryAsk('rita', 'web-11', { breakGlass: true })).code).toBe('reason-required');
    expect((await dryRun('rita', ask('web-11', { breakGlass: true, reason: 'Down' })))).toMatchObject({ would: 'start', breakGlass: true, tiers: [{ people: ['Omar'] }] });
    expect((await dryRun('rita', ask('web-11')))).toMatchObject({ would: 'wait', breakGlass: false, reviewDueAt: null });
  }); // prettier-ignore

  it('does not wait for what was asked before and nobody has answered; twice it is not given', async () => {
    await flow(['web-16'], { breakGlass: { reviewWithinSeconds: 7200 } });
    const before = await world.ask('rita', 'web-16');
    expect(refused(await world.tryAsk('rita', 'web-16')).code).toBe('already-requested');
    const taken = await world.ask('rita', 'web-16', { breakGlass: true, reason: 'Down' });
    expect(taken).toMatchObject({ state: 'approved', grant: { state: 'granting' } });
    expect(refused(await world.tryAsk('rita', 'web-16', { breakGlass: true, reason: 'Down' })).code).toBe('already-requested');
    ok(await world.answer('rita', before.id, 'cancel'));
    expect(ok(await world.api.as('rita').get<AccessRequestView>(`/api/access-requests/${taken.id}`)).grant?.state).toBe('granting');
    ok(await review('omar', taken.id, 'It was down.'));
  }); // prettier-ignore

  it('starts at once, is marked, waits for a review by an approver who is not the requester [I32], and is closed once', async () => {
    const before = await waiting('omar');
    const taken = await world.ask('rita', 'web-11', { breakGlass: true, reason: 'Down' });
    expect(taken).toMatchObject({ state: 'approved', grant: { state: 'granting' }, mayReview: false, review: { overdue: false, closedAt: null } }); // prettier-ignore
    expect(Date.parse(taken.review?.dueAt ?? '') - Date.parse(taken.createdAt)).toBe(7_200_000);
    expect(await world.audited(taken.id)).toEqual(['access-request.submitted', 'access-request.approved']);
    const [row] = await world.curfew.database.query<{ detail: unknown }>(`SELECT detail FROM audit_row WHERE object_id = '${taken.id}' AND action = 'access-request.approved'`); // prettier-ignore
    expect(row.detail).toMatchObject({ breakGlass: true });
    expect(await waiting('omar')).toBe(before + 1);
    expect((await page('omar', 'scope=to-review')).items).toMatchObject([{ id: taken.id, mayReview: true }]);
    expect([(await page('rita', 'scope=to-review')).total, (await page('mallory', 'scope=to-review')).total]).toEqual([0, 0]); // prettier-ignore
    expect(refused(await review('rita', taken.id, 'Fine')).code).toBe('not-an-approver');
    expect(refused(await review('mallory', taken.id, 'Fine')).code).toBe('not-found');
    expect(refused(await review('omar', taken.id, ' ')).code).toBe('reason-required');
    const closed = ok(await review('omar', taken.id, 'It was down indeed.'));
    expect(closed).toMatchObject({ mayReview: false, review: { closedBy: { displayName: 'Omar' }, comment: 'It was down indeed.', overdue: false } }); // prettier-ignore
    expect(refused(await review('omar', taken.id, 'Again')).code).toBe('already-decided');
    expect([await waiting('omar'), (await page('omar', 'scope=to-review')).total]).toEqual([before, 0]);
    await expect(world.curfew.database.query(`UPDATE break_glass_review SET comment = 'x'`)).rejects.toThrow(
      'closed once',
    );
    await expect(world.curfew.database.query('DELETE FROM break_glass_review')).rejects.toThrow('never changed');
    expect((await world.audited(taken.id)).at(-1)).toBe('access-request.reviewed');
    expect(closed.tiersAsked).toEqual([]);
    const { items } = ok(await world.api.as('rita').get<TimelineView>(`/api/access-requests/${taken.id}/timeline`));
    expect(items.filter(({ kind }) => kind !== 'ordered').map((one) => [one.kind, one.by.name, one.reason])).toEqual([
      ['asked', 'Rita', 'Down'],
      ['approvers-told', 'Curfew', null],
      ['reviewed', 'Omar', 'It was down indeed.'],
    ]);
    expect(items[1]).toMatchObject({ sentence: 'Told of it, so that one of them reviews it: Omar.', untilAt: closed.review?.dueAt }); // prettier-ignore
  });

  it('that nobody reviews in time is what administrators see on every page', async () => {
    const faults = async (): Promise<string[]> => ok(await world.api.as('ada').get<{ faults: { code: string }[] }>('/api/attention')).faults.map(({ code }) => code); // prettier-ignore
    await flow(['web-12'], { breakGlass: { reviewWithinSeconds: 3600 } });
    const taken = await world.ask('rita', 'web-12', { breakGlass: true, reason: 'Down' });
    expect(await faults()).not.toContain('review-overdue');
    world.curfew.clock.forward({ seconds: 3601 });
    expect(await faults()).toContain('review-overdue');
    expect((await page('ada', 'scope=all&review=overdue')).items).toMatchObject([{ id: taken.id, review: { overdue: true } }]); // prettier-ignore
    ok(await review('omar', taken.id, 'Late, but fine.'));
    expect(await faults()).not.toContain('review-overdue');
  });
});
