/** Whose account on a server is whose: an account outlives its grants, and people may change their names. */
import { ok, refused } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

let world: World;

beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'tess', 'omar'],
    ['a', 'b', 'c', 'd'].map((name) => ({ name })),
  );
  await world.flow({ requesters: { personIds: [world.idOf('rita'), world.idOf('tess')] } });
});

const ada = () => world.api.as('ada');
const rename = async (who: string, accountName: string) =>
  ok(await ada().patch(`/api/people/${world.idOf(who)}`, { accountName }));
const claimPath = (server: string, who: string) =>
  `/api/servers/${world.server(server)}/account-claims/${world.idOf(who)}`;
const claim = async (server: string, who: string) =>
  ok(await ada().put(claimPath(server, who), { reason: 'asked them' }));

it('a claim that is taken back ends what was given on that account there, and nothing else', async () => {
  await claim('a', 'rita');
  const adopted = await world.granted('a');
  const other = await world.granted('b');
  await claim('b', 'rita');
  ok(await ada().delete(claimPath('b', 'rita'), { reason: 'it was ours' }));
  expect((await world.grant('ada', other.id)).state).toBe('active');
  ok(await ada().delete(claimPath('a', 'rita'), { reason: 'it is another rita' }));
  expect(await world.grant('ada', adopted.id)).toMatchObject({ state: 'ending', cause: 'revoked' });
  expect((await world.grant('ada', other.id)).state).toBe('active');
});

it('a claim says nothing about another machine that takes the name of the server', async () => {
  await claim('c', 'rita');
  const { servers } = ok(await ada().get<{ servers: { name: string }[] }>(`/api/integrations/${world.integrationId}`));
  const claims = async () =>
    ok(await ada().get<{ items: object[] }>(`/api/servers/${world.server('c')}/account-claims`)).items;
  const move = async (change: object) => {
    const list = servers.map((server) => (server.name === 'c' ? { ...server, ...change } : server));
    ok(await ada().patch(`/api/integrations/${world.integrationId}`, { servers: list }));
  };
  await move({ tags: { env: 'prod' } });
  expect(await claims()).toHaveLength(1);
  await move({ host: '10.9.9.9' });
  expect(await claims()).toEqual([]);
});

it('a name that was given away by a rename opens nobody the account of the person before [I28]', async () => {
  await world.granting('d', {}, 'tess');
  await rename('tess', 'tess2');
  await rename('rita', 'tess');
  const { id } = await world.ask('rita', 'd');
  const answer = refused(await world.answer('omar', id, 'approve'));
  expect(answer).toMatchObject({ code: 'account-exists', message: expect.stringContaining('The account tess on d') });
  expect(await world.granting('a')).toMatchObject({ account: 'tess' });
  await claim('d', 'rita');
  ok(await world.answer('omar', id, 'approve'));
});
