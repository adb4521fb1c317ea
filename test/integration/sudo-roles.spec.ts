/** Sudo roles from the integration to the order: who sees which commands, what a yes gives, and what an edit does. */
import { ok, refused } from '#testkit/given.js';
import type { ResourceId } from '#access/ids.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { AccessRequestView } from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import type { CatalogPage } from '../../apps/control-plane/src/access-requests/catalog.view.js';
import type { IntegrationView } from '../../apps/control-plane/src/catalog/integrations.dto.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenWorld, type World } from './access-world.js';

const restart: SudoRole = { name: 'web-restart', commands: ['/usr/bin/systemctl restart nginx', '/usr/bin/nginx -t'] };
const root: SudoRole = { name: 'everything', commands: ['ALL'] };

let world: World;
let next = 0;
beforeEach(async () => {
  if (world) return;
  world = await givenWorld(['rita', 'omar'], Array.from({ length: 12 }, (_, at) => ({ name: `web-${at + 1}` })), ['web-ops'], {}, [restart, root]); // prettier-ignore
  await world.flow({ permissions: ['web-ops', 'web-restart', 'everything'] });
});
const server = (): string => `web-${(next += 1)}`;
const path = (): string => `/api/integrations/${world.integrationId}`;
const edit = (change: object) => world.api.as('ada').patch<IntegrationView>(path(), change);
const restore = async () => ok(await edit({ userGroups: ['web-ops'], sudoRoles: [restart, root] }));
const stateOf = async ({ id }: GrantView): Promise<string> => (await world.grant('ada', id)).state;

it('are offered in the catalog with exactly what they let one run, and ALL is marked as root', async () => {
  const { items } = ok(await world.api.as('rita').get<CatalogPage>('/api/catalog?search=web-1&limit=1'));
  expect(items[0]?.options.map(({ permission, sudoRole }) => [permission, sudoRole])).toEqual([
    ['web-ops', undefined],
    ['web-restart', { ...restart, givesRoot: false }],
    ['everything', { ...root, givesRoot: true }],
  ]);
});

it('are shown to the approver as they were asked for, and ordered as they were approved', async () => {
  const request = await world.ask('rita', server(), { permissions: ['web-ops', 'web-restart'] });
  const seen = ok(await world.api.as('omar').get<AccessRequestView>(`/api/access-requests/${request.id}`));
  expect(seen.sudoRoles).toEqual([{ ...restart, givesRoot: false }]);
  const { grant } = ok(await world.answer('omar', request.id, 'approve'));
  const ordered = (await world.connector.ordered()).find(({ grantId }) => grantId === grant?.id);
  expect(ordered).toMatchObject({ groups: ['web-ops'], sudoRoles: [restart] });
  expect((await world.grant('rita', grant?.id ?? '')).sudoRoles).toEqual([{ ...restart, givesRoot: false }]);
  const rows = await world.curfew.database.query<{ detail: { sudoRoles?: SudoRole[] } }>('SELECT detail FROM audit_row WHERE object_id = $1', [grant?.id]); // prettier-ignore
  expect(rows[0]?.detail.sudoRoles).toEqual([restart]);
});

it('make a grant active only by a read-back of exactly these commands [I16]', async () => {
  const grant = await world.granting(server(), { permissions: ['web-restart'] });
  const told = async (sudoRoles: object | undefined, version: number) => {
    const readBack = {
      grantId: grant.id,
      state: 'present',
      account: 'rita',
      groups: [],
      sudoRoles,
      remaining: [],
    } as never;
    await world.connector.send(await world.connector.receipt(grant.resource.id as ResourceId, [readBack], { version }));
    return stateOf(grant);
  };
  expect(await told(undefined, 1)).toBe('granting');
  expect(await told([{ ...restart, commands: restart.commands.slice(1) }], 2)).toBe('granting');
  expect(await told([{ ...restart, commands: [...restart.commands, 'ALL'] }], 2)).toBe('granting');
  await expect(told([restart], 1)).rejects.toMatchObject({ code: 'input-invalid' });
  await expect(told([{ ...restart, commands: ['rm -rf *'] }], 2)).rejects.toMatchObject({ code: 'input-invalid' });
  expect(await told([restart], 2)).toBe('active');
  const { items } = ok(
    await world.api.as('ada').get<{ items: { sudoRoles: unknown }[] }>(`/api/grants/${grant.id}/receipts`),
  );
  expect(items.at(-1)?.sudoRoles).toEqual([{ ...restart, givesRoot: false }]);
});

