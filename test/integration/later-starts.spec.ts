/** Access that is approved and begins later: at a time that was asked for, or by its first use. Once, or not at all. */
import { ok, Caller, refused } from '#testkit/given.js';
import { type ControlPlaneUnderTest, givenControlPlane } from '#testkit/control-plane.js';
import { until } from '#testkit/until.js';
import type {
  AccessRequestsPage,
  AccessRequestView,
} from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type { CatalogPage } from '../../apps/control-plane/src/access-requests/catalog.view.js';
import type { DryRunView } from '../../apps/control-plane/src/access-requests/dry-run.view.js';
import type { TimelineView } from '../../apps/control-plane/src/activity/activity.view.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';

const HOUR = 3600;
/** Not long, so that sessions outlive all of these tests. */
const SOON = 120;
const scheduled = { clockStart: { at: 'scheduled', withinSeconds: 7 * 86_400 } };
const atFirstUse = { clockStart: { at: 'first-use', withinSeconds: 5 * SOON } };

let world: World;
let replica: ControlPlaneUnderTest;
beforeAll(async () => {
  const servers = Array.from({ length: 60 }, (_, at) => ({ name: `web-${at}` }));
  world = await givenWorld(['rita', 'omar', 'olga', 'mallory'], servers);
  const { database, clock } = world.curfew;
  replica = await givenControlPlane({ database, clock });
});

let next = 0;
/** A server with a flow of its own: rita may ask, omar and olga approve. */
const given = async (rule: object): Promise<{ server: string; flowId: string }> => {
  const server = `web-${(next += 1)}`;
  const approvers = { personIds: [world.idOf('omar'), world.idOf('olga')] };
  const flow = await world.flow({ servers: { names: [server] }, approvers, ...rule });
  return { server, flowId: flow.id };
};
const ahead = (seconds: number): string => new Date(world.curfew.clock.nowMs() + seconds * 1000).toISOString();
const after = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1000).toISOString();
const asked = async (rule: object = scheduled, input: Record<string, unknown> = { startAt: ahead(SOON) }) =>
  world.ask('rita', (await given(rule)).server, input);
const approved = async (rule?: object, input?: Record<string, unknown>): Promise<AccessRequestView> =>
  ok(await world.answer('omar', (await asked(rule, input)).id, 'approve'));
const unused = (): Promise<AccessRequestView> => approved(atFirstUse, {});
const use = (who: string, { id }: AccessRequestView, at = world.api.as(who)) =>
  at.post<AccessRequestView>(`/api/access-requests/${id}/start`);
const seen = async ({ id }: AccessRequestView, who = 'rita') =>
  ok(await world.api.as(who).get<AccessRequestView>(`/api/access-requests/${id}`));
const listed = async (who: string) =>
  ok(await world.api.as(who).get<AccessRequestsPage>('/api/access-requests?scope=to-start')).items.map(({ id }) => id);
const isIn = (request: AccessRequestView, state: string) => async () => (await seen(request, 'ada')).state === state;
const reach = (iso: string, early = 0) =>
  world.curfew.clock.forward({ seconds: (Date.parse(iso) - world.curfew.clock.nowMs()) / 1000 - early });
const orderedOf = async ({ resource }: AccessRequestView) =>
  (await world.connector.ordered()).filter(({ serverId }) => serverId === resource.id);
const grantOf = async (request: AccessRequestView): Promise<GrantView> => {
  const { grant } = await seen(request);
  if (!grant) throw new Error('The request led to no grant.');
  return world.grant('rita', grant.id);
};
const POLICY = { escalateAfterSeconds: null, noesNeeded: 1, requesterMayApprove: false, approverReasonRequired: false };
const BEGUN = ['access-request.submitted', 'access-request.approved', 'access-request.begun'];

