/** Flows in full, through the API and on PostgreSQL: conditions, scopes, several approvals, tiers, asking for others. */
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type {
  AccessRequestsPage,
  AccessRequestView,
} from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type { ActivityPage, TimelineView } from '../../apps/control-plane/src/activity/activity.view.js';
import type { ResourceId } from '#access/ids.js';
import type { CatalogPage } from '../../apps/control-plane/src/access-requests/catalog.view.js';
import { readFileSync } from 'node:fs';
import { TierRecords } from '../../apps/control-plane/src/access-requests/tier-records.service.js';
import { WakeUps } from '../../apps/control-plane/src/database/wake-ups.js';
import { until } from '#testkit/until.js';
import { ok, refused } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

/** Who is on duty: the first of these people. */
const shiftOf = (people: string[]) => ({ name: 'Night', personIds: people.map((one) => world.idOf(one)), length: { count: 52, unit: 'weeks' }, timeZone: 'UTC', startDate: '2026-01-01', handoverTime: '00:00' }); // prettier-ignore

interface ListedServer {
  name: string;
  host: string;
  port: number;
  tags: Record<string, string>;
}

let world: World;
let ownersId: string;
let nightId: string;
beforeAll(async () => {
  const servers = Array.from({ length: 40 }, (_, at) => ({ name: `web-${at + 1}`, tags: { env: at % 2 ? 'prod' : 'Test' } }));
  world = await givenWorld(['rita', 'boss', 'omar', 'olga', 'odo', 'mallory', 'tina'], servers);
  await world.api.as('ada').patch(`/api/people/${world.idOf('rita')}`, { managerId: world.idOf('boss'), attributes: { site: 'Berlin' } });
  ownersId = (await world.api.team('Owners', ['omar', 'olga', 'odo'])).id;
  nightId = ok(await world.api.as('ada').post<{ id: string }>('/api/shifts', shiftOf([]))).id;
}); // prettier-ignore

let next = 0;
/** A server that no other test uses, with a flow of its own: changed from rita asks, omar approves. */
const given = async (changes: Record<string, unknown> = {}): Promise<{ server: string; flow: AccessFlowView }> => {
  const server = `web-${(next += 1)}`;
  const input = { ...world.flowInput({ servers: { names: [server] } }), ...changes };
  return { server, flow: ok(await world.api.as('ada').post<AccessFlowView>('/api/access-flows', input)) };
};
const policy = (sets: unknown[], changes: Record<string, unknown> = {}) => ({
  tiers: [{ mode: 'any-of', sets }],
  escalateAfterSeconds: null,
  noesNeeded: 1,
  requesterMayApprove: false,
  approverReasonRequired: false,
  ...changes,
});
const owners = (needed: number) => ({ any: [{ kind: 'team', id: ownersId }], needed });
const manager = { any: [{ kind: 'manager' }], needed: 1 };
const code = (answer: Parameters<typeof refused>[0]): string => refused(answer).code;
const waitsFor = async (who: string, request: AccessRequestView): Promise<boolean> => {
  const page = ok(
    await world.api.as(who).get<AccessRequestsPage>('/api/access-requests?scope=waiting-for-me&limit=100'),
  );
  return page.items.some(({ id }) => id === request.id);
};

