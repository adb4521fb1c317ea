/** All requests with what became of each: filters, pages, files, many ends at once, and the timeline of one. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { GrantId } from '#access/ids.js';
import { signCertificate } from '#ssh/certificate.js';
import { grantPrincipal } from '#ssh/principal.js';
import { makeEd25519Key } from '#ssh/private-key.js';
import { parsePublicKey, publicKeyFromKeyObject } from '#ssh/public-key.js';
import { atEnd } from '#testkit/at-end.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type {
  ActivityPage,
  ActivityView,
  RevocationsView,
  TimelineView,
} from '../../apps/control-plane/src/activity/activity.view.js';
import type { AccessRequestView } from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';
import { LinkClient } from './link-client.js'; // prettier-ignore

const FORMULA = '=HYPERLINK("http://evil.example","click")\n-2+3;=1+1';

let world: World;
/** Each is the only one of its kind. */
let asked: Record<'pending' | 'denied' | 'active' | 'ended' | 'roots', AccessRequestView>;
let flowOf: Record<'usual' | 'owners', string>;
let later: string;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'rosa', 'omar', 'olga', 'mallory'],
    Array.from({ length: 24 }, (_, at) => ({ name: `web-${at + 1}` })),
  );
  const usual = await world.flow({ name: 'usual' });
  const owners = await world.flow({
    name: 'owners',
    permissions: ['db-admins'],
    requesters: { personIds: [world.idOf('rosa')] },
    approvers: { personIds: [world.idOf('olga')] },
  });
  flowOf = { usual: usual.id, owners: owners.id };
  const ended = await world.granted('web-1');
  ok(await world.api.as('rita').post(`/api/grants/${ended.id}/give-back`));
  await world.connector.removed(ended);
  const denied = await world.ask('rita', 'web-2', { reason: FORMULA });
  ok(await world.answer('omar', denied.id, 'deny', '@not today'));
  world.curfew.clock.forward({ minutes: 10 });
  later = new Date(world.curfew.clock.nowMs()).toISOString();
  const active = await world.granted('web-3');
  const roots = await world.granting('web-4', { permissions: ['db-admins'], reason: 'ticket 4711' }, 'rosa', 'olga');
  const pending = await world.ask('rita', 'web-5');
  const see = (id: string) => world.api.as('ada').get<AccessRequestView>(`/api/access-requests/${id}`);
  const [one, two, three, four, five] = await Promise.all(
    [pending.id, denied.id, active.requestId, ended.requestId, roots.requestId].map(async (id) => ok(await see(id))),
  );
  asked = { pending: one, denied: two, active: three, ended: four, roots: five };
});

const ada = () => world.api.as('ada');
const page = async (query = '') => ok(await ada().get<ActivityPage>(`/api/activity?${query}`));
const namesOf = ({ items }: ActivityPage): string[] =>
  items.map(({ id }) => Object.entries(asked).find(([, request]) => request.id === id)?.[0] ?? id);
const exported = (format: 'csv' | 'json', query = '') =>
  ada().get<string>(`/api/activity/export?format=${format}&${query}`);
const revoke = (body: Record<string, unknown>, how: 'revoke' | 'revoke-matching' = 'revoke') =>
  ada().post<RevocationsView>(`/api/activity/${how}`, { reason: 'the laptop was stolen', ...body });