describe('a start that one names', () => {
  it('begins by itself when it is time, as long as it was asked for from then; before it nothing is ordered', async () => {
    const startAt = ahead(SOON);
    const request = await asked(scheduled, { startAt });
    expect(request).toMatchObject({ state: 'pending', startAt, toStart: null, mayStart: false });
    expect(refused(await use('rita', request)).message).toBe('The request is not approved yet.');
    const waiting = ok(await world.answer('omar', request.id, 'approve'));
    expect(waiting).toMatchObject({ state: 'to-start', grant: null, toStart: { at: 'scheduled', dueAt: startAt } });
    expect(await orderedOf(request)).toEqual([]);
    expect(refused(await use('rita', request))).toMatchObject({ code: 'conflict', message: expect.stringContaining('begins by itself') });
    reach(startAt, 20);
    expect(await orderedOf(request)).toEqual([]);
    reach(startAt);
    await until(isIn(request, 'approved'), { within: 20_000 });
    const grant = await grantOf(request);
    expect(grant).toMatchObject({ state: 'granting', untilAt: after(startAt, HOUR) });
    expect(Date.parse(grant.fromAt)).toBeGreaterThanOrEqual(Date.parse(startAt));
    expect(await orderedOf(request)).toMatchObject([{ grantId: grant.id, wanted: 'present', untilIso: grant.untilAt }]);
    expect(await world.audited(request.id)).toEqual(BEGUN);
    const { items } = ok(await world.api.as('rita').get<TimelineView>(`/api/access-requests/${request.id}/timeline`));
    const begun = items.findIndex(({ kind }) => kind === 'begun');
    expect(items.slice(0, begun + 1).map(({ kind }) => kind)).toEqual(['asked', 'approvers-asked', 'answered-yes', 'approved', 'begun']);
    expect(items[begun + 1].kind).toBe('ordered');
  }); // prettier-ignore

  it('stands in the catalog of whoever gets it with when it begins, as what is started by hand does; never as waiting for an answer', async () => {
    const offered = async ({ resource }: AccessRequestView) => {
      const { items } = ok(await world.api.as('rita').get<CatalogPage>(`/api/catalog?resourceId=${resource.id}`));
      const [{ mine, toStart, requestId, grantId }] = items[0].options;
      return { mine, toStart, requestId, grantId };
    };
    const request = await asked();
    expect(await offered(request)).toEqual({ mine: 'pending', requestId: request.id });
    ok(await world.answer('omar', request.id, 'approve'));
    const toStart = { at: 'scheduled', dueAt: request.startAt };
    expect(await offered(request)).toEqual({ mine: 'to-start', toStart, requestId: request.id });
    ok(await world.answer('rita', request.id, 'cancel'));
    const byHand = await unused();
    const untilAt = { at: 'first-use', dueAt: byHand.toStart?.dueAt };
    expect(await offered(byHand)).toEqual({ mine: 'to-start', toStart: untilAt, requestId: byHand.id });
    const { grant } = ok(await use('rita', byHand));
    expect(await offered(byHand)).toEqual({ mine: 'running', requestId: byHand.id, grantId: grant?.id });
  });

  it('is asked with its offset, no further ahead than the flow lets, and not where the flow lets nobody', async () => {
    const { server } = await given(scheduled);
    expect(refused(await world.tryAsk('rita', server, { startAt: '2026-12-01T09:00:00' })).code).toBe('input-invalid');
    expect(refused(await world.tryAsk('rita', server, { startAt: ahead(7 * 86_400 + 60) })).message).toMatch(/at most 7 days ahead/);
    const plain = await given({});
    expect(refused(await world.tryAsk('rita', plain.server, { startAt: ahead(60) })).message).toMatch(/does not let access start later/);
    expect(await world.ask('rita', server, { startAt: ahead(-60) })).toMatchObject({ startAt: null });
    expect(refused(await world.tryAsk('rita', server, { startAt: ahead(60) })).code).toBe('already-requested');
  }); // prettier-ignore

  it('is what the hours of the flow are about: it is asked and approved outside of them, and named within', async () => {
    const clockOf = (iso: string): string => iso.slice(11, 16);
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    const windows = [{ days, from: clockOf(ahead(HOUR)), until: clockOf(ahead(3 * HOUR)) }];
    const { server } = await given({ clockStart: { at: 'scheduled', withinSeconds: 86_400 }, timeframe: { timeZone: 'UTC', windows } }); // prettier-ignore
    const ask = (startAt?: string) => ({ resourceId: world.server(server), permissions: ['web-ops'], durationSeconds: 60, ...(startAt && { startAt }) }); // prettier-ignore
    const dry = async (startAt?: string) => ok(await world.api.as('rita').post<DryRunView>('/api/access-requests/dry-run', ask(startAt))); // prettier-ignore
    const [now, tooLate] = [/ may not be used at this hour: Open /, / lets no access begin at the time that is named: Open /]; // prettier-ignore
    const [within, outside] = [ahead(2 * HOUR), ahead(4 * HOUR)];
    expect(await dry()).toMatchObject({ would: 'refuse', code: 'outside-timeframe', text: expect.stringMatching(now), help: expect.stringContaining('name a later start') }); // prettier-ignore
    expect(await dry(outside)).toMatchObject({ would: 'refuse', text: expect.stringMatching(tooLate) });
    expect(refused(await world.tryAsk('rita', server, { startAt: outside })).message).toMatch(tooLate);
    expect(await dry(within)).toMatchObject({ would: 'wait', startsAt: within });
    const request = await world.ask('rita', server, { startAt: within, durationSeconds: 60 });
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('to-start');
    ok(await world.answer('rita', request.id, 'cancel'));
  });

  it('that has passed before the approval is the approval, and the whole time is given', async () => {
    const request = await asked();
    reach(request.startAt ?? '', -60);
    const now = world.curfew.clock.nowMs();
    const { state, grant } = ok(await world.answer('omar', request.id, 'approve'));
    expect(state).toBe('approved');
    expect(Date.parse(grant?.untilAt ?? '') - now).toBeGreaterThanOrEqual(HOUR * 1000);
  });

  it('may be cancelled before it by him who asked, an approver and an administrator, each alone; by strangers not', async () => {
    for (const who of ['rita', 'olga', 'ada']) {
      const request = await approved();
      expect((await seen(request, who)).mayCancel).toBe(true);
      if (who === 'olga') expect(await listed('olga')).toContain(request.id);
      expect(ok(await world.answer(who, request.id, 'cancel'))).toMatchObject({ state: 'cancelled', toStart: null });
      expect(ok(await world.answer(who, request.id, 'cancel')).state).toBe('cancelled');
      expect(await world.audited(request.id)).toEqual([...BEGUN.slice(0, 2), 'access-request.cancelled']);
    }
    expect(refused(await world.answer('mallory', (await approved()).id, 'cancel')).code).toBe('not-found');
    expect([await listed('mallory'), await listed('rita')]).toEqual([[], []]);
    expect(refused(await world.answer('olga', (await asked()).id, 'cancel')).code).toBe('not-found');
  });

  it('needs no approval where the flow asks nobody, and waits all the same', async () => {
    const startAt = ahead(SOON);
    const request = await asked({ ...scheduled, approvers: null }, { startAt });
    expect(request).toMatchObject({ state: 'to-start', grant: null, toStart: { dueAt: startAt } });
  });

  it('is told before it is asked: by a dry run, and for several servers at once', async () => {
    const servers = [await given(scheduled), await given({ ...scheduled, approvers: null })].map(({ server }) => world.server(server));
    const startAt = ahead(SOON);
    const items = servers.map((resourceId) => ({ resourceId, permissions: ['web-ops'] }));
    const body = { items, startAt, durationSeconds: HOUR };
    const post = <T>(path: string) => world.api.as('rita').post<{ results: T[] }>(`/api/access-requests/batch${path}`, body);
    const dry = ok(await post<{ outcome: DryRunView }>('/dry-run')).results.map(({ outcome }) => outcome);
    expect(dry).toMatchObject([
      { would: 'wait', startsAt: startAt, endsAt: after(startAt, HOUR), firstUseWithinSeconds: null },
      { would: 'later', startsAt: startAt, endsAt: after(startAt, HOUR), timesOutAt: null },
    ]);
    const sent = ok(await post<{ request: AccessRequestView }>('')).results.map(({ request }) => request);
    expect(sent).toMatchObject([{ state: 'pending', startAt }, { state: 'to-start', startAt }]);
  }); // prettier-ignore

  it.each<[string, (request: AccessRequestView, flowId: string) => Promise<unknown>, RegExp]>([
    ['the flow is switched off', (_, flowId) => world.api.as('ada').post(`/api/access-flows/${flowId}/deactivate`), /was switched off/],
    ['he who asked left its team', () => world.api.as('ada').put(`/api/teams/${team}/members`, { personIds: [] }), /no longer lets the requester/],
    ['its approver left', () => world.api.as('ada').put(`/api/teams/${owners}/members`, { personIds: [] }), /is no approver .* any more/],
    ['the server is gone', ({ resource }) => world.curfew.database.query('UPDATE resource SET gone = TRUE WHERE id = $1', [resource.id]), /No active access flow lets you ask/],
  ])('where %s it never begins, and says why', async (_, happen, because) => {
    await givenTeams();
    const { server, flowId } = await given({ ...scheduled, requesters: { teamIds: [team] }, approvers: { teamIds: [owners] } });
    const request = await world.ask('rita', server, { startAt: ahead(SOON) });
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('to-start');
    await happen(request, flowId);
    reach(request.startAt ?? '');
    await until(isIn(request, 'lapsed'), { within: 20_000 });
    expect(await seen(request)).toMatchObject({ grant: null, lapsedBecause: expect.stringMatching(because) });
    expect(await world.audited(request.id)).toEqual([...BEGUN.slice(0, 2), 'access-request.lapsed']);
    expect(await orderedOf(request)).toEqual([]);
  }); // prettier-ignore
  let team = '';
  let owners = '';
  const givenTeams = async () => {
    const ada = world.api.as('ada');
    const made = async (name: string, who: string) => {
      const { id } = ok(await ada.post<{ id: string }>('/api/teams', { name: `${name} ${next}` }));
      ok(await ada.put(`/api/teams/${id}/members`, { personIds: [world.idOf(who)] }));
      return id;
    };
    [team, owners] = [await made('web', 'rita'), await made('owners', 'omar')];
  };

  it('waits for a server that takes no grants, and gives what is left then; the approval did not need the server', async () => {
    const stateOf = ({ resource }: AccessRequestView, state: string) =>
      world.curfew.database.query('UPDATE resource SET state = $2 WHERE id = $1', [resource.id, state]);
    const [request, other] = [await asked(), await asked(scheduled, { startAt: ahead(SOON), durationSeconds: 60 })];
    for (const one of [request, other]) await stateOf(one, 'failing');
    for (const one of [request, other]) expect(ok(await world.answer('omar', one.id, 'approve')).state).toBe('to-start');
    reach(request.startAt ?? '', -10);
    const waitsFor = async () => (await seen(request)).toStart?.waitsFor;
    expect(await until(waitsFor, { within: 20_000 })).toBe('The server is not ready.');
    await stateOf(request, 'active');
    world.curfew.clock.forward({ seconds: 6 });
    await until(isIn(request, 'approved'), { within: 20_000 });
    expect((await grantOf(request)).untilAt).toBe(after(request.startAt ?? '', HOUR));
    world.curfew.clock.forward({ seconds: 60 });
    await until(isIn(other, 'lapsed'), { within: 20_000 });
    expect(await seen(other)).toMatchObject({ grant: null, lapsedBecause: expect.stringMatching(/could not begin in the time/) });
  }); // prettier-ignore

  it('rests on a yes that was given on duty, also when the duty is over', async () => {
    const ada = world.api.as('ada');
    const rota = { name: 'nights', startDate: '2026-01-01', handoverTime: '09:00', timeZone: 'UTC', length: { count: 1, unit: 'weeks' } };
    const shift = ok(await ada.post<{ id: string }>('/api/shifts', { ...rota, personIds: [world.idOf('omar')] }));
    const approvers = { ...POLICY, tiers: [{ mode: 'any-of', sets: [{ any: [{ kind: 'shift', id: shift.id }], needed: 1 }] }] };
    const { server } = await given({ ...scheduled });
    ok(await ada.post('/api/access-flows', { ...world.flowInput({ servers: { names: [server] }, permissions: ['db-admins'] }), ...scheduled, approvers }));
    const request = await world.ask('rita', server, { permissions: ['db-admins'], startAt: ahead(SOON) });
    const instead = { personId: world.idOf('olga'), from: ahead(SOON / 2), until: ahead(HOUR) };
    ok(await ada.post(`/api/shifts/${shift.id}/overrides`, instead));
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('to-start');
    reach(request.startAt ?? '');
    await until(async () => (await seen(request)).state !== 'to-start', { within: 20_000 });
    expect(await seen(request)).toMatchObject({ state: 'approved', lapsedBecause: null });
  }); // prettier-ignore

  it('ends with the person: who is disabled before it has nothing left that could begin', async () => {
    await world.api.person('dora');
    const { server } = await given({ ...scheduled, requesters: { personIds: [world.idOf('dora')] } });
    const request = await world.ask('dora', server, { startAt: ahead(SOON) });
    ok(await world.answer('omar', request.id, 'approve'));
    ok(await world.api.as('ada').post(`/api/people/${world.idOf('dora')}/disable`, { reason: 'left' }));
    expect((await seen(request, 'ada')).state).toBe('cancelled');
  });

  it('is kept over a restart, begins late with what is left of its time, and not at all when that is over', async () => {
    const [late, missed] = [await approved(), await approved(scheduled, { startAt: ahead(SOON), durationSeconds: 60 })];
    await replica.stop();
    await world.curfew.stop();
    reach(late.startAt ?? '', -600);
    await world.curfew.restart();
    await until(isIn(late, 'approved'), { within: 20_000 });
    const grant = await grantOf(late);
    expect(grant.untilAt).toBe(after(late.startAt ?? '', HOUR));
    expect(Date.parse(grant.fromAt)).toBeGreaterThanOrEqual(Date.parse(late.startAt ?? '') + 600_000);
    await until(isIn(missed, 'lapsed'), { within: 20_000 });
    expect((await seen(missed)).lapsedBecause).toMatch(/could not begin in the time/);
    await replica.restart();
  });
});