describe('the conditions of requesters', () => {
  it('let ask who meets them, and nobody else', async () => {
    const site = { subject: 'attribute', attribute: 'site', operator: 'starts-with', values: ['Ber'] };
    const { server, flow } = await given({ requesters: { all: [site, { subject: 'team', operator: 'is-not', values: [ownersId] }] } }); // prettier-ignore
    expect(flow).toMatchObject({ simple: false, requestersInWords: 'the site starts with “Ber” and the team is not “Owners”', approvalInWords: 'Omar' }); // prettier-ignore
    expect(code(await world.tryAsk('tina', server))).toBe('access-denied');
    expect((await world.ask('rita', server)).state).toBe('pending');
  });

  it('that keep a person out, by name or by address, keep out his second account', async () => {
    await world.api.person('bad', { email: 'bad@example.com' });
    await world.api.person('again', { email: 'Bad+again@example.com' });
    const both = { subject: 'person', operator: 'is', values: [world.idOf('bad'), world.idOf('again')] };
    const but = (...values: string[]) => (operator: string) => ({ requesters: { all: [both, { subject: 'person', operator, values }] } }); // prettier-ignore
    const flows = [await given({ requesters: both }), await given(but(world.idOf('bad'))('is-not')), await given(but('bad@example.com')('does-not-contain'))]; // prettier-ignore
    const answers = await Promise.all(flows.map(({ server }) => world.tryAsk('again', server)));
    expect(answers.map(({ status }) => status)).toEqual([201, 403, 403]);
  });

  it('on a shift hold while the person is on duty', async () => {
    const { server } = await given({ requesters: { subject: 'shift', operator: 'is', values: [nightId] } });
    expect(code(await world.tryAsk('rita', server))).toBe('access-denied');
    ok(await world.api.as('ada').put(`/api/shifts/${nightId}`, shiftOf(['rita'])));
    expect((await world.ask('rita', server)).state).toBe('pending');
    expect(code(await world.api.as('ada').delete(`/api/shifts/${nightId}`))).toBe('conflict');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown team', { requesters: { any: [{ subject: 'team', operator: 'is', values: ['7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c'] }] } }, 'requesters.any[0].values[0]'],
    ['an unknown shift', { requesters: { subject: 'shift', operator: 'is', values: ['7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c'] } }, 'requesters.values[0]'],
    ['an unknown approver', { approvers: policy([{ all: [{ kind: 'person', id: '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c' }] }]) }, 'approvers.tiers[0].sets[0].all[0].id'],
    ['an empty joint', { requesters: { any: [] } }, 'requesters.any'],
    ['an approver of no kind', { approvers: policy([{ all: [{ kind: 'moon' }] }]) }, 'approvers.tiers[0].sets[0].all[0].kind'],
    ['a usual time above the longest', { defaultSeconds: 8 * 3600 + 1 }, 'defaultSeconds'],
    ['a pattern that may take for ever', { customFields: [{ name: 'x', label: 'X', pattern: '(a+)+', required: true }] }, 'customFields[0].pattern'],
    ['an hour that is none', { timeframe: { timeZone: 'UTC', windows: [{ days: ['monday'], from: '25:00', until: '26:00' }] } }, 'timeframe.windows[0]'],
    ['nobody to ask for', { requestFor: { self: false, directReports: false, others: null } }, 'requestFor'],
    ['more yeses than people', { approvers: policy([{ any: [{ kind: 'manager' }], needed: 2 }]) }, 'approvers.tiers[0].sets[0].needed'],
    ['a tier that is asked too late', { approvers: policy([], { tiers: [{ mode: 'any-of', sets: [{ all: [{ kind: 'manager' }] }] }, { mode: 'any-of', sets: [{ all: [{ kind: 'resource-owner' }] }] }], escalateAfterSeconds: 3600 }), requestTimeoutSeconds: 3600 }, 'approvers.escalateAfterSeconds'],
    ['an emergency without approval', { approvers: null, breakGlass: { reviewWithinSeconds: 3600 } }, 'breakGlass'],
    ['an empty query', { targets: [{ query: { text: null, tags: {}, integrationIds: null }, permissions: 'all' }] }, 'targets[0].query'],
  ])('or other parts with %s are refused, with the place', async (_, changes, path) => {
    const answer = await world.api.as('ada').post('/api/access-flows', { ...world.flowInput(), ...changes });
    expect(refused(answer).fields?.[0].path.startsWith(path)).toBe(true);
  }); // prettier-ignore
});

const shown = async (who: string): Promise<string[]> => {
  const page = ok(await world.api.as(who).get<CatalogPage>('/api/catalog?limit=100'));
  expect(page.total).toBe(page.items.length);
  return page.items.map(({ resource }) => resource.name);
};
const target = (servers: unknown) => [{ integrationId: world.integrationId, servers, permissions: 'all' }];

