/** Asking, answering, cancelling, timing out: who may, and what each needs at that moment. */
import type {
  AccessRequestView,
  AccessRequestsPage,
} from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import { givenCurfew, ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'omar', 'olga', 'mallory'],
    Array.from({ length: 40 }, (_, at) => ({ name: `web-${at + 1}`, tags: { env: at % 2 ? 'prod' : 'test' } })),
  );
});

let next = 0;
/** A server that no other test uses, with a flow of its own: rita asks, omar approves. */
const given = async (options: Parameters<World['flow']>[0] = {}): Promise<{ server: string; flow: string }> => {
  const server = `web-${(next += 1)}`;
  const { id } = await world.flow({ servers: { names: [server] }, ...options });
  return { server, flow: id };
};
const stateOf = async (id: string): Promise<string> =>
  ok(await world.api.as('ada').get<AccessRequestView>(`/api/access-requests/${id}`)).state;
const code = (answer: Parameters<typeof refused>[0]): string => refused(answer).code;

describe('asking', () => {
  it('waits for an approver, with the flow version that permitted it', async () => {
    const { server, flow } = await given({ name: 'Web', justificationRequired: true });
    const request = await world.ask('rita', server, { reason: 'INC-7' });
    expect(request).toMatchObject({
      state: 'pending', permissions: ['web-ops'], durationSeconds: 3600, reason: 'INC-7', flow: { id: flow, name: 'Web', version: 1 },
      approvers: ['Omar'], approvals: [], decidedAt: null, mayApprove: false, mayCancel: true, whyMe: null, grant: null,
      requester: { displayName: 'Rita' }, resource: { name: server, integrationName: 'machines' },
    }); // prettier-ignore
    expect(await world.audited(request.id)).toEqual(['access-request.submitted']);
  });

  it('is refused with the reason, and writes nothing', async () => {
    const { server } = await given({ longestSeconds: 3600, justificationRequired: true });
    expect(code(await world.tryAsk('rita', server))).toBe('reason-required');
    expect(code(await world.tryAsk('rita', server, { durationSeconds: 3601, reason: 'x' }))).toBe('too-long');
    expect(code(await world.tryAsk('rita', server, { durationSeconds: 4, reason: 'x' }))).toBe('input-invalid');
    expect(code(await world.tryAsk('rita', server, { permissions: ['db-admins'], reason: 'x' }))).toBe('access-denied');
    const { total } = ok(
      await world.api.as('rita').get<AccessRequestsPage>(`/api/access-requests?search=${server}&state=pending`),
    );
    const rows = await world.curfew.database.query('SELECT 1 FROM access_request WHERE resource_id = $1', [
      world.server(server),
    ]);
    expect([total >= 0, rows.length]).toEqual([true, 0]);
  });

  it('says of a server out of reach what it says of one that does not exist', async () => {
    const { server } = await given();
    const reach = refused(await world.tryAsk('mallory', server));
    const unknown = refused(await world.tryAsk('mallory', '6a1cbb3c-5a4f-4a39-9bb3-0a8df1c4a3c1'));
    expect(reach).toEqual(unknown);
    expect(reach.code).toBe('access-denied');
  });

  it('twice for the same gives one request, also when both come at once', async () => {
    const { server } = await given();
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.tryAsk('rita', server)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 201).map(code)).toEqual(Array(5).fill('already-requested'));
  });

  it('is refused while the same runs, and permitted again after it was given back', async () => {
    const { server } = await given();
    const grant = await world.granted(server);
    expect(code(await world.tryAsk('rita', server))).toBe('already-requested');
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    expect((await world.ask('rita', server)).state).toBe('pending');
  });

  it('under an automatic flow is approved at once, and the grant starts', async () => {
    const { server } = await given({ approvers: null });
    const request = await world.ask('rita', server);
    expect(request).toMatchObject({ state: 'approved', approvers: [], grant: { state: 'granting' } });
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.approved']);
    expect(await world.audited(request.grant?.id ?? '')).toEqual(['grant.started']);
  });

  it('is refused where the only approver is he who asks, and says so', async () => {
    const { server } = await given({ approvers: { personIds: [world.idOf('rita')] } });
    const problem = refused(await world.tryAsk('rita', server));
    expect(problem).toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('no other approver than you') as unknown,
    });
  });
});

