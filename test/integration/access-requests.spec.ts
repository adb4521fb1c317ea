/** Asking, answering, cancelling, timing out: who may, and that each request gets exactly one end. */
import { until } from '#testkit/until.js';
import { ok, refused } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

let world: World;
beforeAll(async () => {
  world = await givenWorld(['rita', 'omar', 'olga', 'mallory'], [{ name: 'web-1', tags: { env: 'prod' } }, { name: 'web-2' }]);
});
describe('x', () => { it('y', async () => {
  await world.flow();
  const request = await world.ask('rita', 'web-1');
  expect(request).toMatchObject({ state: 'pending' });
  expect(refused(await world.answer('mallory', request.id, 'approve')).code).toBe('not-found');
  expect(ok(await world.answer('omar', request.id, 'approve')).grant).toMatchObject({ state: 'granting' });
  await until(() => true, { within: 1 });
}); });
afterAll(() => console.log(world?.curfew.log.filter((l) => /"level":50/.test(l)).join('\n')));