describe('the targets', () => {
  it.each<[string, () => unknown[], string[]]>([
    ['patterns, less what is excluded', () => target({ include: [{ patterns: ['web-3*'] }], exclude: [{ names: ['web-3', 'web-30'] }, { tags: { env: 'prod' } }] }), ['web-31', 'web-33', 'web-35', 'web-37', 'web-39']],
    ['tags by pattern', () => target({ include: [{ tagPatterns: { env: 'pro*' } }], exclude: [{ patterns: ['web-1*', 'web-2*', 'web-3*'] }] }), ['web-4', 'web-40', 'web-6', 'web-8']],
    ['ids', () => target({ ids: [world.server('web-7')] }), ['web-7']],
    ['a saved query', () => [{ query: { text: 'EB-4', tags: { env: 'prod' }, integrationIds: [world.integrationId] }, permissions: ['web-ops'] }], ['web-4', 'web-40']],
  ])('by %s are what the catalog shows and the decision permits', async (_, targets, expected) => {
    const { flow } = await given({ requesters: { personIds: [world.idOf('tina')], teamIds: [] }, targets: targets() });
    expect(await shown('tina')).toEqual(expected);
    for (const name of ['web-3', 'web-4', 'web-7', 'web-31', 'web-40']) {
      const asked = await world.tryAsk('tina', name);
      expect([name, asked.status]).toEqual([name, expected.includes(name) ? 201 : 403]);
      if (asked.status === 201) ok(await world.answer('tina', ok(asked).id, 'cancel'));
    }
    ok(await world.api.as('ada').delete(`/api/access-flows/${flow.id}`));
  }); // prettier-ignore
});

describe('a server that comes later', () => {
  it('is reached by a flow that names its tag, without an edit of the flow [P16]', async () => {
    const { flow } = await given({ requesters: { personIds: [world.idOf('tina')], teamIds: [] }, targets: target({ tags: { tier: 'late' } }) }); // prettier-ignore
    expect(await shown('tina')).toEqual([]);
    const path = `/api/integrations/${world.integrationId}`;
    const { items } = ok(await world.api.as('ada').get<{ items: ListedServer[] }>(`${path}/servers?limit=200`));
    const list = items.map(({ name, host, port, tags }) => ({ name, host, port, tags }));
    const late = { name: 'late-1', host: 'late-1.example.org', tags: { tier: 'late' } };
    ok(await world.api.as('ada').patch(path, { servers: [...list, late] }));
    expect(await shown('tina')).toEqual(['late-1']);
    const [row] = ok(await world.api.as('tina').get<CatalogPage>('/api/catalog')).items;
    const id = row.resource.id as ResourceId;
    expect(row.resource.available).toBe(false);
    await world.connector.serverIsActive(id);
    expect(ok(await world.tryAsk('tina', id)).state).toBe('pending');
    ok(await world.api.as('ada').delete(`/api/access-flows/${flow.id}`));
  });
});

describe('a bundle', () => {
  it('as target reaches what it holds now, and cannot be deleted meanwhile', async () => {
    const holds = (names: string[]) => ({ name: 'Shop', targets: [{ integrationId: world.integrationId, servers: { names }, permissions: ['web-ops'] }] }); // prettier-ignore
    const ada = world.api.as('ada');
    const bundle = ok(await ada.post<{ id: string }>('/api/bundles', holds(['web-38'])));
    const { flow } = await given({ requesters: { personIds: [world.idOf('tina')], teamIds: [] }, targets: [{ bundleId: bundle.id }] }); // prettier-ignore
    expect(flow.targets).toMatchObject([{ bundle: { name: 'Shop' } }]);
    expect(ok(await world.tryAsk('tina', 'web-38')).state).toBe('pending');
    expect(code(await world.tryAsk('tina', 'web-39'))).toBe('access-denied');
    ok(await ada.put(`/api/bundles/${bundle.id}`, holds(['web-39'])));
    expect(ok(await world.tryAsk('tina', 'web-39')).state).toBe('pending');
    expect(code(await ada.delete(`/api/bundles/${bundle.id}`))).toBe('conflict');
    ok(await ada.delete(`/api/access-flows/${flow.id}`));
    ok(await ada.delete(`/api/bundles/${bundle.id}`));
  });
});