describe('answering', () => {
  it('yes starts the grant for the time that was asked, from that moment', async () => {
    const { server } = await given();
    const request = await world.ask('rita', server, { durationSeconds: 1800 });
    const before = world.curfew.clock.nowMs();
    const approved = ok(await world.answer('omar', request.id, 'approve', 'fine'));
    expect(approved).toMatchObject({
      state: 'approved',
      approvals: [{ approver: { displayName: 'Omar' }, answer: 'yes', reason: 'fine' }],
    });
    const grant = await world.grant('rita', approved.grant?.id ?? '');
    expect(Date.parse(grant.fromAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(grant.untilAt) - Date.parse(grant.fromAt)).toBe(1_800_000);
    expect(grant).toMatchObject({
      state: 'granting',
      account: 'rita',
      permissions: ['web-ops'],
      mayGiveBack: true,
      mayRevoke: false,
    });
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.approved']);
  });

  it('no ends the request without a grant [P10]', async () => {
    const { server } = await given();
    const request = await world.ask('rita', server);
    expect(ok(await world.answer('omar', request.id, 'deny', 'not today'))).toMatchObject({
      state: 'denied',
      grant: null,
    });
    const shown = ok(await world.api.as('rita').get<AccessRequestView>(`/api/access-requests/${request.id}`));
    expect(shown.approvals).toEqual([expect.objectContaining({ answer: 'no', reason: 'not today', approver: expect.objectContaining({ displayName: 'Omar' }) as unknown })]); // prettier-ignore
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('already-decided');
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.denied']);
  });

  it('by somebody else is refused as if there were no such request', async () => {
    const { server } = await given();
    const request = await world.ask('rita', server);
    for (const answer of ['approve', 'deny', 'cancel'] as const) {
      expect(code(await world.answer('mallory', request.id, answer))).toBe('not-found');
    }
    expect(code(await world.api.as('mallory').get(`/api/access-requests/${request.id}`))).toBe('not-found');
    expect(await stateOf(request.id)).toBe('pending');
  });

  it('by an administrator who is no approver is refused', async () => {
    const { server } = await given();
    const request = await world.ask('rita', server);
    expect(code(await world.answer('ada', request.id, 'approve'))).toBe('not-an-approver');
    expect(await stateOf(request.id)).toBe('pending');
  });

  it('by him who asked is refused, also where he is in the team that approves [I32] [P10]', async () => {
    const team = await world.api.team('Rita and Omar', ['rita', 'omar']);
    const { server } = await given({ approvers: { teamIds: [team.id] } });
    const request = await world.ask('rita', server);
    expect(code(await world.answer('rita', request.id, 'approve'))).toBe('own-request');
    expect(code(await world.answer('rita', request.id, 'deny'))).toBe('own-request');
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('approved');
  });

  it('by a second account of him who asked is refused, whatever the spelling of the address [I32]', async () => {
    await world.api.person('ritatoo', { email: 'RITA+approver@Example.com' });
    const { server } = await given({ approvers: { personIds: [world.idOf('ritatoo'), world.idOf('omar')] } });
    const request = await world.ask('rita', server);
    expect(code(await world.answer('ritatoo', request.id, 'approve'))).toBe('own-request');
    // Spellings that are refused by now, but may stand in a database of before.
    for (const email of [
      '"rita"@example.com',
      'r\u0130ta@example.com',
      'rita\u034f@example.com',
      'r\ufe0fita@example.com',
      'rit\u1160a@example.com',
      'rɪta@example.com',
      'rita@xn--exmple-4nf.com',
    ]) {
      await world.curfew.database.query('UPDATE person SET email = $2 WHERE id = $1', [world.idOf('ritatoo'), email]);
      expect([email, code(await world.answer('ritatoo', request.id, 'approve'))]).toEqual([email, 'own-request']);
    }
    expect(await stateOf(request.id)).toBe('pending');
  });

  it('twice by the same person is one answer and one grant', async () => {
    const { server } = await given();
    const request = await world.ask('rita', server);
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.answer('omar', request.id, 'approve')));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(new Set(answers.map(({ body }) => body.grant?.id)).size).toBe(1);
    const grants = await world.curfew.database.query('SELECT 1 FROM access_grant WHERE request_id = $1', [request.id]);
    expect(grants).toHaveLength(1);
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.approved']);
  });

  it('by an approver who was taken out of the team since is refused [I34]', async () => {
    const team = await world.api.team('Leaving approvers', ['olga', 'omar']);
    const { server } = await given({ approvers: { teamIds: [team.id] } });
    const request = await world.ask('rita', server);
    ok(await world.api.as('ada').put(`/api/teams/${team.id}/members`, { personIds: [world.idOf('omar')] }));
    expect(code(await world.answer('olga', request.id, 'approve'))).toBe('not-found');
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('approved');
  });

  it('yes is refused where the requester has left the team since, no is not [I34]', async () => {
    const team = await world.api.team('Leaving requesters', ['rita']);
    const { server } = await given({ requesters: { teamIds: [team.id] } });
    const request = await world.ask('rita', server);
    ok(await world.api.as('ada').put(`/api/teams/${team.id}/members`, { personIds: [] }));
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('access-denied');
    expect(ok(await world.answer('omar', request.id, 'deny')).state).toBe('denied');
  });

  it('yes is refused while the flow is switched off', async () => {
    const { server, flow } = await given();
    const request = await world.ask('rita', server);
    ok(await world.api.as('ada').post(`/api/access-flows/${flow}/deactivate`));
    expect(refused(await world.answer('omar', request.id, 'approve')).message).toContain('was switched off');
    expect(code(await world.tryAsk('rita', server, { permissions: ['db-admins'] }))).toBe('access-denied');
    ok(await world.api.as('ada').post(`/api/access-flows/${flow}/activate`));
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('approved');
  });

  it('follows the version under which was asked: an edit of the flow changes nothing for it', async () => {
    const { server, flow } = await given({ name: 'Edited later', longestSeconds: 7200 });
    const request = await world.ask('rita', server, { durationSeconds: 7200 });
    const edited = world.flowInput({ name: 'Edited later', servers: { names: [server] }, approvers: { personIds: [world.idOf('olga')] }, longestSeconds: 60 });
    expect(ok(await world.api.as('ada').put<{ version: number }>(`/api/access-flows/${flow}`, edited)).version).toBe(2);
    expect(code(await world.answer('olga', request.id, 'approve'))).toBe('not-found');
    const approved = ok(await world.answer('omar', request.id, 'approve'));
    expect(approved).toMatchObject({ state: 'approved', flow: { version: 1 } });
    expect(code(await world.tryAsk('rita', server, { permissions: ['db-admins'], durationSeconds: 61 }))).toBe('access-denied');
  }); // prettier-ignore
});

