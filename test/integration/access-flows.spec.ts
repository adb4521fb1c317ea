/** Access flows, and the catalog that one person sees through them. */
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type { CatalogPage } from '../../apps/control-plane/src/access-requests/catalog.view.js';
import { ok, refused } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
beforeAll(async () => {
  world = await givenWorld(['rita', 'omar', 'tina', 'nadia'], [
    { name: 'web-1', tags: { env: 'prod', role: 'web' } },
    { name: 'web-2', tags: { env: 'test', role: 'web' } },
    { name: 'db-1', tags: { env: 'prod' } },
    { name: 'plain' },
  ]); // prettier-ignore
});

const flows = (path = ''): string => `/api/access-flows${path}`;
const ada = () => world.api.as('ada');

describe('an access flow', () => {
  it('is shown with the names of all that it names', async () => {
    const team = await world.api.team('Web operators', ['rita']);
    const flow = await world.flow({ name: 'Web', requesters: { teamIds: [team.id] }, servers: { tags: { role: 'web' } }, permissions: 'all' });
    expect(flow).toMatchObject({
      name: 'Web', active: true, version: 1, requesters: { people: [], teams: [{ id: team.id, name: 'Web operators' }] },
      approvers: { people: [{ displayName: 'Omar' }], teams: [] }, longestSeconds: 28_800, requestTimeoutSeconds: 86_400,
      targets: [{ integration: { id: world.integrationId, name: 'machines' }, servers: { tags: { role: 'web' } }, permissions: 'all' }],
    });
    expect(ok(await ada().get<AccessFlowView>(flows(`/${flow.id}`)))).toEqual(flow);
    expect(ok(await ada().get<{ items: AccessFlowView[] }>(flows('?search=we'))).items).toEqual([flow]);
    expect(await world.audited(flow.id)).toEqual(['access-flow.added']);
  }); // prettier-ignore

  it('gets a version by each edit that changes something, and keeps the old ones', async () => {
    const flow = await world.flow({ name: 'Edited' });
    const same = world.flowInput({ name: 'Edited' });
    expect(ok(await ada().put<AccessFlowView>(flows(`/${flow.id}`), same)).version).toBe(1);
    const shorter = { ...same, longestSeconds: 60 };
    expect(ok(await ada().put<AccessFlowView>(flows(`/${flow.id}`), shorter))).toMatchObject({ version: 2, longestSeconds: 60 });
    const rows = await world.curfew.database.query('SELECT longest_seconds FROM access_flow_version WHERE flow_id = $1 ORDER BY version', [flow.id]);
    expect(rows).toEqual([{ longest_seconds: 28_800 }, { longest_seconds: 60 }]);
    expect(await world.audited(flow.id)).toEqual(['access-flow.added', 'access-flow.edited']);
  }); // prettier-ignore

  it('is edited by several at once without losing a version', async () => {
    const flow = await world.flow({ name: 'Contended' });
    const edits = Array.from({ length: 5 }, (_, at) =>
      ada().put(flows(`/${flow.id}`), world.flowInput({ name: 'Contended', longestSeconds: 100 + at })),
    );
    expect((await Promise.all(edits)).map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(ok(await ada().get<AccessFlowView>(flows(`/${flow.id}`))).version).toBe(6);
  });

  it('is not saved over what somebody else saved meanwhile, who is named; without a version it is', async () => {
    const { id } = await world.flow({ name: 'Seen' });
    const save = (longestSeconds: number, version?: number) =>
      ada().put<AccessFlowView>(flows(`/${id}`), { ...world.flowInput({ name: 'Seen', longestSeconds }), ...(version && { version }) }); // prettier-ignore
    expect(ok(await save(60, 1)).version).toBe(2);
    expect(ok(await save(60, 1)).version).toBe(2);
    expect(refused(await save(120, 1))).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Nothing was saved: Ada edited the access flow Seen on \S+ \S+ UTC\. It is at version 2, and you edited version 1\.$/), // prettier-ignore
      hint: expect.stringContaining('keeps what you typed'),
    });
    expect(ok(await save(180, 2)).version).toBe(3);
    expect(ok(await save(240)).version).toBe(4);
    expect((await Promise.all([300, 360, 420].map((one) => save(one, 4)))).map(({ status }) => status).sort()).toEqual([200, 409, 409]); // prettier-ignore
  });

  it('is switched off and on, and removed for good', async () => {
    const flow = await world.flow({ name: 'Short-lived' });
    for (const [step, active] of [['deactivate', false], ['deactivate', false], ['activate', true]] as const) {
      expect(ok(await ada().post<AccessFlowView>(flows(`/${flow.id}/${step}`))).active).toBe(active);
    }
    ok(await ada().delete(flows(`/${flow.id}`)));
    expect(refused(await ada().get(flows(`/${flow.id}`))).code).toBe('not-found');
    expect(refused(await ada().post(flows(`/${flow.id}/activate`))).code).toBe('not-found');
    const actions = ['added', 'deactivated', 'activated', 'removed'].map((action) => `access-flow.${action}`);
    expect(await world.audited(flow.id)).toEqual(actions);
  }); // prettier-ignore

  it('has a name of its own, which is free again when it is removed', async () => {
    const flow = await world.flow({ name: 'Taken' });
    expect(refused(await ada().post(flows(), world.flowInput({ name: ' TAKEN ' }))).code).toBe('name-taken');
    ok(await ada().delete(flows(`/${flow.id}`)));
    expect((await world.flow({ name: 'Taken' })).version).toBe(1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no server', { targets: [] }, 'targets'],
    ['an unknown scope', { servers: { pattern: '*' } }, 'targets[0].servers'],
    ['no tag', { servers: { tags: {} } }, 'targets[0].servers'],
    ['two scopes', { servers: { all: true, names: ['x'] } }, 'targets[0].servers'],
    ['all that is not all', { servers: { all: false } }, 'targets[0].servers'],
    ['a permission that is no Linux group', { permissions: ['a,b'] }, 'targets[0].permissions'],
    ['no permission', { permissions: [] }, 'targets[0].permissions'],
    ['nobody as requester', { requesters: { personIds: [], teamIds: [] } }, 'requesters'],
    ['nobody as approver', { approvers: { personIds: [], teamIds: [] } }, 'approvers'],
    [
      'somebody unknown',
      { approvers: { personIds: ['7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c'] } },
      'approvers.personIds[0]',
    ],
    ['a time of no length', { longestSeconds: 0 }, 'longestSeconds'],
    ['an unknown field', { surprise: true }, 'surprise'],
  ])('that names %s is refused, with the field', async (_, options, path) => {
    const { targets, ...rest } = options;
    const input = { ...world.flowInput(rest), ...(targets !== undefined && { targets }) };
    const problem = refused(await ada().post(flows(), input));
    expect(problem).toMatchObject({ code: 'input-invalid', fields: [{ path }] });
  });

  it('without approvers must say null: leaving them out is no automatic flow', async () => {
    const { approvers: _, ...input } = world.flowInput();
    expect(refused(await ada().post(flows(), input))).toMatchObject({
      code: 'input-invalid',
      fields: [{ path: 'approvers' }],
    });
  });
});