describe('several approvals', () => {
  it('are needed where the flow says 2 of 3, and the first alone starts nothing', async () => {
    const { server } = await given({ approvers: policy([owners(2)]) });
    const request = await world.ask('rita', server);
    expect(request).toMatchObject({ oneYes: false, approvalInWords: '2 of the team “Owners”', stillNeeded: ['the team “Owners” and the team “Owners”'] }); // prettier-ignore
    const first = ok(await world.answer('omar', request.id, 'approve', 'fine'));
    expect(first).toMatchObject({ state: 'pending', grant: null, mayApprove: false, stillNeeded: ['the team “Owners”'], approvals: [{ answer: 'yes', reason: 'fine' }] }); // prettier-ignore
    expect([await waitsFor('omar', request), await waitsFor('olga', request)]).toEqual([false, true]);
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('pending');
    expect(code(await world.answer('omar', request.id, 'deny'))).toBe('already-decided');
    expect(ok(await world.answer('olga', request.id, 'approve'))).toMatchObject({ state: 'approved', grant: { state: 'granting' } }); // prettier-ignore
    expect(await world.audited(request.id)).toEqual(['access-request.submitted', 'access-request.answered', 'access-request.approved']); // prettier-ignore
  });

  it('count as long as their givers are entitled: a yes of one who left the team counts no more', async () => {
    const team = await world.api.team('Leavers', ['omar', 'olga', 'odo']);
    const { server } = await given({ approvers: policy([{ any: [{ kind: 'team', id: team.id }], needed: 2 }]) });
    const request = await world.ask('rita', server);
    ok(await world.answer('omar', request.id, 'approve'));
    ok(
      await world.api
        .as('ada')
        .put(`/api/teams/${team.id}/members`, { personIds: [world.idOf('olga'), world.idOf('odo')] }),
    );
    expect(ok(await world.answer('olga', request.id, 'approve')).state).toBe('pending');
    expect(ok(await world.answer('odo', request.id, 'approve')).state).toBe('approved');
  });

  it('come from the manager and the owners where the flow joins them: from all of them [P10]', async () => {
    const { server } = await given({ approvers: policy([{ all: [{ kind: 'manager' }, { kind: 'team', id: ownersId }] }]) });
    const request = await world.ask('rita', server);
    expect([await waitsFor('boss', request), await waitsFor('omar', request), await waitsFor('tina', request)]).toEqual([true, true, false]);
    expect(ok(await world.answer('boss', request.id, 'approve')).state).toBe('pending');
    expect(ok(await world.api.as('omar').get<AccessRequestView>(`/api/access-requests/${request.id}`)).whyMe).toContain('“Owners”');
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('approved');
  }); // prettier-ignore

  it('are no end with one no where two are needed', async () => {
    const { server } = await given({ approvers: policy([owners(1)], { noesNeeded: 2 }) });
    const request = await world.ask('rita', server);
    expect(ok(await world.answer('omar', request.id, 'deny')).state).toBe('pending');
    expect(ok(await world.answer('olga', request.id, 'deny')).state).toBe('denied');
  });

  it('come from whoever is on duty on a shift', async () => {
    const { server } = await given({ approvers: policy([{ any: [{ kind: 'shift', id: nightId }], needed: 1 }]) });
    ok(await world.api.as('ada').put(`/api/shifts/${nightId}`, shiftOf(['mallory'])));
    const request = await world.ask('rita', server);
    expect([await waitsFor('mallory', request), await waitsFor('odo', request)]).toEqual([true, false]);
    ok(await world.api.as('ada').put(`/api/shifts/${nightId}`, shiftOf(['odo'])));
    expect([await waitsFor('mallory', request), await waitsFor('odo', request)]).toEqual([false, true]);
    expect(code(await world.answer('mallory', request.id, 'approve'))).toBe('not-found');
    expect(ok(await world.answer('odo', request.id, 'approve')).state).toBe('approved');
  });

  it('need a reason of the approver where the flow says so', async () => {
    const { server } = await given({ approvers: policy([owners(1)], { approverReasonRequired: true }) });
    const request = await world.ask('rita', server);
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('reason-required');
    expect(ok(await world.answer('omar', request.id, 'approve', 'INC-1')).state).toBe('approved');
  });

  it('of oneself count only where the flow says so, and are marked on the request, in the list, in the files and in the audit [I32]', async () => {
    const rita = {
      any: [
        { kind: 'person', id: world.idOf('rita') },
        { kind: 'team', id: ownersId },
      ],
      needed: 1,
    };
    const strict = await given({ approvers: policy([rita]) });
    const request = await world.ask('rita', strict.server);
    expect(code(await world.answer('rita', request.id, 'approve'))).toBe('own-request');
    const lax = await given({ approvers: policy([{ ...rita, needed: 2 }], { requesterMayApprove: true }) });
    const own = await world.ask('rita', lax.server);
    expect([own.mayApprove, await waitsFor('rita', own), await waitsFor('rita', request)]).toEqual([true, true, false]);
    expect(ok(await world.answer('rita', own.id, 'approve')).state).toBe('pending');
    const { state, approvals } = ok(await world.answer('omar', own.id, 'approve'));
    expect([state, approvals.map((one) => [one.approver.displayName, one.own])]).toEqual(['approved', [['Rita', true], ['Omar', false]]]); // prettier-ignore
    const rows = await world.curfew.database.query<{ detail: unknown }>(`SELECT detail FROM audit_row WHERE object_id = '${own.id}' AND action IN ('access-request.answered', 'access-request.approved')`); // prettier-ignore
    expect(rows.map(({ detail }) => detail)).toMatchObject([{ ownApproval: true }, { ownApproval: true }]);
    const ada = world.api.as('ada');
    const { items } = ok(await ada.get<TimelineView>(`/api/access-requests/${own.id}/timeline`));
    expect(items.filter(({ kind }) => kind === 'answered-yes').map(({ sentence }) => sentence)).toEqual(['Rita, who asked for it, said yes, as the access flow allows.', 'Omar said yes.']); // prettier-ignore
    const query = `resourceId=${own.resource.id}`;
    const activity = ok(await ada.get<ActivityPage>(`/api/activity?${query}`));
    expect(activity.items[0].approvals.map((one) => one.own)).toEqual([true, false]);
    const csv = ok(await ada.get<string>(`/api/activity/export?format=csv&${query}`));
    expect(csv).toMatch(/"Rita, who asked: yes, [^"]*Omar: yes, [^"]*","true"/);
  });

  it('that come at once from many start one grant', async () => {
    const { server } = await given({ approvers: policy([owners(2)]) });
    const request = await world.ask('rita', server);
    const answers = await Promise.all(['omar', 'olga', 'odo', 'omar', 'olga', 'odo'].map((who) => world.answer(who, request.id, 'approve'))); // prettier-ignore
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const grants = await world.curfew.database.query(`SELECT id FROM access_grant WHERE request_id = '${request.id}'`);
    expect(grants).toHaveLength(1);
    const approvals = await world.curfew.database.query(`SELECT id FROM approval WHERE request_id = '${request.id}'`);
    expect(approvals).toHaveLength(2);
  });
});

