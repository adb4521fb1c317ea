/** What flows would do, tried before it counts: the simulator and the blast radius of an edit, through the API. */
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type {
  BlastRadiusView,
  ReachView,
  SimulationView,
} from '../../apps/control-plane/src/access-flows/flow-trials.dto.js';
import { ok, refused } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
let onCall: string;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'omar', 'olga', 'tina'],
    ['web-1', 'web-2', 'db-1'].map((name) => ({ name })),
  );
  const shift = { name: 'On call', personIds: ['tina', 'olga'].map((one) => world.idOf(one)), length: { count: 1, unit: 'days' }, timeZone: 'UTC', startDate: '2026-01-01', handoverTime: '00:00' }; // prettier-ignore
  onCall = ok(await world.api.as('ada').post<{ id: string }>('/api/shifts', shift)).id;
});

const given = async (input: Record<string, unknown>): Promise<AccessFlowView> =>
  ok(await world.api.as('ada').post<AccessFlowView>('/api/access-flows', input));
const away = async ({ id }: AccessFlowView) => ok(await world.api.as('ada').delete(`/api/access-flows/${id}`));
const onDuty = { subject: 'shift', operator: 'is', values: [] as string[] };

describe('the simulator', () => {
  const simulate = (who: string, server: string, more: Record<string, unknown> = {}) =>
    world.api.as('ada').post<SimulationView>('/api/access-flows/simulate', {
      personId: world.idOf(who),
      resourceId: world.server(server),
      ...more,
    });
  const texts = (simulation: SimulationView, name: string): string[] =>
    simulation.flows.find((flow) => flow.name === name)?.why.map(({ text }) => text) ?? [];

  it('says of each flow whether it applies and why, and what an ask would come to', async () => {
    const team = await world.api.team('Engineers', ['rita']);
    const web = await given(world.flowInput({ name: 'Web', requesters: { teamIds: [team.id] }, servers: { names: ['web-1'] } })); // prettier-ignore
    const off = await given(world.flowInput({ name: 'Off', approvers: null }));
    ok(await world.api.as('ada').post(`/api/access-flows/${off.id}/deactivate`, {}));
    const simulation = ok(await simulate('rita', 'web-1'));
    expect(simulation).toMatchObject({ person: 'Rita', resource: 'web-1', permissions: ['web-ops'], total: 2 });
    expect(simulation.outcome).toEqual({
      would: 'wait',
      text: 'The access flow “Web” gives web-ops on web-1 for 8 hours, once any one of its approvers says yes within 1 day.',
      flow: 'Web',
      asked: ['Omar'],
    });
    expect(simulation.flows.map(({ name, applies }) => [name, applies])).toEqual([['Web', true], ['Off', false]]); // prettier-ignore
    expect(texts(simulation, 'Web')).toEqual([
      'The flow is active.',
      'Any one of these holds:',
      'On web-1 it reaches web-ops.',
      'It gives access for up to 8 hours.',
      'Approved by Omar. Asked first: Omar.',
    ]);
    expect(simulation.flows[0].why[1].parts[0].text).toBe('the team is “Engineers”: Rita has Engineers, so yes.');
    expect(texts(simulation, 'Off')[0]).toBe('The flow is not active.');
    const other = ok(await simulate('olga', 'web-1'));
    expect(other.outcome).toMatchObject({ would: 'refuse', text: 'No active access flow lets you ask for this.' });
    const why = other.flows.find(({ name }) => name === 'Web')?.why[1];
    expect(why?.parts[0].text).toBe('the team is “Engineers”: Olga has none, so no.');
    await away(web);
    await away(off);
  });

  it('looks at the hour that is named: who is on duty then, and the hours of the flow', async () => {
    const hours = { timeZone: 'UTC', windows: [{ days: ['wednesday'], from: '09:00', until: '17:00' }] };
    const flow = await given({ ...world.flowInput({ name: 'Duty' }), requesters: { ...onDuty, values: [onCall] }, timeframe: hours }); // prettier-ignore
    const at = async (who: string, atIso: string) => ok(await simulate(who, 'db-1', { atIso })).outcome.would;
    // The first turn, on 2026-01-01, was tina's; each has every second day.
    expect(await at('olga', '2027-01-06T10:00:00Z')).toBe('refuse');
    expect(await at('tina', '2027-01-06T10:00:00Z')).toBe('wait');
    expect(await at('olga', '2027-01-13T10:00:00Z')).toBe('wait');
    expect(await at('tina', '2027-01-13T10:00:00Z')).toBe('refuse');
    expect(await at('olga', '2027-01-13T18:00:00+01:00')).toBe('refuse');
    await away(flow);
  });

  it('tries an edit that is not saved, in the place of the saved one', async () => {
    const flow = await given(world.flowInput({ name: 'Web', servers: { names: ['web-1'] } }));
    const draft = { flowId: flow.id, flow: world.flowInput({ name: 'Web', servers: { names: ['db-1'] }, approvers: null }) }; // prettier-ignore
    expect(ok(await simulate('rita', 'db-1')).outcome.would).toBe('refuse');
    const tried = ok(await simulate('rita', 'db-1', { draft }));
    expect(tried).toMatchObject({ total: 1, outcome: { would: 'start' }, flows: [{ id: null, draft: true, applies: true }] }); // prettier-ignore
    expect(ok(await simulate('rita', 'web-1', { draft })).outcome.would).toBe('refuse');
    expect(ok(await simulate('rita', 'db-1')).outcome.would).toBe('refuse');
    await away(flow);
  });

  it('refuses what is nobody, no server, and a wrong draft with the place in it', async () => {
    const nobody = '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c';
    expect(refused(await simulate('rita', 'web-1', { personId: nobody })).code).toBe('not-found');
    expect(refused(await simulate('rita', 'web-1', { resourceId: nobody })).code).toBe('not-found');
    const flow = { ...world.flowInput(), requesters: { any: [] } };
    expect(refused(await simulate('rita', 'web-1', { draft: { flow } })).fields?.[0].path).toBe('draft.flow.requesters.any'); // prettier-ignore
  });
});

