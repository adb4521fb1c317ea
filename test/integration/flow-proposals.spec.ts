/** Edits of flows and bundles under four eyes: proposed, and carried out only when a second administrator approves. */
import { ok, refused } from '#testkit/given.js';
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type { AttentionView } from '../../apps/control-plane/src/attention/attention.view.js';
import type { BundleView } from '../../apps/control-plane/src/bundles/bundles.view.js';
import type { ReachView } from '../../apps/control-plane/src/access-flows/flow-trials.dto.js';
import type { FlowProposalsPage, FlowProposalView, FourEyesView } from '../../apps/control-plane/src/flow-proposals/flow-proposals.view.js'; // prettier-ignore
import { givenWorld, type World } from './access-world.js';

let world: World;
beforeAll(async () => {
  world = await givenWorld(['rita', 'omar'], [{ name: 'web-1', tags: { role: 'web' } }, { name: 'db-1' }]);
});

const as = (who: string) => world.api.as(who);
const path = (id = '', step = ''): string => `/api/flow-proposals${id && `/${id}`}${step && `/${step}`}`;
const propose = async (who: string, input: Record<string, unknown>): Promise<FlowProposalView> =>
  ok(await as(who).post<FlowProposalView>(path(), input));
const answer = (who: string, { id }: { id: string }, step: string, body: Record<string, unknown> = {}) =>
  as(who).post<FlowProposalView>(path(id, step), body);
const approve = async (who: string, proposal: { id: string }): Promise<FlowProposalView> =>
  ok(await answer(who, proposal, 'approve'));
const proposal = async (id: string, who = 'bert'): Promise<FlowProposalView> =>
  ok(await as(who).get<FlowProposalView>(path(id)));
const flowNow = async (id: string) => ok(await as('ada').get<AccessFlowView>(`/api/access-flows/${id}`));
const editOf = (flow: { id: string; name: string }, longestSeconds: number) => ({
  kind: 'access-flow',
  action: 'edit',
  id: flow.id,
  flow: world.flowInput({ name: flow.name, longestSeconds }),
});
const bundleOf = (name: string, server = 'web-1') => ({ name, targets: [{ integrationId: world.integrationId, servers: { names: [server] }, permissions: ['web-ops'] }] }); // prettier-ignore
let made = 0;
/** A flow that is there, whether or not edits need four eyes. */
const givenFlow = async (): Promise<AccessFlowView> => {
  const name = `flow ${(made += 1)}`;
  const added = await propose('ada', { kind: 'access-flow', action: 'add', flow: world.flowInput({ name }) });
  return flowNow((await approve('bert', added)).objectId ?? '');
};

