/** Owners of servers and integrations, through the API and on PostgreSQL: who may approve because he owns what is asked for. */
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type {
  AccessRequestsPage,
  AccessRequestView,
} from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type { IntegrationView } from '../../apps/control-plane/src/catalog/integrations.dto.js';
import type { IntegrationOwnersView, ServerOwnersView } from '../../apps/control-plane/src/catalog/owners.dto.js';
import type { GrantsPage } from '../../apps/control-plane/src/grants/grants.view.js';
import { ok, refused } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
let dbaId: string;
const SERVERS = 12;
const listed = (tagsOf: (at: number) => Record<string, string>) =>
  Array.from({ length: SERVERS }, (_, at) => ({ name: `db-${at + 1}`, host: '10.0.0.1', port: 2200 + at, tags: tagsOf(at + 1) })); // prettier-ignore
/** Servers 1 to 4 are the DBAs', 5 is odo's, 6 and 7 name a spelling that nobody bears; the others say nothing. */
const tagsOf = (n: number): Record<string, string> => {
  if (n <= 4) return { owner: 'dba' };
  if (n === 5) return { contact: 'odo@example.com' };
  return n <= 7 ? { owner: 'DBA' } : {};
};

const edit = async (input: Record<string, unknown>): Promise<IntegrationView> =>
  ok(await world.api.as('ada').patch<IntegrationView>(`/api/integrations/${world.integrationId}`, input));
const retag = (changed: Record<number, Record<string, string>>) =>
  edit({ servers: listed((n) => changed[n] ?? tagsOf(n)) });
const ownersOf = async (server: string): Promise<ServerOwnersView> =>
  ok(await world.api.as('ada').get<ServerOwnersView>(`/api/servers/${world.server(server)}/owners`));
const nameOwners = (server: string, who: string[]) =>
  world.api
    .as('ada')
    .put(`/api/servers/${world.server(server)}/owners`, { personIds: who.map((one) => world.idOf(one)), teamIds: [] });
const waitsFor = async (who: string, request: AccessRequestView): Promise<boolean> =>
  ok(await world.api.as(who).get<AccessRequestsPage>('/api/access-requests?scope=waiting-for-me&limit=200')).items.some(({ id }) => id === request.id); // prettier-ignore
const code = (answer: { status: number; body: unknown }): string => refused(answer as never).code;

const OF_SERVER = { kind: 'resource-owner' };
const OF_INTEGRATION = { kind: 'integration-owner' };
const policy = (any: unknown[], needed = 1) => ({
  tiers: [{ mode: 'any-of', sets: [{ any, needed }] }],
  escalateAfterSeconds: null,
  noesNeeded: 1,
  requesterMayApprove: false,
  approverReasonRequired: false,
});
/** A flow for one server alone, that asks these approvers. */
const given = async (server: string, any: unknown[], needed = 1): Promise<AccessFlowView> => {
  const input = { ...world.flowInput({ servers: { names: [server] } }), approvers: policy(any, needed) };
  return ok(await world.api.as('ada').post<AccessFlowView>('/api/access-flows', input));
};

beforeAll(async () => {
  world = await givenWorld(['rita', 'omar', 'olga', 'odo', 'mallory'], listed(tagsOf));
  dbaId = (await world.api.team('dba', ['omar', 'olga'])).id;
  await edit({
    owners: { personIds: [world.idOf('olga')], teamIds: [] },
    ownerTags: [
      { tag: 'owner', names: 'team' },
      { tag: 'contact', names: 'person' },
    ],
  });
});