describe('the catalog', () => {
  const catalog = async (who: string, query = ''): Promise<CatalogPage> =>
    ok(await world.api.as(who).get<CatalogPage>(`/api/catalog${query}`));
  const names = (page: CatalogPage): string[] => page.items.map(({ resource }) => resource.name);

  beforeAll(async () => {
    const tina = { personIds: [world.idOf('tina')] };
    await world.flow({
      name: 'Tina web',
      requesters: tina,
      servers: { tags: { role: 'web' } },
      permissions: ['web-ops'],
    });
    await world.flow({
      name: 'Tina prod',
      requesters: tina,
      servers: { tags: { env: 'prod' } },
      permissions: 'all',
      approvers: null,
    });
  });

  it('shows what some active flow lets the person ask for, under which, and nothing else [P6]', async () => {
    const page = await catalog('tina');
    expect(names(page)).toEqual(['db-1', 'web-1', 'web-2']);
    expect(page).toMatchObject({ total: 3, tags: ['env=prod', 'env=test', 'role=web'] });
    const options = page.items.map(({ options: each }) => each.map(({ permission, flows: by }) => [permission, by.map(({ name }) => name).sort()]));
    expect(options).toEqual([
      [['web-ops', ['Tina prod']], ['db-admins', ['Tina prod']]],
      [['web-ops', ['Tina prod', 'Tina web']], ['db-admins', ['Tina prod']]],
      [['web-ops', ['Tina web']]],
    ]);
    expect(page.items[2].options[0].flows[0]).toMatchObject({ automatic: false, approvers: ['Omar'], longestSeconds: 28_800 });
  }); // prettier-ignore

  it('is empty for whom no flow names', async () => {
    expect(await catalog('nadia')).toEqual({ items: [], total: 0, tags: [] });
  });

  it('can be searched, filtered and paged', async () => {
    expect(names(await catalog('tina', '?search=WEB'))).toEqual(['web-1', 'web-2']);
    expect(names(await catalog('tina', '?tag=env%3Dprod'))).toEqual(['db-1', 'web-1']);
    expect(names(await catalog('tina', '?tag=role'))).toEqual(['web-1', 'web-2']);
    expect(names(await catalog('tina', `?integrationId=${world.integrationId}&limit=1&offset=1`))).toEqual(['web-1']);
    expect(names(await catalog('tina', '?search=%25'))).toEqual([]);
  });

  it('shows what the person waits for and has', async () => {
    const mine = async (): Promise<unknown[]> =>
      (await catalog('tina', '?search=web-1')).items[0].options.map(({ permission, mine: state }) => [permission, state]);
    expect(await mine()).toEqual([['web-ops', 'none'], ['db-admins', 'none']]);
    const page = ok(await ada().get<{ items: AccessFlowView[] }>(flows('?search=Tina web')));
    await world.ask('tina', 'web-1', { flowId: page.items[0].id });
    expect(await mine()).toEqual([['web-ops', 'pending'], ['db-admins', 'none']]);
    await world.granting('web-1', { permissions: ['db-admins'] }, 'tina');
    expect(await mine()).toEqual([['web-ops', 'pending'], ['db-admins', 'running']]);
  }); // prettier-ignore

  it('loses what a flow gave when it is switched off', async () => {
    const page = ok(await ada().get<{ items: AccessFlowView[] }>(flows('?search=Tina prod')));
    ok(await ada().post(flows(`/${page.items[0].id}/deactivate`)));
    expect(names(await catalog('tina'))).toEqual(['web-1', 'web-2']);
  });
});