describe('a first use', () => {
  it('begins the time, once; before it nothing is ordered, and only its receiver begins it', async () => {
    const before = world.curfew.clock.nowMs();
    const request = await unused();
    expect(request).toMatchObject({ state: 'to-start', firstUseWithinSeconds: 5 * SOON, toStart: { at: 'first-use' }, mayStart: false });
    const dueAt = request.toStart?.dueAt ?? '';
    expect(Date.parse(dueAt) - before).toBeGreaterThanOrEqual(5 * SOON * 1000);
    expect(await orderedOf(request)).toEqual([]);
    expect((await seen(request)).mayStart).toBe(true);
    for (const who of ['omar', 'ada', 'mallory']) expect(refused(await use(who, request)).code).toBe('not-found');
    world.curfew.clock.forward({ seconds: 3 * SOON });
    const now = world.curfew.clock.nowMs();
    expect(ok(await use('rita', request))).toMatchObject({ state: 'approved', mayStart: false, grant: { state: 'granting' } });
    const grant = await grantOf(request);
    expect(Date.parse(grant.fromAt)).toBeGreaterThanOrEqual(now);
    expect(Date.parse(grant.untilAt) - Date.parse(grant.fromAt)).toBe(HOUR * 1000);
    expect(await orderedOf(request)).toMatchObject([{ grantId: grant.id, untilIso: grant.untilAt }]);
    expect(ok(await use('rita', request)).grant?.id).toBe(grant.id);
    expect(await world.audited(request.id)).toEqual(BEGUN);
  }); // prettier-ignore

  it('that did not come in time never comes', async () => {
    const request = await unused();
    reach(request.toStart?.dueAt ?? '');
    expect(['conflict', 'already-decided']).toContain(refused(await use('rita', request)).code);
    await until(isIn(request, 'lapsed'), { within: 20_000 });
    expect((await seen(request)).lapsedBecause).toMatch(/was not used in the time/);
    expect(refused(await use('rita', request)).code).toBe('already-decided');
  });

  it('that may not be now is refused with the reason, and may be tried again in its time', async () => {
    const { server, flowId } = await given(atFirstUse);
    const request = await world.ask('rita', server);
    ok(await world.answer('omar', request.id, 'approve'));
    ok(await world.api.as('ada').post(`/api/access-flows/${flowId}/deactivate`));
    expect(refused(await use('rita', request)).code).toBe('access-denied');
    expect((await seen(request)).state).toBe('to-start');
    ok(await world.api.as('ada').post(`/api/access-flows/${flowId}/activate`));
    expect(ok(await use('rita', request)).state).toBe('approved');
  });

  it('is not waited for in an emergency, and what runs is made longer from its true end', async () => {
    const extensions = { most: 1, longestSeconds: HOUR, approvalAgain: false };
    const { server } = await given({ ...atFirstUse, extensions, breakGlass: { reviewWithinSeconds: HOUR } });
    const dry = async (input: object) => {
      const ask = {
        resourceId: world.server(server),
        permissions: ['web-ops'],
        durationSeconds: HOUR,
        reason: 'down',
        ...input,
      };
      return ok(await world.api.as('rita').post<DryRunView>('/api/access-requests/dry-run', ask));
    };
    expect(await dry({})).toMatchObject({
      would: 'wait',
      firstUseWithinSeconds: 5 * SOON,
      startsAt: null,
      endsAt: null,
    });
    expect(await dry({ breakGlass: true })).toMatchObject({ would: 'start', firstUseWithinSeconds: null });
    const request = await world.ask('rita', server, { breakGlass: true, reason: 'down' });
    expect(request).toMatchObject({ state: 'approved', firstUseWithinSeconds: null, grant: { state: 'granting' } });
    const grant = await grantOf(request);
    await world.connector.added(grant);
    const ask = { durationSeconds: HOUR, fromUntilAt: grant.untilAt };
    const longer = ok(await world.api.as('rita').post<AccessRequestView>(`/api/grants/${grant.id}/extend`, ask));
    expect(longer).toMatchObject({ state: 'pending', extension: { untilAt: after(grant.untilAt, HOUR) } });
    const answered = ok(await world.answer('omar', longer.id, 'approve'));
    expect(answered).toMatchObject({ state: 'approved', grant: { untilAt: after(grant.untilAt, HOUR) } });
  });
});