describe('a request ends otherwise', () => {
  it('when he who asked cancels it, also twice', async () => {
    const { server } = await given();
    const request = await world.ask('rita', server);
    expect(ok(await world.answer('rita', request.id, 'cancel')).state).toBe('cancelled');
    expect(ok(await world.answer('rita', request.id, 'cancel')).state).toBe('cancelled');
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('already-decided');
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.cancelled']);
  });

  it('when its time is out, and then cannot be approved', async () => {
    const { server } = await given({ requestTimeoutSeconds: 60 });
    const request = await world.ask('rita', server);
    world.curfew.clock.forward({ seconds: 60 });
    await until(async () => (await stateOf(request.id)) === 'timed-out', { within: 20_000 });
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('already-decided');
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.timed-out']);
  });

  it('when he who asked is disabled', async () => {
    await world.api.person('dora');
    const { server } = await given({ requesters: { personIds: [world.idOf('dora')] } });
    const request = await world.ask('dora', server);
    ok(await world.api.as('ada').post(`/api/people/${world.idOf('dora')}/disable`, { reason: 'left' }));
    expect(await stateOf(request.id)).toBe('cancelled');
  });
});

describe('lists', () => {
  const list = async (who: string, query: string): Promise<AccessRequestsPage> =>
    ok(await world.api.as(who).get<AccessRequestsPage>(`/api/access-requests?${query}`));

  it('show an approver what waits for him, and why', async () => {
    const team = await world.api.team('Owners of the list', ['olga']);
    const { server } = await given({ approvers: { teamIds: [team.id] } });
    const request = await world.ask('rita', server);
    const waiting = await list('olga', 'scope=waiting-for-me');
    expect(waiting.items.find(({ id }) => id === request.id)).toMatchObject({
      mayApprove: true,
      whyMe: 'You are in the team “Owners of the list”, which approves under this access flow.',
      requester: { displayName: 'Rita', email: 'rita@example.com' },
    });
    const count = async (): Promise<number> =>
      ok(await world.api.as('olga').get<{ waitingForMe: number }>('/api/session')).waitingForMe;
    expect(await count()).toBe(waiting.total);
    ok(await world.answer('olga', request.id, 'approve'));
    expect(await count()).toBe(waiting.total - 1);
  });

  it('show nobody the requests of others, but administrators', async () => {
    expect((await list('mallory', 'scope=mine')).items).toEqual([]);
    expect((await list('mallory', 'scope=waiting-for-me')).items).toEqual([]);
    expect(code(await world.api.as('mallory').get('/api/access-requests?scope=all'))).toBe('not-allowed');
    const all = await list('ada', 'scope=all&state=pending&limit=200');
    expect(all.total).toBe(all.items.length);
    expect(all.items.every(({ state }) => state === 'pending')).toBe(true);
  });

  it('of mine are those that I asked, the newest first', async () => {
    const { items, total } = await list('rita', 'scope=mine&limit=3');
    expect(items).toHaveLength(3);
    expect(total).toBeGreaterThan(3);
    const times = items.map(({ createdAt }) => createdAt);
    expect([...times].sort().reverse()).toEqual(times);
  });
});

describe('how often one may ask', () => {
  it('is at most 60 times a minute for one person, whatever he asks for, and others are not held [I52]', async () => {
    const { api, clock } = await givenCurfew('rita', 'omar');
    const nothing = {
      resourceId: '6a1cbb3c-5a4f-4a39-9bb3-0a8df1c4a3c1',
      permissions: ['web-ops'],
      durationSeconds: 60,
    };
    const ask = async (name: string) => (await api.as(name).post('/api/access-requests', nothing)).status;
    const statuses = await Promise.all([...Array(61).keys()].map(() => ask('rita')));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect([await ask('rita'), await ask('omar')]).toEqual([429, 403]);
    clock.forward({ minutes: 1, seconds: 1 });
    expect(await ask('rita')).toBe(403);
  });
});
