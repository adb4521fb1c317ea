/** Running access is made longer in place: by its flow's rule, by approvers again where it says so, and by nothing else. */
import type { ResourceId } from '#access/ids.js';
import { decodeMessage } from '#protocol/decode.js';
import { FROM_CONTROL_PLANE } from '#protocol/from-control-plane.js';
import type { OrderedGrant } from '#protocol/order.js';
import { ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import type { TimelineView } from '../../apps/control-plane/src/activity/activity.view.js';
import type { AccessRequestView } from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type { AskBatchView, BatchDryRunView } from '../../apps/control-plane/src/access-requests/ask-batch.view.js';
import type { CatalogPage } from '../../apps/control-plane/src/access-requests/catalog.view.js';
import type { DryRunView } from '../../apps/control-plane/src/access-requests/dry-run.view.js';
import type { TimelineLine } from '../../apps/control-plane/src/activity/timeline-line.js';
import { isBeyond } from '../../apps/control-plane/src/connector-link/orders.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
beforeAll(async () => {
  const servers = Array.from({ length: 40 }, (_, at) => ({ name: `web-${at}` }));
  world = await givenWorld(['rita', 'omar', 'olga', 'mallory'], servers);
});

let next = 0;
/** Rita's running access, for an hour where `ask` says nothing else, on a server with a flow of its own: omar and olga approve; twice longer, an hour each. */
const given = async (rule: { most?: number; approvalAgain?: boolean } = {}, ask: Record<string, unknown> = {}): Promise<{ grant: GrantView; flowId: string }> => {
  const server = `web-${(next += 1)}`;
  const flow = await world.flow({
    servers: { names: [server] },
    approvers: { personIds: [world.idOf('omar'), world.idOf('olga')] },
    extensions: { most: 2, longestSeconds: 3600, approvalAgain: false, ...rule },
  });
  return { grant: await world.granted(server, ask), flowId: flow.id };
}; // prettier-ignore

/** As a page does that shows the grant as it is now, or as it was. */
const extend = async (who: string, grant: GrantView, durationSeconds = 1800, fromUntilAt?: string) => {
  const body = { durationSeconds, reason: 'not done', fromUntilAt: fromUntilAt ?? (await seen(grant)).untilAt };
  return world.api.as(who).post<AccessRequestView>(`/api/grants/${grant.id}/extend`, body);
};
const later = (grant: GrantView, seconds: number) => new Date(Date.parse(grant.untilAt) + seconds * 1000).toISOString();
const seen = (grant: GrantView) => world.grant('rita', grant.id);
const ordered = async ({ id }: GrantView) => (await world.connector.ordered()).find(({ grantId }) => grantId === id);

describe('without another approval', () => {
  it('the end moves at once, as often as the flow says and no more; the connector is ordered it, and the audit says it [P13]', async () => {
    const { grant } = await given();
    const generation = await world.connector.generation();
    expect(grant).toMatchObject({ mayExtend: true, extension: { used: 0, most: 2, longestSeconds: 3600, requestId: null } });
    const first = ok(await extend('rita', grant));
    expect(first).toMatchObject({ state: 'approved', grant: { id: grant.id }, extension: { grantId: grant.id, number: 1, most: 2, untilAt: later(grant, 1800) } });
    expect(await seen(grant)).toMatchObject({ state: 'active', untilAt: later(grant, 1800), mayExtend: true, extension: { used: 1 } });
    expect(await world.connector.generation()).toBeGreaterThan(generation);
    expect(await ordered(grant)).toMatchObject({ wanted: 'present', untilIso: later(grant, 1800), extended: 1 });
    ok(await extend('rita', grant, 3600));
    expect(refused(await extend('rita', grant)).code).toBe('no-extension');
    expect(await seen(grant)).toMatchObject({ untilAt: later(grant, 5400), mayExtend: false, extension: { used: 2 } });
    expect((await world.audited(grant.id)).filter((one) => one === 'grant.extended')).toHaveLength(2);
    expect(await world.audited(first.id)).toEqual(['access-request.submitted', 'access-request.approved']);
  }); // prettier-ignore

  it('it is refused longer than the flow says, to strangers, where the flow says nothing of it, and when it has ended', async () => {
    const { grant, flowId } = await given();
    expect(refused(await extend('rita', grant, 3601)).code).toBe('too-long');
    expect(refused(await extend('mallory', grant)).code).toBe('not-found');
    expect(refused(await extend('omar', grant)).code).toBe('not-found');
    ok(await world.api.as('ada').post(`/api/access-flows/${flowId}/deactivate`));
    expect(refused(await extend('rita', grant)).code).toBe('access-denied');
    expect((await seen(grant)).mayExtend).toBe(false);
    ok(await world.api.as('ada').post(`/api/access-flows/${flowId}/activate`));
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    expect(refused(await extend('rita', grant)).code).toBe('grant-not-active');
    await world.flow({ servers: { names: ['web-0'] } });
    const plain = await world.granted('web-0');
    expect(plain).toMatchObject({ extension: null, mayExtend: false });
    expect(refused(await extend('rita', plain)).code).toBe('no-extension');
  }); // prettier-ignore

  it('pressing twice counts once: who saw an end that has moved is refused, and told why', async () => {
    const { grant } = await given();
    const answers = await Promise.all([1, 2, 3].map(() => extend('rita', grant, 1800, grant.untilAt)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const late = refused(await extend('rita', grant, 1800, grant.untilAt));
    expect(late).toMatchObject({ code: 'conflict', message: expect.stringContaining('its end was moved meanwhile') });
    expect(await seen(grant)).toMatchObject({ untilAt: later(grant, 1800), extension: { used: 1 } });
  });

  it('a connector takes as many as access that a flow gives by itself has in years; an older one is refused only what it does not know', async () => {
    const { grant } = await given();
    const orderWith = (extended: number) => ({ integrations: [], grants: [{ ...(order as OrderedGrant), extended }] });
    const order = await ordered(grant);
    const sent = { type: 'order', connectorId: world.connector.id, generation: 1, since: null, servers: [], ...orderWith(200_000) };
    expect(decodeMessage(FROM_CONTROL_PLANE, JSON.stringify(sent))).toMatchObject({ grants: [{ extended: 200_000 }] });
    expect([isBeyond(7, orderWith(1_001)), isBeyond(6, orderWith(1_001)), isBeyond(6, orderWith(1_000))]).toEqual([false, true, false]);
  }); // prettier-ignore

  it('what the connector read back as gone at the old end proves nothing any more', async () => {
    const { grant } = await given();
    ok(await extend('rita', grant));
    const readAtIso = later(grant, 1);
    await world.connector.removed(grant, [], { readAtIso });
    expect((await seen(grant)).state).toBe('active');
  });

  it('an extension that the site refuses is taken back once; it counts as used, and a repeated word of it touches no other', async () => {
    const { grant } = await given();
    ok(await extend('rita', grant));
    const fault = { code: 'above-policy' as const, message: 'No longer than 2 h.' };
    await world.connector.fault(grant, { final: true, extended: 1, fault });
    const back = await seen(grant);
    expect(back).toMatchObject({ state: 'active', untilAt: grant.untilAt, fault: { code: 'above-policy' }, extension: { used: 1 } });
    await world.connector.fault(grant, { final: true, extended: 1, fault });
    expect((await world.audited(grant.id)).filter((one) => one === 'grant.extension-refused')).toHaveLength(1);
    ok(await extend('rita', grant, 600));
    await world.connector.fault(grant, { final: true, extended: 1, fault });
    expect(await seen(grant)).toMatchObject({ untilAt: later(grant, 600), fault: null });
    expect(await ordered(grant)).toMatchObject({ extended: 2, untilIso: later(grant, 600) });
  }); // prettier-ignore
});

describe('what the server knows of it', () => {
  /** As servers say it: whole seconds. */
  const held = ({ untilAt }: GrantView) => untilAt.replace(/\.\d+Z$/, '.000Z');
  const lines = async (who: string, requestId: string) =>
    ok(await world.api.as(who).get<{ items: TimelineLine[] }>(`/api/access-requests/${requestId}/timeline`)).items;
  const proofs = async (requestId: string) =>
    (await lines('ada', requestId)).filter(({ kind }) => kind === 'end-proved');

  it('is shown as long as it holds another end, with what is in the way, and said in the timelines when it is proved to have the new one', async () => {
    const { grant } = await given();
    expect(grant.provedUntilAt).toBeNull();
    await world.connector.holds(grant, held(grant));
    expect(await seen(grant)).toMatchObject({ untilAt: grant.untilAt, provedUntilAt: grant.untilAt });
    const before = await world.connector.generation();
    const request = ok(await extend('rita', grant));
    const longer = await seen(grant);
    expect(longer).toMatchObject({ untilAt: later(grant, 1800), provedUntilAt: held(grant), fault: null });
    const retryAtIso = later(grant, -60);
    await world.connector.fault(grant, { retryAtIso });
    expect(await seen(grant)).toMatchObject({ state: 'active', retryAt: retryAtIso, fault: { code: 'server-unreachable' } });
    await world.connector.holds(grant, held(grant), { generation: before });
    expect((await seen(grant)).fault).not.toBeNull();

    await world.connector.holds(grant, held(longer));
    await world.connector.holds(grant, held(longer));
    await world.connector.holds(grant, held(grant), { generation: before });
    expect(await seen(grant)).toMatchObject({ untilAt: longer.untilAt, provedUntilAt: longer.untilAt, fault: null, retryAt: null });
    await world.connector.fault(grant, { retryAtIso });
    expect((await seen(grant)).fault).toBeNull();
    expect((await world.audited(grant.id)).filter((one) => one === 'grant.end-proved')).toHaveLength(1);
    for (const requestId of [grant.requestId, request.id]) {
      expect(await proofs(requestId)).toMatchObject([{ untilAt: longer.untilAt, by: { name: 'rack' }, receiptId: expect.any(String), sentence: `rack read ${grant.resource.name} back: the server knows the new end.` }]);
    }
    expect((await lines('rita', grant.requestId)).find(({ kind }) => kind === 'end-proved')).toMatchObject({ receiptId: null });
    const { items } = ok(await world.api.as('ada').get<{ items: { untilAt: string | null }[] }>(`/api/grants/${grant.id}/receipts`));
    expect(items.map(({ untilAt }) => untilAt)).toContain(held(longer));
  }); // prettier-ignore

  it('is never shown as known of a server that tells no end', async () => {
    const { grant } = await given();
    ok(await extend('rita', grant));
    await world.connector.added(grant);
    expect(await seen(grant)).toMatchObject({ state: 'active', untilAt: later(grant, 1800), provedUntilAt: null });
    const unsaid = await world.connector.receipt(grant.resource.id as ResourceId, [{ ...grant, grantId: grant.id, state: 'present', groups: [], remaining: [], untilIso: held(grant) }] as never, { version: 3 });
    await expect(world.connector.send(unsaid)).rejects.toMatchObject({ code: 'input-invalid' });
  }); // prettier-ignore

  it('is said with the old end when it ended the access by that, and has begun it again', async () => {
    // Short: the sessions of the people of this file last two hours
    const { grant } = await given({}, { durationSeconds: 600 });
    await world.connector.holds(grant, held(grant));
    ok(await extend('rita', grant));
    const readAtIso = later(grant, 120);
    world.curfew.clock.forward({ seconds: (Date.parse(readAtIso) - world.curfew.clock.nowMs()) / 1000 });
    expect(await seen(grant)).toMatchObject({ state: 'active', untilAt: later(grant, 1800), provedUntilAt: held(grant) });
    await world.connector.removed(grant, [], { readAtIso });
    await world.connector.holds(grant, held(await seen(grant)), { readAtIso });
    expect(await proofs(grant.requestId)).toMatchObject([{ sentence: expect.stringContaining(`ended it at ${grant.untilAt.slice(0, 16).replace('T', ' ')} UTC: it is there again`) }]);
  }); // prettier-ignore
});

describe('with approval again', () => {
  it('what was taken in an emergency is never longer without a yes, though the flow asks nobody again for the rest', async () => {
    const server = `web-${(next += 1)}`;
    const extensions = { most: 9, longestSeconds: 3600, approvalAgain: false };
    await world.flow({ servers: { names: [server] }, breakGlass: { reviewWithinSeconds: 3600 }, extensions });
    const taken = await world.ask('rita', server, { breakGlass: true, reason: 'fire' });
    await world.connector.added(await world.grant('rita', taken.grant?.id ?? ''));
    const grant = await world.grant('rita', taken.grant?.id ?? '');
    expect(grant).toMatchObject({ mayExtend: true, extension: { approvalAgain: true } });
    const asked = ok(await extend('rita', grant));
    const whoWasAsked = [expect.objectContaining({ approvers: ['Omar'] })];
    expect(asked).toMatchObject({
      state: 'pending',
      approvers: ['Omar'],
      tiersAsked: whoWasAsked,
      extension: { number: 1 },
    });
    expect(await seen(grant)).toMatchObject({ untilAt: grant.untilAt, extension: { used: 0, requestId: asked.id } });
    ok(await world.answer('omar', asked.id, 'approve'));
    expect((await seen(grant)).untilAt).toBe(later(grant, 1800));
    const review = ok(await world.api.as('omar').get<AccessRequestView>(`/api/access-requests/${taken.id}`));
    expect(review).toMatchObject({ mayReview: true, grant: { untilAt: later(grant, 1800), state: 'active' } });
    expect(ok(await extend('rita', grant)).state).toBe('pending');
  });

  it('nothing moves before the yes, one waits at a time, and its approver sees until when', async () => {
    const { grant } = await given({ approvalAgain: true });
    const request = ok(await extend('rita', grant));
    expect(request).toMatchObject({ state: 'pending', timesOutAt: grant.untilAt, extension: { number: 1, untilAt: later(grant, 1800) } });
    expect(await seen(grant)).toMatchObject({ untilAt: grant.untilAt, mayExtend: false, extension: { requestId: request.id } });
    expect(refused(await extend('rita', grant)).code).toBe('already-requested');
    expect(refused(await world.answer('rita', request.id, 'approve')).code).toBe('not-an-approver');
    const answered = ok(await world.answer('omar', request.id, 'approve'));
    expect(answered).toMatchObject({ state: 'approved', extension: { untilAt: later(grant, 1800) }, grant: { id: grant.id, untilAt: later(grant, 1800) } });
    expect(await seen(grant)).toMatchObject({ untilAt: later(grant, 1800), extension: { used: 1, requestId: null } });
    const timeline = async (id: string) => ok(await world.api.as('rita').get<TimelineView>(`/api/access-requests/${id}/timeline`)).items;
    const told = { sentence: 'The access was extended by 30 minutes, approved by Omar.', untilAt: later(grant, 1800) };
    expect((await timeline(grant.requestId)).at(-1)).toMatchObject({ ...told, requestId: request.id });
    expect((await timeline(request.id)).slice(-4)).toMatchObject([{ sentence: 'Asked to answer: Omar or Olga.' }, { kind: 'answered-yes' }, { kind: 'approved' }, { ...told, requestId: null }]);
    const denied = ok(await extend('rita', grant));
    ok(await world.answer('olga', denied.id, 'deny'));
    expect(await seen(grant)).toMatchObject({ untilAt: later(grant, 1800), extension: { used: 1 } });
  }); // prettier-ignore

  it('a request for it is cancelled when the access ends before the answer', async () => {
    const { grant } = await given({ approvalAgain: true });
    const { id } = ok(await extend('rita', grant));
    ok(await world.api.as('omar').post(`/api/grants/${grant.id}/revoke`, { reason: 'enough' }));
    expect(await world.audited(id)).toEqual(['access-request.submitted', 'access-request.cancelled']);
    expect(refused(await world.answer('olga', id, 'approve')).code).toBe('already-decided');
    expect((await seen(grant)).untilAt).toBe(grant.untilAt);
  });

  it('yes, revoke, giving back and the end at once come to exactly one outcome each', async () => {
    const rounds = await Promise.all(Array.from({ length: 12 }, () => given({ approvalAgain: true, most: 1 })));
    const asked: { grant: GrantView; request: AccessRequestView }[] = [];
    for (const { grant } of rounds) asked.push({ grant, request: ok(await extend('rita', grant)) });
    const [early, late] = [asked.slice(0, 6), asked.slice(6)];
    const yeses = ({ request }: (typeof asked)[number]) => ['omar', 'olga'].map((who) => world.answer(who, request.id, 'approve'));
    await Promise.all(early.flatMap((one, at) => [
      ...(at % 2 ? yeses(one) : []),
      at % 3 ? world.api.as('omar').post(`/api/grants/${one.grant.id}/revoke`, { reason: 'enough' }) : world.api.as('rita').post(`/api/grants/${one.grant.id}/give-back`),
      ...(at % 2 ? [] : yeses(one)),
    ]));
    const ends = await Promise.all(late.map(({ grant }) => Date.parse(grant.untilAt)));
    world.curfew.clock.forward({ seconds: (Math.min(...ends) - world.curfew.clock.nowMs()) / 1000 - 0.2 });
    await Promise.all(late.flatMap(yeses));
    const waiting = () => world.curfew.database.query(`SELECT 1 FROM access_request WHERE state = 'pending' AND id = ANY($1)`, [asked.map(({ request: { id } }) => id)]);
    await until(async () => (await waiting()).length === 0, { within: 40_000 });
    for (const { grant, request } of asked) await expectOneOutcome(grant, request);
    for (const { grant } of early) expect((await seen(grant)).state).toBe('ending');
  }); // prettier-ignore
});

describe('asking for what runs', () => {
  const askBody = (grant: GrantView, given: object = {}) => ({
    resourceId: grant.resource.id, permissions: ['web-ops'], durationSeconds: 5400, reason: 'not done', ...given,
  }); // prettier-ignore
  const ask = (who: string, grant: GrantView, given: object = {}) =>
    world.api.as(who).post<AccessRequestView>('/api/access-requests', askBody(grant, given));
  const dryRun = async (grant: GrantView, given: object = {}) =>
    ok(await world.api.as('rita').post<DryRunView>('/api/access-requests/dry-run', askBody(grant, given)));
  const secondsLeft = (iso: string) => (Date.parse(iso) - world.curfew.clock.nowMs()) / 1000;
  const optionOf = async (grant: GrantView) => {
    const query = `resourceId=${grant.resource.id}`;
    const { items } = ok(await world.api.as('rita').get<CatalogPage>(`/api/catalog?${query}`));
    return items[0].options.find(({ permission }) => permission === 'web-ops');
  };

  it('makes it longer in place, as a dry run says before; its end is as far from now as was asked for, and asking twice counts once', async () => {
    const { grant } = await given();
    expect(await optionOf(grant)).toMatchObject({ mine: 'running', grantId: grant.id, untilAt: grant.untilAt, extension: { longestSeconds: 3600, approvalAgain: false } });
    const dry = await dryRun(grant);
    expect(dry).toMatchObject({ would: 'extend', extension: { grantId: grant.id, permissions: ['web-ops'], fromUntilAt: grant.untilAt, number: 1, most: 2, approvalNeeded: false }, timesOutAt: null, tiers: [] });
    expect(dry.text).toMatch(/makes web-ops on web-\d+ longer in place, until .* UTC instead of .* UTC, at once, nobody is asked\.$/);
    const generation = await world.connector.generation();
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('rita', grant)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const [request] = answers.filter(({ status }) => status === 201).map(ok);
    const now = await seen(grant);
    expect(request).toMatchObject({ state: 'approved', grant: { id: grant.id, untilAt: now.untilAt }, extension: { grantId: grant.id, untilAt: now.untilAt, number: 1, most: 2 } });
    expect(secondsLeft(now.untilAt)).toBeGreaterThan(5400 - 50);
    expect(secondsLeft(now.untilAt)).toBeLessThanOrEqual(5400);
    expect(now).toMatchObject({ state: 'active', extension: { used: 1 } });
    expect(await world.connector.generation()).toBeGreaterThan(generation);
    expect(await ordered(grant)).toMatchObject({ wanted: 'present', untilIso: now.untilAt, extended: 1 });
    expect(refused(await ask('rita', grant)).message).toMatch(/runs already, until .* it would not run noticeably longer\.$/);
    expect(refused(await ask('rita', grant, { fromUntilAt: grant.untilAt, durationSeconds: 3 * 3600 })).code).toBe('conflict');
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.approved']);
    expect((await world.audited(grant.id)).filter((one) => one === 'grant.extended')).toHaveLength(1);
  }); // prettier-ignore

  it('waits for its approvers where the flow version asks them again, and is answered as any extension', async () => {
    const { grant } = await given({ approvalAgain: true });
    expect(await dryRun(grant)).toMatchObject({ would: 'extend', extension: { approvalNeeded: true }, timesOutAt: grant.untilAt, tiers: [{ people: ['Olga', 'Omar'] }] });
    const answers = await Promise.all([1, 2, 3].map(() => ask('rita', grant)));
    const [request] = answers.filter(({ status }) => status === 201).map(ok);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(request).toMatchObject({ state: 'pending', grant: { id: grant.id, untilAt: grant.untilAt } });
    expect((await seen(grant)).untilAt).toBe(grant.untilAt);
    expect(await optionOf(grant)).not.toHaveProperty('extension');
    expect(await optionOf(grant)).toMatchObject({ notLonger: { message: 'An extension of web-ops waits for an answer already.', hint: 'Wait for the answer, or cancel that request and ask for another time.' } });
    expect(refused(await world.answer('rita', request.id, 'approve')).code).toBe('not-an-approver');
    ok(await world.answer('omar', request.id, 'approve'));
    expect((await seen(grant)).untilAt).toBe(request.extension?.untilAt);
    expect(await optionOf(grant)).not.toHaveProperty('notLonger');
  }); // prettier-ignore

  it('is refused as before where the flow makes nothing longer, with until when it runs and why; and by whoever has nothing to do with it', async () => {
    const server = `web-${(next += 1)}`;
    await world.flow({ servers: { names: [server] }, ...{ requestFor: { self: true, directReports: false, others: { subject: 'person', operator: 'is', values: [world.idOf('rita')] } } }, requesters: { personIds: [world.idOf('rita'), world.idOf('mallory')] } });
    const grant = await world.granted(server);
    const no = refused(await ask('rita', grant));
    expect(no).toMatchObject({ code: 'already-requested', hint: 'Ask for it again when it has ended.' });
    expect(no.message).toMatch(/^web-ops on web-\d+ runs already, until .* UTC\. The access flow .* does not let access be made longer\.$/);
    expect(await dryRun(grant)).toMatchObject({ would: 'refuse', code: 'already-requested', text: no.message, extension: null });
    expect(refused(await ask('mallory', grant, { receiverId: world.idOf('rita') })).message).toMatch(/^You have web-ops/);
    const option = await optionOf(grant);
    expect(option).not.toHaveProperty('extension');
    expect(option?.notLonger?.message).toMatch(/^The access flow “.*” does not let access be made longer\.$/);
    expect(option?.notLonger?.hint).toBe('Ask for it again when it has ended.');
    const longer = (await given()).grant;
    expect(refused(await ask('rita', longer, { durationSeconds: 4 * 3600 })).message).toMatch(/by at most 1 hour at once: until .* UTC at the latest\.$/);
    expect(refused(await ask('rita', longer, { breakGlass: true })).code).toBe('already-requested');
    expect(refused(await ask('rita', longer, { permissions: ['web-ops', 'db-admins'] })).code).toBe('access-denied');
    ok(await world.api.as('rita').post(`/api/grants/${longer.id}/give-back`));
    expect(refused(await ask('rita', longer, { fromUntilAt: longer.untilAt })).code).toBe('grant-not-active');
  }); // prettier-ignore

  it('together with more than runs is refused for that, and a part of what runs means all of it', async () => {
    const server = `web-${(next += 1)}`;
    const rule = { most: 2, longestSeconds: 3600, approvalAgain: false };
    await world.flow({ servers: { names: [server] }, permissions: 'all', extensions: rule });
    const one = await world.granted(server);
    const more = refused(await ask('rita', one, { permissions: ['web-ops', 'db-admins'] }));
    expect(more).toMatchObject({ code: 'already-requested', message: expect.stringMatching(/^You have web-ops on/) });
    ok(await world.api.as('rita').post(`/api/grants/${one.id}/give-back`));
    await world.connector.removed(one);
    const both = await world.granted(server, { permissions: ['web-ops', 'db-admins'] });
    expect(await dryRun(both)).toMatchObject({ would: 'extend', extension: { permissions: ['web-ops', 'db-admins'] } });
    expect(ok(await ask('rita', both))).toMatchObject({ permissions: ['web-ops', 'db-admins'], extension: { grantId: both.id } });
  }); // prettier-ignore

  it('among several servers makes longer what runs, asks for the rest, and tells each', async () => {
    const [runs, not] = [await given(), await given()];
    ok(await world.api.as('rita').post(`/api/grants/${not.grant.id}/give-back`));
    const items = [runs, not].map(({ grant }) => ({ resourceId: grant.resource.id, permissions: ['web-ops'] }));
    const body = { items, durationSeconds: 5400, reason: 'not done' };
    const rita = world.api.as('rita');
    const dry = ok(await rita.post<BatchDryRunView>('/api/access-requests/batch/dry-run', body));
    expect(dry.results.map(({ outcome }) => outcome.would)).toEqual(['extend', 'wait']);
    const { batchId, results } = ok(await rita.post<AskBatchView>('/api/access-requests/batch', body));
    expect(results.map(({ request }) => [request?.state, request?.extension?.grantId])).toEqual([
      ['approved', runs.grant.id],
      ['pending', undefined],
    ]);
    expect(results.map(({ request }) => request?.batchId)).toEqual([batchId, batchId]);
  });

  it('for later is a new request from its end on, and refused before; each begins and ends by itself, also where both overlap', async () => {
    const server = `web-${(next += 1)}`;
    const extensions = { most: 1, longestSeconds: 3600, approvalAgain: false };
    await world.flow({ servers: { names: [server] }, extensions, ...{ clockStart: { at: 'scheduled', withinSeconds: 86_400 } } });
    const grant = await world.granted(server, { durationSeconds: 300 });
    const before = refused(await ask('rita', grant, { startAt: later(grant, -1) }));
    expect(before).toMatchObject({ code: 'already-requested', hint: expect.stringContaining('Ask for a start at its end or later') });
    expect(before.message).toMatch(/^web-ops on web-\d+ runs already, until .* UTC, and would run at the start that was asked for\.$/);
    const request = ok(await ask('rita', grant, { startAt: grant.untilAt, durationSeconds: 3600 }));
    expect(request).toMatchObject({ state: 'pending', startAt: grant.untilAt, extension: null });
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('to-start');
    expect(await optionOf(grant)).toMatchObject({ mine: 'running', grantId: grant.id });
    ok(await ask('rita', grant, { durationSeconds: 900 }));
    world.curfew.clock.forward({ seconds: secondsLeft(grant.untilAt) + 1 });
    const begun = await until(async () => ok(await world.api.as('rita').get<AccessRequestView>(`/api/access-requests/${request.id}`)).grant, { within: 20_000 });
    expect(begun).toMatchObject({ untilAt: later(grant, 3600) });
    expect(await seen(grant)).toMatchObject({ state: 'active' });
    const present = (await world.connector.ordered()).filter((one) => one.serverId === grant.resource.id && one.wanted === 'present');
    expect(present.map(({ groups }) => groups)).toEqual([['web-ops'], ['web-ops']]);
  }); // prettier-ignore
});

/** Extended by an approved request, or not at all; and nothing is extended once its end was ordered. */
const expectOneOutcome = async (grant: GrantView, { id }: AccessRequestView): Promise<void> => {
  const request = ok(await world.api.as('ada').get<AccessRequestView>(`/api/access-requests/${id}`));
  const isExtended = request.state === 'approved';
  // The request and the access are each timed out by a look of their own
  if (!isExtended) await until(async () => (await seen(grant)).state !== 'active', { within: 20_000 });
  const [now, actions] = [await seen(grant), await world.audited(grant.id)];
  expect(now.untilAt).toBe(isExtended ? later(grant, 1800) : grant.untilAt);
  expect(actions.filter((one) => one === 'grant.extended')).toHaveLength(isExtended ? 1 : 0);
  expect(actions.filter((one) => ['grant.revoked', 'grant.given-back', 'grant.expired'].includes(one)).length).toBe(now.state === 'active' ? 0 : 1); // prettier-ignore
  if (isExtended && now.state !== 'active') expect(actions.indexOf('grant.extended')).toBeLessThan(actions.length - 1);
  if (!isExtended) expect(['cancelled', 'timed-out']).toContain(request.state);
  expect(await world.audited(id)).toEqual(['access-request.submitted', `access-request.${request.state}`]);
};