describe('the owner of a server', () => {
  it('is the team that its tag names: its members may approve, others not', async () => {
    await given('db-1', [OF_SERVER]);
    const request = await world.ask('rita', 'db-1');
    expect(request.approvers).toEqual(['an owner of the server']);
    expect([await waitsFor('omar', request), await waitsFor('odo', request), await waitsFor('mallory', request)]).toEqual([true, false, false]); // prettier-ignore
    expect(code(await world.answer('odo', request.id, 'approve'))).toBe('not-found');
    const { grant } = ok(await world.answer('omar', request.id, 'approve'));
    expect(await world.grant('olga', grant?.id ?? '')).toMatchObject({ mayRevoke: true });
    const seen = ok(await world.api.as('olga').get<GrantsPage>('/api/grants?scope=all&limit=200'));
    expect(seen.items.map(({ id }) => id)).toContain(grant?.id);
    expect(code(await world.api.as('odo').get(`/api/grants/${grant?.id}`))).toBe('not-found');
  });

  it('is the person whose address its tag bears', async () => {
    await given('db-5', [OF_SERVER]);
    const request = await world.ask('rita', 'db-5');
    expect([await waitsFor('odo', request), await waitsFor('omar', request)]).toEqual([true, false]);
    expect(ok(await world.answer('odo', request.id, 'approve')).state).toBe('approved');
  });

  it('follows the tag: when the list says another, who owned it approves no more', async () => {
    await given('db-2', [OF_SERVER]);
    const request = await world.ask('rita', 'db-2');
    await retag({ 2: { contact: 'odo@example.com' } });
    expect([await waitsFor('omar', request), await waitsFor('odo', request)]).toEqual([false, true]);
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('not-found');
    expect(ok(await world.answer('odo', request.id, 'approve')).state).toBe('approved');
  });

  it('counts as long as he owns it: a yes from before the tag was changed counts no more', async () => {
    await given('db-3', [OF_SERVER, { kind: 'person', id: world.idOf('mallory') }], 2);
    const request = await world.ask('rita', 'db-3');
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('pending');
    await retag({ 3: { contact: 'odo@example.com' } });
    expect(ok(await world.answer('mallory', request.id, 'approve')).state).toBe('pending');
    expect(ok(await world.answer('odo', request.id, 'approve')).state).toBe('approved');
  });

  it('approves no request of his own, and another owner does [I32]', async () => {
    await retag({});
    const input = { ...world.flowInput({ servers: { names: ['db-4', 'db-5'] }, requesters: { personIds: [world.idOf('omar'), world.idOf('odo')] } }), approvers: policy([OF_SERVER]) }; // prettier-ignore
    ok(await world.api.as('ada').post('/api/access-flows', input));
    const request = await world.ask('omar', 'db-4');
    expect(await waitsFor('omar', request)).toBe(false);
    expect(code(await world.answer('omar', request.id, 'approve'))).toBe('own-request');
    expect(ok(await world.answer('olga', request.id, 'approve')).state).toBe('approved');
    expect(refused(await world.tryAsk('odo', 'db-5')).message).toContain('no other approver than you');
  });

  it('is nobody where the tag has another spelling, and the refusal says so', async () => {
    await given('db-6', [OF_SERVER]);
    const refusal = refused(await world.tryAsk('rita', 'db-6'));
    expect(refusal).toMatchObject({ code: 'access-denied', message: expect.stringContaining('db-6 has no owner') as unknown });
    await given('db-7', [OF_SERVER, { kind: 'person', id: world.idOf('omar') }], 2);
    const tooFew = refused(await world.tryAsk('rita', 'db-7'));
    expect(tooFew.message).toMatch(/needs more approvers than there are.*db-7 has no owner/);
  }); // prettier-ignore

  it('is whoever an administrator named there, beside the tag; it is audited with before and after', async () => {
    await given('db-8', [OF_SERVER]);
    expect(refused(await world.tryAsk('rita', 'db-8')).message).toContain('db-8 has no owner');
    expect(ok(await nameOwners('db-8', ['mallory']))).toMatchObject({ named: { people: [{ displayName: 'Mallory' }] } });
    const request = await world.ask('rita', 'db-8');
    expect(ok(await world.answer('mallory', request.id, 'approve')).state).toBe('approved');
    const rows = await world.curfew.database.query<{ detail: unknown }>(`SELECT detail FROM audit_row WHERE action = 'server.owners-named' AND object_id = '${world.server('db-8')}'`);
    expect(rows).toEqual([{ detail: { before: { personIds: [], teamIds: [] }, after: { personIds: [world.idOf('mallory')], teamIds: [] } } }]);
    expect(code(await world.api.as('mallory').put(`/api/servers/${world.server('db-9')}/owners`, { personIds: [], teamIds: [] }))).toBe('not-allowed');
  }); // prettier-ignore
});