it('that are edited or taken out end the grants with them first, and no others', async () => {
  const edited = await world.granted(server(), { permissions: ['web-restart'] });
  const other = await world.granted(server(), { permissions: ['everything'] });
  const group = await world.granted(server(), { permissions: ['web-ops'] });
  ok(await edit({ sudoRoles: [root, { ...restart, commands: [...restart.commands].reverse() }] }));
  expect(await stateOf(edited)).toBe('active');
  const wider = { ...restart, commands: [...restart.commands, '/usr/bin/systemctl stop nginx'] };
  ok(await edit({ sudoRoles: [root, wider] }));
  expect(await world.grant('ada', edited.id)).toMatchObject({ state: 'ending', cause: 'revoked', sudoRoles: [{ commands: restart.commands }] }); // prettier-ignore
  expect([await stateOf(other), await stateOf(group)]).toEqual(['active', 'active']);
  ok(await edit({ sudoRoles: [wider] }));
  expect([await stateOf(other), await stateOf(group)]).toEqual(['ending', 'active']);
  await restore();
});

it('that were edited while a request waited are not given by a yes to the old ones', async () => {
  const request = await world.ask('rita', server(), { permissions: ['web-restart'] });
  ok(await edit({ sudoRoles: [root, { ...restart, commands: ['ALL'] }] }));
  const answer = refused(await world.answer('omar', request.id, 'approve'));
  expect(answer).toMatchObject({ code: 'access-denied', message: expect.stringContaining('sudo was changed since') });
  const seen = ok(await world.api.as('omar').get<AccessRequestView>(`/api/access-requests/${request.id}`));
  expect(seen).toMatchObject({ state: 'pending', sudoRoles: [{ commands: restart.commands }] });
  await restore();
  ok(await world.answer('omar', request.id, 'approve'));
});

it('do not withdraw Default where there are no user groups', async () => {
  const bare = await givenWorld(['rita', 'omar'], [{ name: 'a' }], []);
  await bare.flow({ permissions: ['Default', 'web-restart'] });
  const grant = await bare.granted('a', { permissions: ['Default'] });
  ok(await bare.api.as('ada').patch(`/api/integrations/${bare.integrationId}`, { sudoRoles: [restart] }));
  expect((await bare.grant('ada', grant.id)).state).toBe('active');
  expect((await bare.granted('a', { permissions: ['web-restart'] })).sudoRoles).toHaveLength(1);
});

const role = (change: object): object => ({ sudoRoles: [{ ...restart, ...change }] });
it.each([
  [role({ name: 'Default' }), 'sudoRoles[0].name'], [role({ name: 'root' }), 'sudoRoles[0].name'], [role({ name: 'a b' }), 'sudoRoles[0].name'], [role({ name: '../x' }), 'sudoRoles[0].name'],
  [role({ name: 'web-ops' }), 'sudoRoles[0].name'], [{ sudoRoles: [restart, restart] }, 'sudoRoles[1].name'], [role({ commands: [] }), 'sudoRoles[0].commands'],
  [role({ commands: ['ALL', '/usr/bin/id'] }), 'sudoRoles[0].commands'], [role({ commands: ['/usr/bin/id', 'id'] }), 'sudoRoles[0].commands[1]'],
  [role({ commands: ['/usr/bin/id', '/usr/bin/id'] }), 'sudoRoles[0].commands[1]'], [role({ commands: ['/usr/bin/*'] }), 'sudoRoles[0].commands[0]'],
  [role({ commands: ['/usr/bin/id\nALL ALL=(ALL) ALL'] }), 'sudoRoles[0].commands[0]'], [role({ commands: ['/usr/../bin/id'] }), 'sudoRoles[0].commands[0]'],
  [role({ commands: Array.from({ length: 21 }, (_, n) => `/usr/bin/id ${n}`) }), 'sudoRoles[0].commands'], [role({ commands: 'ALL' }), 'sudoRoles[0].commands'],
  [role({ runAs: 'x' }), 'sudoRoles[0].runAs'], [{ sudoRoles: 'x' }, 'sudoRoles'], [{ userGroups: ['web-ops', 'web-restart'] }, 'sudoRoles[0].name'],
])('%j is refused and the field named, and nothing is changed [I27]', async (change, field) => {
  expect(refused(await edit(change))).toMatchObject({ status: 400, code: 'input-invalid', fields: expect.arrayContaining([expect.objectContaining({ path: field })]) });
  expect(ok(await world.api.as('ada').get<IntegrationView>(path())).sudoRoles).toEqual([{ ...restart, givesRoot: false }, { ...root, givesRoot: true }]);
}); // prettier-ignore