describe('the list', () => {
  it('has every request with what became of it, newest first', async () => {
    const all = await page();
    expect(namesOf(all)).toEqual(['pending', 'roots', 'active', 'denied', 'ended']);
    expect(all).toMatchObject({ total: 5, revocable: 2, next: null });
    expect(all.items[4]).toMatchObject({
      state: 'approved', requester: { displayName: 'Rita' }, receiver: { displayName: 'Rita' }, permissions: ['web-ops'],
      resource: { name: 'web-1', integrationName: 'machines' }, flow: { name: 'usual', version: 1 },
      approvals: [{ approver: { displayName: 'Omar' }, answer: 'yes', reason: null }],
      grant: { state: 'ended', cause: 'given-back', account: 'rita', debt: false, mayRevoke: false },
    }); // prettier-ignore
    expect(all.items[3]).toMatchObject({ state: 'denied', grant: null, approvals: [{ reason: '@not today' }] });
  });

  const id = (name: string) => () => world.idOf(name);
  it.each<[string, () => string, string[]]>([
    ['requesterId', id('rosa'), ['roots']],
    ['receiverId', id('rosa'), ['roots']],
    ['approverId', id('olga'), ['roots']],
    ['personId', id('olga'), ['roots']],
    ['personId', id('rita'), ['pending', 'active', 'denied', 'ended']],
    ['personId', id('mallory'), []],
    ['resourceId', () => world.server('web-3'), ['active']],
    ['integrationId', () => world.integrationId, ['pending', 'roots', 'active', 'denied', 'ended']],
    ['integrationId', () => randomUUID(), []],
    ['permission', () => 'db-admins', ['roots']],
    ['permission', () => 'db', []],
    ['flowId', () => flowOf.owners, ['roots']],
    ['requestState', () => 'denied', ['denied']],
    ['requestState', () => 'pending&requestState=denied', ['pending', 'denied']],
    ['grantState', () => 'ended', ['ended']],
    ['grantState', () => 'active&grantState=granting', ['roots', 'active']],
    ['from', () => later, ['pending', 'roots', 'active']],
    ['to', () => later, ['denied', 'ended']],
    ['search', () => 'TICKET 47', ['roots']],
    ['search', () => 'web-2', ['denied']],
    ['search', () => 'rosa', ['roots']],
    ['search', () => '%25', []],
    ['requesterId', () => `${world.idOf('rita')}&grantState=active`, ['active']],
  ])('is narrowed by %s', async (field, value, names) => {
    const found = await page(`${field}=${value()}`);
    expect([namesOf(found), found.total]).toEqual([names, names.length]);
  });

  it.each(['from=2026-11-22', 'grantState=gone', 'personId=rita', 'before=x', 'limit=0', 'offset=5'])(
    'refuses %s',
    async (query) => {
      expect(refused(await ada().get(`/api/activity?${query}`)).code).toBe('input-invalid');
    },
  );

  it('is read page by page without a gap or a repetition, also where many were asked at one moment', async () => {
    await world.curfew.database.query(
      `INSERT INTO access_request (id, requester_id, receiver_id, resource_id, flow_id, flow_version_id, permissions, duration_seconds, reason, state, created_at, times_out_at, decided_at)
       SELECT gen_random_uuid(), requester_id, CASE n WHEN 7 THEN $2 ELSE receiver_id END, resource_id, flow_id, flow_version_id, permissions, 60, 'bulk', 'pending',
         created_at - interval '1 day' + (n % 3) * interval '1 microsecond', times_out_at + interval '9 days', NULL FROM access_request, generate_series(1, 1100) n WHERE id = $1`,
      [asked.ended.id, world.idOf('mallory')],
    );
    const seen: ActivityView[] = [];
    let next: string | null | undefined;
    do {
      const part: ActivityPage = await page(`search=bulk&limit=200${next ? `&before=${next}` : ''}`);
      seen.push(...part.items);
      next = part.next;
    } while (next !== null);
    expect([seen.length, new Set(seen.map((one) => one.id)).size]).toEqual([1100, 1100]);
    const { body } = await exported('json', 'search=bulk');
    expect((body as unknown as ActivityView[]).map((one) => one.id)).toEqual(seen.map((one) => one.id));
  });
});

it('tells who asked from who receives', async () => {
  const found = async (field: string) => (await page(`${field}=${world.idOf('mallory')}`)).items;
  expect(await found('requesterId')).toEqual([]);
  for (const field of ['receiverId', 'personId']) {
    expect(await found(field)).toMatchObject([
      { requester: { displayName: 'Rita' }, receiver: { displayName: 'Mallory' }, reason: 'bulk' },
    ]);
  }
  expect((await page('search=mallory')).total).toBe(1);
});