describe('a second tier', () => {
  it('is asked when the first has not answered in time, and the first may still answer [P11]', async () => {
    const tiers = [
      { mode: 'any-of', sets: [owners(1)] },
      { mode: 'any-of', sets: [manager] },
    ];
    const [one, other] = [await given({ approvers: policy([], { tiers, escalateAfterSeconds: 1800 }) }), await given({ approvers: policy([], { tiers, escalateAfterSeconds: 1800 }) })]; // prettier-ignore
    const requests = [await world.ask('rita', one.server), await world.ask('rita', other.server)];
    expect(Date.parse(requests[0].nextTierAt ?? '') - Date.parse(requests[0].createdAt)).toBe(1_800_000);
    expect(requests[0]).toMatchObject({ tiersAsked: [{ approvers: ['Owners'] }], nextApprovers: ['the requester\'s manager'] }); // prettier-ignore
    expect([await waitsFor('boss', requests[0]), code(await world.answer('boss', requests[0].id, 'approve'))]).toEqual([false, 'not-an-approver']); // prettier-ignore
    const told: string[] = [];
    const stop = world.curfew.app.get(WakeUps, { strict: false }).on((topic) => told.push(topic));
    world.curfew.clock.forward({ seconds: 1801 });
    await until(() => told.includes(`access-requests:${world.idOf('rita')}`), { within: 20_000 });
    stop();
    expect(await waitsFor('boss', requests[0])).toBe(true);
    const escalated = async () => (await world.audited(requests[1].id)).filter((action) => action === 'access-request.escalated'); // prettier-ignore
    await until(async () => (await escalated()).length > 0, {
      within: 20_000,
      what: 'the second tier is written down',
    });
    await world.curfew.app.get(TierRecords, { strict: false }).recordOpened(world.curfew.clock.nowMs());
    expect(await escalated()).toHaveLength(1);
    const members = (...names: string[]) => world.api.as('ada').put(`/api/teams/${ownersId}/members`, { personIds: names.map((name) => world.idOf(name)) }); // prettier-ignore
    ok(await members('tina'));
    const { items } = ok(await world.api.as('ada').get<TimelineView>(`/api/access-requests/${requests[0].id}/timeline`)); // prettier-ignore
    ok(await members('omar', 'olga', 'odo'));
    expect(items.slice(1, 3)).toMatchObject([
      { at: requests[0].createdAt, sentence: 'Asked to answer: Owners. They were Odo, Olga and Omar.' },
      { at: requests[0].nextTierAt, sentence: 'Asked to answer as well: the requester\'s manager. That was Boss.' },
    ]); // prettier-ignore
    expect(ok(await world.answer('boss', requests[0].id, 'approve'))).toMatchObject({ state: 'approved', nextTierAt: null, nextApprovers: [] }); // prettier-ignore
    expect(ok(await world.answer('olga', requests[1].id, 'approve')).state).toBe('approved');
  });
});