describe('at the same time, by two replicas', () => {
  const elsewhere = (who: string): Caller => new Caller(replica.url, world.api.as(who).cookie);
  /** One end, one grant where it began and none where it did not, and each step once in the audit. */
  const expectOneOutcome = async (request: AccessRequestView): Promise<string> => {
    const { state } = await seen(request, 'ada');
    const grants = await world.curfew.database.query<{ id: string }>('SELECT id FROM access_grant WHERE request_id = $1', [request.id]); // prettier-ignore
    expect(grants).toHaveLength(state === 'approved' ? 1 : 0);
    const last = state === 'approved' ? 'begun' : state;
    expect(await world.audited(request.id)).toEqual([...BEGUN.slice(0, 2), `access-request.${last}`]);
    return state;
  };

  it('two first uses begin it once, and give the same grant', async () => {
    const request = await unused();
    const answers = await Promise.all([use('rita', request), use('rita', request, elsewhere('rita')), use('rita', request)]);
    expect(new Set(answers.map((one) => ok(one).grant?.id)).size).toBe(1);
    expect(await expectOneOutcome(request)).toBe('approved');
  }); // prettier-ignore

  it('first use, cancel and the time that runs out come to one outcome each', async () => {
    const requests = await Promise.all(Array.from({ length: 9 }, unused));
    const [early, late] = [requests.slice(0, 5), requests.slice(5)];
    const rush = (request: AccessRequestView, turn: number) => {
      const steps = [() => use('rita', request), () => world.answer('olga', request.id, 'cancel'), () => use('rita', request, elsewhere('rita'))];
      return Promise.all(steps.map((_, at) => steps[(at + turn) % steps.length]()));
    };
    const answers = (await Promise.all(early.map(rush))).flat();
    reach(late.map(({ toStart }) => toStart?.dueAt ?? '').sort()[0], 0.15);
    answers.push(...(await Promise.all(late.map(rush))).flat());
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    for (const request of requests) await until(async () => (await seen(request, 'ada')).state !== 'to-start', { within: 20_000 });
    for (const request of requests) await expectOneOutcome(request);
  }); // prettier-ignore

  it('what is due begins once, also while it is cancelled', async () => {
    const startAt = ahead(SOON);
    const requests = await Promise.all(Array.from({ length: 8 }, () => approved(scheduled, { startAt })));
    reach(startAt, 0.1);
    await Promise.all(requests.slice(4).map(({ id }) => world.answer('rita', id, 'cancel')));
    for (const request of requests) await until(async () => (await seen(request, 'ada')).state !== 'to-start', { within: 20_000 });
    const states = [];
    for (const request of requests) states.push(await expectOneOutcome(request));
    expect(states.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'approved'));
  }); // prettier-ignore
});

