/** What an integration offers no more, nobody keeps. */
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { ok } from '#testkit/given.js';
import { givenWorld } from './access-world.js';

it('a Linux group that is taken out of an integration ends the grants with it, and no others', async () => {
  const world = await givenWorld(['rita', 'omar'], [{ name: 'a' }, { name: 'b' }]);
  await world.flow({ permissions: ['web-ops', 'db-admins'] });
  const kept = await world.granted('a', { permissions: ['web-ops'] });
  const ended = await world.granted('b', { permissions: ['web-ops', 'db-admins'] });
  ok(await world.api.as('ada').patch(`/api/integrations/${world.integrationId}`, { userGroups: ['web-ops'] }));
  const state = async ({ id }: GrantView): Promise<string> => (await world.grant('ada', id)).state;
  expect(await state(kept)).toBe('active');
  expect(await state(ended)).toBe('ending');
});

it('the permission Default is withdrawn where an integration begins to offer Linux groups', async () => {
  const world = await givenWorld(['rita', 'omar'], [{ name: 'a' }], []);
  await world.flow({ permissions: ['Default'] });
  const grant = await world.granted('a', { permissions: ['Default'] });
  const edit = (change: object) =>
    world.api.as('ada').patch(`/api/integrations/${world.integrationId}`, change).then(ok);
  await edit({ name: 'other machines' });
  expect((await world.grant('ada', grant.id)).state).toBe('active');
  await edit({ userGroups: ['web-ops'] });
  expect(await world.grant('ada', grant.id)).toMatchObject({ state: 'ending', cause: 'revoked' });
});