describe('the blast radius', () => {
  const radius = async (of: string, flow: Record<string, unknown> | null): Promise<BlastRadiusView> =>
    ok(await world.api.as('ada').post<BlastRadiusView>(`/api/access-flows/${of}blast-radius`, { flow }));
  const names = ({ people, resources }: BlastRadiusView['gained']) => [people.first, resources.first];
  const nobody = [[], []];

  it('of an edit tells who could newly reach what, who without approval, and who loses', async () => {
    const people = (...who: string[]) => ({ personIds: who.map((one) => world.idOf(one)), teamIds: [] });
    const flow = await given(world.flowInput({ requesters: people('rita', 'tina'), servers: { names: ['web-1'] } }));
    const edit = world.flowInput({ requesters: people('rita', 'olga'), servers: { names: ['web-1', 'db-1'] } });
    const edited = await radius(`${flow.id}/`, edit);
    expect(edited.gained).toMatchObject({ people: { count: 2, first: ['Olga', 'Rita'] }, pairs: 3 });
    expect(names(edited.gainedWithoutApproval)).toEqual(nobody);
    expect(names(edited.lost)).toEqual([['Tina'], ['web-1']]);
    const open = await radius(`${flow.id}/`, { ...edit, approvers: null });
    expect(open.gainedWithoutApproval).toMatchObject({ people: { count: 2 }, pairs: 4 });
    expect(names((await radius(`${flow.id}/`, null)).lost)).toEqual([['Rita', 'Tina'], ['web-1']]);
    await away(flow);
  });

  it('of a new flow, or of one that is switched off, is all that it reaches', async () => {
    const input = world.flowInput({ servers: { all: true } });
    const fresh = await radius('', input);
    expect(names(fresh.gained)).toEqual([['Rita'], ['db-1', 'web-1', 'web-2']]);
    const flow = await given(input);
    expect(names((await radius(`${flow.id}/`, input)).gained)).toEqual(nobody);
    ok(await world.api.as('ada').post(`/api/access-flows/${flow.id}/deactivate`, {}));
    expect(await radius(`${flow.id}/`, input)).toEqual(fresh);
    await away(flow);
  });

  it('tells apart what people could approve themselves, and what nobody can ever approve: no owner, too few', async () => {
    const server = world.server('db-1');
    const people = { requesters: { personIds: [world.idOf('rita'), world.idOf('tina')] } };
    const approvers = (needed: number, any: unknown[], requesterMayApprove = false) => ({ tiers: [{ mode: 'any-of', sets: [{ any, needed }] }], escalateAfterSeconds: null, noesNeeded: 1, requesterMayApprove, approverReasonRequired: false }); // prettier-ignore
    const of = async (approval: ReturnType<typeof approvers>) => {
      const found = await radius('', { ...world.flowInput({ ...people, servers: { names: ['web-1', 'db-1'] } }), approvers: approval }); // prettier-ignore
      return [found.gained, found.gainedOnOwnYes, found.unapprovable].map(names);
    };
    const both = ['db-1', 'web-1'];
    const tina = { kind: 'person', id: world.idOf('tina') };
    expect(await of(approvers(1, [tina]))).toEqual([[['Rita'], both], nobody, [['Tina'], both]]);
    expect(await of(approvers(1, [tina], true))).toEqual([[['Rita', 'Tina'], both], [['Tina'], both], nobody]);
    const owner = [{ kind: 'resource-owner' }];
    expect(await of(approvers(1, owner))).toEqual([nobody, nobody, [['Rita', 'Tina'], both]]);
    ok(await world.api.as('ada').put(`/api/servers/${server}/owners`, { personIds: [world.idOf('olga')], teamIds: [] })); // prettier-ignore
    expect(await of(approvers(1, owner))).toEqual([[['Rita', 'Tina'], ['db-1']], nobody, [['Rita', 'Tina'], ['web-1']]]); // prettier-ignore
    expect(await of(approvers(2, owner))).toEqual([nobody, nobody, [['Rita', 'Tina'], both]]);
    ok(await world.api.as('ada').put(`/api/servers/${server}/owners`, { personIds: [], teamIds: [] }));
  });

  const reach = async (of: string, body: Record<string, unknown>) =>
    ok(await world.api.as('ada').post<ReachView>(`/api/${of}/blast-radius`, body)).flows;

  it('of a bundle is told by each active flow that names it, before it is edited or deleted', async () => {
    const holds = (...names: string[]) => ({ name: 'Tools', targets: [{ integrationId: world.integrationId, servers: { names }, permissions: 'all' }] }); // prettier-ignore
    const { id } = ok(await world.api.as('ada').post<{ id: string }>('/api/bundles', holds('web-1', 'web-2')));
    const targets = [{ bundleId: id }];
    const [asked, open, off] = [
      await given({ ...world.flowInput({ name: 'Asked' }), targets }),
      await given({ ...world.flowInput({ name: 'Open', approvers: null, requesters: { personIds: [world.idOf('olga')] } }), targets }),
      await given({ ...world.flowInput({ name: 'Off' }), targets }),
    ]; // prettier-ignore
    ok(await world.api.as('ada').post(`/api/access-flows/${off.id}/deactivate`, {}));
    const edited = await reach(`bundles/${id}`, { bundle: holds('web-1', 'db-1') });
    expect(edited.map(({ flow }) => flow)).toEqual(['Asked', 'Open']);
    const [byAsked, byOpen] = edited.map(({ radius: { gained, gainedWithoutApproval, lost } }) => [gained, gainedWithoutApproval, lost].map(names)); // prettier-ignore
    expect(byAsked).toEqual([[['Rita'], ['db-1']], nobody, [['Rita'], ['web-2']]]);
    expect(byOpen).toEqual([
      [['Olga'], ['db-1']],
      [['Olga'], ['db-1']],
      [['Olga'], ['web-2']],
    ]);
    const deleted = await reach(`bundles/${id}`, { bundle: null });
    expect(deleted.map(({ radius }) => names(radius.lost))).toEqual([[['Rita'], ['web-1', 'web-2']], [['Olga'], ['web-1', 'web-2']]]); // prettier-ignore
    for (const flow of [asked, open, off]) await away(flow);
    expect(await reach(`bundles/${id}`, { bundle: null })).toEqual([]);
    ok(await world.api.as('ada').delete(`/api/bundles/${id}`));
    const gone = await world.api.as('ada').post(`/api/bundles/${id}/blast-radius`, { bundle: null });
    expect(refused(gone).code).toBe('not-found');
  });

  it('of a team is told by each flow by which anybody gains or loses: new members, a new name, none any more', async () => {
    const team = await world.api.team('Data', ['rita']);
    const teams = { teamIds: [team.id] };
    const flows = [
      await given(world.flowInput({ name: 'Members', requesters: teams, servers: { names: ['db-1'] } })),
      await given({ ...world.flowInput({ name: 'By name', approvers: null, servers: { names: ['web-1'] } }), requesters: { subject: 'team', operator: 'starts-with', values: ['Ops'] } }),
      await given(world.flowInput({ name: 'Asks them', approvers: teams, requesters: { personIds: [world.idOf('tina')] } })),
    ]; // prettier-ignore
    const of = async (path: string, contents: { name: string; who: string[] } | null) => {
      const edited = contents && { name: contents.name, memberIds: contents.who.map((one) => world.idOf(one)) };
      const found = await reach(path, { team: edited });
      return found.map(({ flow, radius }) => [flow, names(radius.gained), names(radius.lost)]);
    };
    const path = `teams/${team.id}`;
    expect(await of(path, { name: 'Data', who: ['rita'] })).toEqual([]);
    expect(await of(path, { name: 'Data', who: ['olga'] })).toEqual([['Members', [['Olga'], ['db-1']], [['Rita'], ['db-1']]]]); // prettier-ignore
    expect(await of(path, { name: 'Ops', who: ['rita'] })).toEqual([['By name', [['Rita'], ['web-1']], nobody]]);
    // Without the team nobody is left who could approve what Tina asks for.
    const lostWithIt = ['Asks them', nobody, [['Tina'], ['db-1', 'web-1', 'web-2']]];
    expect(await of(path, null)).toEqual([lostWithIt, ['Members', nobody, [['Rita'], ['db-1']]]]);
    expect(await of('teams', { name: 'Ops night', who: ['olga'] })).toEqual([['By name', [['Olga'], ['web-1']], nobody]]); // prettier-ignore
    for (const flow of flows) await away(flow);
  });

  it('is for administrators alone', async () => {
    const answer = await world.api.as('rita').post('/api/access-flows/blast-radius', { flow: null });
    expect(answer.status).toBe(403);
  });
});