describe('the file', () => {
  it('is CSV as of RFC 4180, of what the filter lets through, with a name of its day', async () => {
    const { body, headers } = await exported('csv', 'search=ticket');
    const day = new Date(world.curfew.clock.nowMs()).toISOString().slice(0, 10);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="curfew-activity-${day}.csv"`);
    const lines = body.split('\r\n');
    expect([lines.length, lines[2], lines[0].startsWith('"request","asked_at","requester"')]).toEqual([3, '', true]);
    expect(lines[1]).toContain(`"${asked.roots.id}"`);
    expect(lines[1]).toContain('"ticket 4711"');
  });

  it('has no cell that a spreadsheet takes for a formula, at its start, on a later line or after a semicolon [I39]', async () => {
    const { body } = await exported('csv', 'requestState=denied');
    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")\n'-2+3;'=1+1"`);
    expect(body).toMatch(/"Omar: no, [^"]*: @not today"/);
    expect(body).not.toMatch(/(^|[,"\n;])[=@+-]/);
  });

  it('is JSON that says all that the list says', async () => {
    const { body } = await exported('json', 'requestState=denied');
    expect(body as unknown).toEqual((await page('requestState=denied')).items);
    expect((await exported('json', 'permission=none')).body as unknown).toEqual([]);
  });

  it('stands in the audit with its filter [I60]', async () => {
    await exported('csv', 'permission=db-admins&grantState=active');
    const rows = await world.curfew.database.query<{ actor_name: string; detail: unknown }>(
      `SELECT actor_name, detail FROM audit_row WHERE action = 'activity.exported' ORDER BY id DESC LIMIT 1`,
    );
    const filter = { permission: 'db-admins', grantState: ['active'] };
    expect(rows).toEqual([{ actor_name: 'Ada', detail: { format: 'csv', filter } }]);
  });
});

describe('many ends at once', () => {
  const stateOf = async (grant: GrantView) => (await world.grant('ada', grant.id)).state;

  it('end each grant or not, and say of each what became of it', async () => {
    const [one, two, stuck, over, never] = [
      await world.granted('web-10'), await world.granting('web-11'), await world.granted('web-12'), await world.granted('web-13'),
      await world.granting('web-14'),
    ]; // prettier-ignore
    ok(await world.api.as('rita').post(`/api/grants/${over.id}/give-back`));
    await world.connector.fault(never, { final: true });
    await world.curfew.database.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no room''; END';
       CREATE TRIGGER refuse BEFORE UPDATE ON access_grant FOR EACH ROW WHEN (OLD.id = '${stuck.id}') EXECUTE FUNCTION refuse()`,
    );
    const unknown = randomUUID();
    const grantIds = [one, stuck, over, never, two].map((grant) => grant.id).concat(unknown);
    const told = ok(await revoke({ grantIds }));
    await world.curfew.database.query('DROP TRIGGER refuse ON access_grant');
    expect(told.items.map(({ grantId, outcome, fault }) => [grantId, outcome, fault?.code])).toEqual([
      [one.id, 'revoked', undefined], [stuck.id, 'refused', 'internal-error'], [over.id, 'over-already', undefined],
      [never.id, 'refused', 'grant-not-active'], [two.id, 'revoked', undefined], [unknown, 'refused', 'not-found'],
    ]); // prettier-ignore
    expect([told.revoked, told.items[0].name, told.items[5].name]).toEqual([2, 'Rita on web-10', null]);
    expect(await Promise.all([one, stuck, over, two].map(stateOf))).toEqual(['ending', 'active', 'ending', 'ending']);
    expect(await world.grant('ada', over.id)).toMatchObject({ cause: 'given-back' });

    const again = ok(await revoke({ grantIds }));
    expect(again.items.map(({ outcome }) => outcome)).toEqual(['over-already', 'revoked', 'over-already', 'refused', 'over-already', 'refused']); // prettier-ignore
    expect(await world.audited(one.id)).toEqual(['grant.started', 'grant.activated', 'grant.revoked']);
    expect(await world.connector.ordered()).toContainEqual(
      expect.objectContaining({ grantId: one.id, wanted: 'absent' }),
    );
  });

  it('by a filter end all that it lets through and nothing else, and never more than was confirmed', async () => {
    const grants = [await world.granted('web-15'), await world.granted('web-16')];
    const other = await world.granted('web-17', { permissions: ['db-admins'] }, 'rosa', 'olga');
    const filter = { permission: 'web-ops', from: later, search: 'web-1' };
    expect((await page('permission=web-ops&search=web-1')).revocable).toBe(2);
    expect(refused(await revoke({ ...filter, count: 1 }, 'revoke-matching')).code).toBe('conflict');
    expect(await Promise.all(grants.map(stateOf))).toEqual(['active', 'active']);
    const told = ok(await revoke({ ...filter, count: 2 }, 'revoke-matching'));
    expect([told.revoked, told.left, told.next]).toEqual([2, 0, null]);
    expect(told.items.map(({ grantId }) => grantId).sort()).toEqual(grants.map((grant) => grant.id).sort());
    expect(await Promise.all([...grants, other].map(stateOf))).toEqual(['ending', 'ending', 'active']);
    expect(ok(await revoke({ ...filter, count: 2 }, 'revoke-matching'))).toMatchObject({ items: [], revoked: 0 });
  });

  it('want a reason', async () => {
    expect(refused(await revoke({ grantIds: [], reason: ' ' })).code).toBe('input-invalid');
  });
});

describe('the timeline', () => {
  const timeline = (who: string, requestId: string) =>
    world.api.as(who).get<TimelineView>(`/api/access-requests/${requestId}/timeline`);
  const newKey = (): string => publicKeyFromKeyObject(makeEd25519Key().keyObject).line;
  const authority = makeEd25519Key();

  /** Takes orders and signs, over the real link. */
  const givenLink = async (): Promise<LinkClient> => {
    const client = new LinkClient(world.curfew.url, world.connector.id, 'rack', world.connector.key);
    atEnd(() => client.close());
    const clockIso = new Date(world.curfew.clock.nowMs()).toISOString();
    const userCaKeys = [publicKeyFromKeyObject(authority.keyObject).line];
    const link = await client.connect({ userCaKeys, clockIso });
    await link.next('welcome');
    link.takeOrders(client);
    link.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Record<string, string>;
      if (message.type === 'sign') void sign(message as never).then((certificate) => link.send({ type: 'signed', callId: message.callId, certificate }));
    }); // prettier-ignore
    return client;
  };
  const sign = async ({
    grantId,
    keyNumber,
    publicKey,
  }: {
    grantId: GrantId;
    keyNumber: number;
    publicKey: string;
  }) => {
    const { fromAt, untilAt } = await world.grant('ada', grantId);
    const [from, end] = [fromAt, untilAt].map((iso) => Math.floor(Date.parse(iso) / 1000));
    const contents = {
      publicKey: parsePublicKey(publicKey), serial: randomBytes(8).readBigUInt64BE() >> 1n, keyId: `grant-${grantId}-${keyNumber}`,
      principal: grantPrincipal(grantId, keyNumber), validAfterSeconds: from - 60, validBeforeSeconds: end, criticalOptions: {},
      extensions: ['permit-pty' as const], nonce: randomBytes(32),
    }; // prettier-ignore
    return signCertificate(contents, { privateKey: authority.keyObject, publicKey: publicKeyFromKeyObject(authority.keyObject) }); // prettier-ignore
  };

  it('tells the whole life of a request, each line with its time, its person and its proof', async () => {
    const client = await givenLink();
    const [link] = client.links;
    const request = await world.ask('rita', 'web-20', { reason: 'deploy' });
    const { grant: given } = ok(await world.answer('omar', request.id, 'approve', 'go on'));
    const seen = () => world.grant('ada', given?.id ?? '');
    const grant = await seen();
    const readBack = async (state: 'present' | 'absent', remaining: string[], becomes: (now: GrantView) => boolean) => {
      const groups = state === 'present' ? ['web-ops'] : [];
      const generation = await world.connector.generation();
      await until(() => client.generation === generation, { within: 20_000, what: 'the order' });
      const readAtIso = new Date(world.curfew.clock.nowMs()).toISOString();
      const grants = [{ grantId: grant.id, state, account: 'rita', groups, remaining }];
      link.send(client.receipt(grant.resource.id, { generation, readAtIso, grants }));
      await until(async () => becomes(await seen()), { within: 20_000, what: `the receipt: ${state}` });
    };
    await readBack('present', [], ({ state }) => state === 'active');
    const certify = async () => ok(await world.api.as('rita').post(`/api/grants/${grant.id}/certificate`, { publicKey: newKey() })); // prettier-ignore
    await certify();
    await certify();
    ok(await world.api.as('ada').post(`/api/grants/${grant.id}/revoke`, { reason: 'leaked' }));
    await readBack('absent', ['process 4711'], ({ fault }) => fault !== null);
    await readBack('absent', [], ({ state }) => state === 'ended');

    const { items } = ok(await timeline('ada', request.id));
    expect(items.map(({ kind, by }) => `${kind}: ${by.name}`)).toEqual([
      'asked: Rita', 'approvers-asked: Curfew', 'answered-yes: Omar', 'approved: Omar', 'ordered: Omar', 'in-force: rack', 'key-bound: Rita',
      'certificate-issued: Rita', 'key-reset: Rita', 'certificate-issued: Rita', 'ended: Ada', 'removal-incomplete: rack', 'removal-proved: rack',
    ]); // prettier-ignore
    const of = (kind: string) => items.filter((one) => one.kind === kind);
    expect(of('asked')[0]).toMatchObject({
      at: request.createdAt,
      sentence: expect.stringMatching(/^Rita asked for web-ops on web-20 for 1 hour, under the access flow “usual”/) as unknown,
      reason: 'deploy',
    }); // prettier-ignore
    expect(of('approvers-asked')[0]).toMatchObject({ sentence: 'Asked to answer: Omar.', untilAt: request.timesOutAt }); // prettier-ignore
    expect(of('answered-yes')[0].reason).toBe('go on');
    expect(of('ended')[0]).toMatchObject({ reason: 'leaked', sentence: expect.stringMatching(/^Ada revoked it/) as unknown }); // prettier-ignore
    expect(of('ordered')[0].generation).toBeLessThan(of('ended')[0].generation ?? 0);
    const { certificateSerials } = await seen();
    expect(of('certificate-issued').map((one) => one.certificateSerial)).toEqual([...certificateSerials].reverse());
    const its = `resourceId=${grant.resource.id}`;
    expect((await page(its)).items[0].grant?.certificateSerials).toEqual(certificateSerials);
    expect((await exported('csv', its)).body).toContain(`"serial ${certificateSerials.join(', serial ')}"`);
    const receipts = ok(await ada().get<{ items: { id: string }[] }>(`/api/grants/${grant.id}/receipts`)).items;
    expect(items.flatMap(({ receiptId }) => receiptId ?? [])).toEqual(receipts.map((one) => one.id));
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort());

    const hers = ok(await timeline('rita', request.id)).items;
    expect(hers.map(({ sentence }) => sentence)).toEqual(items.map(({ sentence }) => sentence));
    expect(hers.flatMap(({ receiptId }) => receiptId ?? [])).toEqual([]);
    expect(JSON.stringify(hers)).not.toContain('leaked');
    expect(ok(await timeline('omar', request.id)).items.length).toBe(items.length);
    expect(refused(await timeline('mallory', request.id)).code).toBe('not-found');
    expect(refused(await timeline('ada', randomUUID())).code).toBe('not-found');
  });

  it('tells of a request that led to nothing', async () => {
    const { items } = ok(await timeline('rita', asked.denied.id));
    expect(items.map(({ kind }) => kind)).toEqual(['asked', 'approvers-asked', 'answered-no', 'denied']);
    ok(await world.answer('rita', asked.pending.id, 'cancel'));
    const last = ok(await timeline('rita', asked.pending.id)).items.at(-1);
    expect(last).toMatchObject({ kind: 'cancelled', by: { name: 'Rita' }, sentence: 'Rita cancelled the request.' });
  });

  it('names what happened that it has no words for, as the audit does', async () => {
    await world.curfew.database.query(
      `INSERT INTO audit_row (at, actor_kind, actor_name, action, object_kind, object_id, object_name)
       VALUES (now() + interval '1 hour', 'system', 'Curfew', 'access-request.sung-about', 'access-request', $1, 'x')`,
      [asked.roots.id],
    );
    expect(ok(await timeline('ada', asked.roots.id)).items.at(-1)).toMatchObject({ kind: 'other', sentence: 'access request: sung about.' }); // prettier-ignore
  });
});

describe('what is no ordinary request', () => {
  it('is told apart in the list and the files, with the access that it extends, its review and its fields', async () => {
    const rule = { extensions: { most: 2, longestSeconds: 3600, approvalAgain: false } };
    const input = world.flowInput({ name: 'special', servers: { names: ['web-21', 'web-22'] }, ...rule });
    const more = { breakGlass: { reviewWithinSeconds: 3600 }, customFields: [{ name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true }] }; // prettier-ignore
    const { id: flowId } = ok(await ada().post<{ id: string }>('/api/access-flows', { ...input, ...more }));
    const said = { flowId, fields: { ticket: 'INC-7' } };
    const grant = await world.granted('web-21', said);
    const to = new Date(Date.parse(grant.untilAt) + 1_800_000).toISOString();
    const longer = { durationSeconds: 1800, fromUntilAt: grant.untilAt };
    const extension = ok(await world.api.as('rita').post<AccessRequestView>(`/api/grants/${grant.id}/extend`, longer));
    const extended = {
      grantId: grant.id,
      requestId: grant.requestId,
      number: 1,
      fromUntilAt: grant.untilAt,
      untilAt: to,
    };
    expect(extension).toMatchObject({ tiersAsked: [], extension: extended });
    const taken = await world.ask('rita', 'web-22', { ...said, breakGlass: true, reason: 'Down' });
    const its = `flowId=${flowId}`;
    const ofKind = async (kind: string) => (await page(`${its}&kind=${kind}`)).items.map(({ id }) => id);
    expect(await Promise.all(['ordinary', 'extension', 'emergency', 'by-condition'].map(ofKind))).toEqual([[grant.requestId], [extension.id], [taken.id], []]); // prettier-ignore
    expect((await ofKind('extension&kind=emergency')).sort()).toEqual([extension.id, taken.id].sort());
    const one = async (kind: string) => (await page(`${its}&kind=${kind}`)).items[0];
    const fields = [{ name: 'ticket', label: 'Ticket', value: 'INC-7' }];
    expect(await one('ordinary')).toMatchObject({ kind: 'ordinary', fields, extension: null, review: null });
    expect(await one('extension')).toMatchObject({ kind: 'extension', grant: null, extension: extended, fields: [] });
    expect(await one('emergency')).toMatchObject({ fields, review: { dueAt: taken.review?.dueAt, overdue: false, closedBy: null } }); // prettier-ignore
    world.curfew.clock.forward({ seconds: 3601 });
    expect(await one('emergency')).toMatchObject({ review: { overdue: true } });
    ok(await world.api.as('omar').post(`/api/access-requests/${taken.id}/review`, { comment: '=Fine' }));
    expect(await one('emergency')).toMatchObject({ review: { overdue: false, closedBy: { displayName: 'Omar' }, comment: '=Fine' } }); // prettier-ignore
    expect((await exported('json', its)).body as unknown).toEqual((await page(its)).items);
    const csv = (await exported('csv', its)).body;
    for (const cells of [`"extension","${grant.id}","${grant.requestId}","${grant.untilAt}","${to}"`, `"Omar","'=Fine","Ticket: INC-7"`]) expect(csv).toContain(cells); // prettier-ignore

    const lines = async (id: string) => ok(await ada().get<TimelineView>(`/api/access-requests/${id}/timeline`)).items;
    const why = 'The access was extended by 30 minutes, without another approval, as the access flow allows.';
    const told = (await lines(grant.requestId)).filter(({ kind }) => kind === 'ordered' || kind === 'extended');
    expect(told).toMatchObject([{ untilAt: grant.untilAt }, { sentence: why, untilAt: to, requestId: extension.id }]);
    const itsOwn = await lines(extension.id);
    expect(itsOwn.map(({ kind }) => kind)).toEqual(['asked', 'approvers-asked', 'approved', 'extended']);
    expect(itsOwn[0]).toMatchObject({ requestId: grant.requestId, sentence: expect.stringContaining('to web-21 (web-ops) by 30 minutes, from ') as unknown }); // prettier-ignore
  });
});

it('is for administrators, but for the timeline [I31]', async () => {
  const rita = world.api.as('rita');
  const { status } = await rita.get('/api/activity');
  const answers = [
    await rita.get('/api/activity/export?format=csv'),
    await rita.post('/api/activity/revoke', { reason: 'x', grantIds: [] }),
    await rita.post('/api/activity/revoke-matching', { reason: 'x', count: 1 }),
  ];
  expect([status, ...answers.map((answer) => refused(answer).code)]).toEqual([403, 'not-allowed', 'not-allowed', 'not-allowed']); // prettier-ignore
});