describe('the examples of docs/flows.md', () => {
  const text = readFileSync(new URL('../../docs/flows.md', import.meta.url), 'utf8');
  const examples = [...text.matchAll(/^### \d\. (.*)\n[^#]*?```json\n([^`]*)```/gm)].map(([, title, json]) => [
    title,
    json,
  ]);
  it('are five', () => expect(examples).toHaveLength(5));
  it.each(examples)('“%s” is a flow', async (title, json) => {
    const ids: [RegExp, string][] = [[/<Shop>/g, world.integrationId], [/<Night shift>/g, nightId], [/<[\w ]+>/g, ownersId]];
    const filled = ids.reduce((said, [name, id]) => said.replace(name, id), json);
    const part = JSON.parse(filled.startsWith('"approvers"') ? `{${filled}}` : filled) as Record<string, unknown>;
    const flow = { ...world.flowInput({ name: title }), ...part };
    const { id } = ok(await world.api.as('ada').post<AccessFlowView>('/api/access-flows', flow));
    ok(await world.api.as('ada').delete(`/api/access-flows/${id}`));
  }); // prettier-ignore
});

describe('asking for somebody else', () => {
  it('gives the access to him, and neither of the two approves it', async () => {
    const { server } = await given({
      requesters: { personIds: [world.idOf('boss')], teamIds: [] },
      requestFor: { self: false, directReports: true, others: null },
      approvers: policy([{ any: [{ kind: 'person', id: world.idOf('rita') }, { kind: 'person', id: world.idOf('boss') }, { kind: 'team', id: ownersId }], needed: 1 }]),
    }); // prettier-ignore
    expect(code(await world.tryAsk('boss', server))).toBe('access-denied');
    expect(code(await world.tryAsk('boss', server, { receiverId: world.idOf('tina') }))).toBe('access-denied');
    const request = await world.ask('boss', server, { receiverId: world.idOf('rita') });
    expect(request).toMatchObject({ requester: { displayName: 'Boss' }, receiver: { displayName: 'Rita' } });
    expect(code(await world.answer('rita', request.id, 'approve'))).toBe('own-request');
    expect(code(await world.answer('boss', request.id, 'approve'))).toBe('own-request');
    const { grant } = ok(await world.answer('omar', request.id, 'approve'));
    expect(await world.grant('rita', grant?.id ?? '')).toMatchObject({ account: 'rita', mayGiveBack: true });
    expect(await world.grant('boss', grant?.id ?? '')).toMatchObject({ mayGiveBack: false, mayRevoke: true });
    expect(code(await world.tryAsk('boss', server, { receiverId: world.idOf('rita') }))).toBe('already-requested');
  });
});