describe('the owner of an integration', () => {
  it('may approve where the flow asks him, the owner of the server not', async () => {
    await given('db-9', [OF_INTEGRATION]);
    ok(await nameOwners('db-9', ['mallory']));
    const request = await world.ask('rita', 'db-9');
    expect([await waitsFor('olga', request), await waitsFor('omar', request), await waitsFor('mallory', request)]).toEqual([true, false, false]); // prettier-ignore
    expect(code(await world.answer('mallory', request.id, 'approve'))).toBe('not-found');
    expect(ok(await world.answer('olga', request.id, 'approve')).state).toBe('approved');
  });

  it('must exist when he is named, and each tag stands once', async () => {
    const path = `/api/integrations/${world.integrationId}`;
    const nobody = { personIds: [world.idOf('rita')], teamIds: ['00000000-0000-4000-8000-000000000000'] };
    const unknown = await world.api.as('ada').patch(path, { owners: nobody });
    expect(refused(unknown).fields).toEqual([{ path: 'owners.teamIds[0]', reason: 'is no team' }]);
    const tag = { tag: 'owner', names: 'team' };
    const twice = await world.api.as('ada').patch(path, { ownerTags: [tag, tag] });
    expect(refused(twice).fields).toEqual([{ path: 'ownerTags[1].tag', reason: 'is named a second time' }]);
  });

  it('and the tags are audited with before and after', async () => {
    const rows = await world.curfew.database.query<{ detail: { owners: unknown; ownerTags: unknown } }>(
      `SELECT detail FROM audit_row WHERE action = 'integration.edited' AND detail ? 'owners' ORDER BY id LIMIT 1`,
    );
    expect(rows[0].detail).toMatchObject({
      owners: { before: { personIds: [] }, after: { personIds: [world.idOf('olga')] } },
      ownerTags: { before: [], after: [{ tag: 'owner' }, { tag: 'contact' }] },
    });
  });
});

describe('whom a value names', () => {
  const shown = async () => {
    const path = `/api/integrations/${world.integrationId}/owners`;
    const { values } = ok(await world.api.as('ada').get<IntegrationOwnersView>(path));
    return values.map(({ value, servers, team, person }) => [
      value,
      servers,
      team?.name ?? person?.displayName ?? null,
    ]);
  };

  it('is shown, and first what names nobody', async () => {
    expect(await shown()).toEqual([
      ['DBA', 2, null],
      ['dba', 4, 'dba'],
      ['odo@example.com', 1, 'Odo'],
    ]);
    expect(await ownersOf('db-1')).toMatchObject({
      named: { people: [], teams: [] },
      byTag: [{ tag: 'owner', value: 'dba', team: { name: 'dba' }, person: null }],
      integration: { people: [{ displayName: 'Olga' }] },
    });
  });

  it('is looked up anew: a team that is renamed owns no more what bore its name, and the page says so', async () => {
    await given('db-10', [OF_SERVER]);
    await retag({ 10: { owner: 'dba' } });
    const request = await world.ask('rita', 'db-10');
    ok(await world.api.as('ada').patch(`/api/teams/${dbaId}`, { name: 'databases' }));
    expect((await shown())[0]).toEqual(['dba', 5, null]);
    expect([await waitsFor('omar', request), code(await world.answer('omar', request.id, 'approve'))]).toEqual([false, 'not-found']); // prettier-ignore
    ok(await world.api.as('ada').patch(`/api/teams/${dbaId}`, { name: 'dba' }));
    expect(ok(await world.answer('omar', request.id, 'approve')).state).toBe('approved');
  });
});

describe('a team that owns', () => {
  it('an integration or a server cannot be deleted, and the refusal names them', async () => {
    const ada = world.api.as('ada');
    const { id } = await world.api.team('Landlords', ['mallory']);
    const owned = (teamIds: string[]) => ({ personIds: [world.idOf('olga')], teamIds });
    await edit({ owners: owned([id]) });
    ok(await ada.put(`/api/servers/${world.server('db-12')}/owners`, owned([id])));
    const refusal = refused(await ada.delete(`/api/teams/${id}`));
    expect(refusal).toMatchObject({ code: 'conflict', message: 'The team Landlords is named by integration machines, server db-12.' }); // prettier-ignore
    await edit({ owners: owned([]) });
    ok(await ada.put(`/api/servers/${world.server('db-12')}/owners`, owned([])));
    expect((await ada.delete(`/api/teams/${id}`)).status).toBe(204);
  });
});