describe('how long', () => {
  it('a fixed time is no other, and the usual one is that of who does not say', async () => {
    const fixed = await given({ longestSeconds: 2 * HOUR, fixedDuration: true });
    const other = refused(await world.tryAsk('rita', fixed.server, { durationSeconds: HOUR }));
    expect(other).toMatchObject({ code: 'input-invalid', message: expect.stringMatching(/gives access for exactly 2 hours/) });
    expect(await world.ask('rita', fixed.server, { durationSeconds: null })).toMatchObject({ durationSeconds: 2 * HOUR });
    const usual = await given({ longestSeconds: 2 * HOUR, defaultSeconds: 1800 });
    expect(await world.ask('rita', usual.server, { durationSeconds: null })).toMatchObject({ durationSeconds: 1800 });
    const both = world.flowInput({ longestSeconds: 2 * HOUR, ...{ fixedDuration: true, defaultSeconds: 60 } });
    expect(refused(await world.api.as('ada').post('/api/access-flows', both)).fields).toMatchObject([{ path: 'defaultSeconds' }]);
    for (const clockStart of [{ at: 'scheduled' }, { at: 'first-use', withinSeconds: 59 }, { at: 'approval', withinSeconds: 60 }, { at: 'noon' }]) {
      expect(refused(await world.api.as('ada').post('/api/access-flows', { ...world.flowInput(), clockStart })).code).toBe('input-invalid');
    }
  }); // prettier-ignore
});
