/** Bundles through the API: named sets of resources with permissions. */
import type { BundleId } from '#access/ids.js';
import { ok, refused } from '#testkit/given.js';
import type { AuditPage } from '../../apps/control-plane/src/audit/audit.dto.js';
import { BundleUses } from '../../apps/control-plane/src/bundles/bundle-uses.js';
import { BundlesService } from '../../apps/control-plane/src/bundles/bundles.service.js';
import type { BundlesPage, BundleView } from '../../apps/control-plane/src/bundles/bundles.view.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
beforeAll(async () => {
  world = await givenWorld(['rita'], [{ name: 'web-1', tags: { role: 'web' } }]);
});

const ada = () => world.api.as('ada');
const target = (given: Record<string, unknown> = {}) => ({
  integrationId: world.integrationId,
  servers: { tags: { role: 'web' } },
  permissions: ['web-ops'],
  ...given,
});
let made = 0;
const input = (given: Record<string, unknown> = {}) => ({
  name: `bundle ${(made += 1)}`,
  description: 'Whatever a web developer needs',
  targets: [target()],
  ...given,
});
const add = async (given: Record<string, unknown> = {}) =>
  ok(await ada().post<BundleView>('/api/bundles', input(given)));
const rows = async () => ok(await ada().get<AuditPage>('/api/audit?action=bundle.')).items;

describe('a bundle', () => {
  it('names servers by integration and scope, with permissions', async () => {
    const targets = [target(), target({ servers: { names: ['web-1'] }, permissions: 'all' }), target({ servers: { all: true } })];
    const { id, name } = await add({ targets });
    expect(ok(await ada().get<BundleView>(`/api/bundles/${id}`))).toEqual({
      id,
      name,
      version: 1,
      description: 'Whatever a web developer needs',
      targets: targets.map(({ integrationId, ...rest }) => ({ integration: { id: integrationId, name: 'machines' }, ...rest })),
    });
    const bundle = (await world.curfew.app.get(BundlesService, { strict: false }).find([id as BundleId])).get(id as BundleId);
    expect(bundle).toEqual({ id, name, description: 'Whatever a web developer needs', targets });
  }); // prettier-ignore

  it('is edited as a whole, with one row of audit, and without any difference none', async () => {
    const said = input();
    const { id } = ok(await ada().post<BundleView>('/api/bundles', said));
    const edited = { ...said, targets: [target({ servers: { all: true } })] };
    ok(await ada().put(`/api/bundles/${id}`, edited));
    const [row] = await rows();
    expect(row).toMatchObject({
      action: 'bundle.edited',
      object: { kind: 'bundle', id, name: said.name },
      detail: { targets: edited.targets, before: { targets: said.targets } },
    });
    ok(await ada().put(`/api/bundles/${id}`, edited));
    expect((await rows())[0].id).toBe(row.id);
  });

  it('is not saved over what somebody else saved meanwhile, who is named; without a version it is', async () => {
    const said = input();
    const { id, name } = ok(await ada().post<BundleView>('/api/bundles', said));
    const save = (description: string, version?: number) =>
      ada().put<BundleView>(`/api/bundles/${id}`, { ...said, description, ...(version && { version }) });
    expect(ok(await save('one', 1)).version).toBe(2);
    expect(ok(await save('one', 1)).version).toBe(2);
    const moved = refused(await save('two', 1));
    expect(moved).toMatchObject({ code: 'conflict', message: expect.stringContaining(`Ada edited the bundle ${name} on `) }); // prettier-ignore
    expect(ok(await save('two', 2)).version).toBe(3);
    expect(ok(await save('three')).version).toBe(4);
  });

  it('has a name that no other has in any case, and is found by it', async () => {
    await add({ name: 'Web tools' });
    expect(refused(await ada().post('/api/bundles', input({ name: 'WEB tools' }))).code).toBe('name-taken');
    const found = ok(await ada().get<BundlesPage>('/api/bundles?search=TOOLS'));
    expect(found.items.map(({ name }) => name)).toEqual(['Web tools']);
  });

  it.each([
    ['targets', { targets: [] }],
    ['targets[0].integrationId', () => ({ targets: [target({ integrationId: '00000000-0000-4000-8000-000000000000' })] })],
    ['targets[0].servers', () => ({ targets: [target({ servers: { tags: {} } })] })],
    ['targets[0].permissions', () => ({ targets: [target({ permissions: ['root; rm'] })] })],
  ])('is refused with wrong %s', async (path, wrong) => {
    const problem = refused(await ada().post('/api/bundles', input(typeof wrong === 'function' ? wrong() : wrong)));
    expect([problem.code, problem.fields?.map((field) => field.path)]).toEqual(['input-invalid', [path]]);
  }); // prettier-ignore

  it('is deleted when nothing names it any more', async () => {
    const { id, name } = await add();
    let named = true;
    const use = { bundleId: id as BundleId, id: 'x', name: 'Night flow' };
    world.curfew.app.get(BundleUses, { strict: false }).register(() => Promise.resolve(named ? [use] : []));
    const problem = refused(await ada().delete(`/api/bundles/${id}`));
    expect([problem.code, problem.message]).toEqual(['conflict', `The bundle ${name} is named by Night flow.`]);
    named = false;
    expect((await ada().delete(`/api/bundles/${id}`)).status).toBe(204);
    expect((await rows())[0]).toMatchObject({ action: 'bundle.removed', object: { id, name } });
    expect(refused(await ada().get(`/api/bundles/${id}`)).code).toBe('not-found');
  });

  it('is for administrators only', async () => {
    const { id } = await add();
    expect(refused(await world.api.as('rita').get('/api/bundles')).code).toBe('not-allowed');
    expect(refused(await world.api.as('rita').delete(`/api/bundles/${id}`)).code).toBe('not-allowed');
  });
});