describe('four eyes', () => {
  it('are switched on only where two administrators are two human beings, and edits count at once until then', async () => {
    expect(ok(await as('ada').get<FourEyesView>('/api/four-eyes'))).toEqual({ required: false, administrators: 1, switchOffProposal: null }); // prettier-ignore
    await world.api.person('alias', { role: 'administrator', email: (world.api.viewOf('ada').email ?? '').replace('@', '+x@') }); // prettier-ignore
    expect(refused(await as('ada').put('/api/four-eyes', { required: true })).code).toBe(
      'second-administrator-missing',
    );
    const flow = await world.flow({ name: 'Alone' });
    const alone = refused(await as('ada').post(path(), editOf(flow, 60)));
    expect(alone).toMatchObject({ code: 'conflict', hint: 'Load the page again and save the edit directly.' });
    ok(await as('ada').put(`/api/access-flows/${flow.id}`, world.flowInput({ name: 'Alone', longestSeconds: 60 })));
    await world.api.person('bert', { role: 'administrator' });
    expect(refused(await as('rita').put('/api/four-eyes', { required: true })).code).toBe('not-allowed');
    expect(ok(await as('ada').put<FourEyesView>('/api/four-eyes', { required: true })).required).toBe(true);
    const rows = await world.curfew.database.query(`SELECT actor_name FROM audit_row WHERE action = 'four-eyes.switched-on'`); // prettier-ignore
    expect(rows).toEqual([{ actor_name: 'Ada' }]);
  });

  it('let no edit of a flow or bundle through, but for switching a flow off', async () => {
    const flow = await givenFlow();
    const input = world.flowInput({ name: flow.name, longestSeconds: 60 });
    const bundle = { name: 'direct', targets: [{ integrationId: world.integrationId, servers: { all: true }, permissions: 'all' }] }; // prettier-ignore
    const refusals = await Promise.all([
      as('ada').post('/api/access-flows', world.flowInput({ name: 'direct' })),
      as('ada').put(`/api/access-flows/${flow.id}`, input),
      as('ada').delete(`/api/access-flows/${flow.id}`),
      as('ada').post('/api/bundles', bundle),
    ]);
    expect(refusals.map((one) => refused(one).code)).toEqual(Array(4).fill('four-eyes-required'));
    expect(ok(await as('ada').post<AccessFlowView>(`/api/access-flows/${flow.id}/deactivate`)).active).toBe(false);
    expect(refused(await as('ada').post(`/api/access-flows/${flow.id}/activate`)).code).toBe('four-eyes-required');
    expect(await flowNow(flow.id)).toMatchObject({ version: 1, active: false });
    const on = await propose('ada', { kind: 'access-flow', action: 'activate', id: flow.id });
    expect((await flowNow(flow.id)).active).toBe(false);
    await approve('bert', on);
    expect((await flowNow(flow.id)).active).toBe(true);
  });

  it('keep a proposal that changes nothing, and shows what it would, until another administrator approves it', async () => {
    const flow = await givenFlow();
    const kept = await propose('ada', editOf(flow, 60));
    expect(kept).toMatchObject({ state: 'pending', own: true, outOfDate: false, proposedBy: { displayName: 'Ada' }, objectName: flow.name }); // prettier-ignore
    expect(kept.before).toContain('for up to 8 hours');
    expect(kept.after).toContain('for up to 1 minute');
    expect(kept.differences).toEqual([{ field: 'longestSeconds', before: '28800', after: '60' }]);
    expect((await flowNow(flow.id)).version).toBe(1);
    expect(ok(await as('bert').get<AttentionView>('/api/attention')).flowProposals).toBe(1);
    expect(ok(await as('ada').get<AttentionView>('/api/attention')).flowProposals).toBe(0);
    expect(ok(await as('bert').get<FlowProposalsPage>(path())).items.map(({ id }) => id)).toEqual([kept.id]);
    expect(ok(await as('bert').get<FlowProposalsPage>(`${path()}?search=nothing`)).total).toBe(0);
    await approve('bert', kept);
    expect(await flowNow(flow.id)).toMatchObject({ version: 2, longestSeconds: 60 });
    const [row] = await world.curfew.database.query<{ detail: unknown; actor_name: string }>(
      `SELECT actor_name, detail FROM audit_row WHERE action = 'access-flow.edited' AND object_id = $1`,
      [flow.id],
    );
    expect(row).toMatchObject({ actor_name: 'Bert', detail: { proposalId: kept.id, proposedBy: 'Ada', approvedBy: 'Bert' } }); // prettier-ignore
    expect(await world.audited(kept.id)).toEqual(['flow-proposal.made', 'flow-proposal.approved']);
    expect(refused(await as('ada').post(path(), editOf(flow, 60)))).toMatchObject({ message: 'Nothing was proposed: this changes nothing.' }); // prettier-ignore
  });

  it('are those of two persons: the proposer approves from no account, and members see nothing [I32]', async () => {
    const kept = await propose('ada', editOf(await givenFlow(), 60));
    expect(refused(await answer('ada', kept, 'approve')).code).toBe('own-proposal');
    expect(refused(await answer('alias', kept, 'approve')).code).toBe('own-proposal');
    expect(refused(await answer('alias', kept, 'refuse', { reason: 'no' })).code).toBe('own-proposal');
    expect((await proposal(kept.id, 'alias')).own).toBe(true);
    expect(refused(await answer('bert', kept, 'withdraw')).code).toBe('not-allowed');
    expect(refused(await as('rita').get(path())).code).toBe('not-allowed');
    expect(refused(await answer('rita', kept, 'approve')).code).toBe('not-allowed');
    expect((await proposal(kept.id)).state).toBe('pending');
    expect(ok(await answer('ada', kept, 'withdraw')).state).toBe('withdrawn');
    expect(refused(await answer('bert', kept, 'approve')).code).toBe('already-decided');
  });

  it('refuse with a reason, which the proposer reads', async () => {
    const flow = await givenFlow();
    const kept = await propose('ada', editOf(flow, 60));
    expect(refused(await answer('bert', kept, 'refuse', { reason: ' ' })).code).toBe('reason-required');
    ok(await answer('bert', kept, 'refuse', { reason: 'Too short' }));
    const decided = ok(await as('ada').get<FlowProposalsPage>(`${path()}?waiting=false&limit=1`)).items;
    expect(decided).toMatchObject([{ id: kept.id, state: 'refused', reason: 'Too short', decidedBy: { displayName: 'Bert' } }]); // prettier-ignore
    expect((await flowNow(flow.id)).version).toBe(1);
  });

  it('approve no edit of what is something else by now, and say so', async () => {
    const flow = await givenFlow();
    const [first, second] = [await propose('ada', editOf(flow, 60)), await propose('bert', editOf(flow, 120))];
    const third = await propose('ada', { kind: 'access-flow', action: 'remove', id: (await givenFlow()).id });
    await approve('bert', first);
    expect(await proposal(second.id)).toMatchObject({ state: 'stale', decidedBy: null });
    ok(await as('bert').post(`/api/access-flows/${third.objectId}/deactivate`));
    const because = `The access flow ${third.objectName} was switched off after this was proposed.`;
    expect(await proposal(third.id)).toMatchObject({ state: 'pending', outOfDate: true, outOfDateBecause: because });
    const stale = refused(await answer('bert', third, 'approve'));
    expect(stale).toMatchObject({ code: 'proposal-stale', message: `Nothing was changed: the access flow ${third.objectName} is not what it was when this was proposed.` }); // prettier-ignore
    expect((await proposal(third.id)).state).toBe('stale');
    expect((await flowNow(third.objectId ?? '')).active).toBe(false);
    expect(await world.audited(third.id)).toEqual(['flow-proposal.made', 'flow-proposal.outdated']);
  });

  it('take no edit that was made from an older version than there is', async () => {
    const flow = await givenFlow();
    await approve('bert', await propose('ada', { ...editOf(flow, 60), version: 1 }));
    const old = refused(await as('bert').post(path(), { ...editOf(flow, 120), version: 1 }));
    expect([old.code, old.message]).toEqual(['conflict', expect.stringMatching(new RegExp(`^Nothing was saved: Ada edited the access flow ${flow.name} on .* at version 2, and you edited version 1.$`))]); // prettier-ignore
    ok(await answer('bert', await propose('bert', { ...editOf(flow, 120), version: 2 }), 'withdraw'));
    const added = await approve('bert', await propose('ada', { kind: 'bundle', action: 'add', bundle: bundleOf('Aged') })); // prettier-ignore
    const edit = { kind: 'bundle', action: 'edit', id: added.objectId, bundle: bundleOf('Aged', 'db-1') };
    await approve('bert', await propose('ada', { ...edit, version: 1 }));
    const again = { ...edit, bundle: bundleOf('Aged', 'web-1') };
    expect(refused(await as('bert').post(path(), { ...again, version: 1 })).message).toContain('Ada edited the bundle Aged'); // prettier-ignore
    ok(await answer('bert', await propose('bert', { ...again, version: 2 }), 'withdraw'));
  });

  it('are shown as out of date, with the reason, before anybody tries to approve them', async () => {
    const team = await world.api.team('Night team', []);
    const shift = ok(await as('ada').post<{ id: string }>('/api/shifts', { personIds: [], length: { count: 1, unit: 'weeks' }, timeZone: 'UTC', startDate: '2026-01-01', handoverTime: '00:00', name: 'Late' })); // prettier-ignore
    const bundle = await approve('bert', await propose('ada', { kind: 'bundle', action: 'add', bundle: bundleOf('Short-lived') })); // prettier-ignore
    const { id: integration } = ok(await as('ada').post<{ id: string }>('/api/integrations', { name: 'Old machines', connectorId: world.connector.id, secret: { store: 'file', path: 'key.json' }, servers: [], userGroups: [] })); // prettier-ignore
    const servers = [{ integrationId: integration, servers: { all: true }, permissions: 'all' }];
    const add = (name: string, more: Record<string, unknown>) =>
      propose('ada', { kind: 'access-flow', action: 'add', flow: { ...world.flowInput({ name }), ...more } });
    const by = (subject: string, id: string) => ({ requesters: { all: [{ subject, operator: 'is', values: [id] }, { subject, operator: 'is-not', values: [id] }] } }); // prettier-ignore
    const freed = await propose('ada', { kind: 'bundle', action: 'remove', id: bundle.objectId });
    const naming = await add('By the bundle', { targets: [{ bundleId: bundle.objectId }] });
    const made = [
      await add('By team', by('team', team.id)),
      await add('By team and shift', { ...by('team', team.id), approvers: { tiers: [{ mode: 'any-of', sets: [{ any: [{ kind: 'shift', id: shift.id }], needed: 1 }] }], escalateAfterSeconds: null, noesNeeded: 1, requesterMayApprove: false, approverReasonRequired: false } }),
      naming,
      await add('By integration', { targets: servers }),
      await propose('ada', { kind: 'bundle', action: 'add', bundle: { name: 'Of old machines', targets: servers } }),
      await add('Taken', {}),
      await propose('ada', { kind: 'bundle', action: 'add', bundle: bundleOf('Bundle taken') }),
    ]; // prettier-ignore
    const reasons = async () => Promise.all(made.map(async ({ id }) => (await proposal(id)).outOfDateBecause));
    expect(await reasons()).toEqual(made.map(() => null));
    for (const gone of [`teams/${team.id}`, `shifts/${shift.id}`, `integrations/${integration}`]) ok(await as('ada').delete(`/api/${gone}`)); // prettier-ignore
    await approve('bert', await add('Taken', {}));
    await approve('bert', await propose('ada', { kind: 'bundle', action: 'add', bundle: bundleOf('Bundle taken') }));
    await approve('bert', freed);
    expect(await reasons()).toEqual([
      'The team “Night team”, which it names, was deleted.',
      'The team “Night team” and the shift “Late”, which it names, were deleted.',
      'The bundle “Short-lived”, which it names, was deleted.',
      'The integration “Old machines”, which it names, was deleted.',
      'The integration “Old machines”, which it names, was deleted.',
      'There is an access flow named “Taken” already.',
      'There is a bundle named “Bundle taken” already.',
    ]);
    for (const one of made) {
      expect((await proposal(one.id)).outOfDate).toBe(true);
      expect((await answer('bert', one, 'approve')).status).not.toBe(200);
      ok(await answer('ada', one, 'withdraw'));
    }
    expect(await proposal(made[0].id)).toMatchObject({ outOfDate: false, outOfDateBecause: null });
  });

  it('are out of date where a bundle that would go is named meanwhile, and tell who of those whom they name is disabled', async () => {
    const bundle = await approve('bert', await propose('ada', { kind: 'bundle', action: 'add', bundle: bundleOf('Wanted') })); // prettier-ignore
    const removal = await propose('ada', { kind: 'bundle', action: 'remove', id: bundle.objectId });
    const flow = { ...world.flowInput({ name: 'Wants it' }), targets: [{ bundleId: bundle.objectId }] };
    await approve('bert', await propose('ada', { kind: 'access-flow', action: 'add', flow }));
    expect((await proposal(removal.id)).outOfDateBecause).toBe('The bundle Wanted is named by Wants it now.');
    await world.api.person('paul', {});
    const personIds = [world.idOf('paul')];
    const kept = await propose('ada', { kind: 'access-flow', action: 'add', flow: world.flowInput({ name: 'Names Paul', requesters: { personIds } }) }); // prettier-ignore
    expect((await proposal(kept.id)).disabledPeople).toEqual([]);
    ok(await as('ada').post(`/api/people/${world.idOf('paul')}/disable`, { reason: 'away' }));
    expect(await proposal(kept.id)).toMatchObject({ disabledPeople: ['Paul'], outOfDate: false });
    for (const one of [removal, kept]) ok(await answer('ada', one, 'withdraw'));
  });

  it('check an approved edit as a direct one: names, and what it names', async () => {
    const input = { kind: 'access-flow', action: 'add', flow: world.flowInput({ name: 'Twice' }) };
    const [first, second] = [await propose('ada', input), await propose('bert', input)];
    await approve('bert', first);
    expect(refused(await answer('ada', second, 'approve')).code).toBe('name-taken');
    expect((await proposal(second.id)).state).toBe('pending');
    expect(refused(await as('ada').post(path(), input)).code).toBe('name-taken');
    const nobody = { ...input, flow: { ...world.flowInput({ name: 'x' }), targets: [{ bundleId: first.id }] } };
    expect(refused(await as('ada').post(path(), nobody)).code).toBe('input-invalid');
    ok(await answer('bert', second, 'withdraw'));
  });

  it('approve no edit that names what is deleted at the same moment', async () => {
    const shift = { personIds: [], length: { count: 1, unit: 'weeks' }, timeZone: 'UTC', startDate: '2026-01-01', handoverTime: '00:00' }; // prettier-ignore
    for (let round = 1; round <= 8; round += 1) {
      const { id } = ok(await as('ada').post<{ id: string }>('/api/shifts', { ...shift, name: `Raced ${round}` }));
      const requesters = { subject: 'shift', operator: 'is', values: [id] };
      const kept = await propose('ada', { kind: 'access-flow', action: 'add', flow: { ...world.flowInput({ name: `Raced ${round}` }), requesters } }); // prettier-ignore
      const [approved, deleted] = await Promise.all([answer('bert', kept, 'approve'), as('ada').delete(`/api/shifts/${id}`)]); // prettier-ignore
      expect([[200, 409], [400, 204]]).toContainEqual([approved.status, deleted.status]); // prettier-ignore
      expect((await proposal(kept.id)).state).toBe(approved.status === 200 ? 'approved' : 'pending');
      if (approved.status !== 200) ok(await answer('ada', kept, 'withdraw'));
    }
  });

  it.each([
    ['an action of another kind', { kind: 'bundle', action: 'activate', id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }, 'action'],
    ['an edit of nothing', { kind: 'access-flow', action: 'remove' }, 'id'],
    ['an edit that says nothing', { kind: 'access-flow', action: 'edit', id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }, 'flow'],
    ['an id for what is new', { kind: 'four-eyes', action: 'switch-off', id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }, 'id'],
    ['a version of what it does not edit', { kind: 'four-eyes', action: 'switch-off', version: 1 }, 'version'],
  ])('take no proposal of %s', async (_, input, field) => {
    const problem = refused(await as('ada').post(path(), input));
    expect([problem.code, problem.fields?.[0].path]).toEqual(['input-invalid', field]);
  }); // prettier-ignore

  it('come to one outcome when approvals, a refusal and a withdrawal come at once [I33]', async () => {
    await world.api.person('cleo', { role: 'administrator' });
    for (let round = 0; round < 4; round += 1) {
      const flow = await givenFlow();
      const kept = await propose('ada', editOf(flow, 60));
      const answers = await Promise.all([
        answer('bert', kept, 'approve'),
        answer('cleo', kept, 'approve'),
        answer('cleo', kept, 'refuse', { reason: 'no' }),
        answer('ada', kept, 'withdraw'),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const { state } = await proposal(kept.id);
      expect((await flowNow(flow.id)).version).toBe(state === 'approved' ? 2 : 1);
      expect(await world.audited(kept.id)).toEqual(['flow-proposal.made', `flow-proposal.${state}`]);
    }
  });

  it('hold for bundles, and show by which flows their edits reach whom', async () => {
    const targets = [{ integrationId: world.integrationId, servers: { names: ['web-1'] }, permissions: ['web-ops'] }];
    const added = await propose('ada', { kind: 'bundle', action: 'add', bundle: { name: 'Tools', targets } });
    expect(added).toMatchObject({ before: null, after: 'It holds web-ops on web-1 of machines.' });
    expect(refused(await as('ada').get(`/api/bundles/${added.objectId}`)).code).toBe('not-found');
    await approve('bert', added);
    const bundle = ok(await as('ada').get<BundleView>(`/api/bundles/${added.objectId}`));
    const flow = { ...world.flowInput({ name: 'By bundle' }), targets: [{ bundleId: bundle.id }] };
    await approve('bert', await propose('ada', { kind: 'access-flow', action: 'add', flow }));
    const wider = { name: 'Tools', targets: [{ ...targets[0], servers: { all: true } }] };
    const kept = await propose('ada', { kind: 'bundle', action: 'edit', id: bundle.id, bundle: wider });
    const { flows } = ok(await as('bert').get<ReachView>(path(kept.id, 'blast-radius')));
    expect(flows).toMatchObject([{ flow: 'By bundle', radius: { gained: { resources: { first: ['db-1'] }, people: { first: ['Rita'] } } } }]); // prettier-ignore
    await approve('bert', kept);
    expect(ok(await as('ada').get<BundleView>(`/api/bundles/${bundle.id}`)).targets[0].servers).toEqual({ all: true });
    expect(refused(await as('ada').post(path(), { kind: 'bundle', action: 'remove', id: bundle.id })).code).toBe('conflict'); // prettier-ignore
  });

  it('look at a proposal of a flow live: what it reaches is counted when somebody looks', async () => {
    const flow = await givenFlow();
    const wider = { ...world.flowInput({ name: flow.name }), requesters: { personIds: [world.api.idOf('rita'), world.api.idOf('omar')], teamIds: [] } }; // prettier-ignore
    const kept = await propose('ada', { kind: 'access-flow', action: 'edit', id: flow.id, flow: wider });
    const { flows } = ok(await as('bert').get<ReachView>(path(kept.id, 'blast-radius')));
    // Omar alone approves, so nobody could approve what he asks for.
    expect(flows).toMatchObject([{ flow: flow.name, radius: { gained: { pairs: 0 }, unapprovable: { people: { first: ['Omar'] } } } }]); // prettier-ignore
    ok(await answer('ada', kept, 'withdraw'));
  });

  it('go on when an administrator leaves: what he proposed counts no more, and a new one approves', async () => {
    const flow = await givenFlow();
    const kept = await propose('cleo', editOf(flow, 60));
    ok(await as('ada').post(`/api/people/${world.api.idOf('cleo')}/disable`, { reason: 'left' }));
    expect((await proposal(kept.id)).outOfDateBecause).toBe('Cleo, who proposed this, is no administrator any more.');
    expect(refused(await answer('bert', kept, 'approve')).code).toBe('proposer-left');
    ok(await answer('bert', kept, 'refuse', { reason: 'Cleo left' }));
    ok(await as('ada').post(`/api/people/${world.api.idOf('bert')}/disable`, { reason: 'left' }));
    const alone = await propose('ada', editOf(flow, 60));
    expect(refused(await answer('ada', alone, 'approve')).code).toBe('own-proposal');
    ok(await as('ada').patch(`/api/people/${world.api.idOf('omar')}`, { role: 'administrator' }));
    await approve('omar', alone);
    expect((await flowNow(flow.id)).version).toBe(2);
    ok(await as('ada').post(`/api/people/${world.api.idOf('bert')}/enable`));
  });

  it('are switched off only by a second administrator', async () => {
    expect(refused(await as('ada').put('/api/four-eyes', { required: false })).code).toBe('four-eyes-required');
    const off = { kind: 'four-eyes', action: 'switch-off' };
    const tries = await Promise.all(['ada', 'omar', 'ada', 'omar'].map((who) => as(who).post<FlowProposalView>(path(), off))); // prettier-ignore
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const one = ok(tries.find(({ status }) => status === 201) ?? tries[0]);
    ok(await answer(one.proposedBy.displayName.toLowerCase(), one, 'withdraw'));
    const kept = await propose('ada', off);
    expect(refused(await as('omar').post(path(), off)).message).toBe('Switching four eyes off is proposed already.');
    expect(ok(await as('omar').get<FourEyesView>('/api/four-eyes'))).toMatchObject({ required: true, switchOffProposal: kept.id }); // prettier-ignore
    expect(refused(await answer('ada', kept, 'approve')).code).toBe('own-proposal');
    await approve('omar', kept);
    expect(ok(await as('ada').get<FourEyesView>('/api/four-eyes'))).toMatchObject({ required: false, switchOffProposal: null }); // prettier-ignore
    const [row] = await world.curfew.database.query(`SELECT actor_name, detail FROM audit_row WHERE action = 'four-eyes.switched-off'`); // prettier-ignore
    expect(row).toMatchObject({ actor_name: 'Omar', detail: { proposedBy: 'Ada', approvedBy: 'Omar' } });
    const flow = await world.flow({ name: 'At once again' });
    expect(flow.version).toBe(1);
    ok(await as('ada').put('/api/four-eyes', { required: true }));
    const [edit, switchOff] = [await propose('ada', editOf(flow, 60)), await propose('ada', off)];
    await approve('omar', switchOff);
    ok(await as('omar').put(`/api/access-flows/${flow.id}`, world.flowInput({ name: flow.name, longestSeconds: 120 })));
    const because = /^Omar edited the access flow At once again on .* UTC, after this was proposed.$/;
    expect((await proposal(edit.id, 'omar')).outOfDateBecause).toMatch(because);
    ok(await as('omar').delete(`/api/access-flows/${flow.id}`));
    const deleted = 'The access flow At once again was deleted after this was proposed.';
    expect((await proposal(edit.id, 'omar')).outOfDateBecause).toBe(deleted);
  });
});