describe('custom fields, and the time', () => {
  it('are checked, kept with the request, and shown to whoever may see it', async () => {
    const customFields = [{ name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true }];
    const { server } = await given({ customFields, defaultSeconds: 1800 });
    expect(code(await world.tryAsk('rita', server))).toBe('reason-required');
    expect(code(await world.tryAsk('rita', server, { fields: { ticket: '7' } }))).toBe('input-invalid');
    const request = await world.ask('rita', server, { fields: { ticket: 'INC-7' }, durationSeconds: undefined });
    expect(request).toMatchObject({ durationSeconds: 1800, fields: [{ name: 'ticket', label: 'Ticket', value: 'INC-7' }] }); // prettier-ignore
  });

  it('have a pattern that the whole value must fit, also where it was written with anchors', async () => {
    const anchored = { name: 'ticket', label: 'Ticket', pattern: String.raw`^INC-\d{4,8}$`, required: true };
    const { flow, server } = await given({ customFields: [anchored] });
    expect(flow.customFields).toEqual([{ ...anchored, pattern: String.raw`INC-\d{4,8}` }]);
    expect(refused(await world.tryAsk('rita', server, { fields: { ticket: 'see INC-12345' } })).code).toBe(
      'input-invalid',
    );
    expect((await world.ask('rita', server, { fields: { ticket: 'INC-12345' } })).state).toBe('pending');
  });

  it('is refused outside of the hours of the flow', async () => {
    const open = { timeZone: 'UTC', windows: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'], from: '00:00', until: '24:00' }] }; // prettier-ignore
    const never = { ...open, windows: [{ ...open.windows[0], days: [['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][(world.curfew.clock.now().getUTCDay() + 3) % 7]] }] }; // prettier-ignore
    expect((await world.ask('rita', (await given({ timeframe: open })).server)).state).toBe('pending');
    const refusal = refused(await world.tryAsk('rita', (await given({ timeframe: never })).server));
    expect(refusal).toMatchObject({ code: 'outside-timeframe', message: expect.stringContaining('Open') as unknown });
  });
});

describe('what a flow names', () => {
  const isNot = (subject: string, id: string) => ({
    requesters: { all: [{ subject: 'person', operator: 'is', values: [world.idOf('tina')] }, { subject, operator: 'is-not', values: [id] }] },
  }); // prettier-ignore
  const bundleOf = (name: string) => ({ name, targets: [{ integrationId: world.integrationId, servers: { all: true }, permissions: ['web-ops'] }] }); // prettier-ignore
  it.each<[string, (name: string) => unknown, (id: string) => Record<string, unknown>]>([
    ['teams', (name) => ({ name, memberIds: [] }), (id) => isNot('team', id)],
    ['shifts', (name) => ({ ...shiftOf([]), name }), (id) => isNot('shift', id)],
    ['bundles', bundleOf, (bundleId) => ({ targets: [{ bundleId }] })],
  ])('and the deletion of it, at once: of %s one of the two happens, never both', async (kind, made, naming) => {
    const ada = world.api.as('ada');
    for (let round = 1; round <= 12; round += 1) {
      const { id } = ok(await ada.post<{ id: string }>(`/api/${kind}`, made(`Raced ${round}`)));
      const [written, deleted] = await Promise.all([
        ada.post<AccessFlowView>('/api/access-flows', { ...world.flowInput(), ...naming(id) }),
        ada.delete(`/api/${kind}/${id}`),
      ]);
      expect([[201, 409], [400, 204]]).toContainEqual([written.status, deleted.status]); // prettier-ignore
      if (written.status === 201) ok(await ada.delete(`/api/access-flows/${ok(written).id}`));
      if (deleted.status === 409) ok(await ada.delete(`/api/${kind}/${id}`));
    }
  });
});
