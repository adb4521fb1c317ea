/** Grants start at the very moment in which a person, a team or a server goes: whoever is first, nothing is left running. */
import { ok } from '#testkit/given.js';
import { givenWorld, type World } from './access-world.js';

const SERVERS = 12;
let world: World;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'tina', 'dora', 'omar'],
    Array.from({ length: SERVERS }, (_, at) => ({ name: `web-${at}` })),
  );
});

const running = async (where: string, id: string): Promise<number> =>
  (await world.curfew.database.query(`SELECT 1 FROM access_grant WHERE ${where} = $1 AND state IN ('granting', 'active')`, [id]))
    .length; // prettier-ignore
const ended = async (where: string, id: string): Promise<number> =>
  (await world.curfew.database.query(`SELECT 1 FROM access_grant WHERE ${where} = $1 AND state = 'ending'`, [id]))
    .length;

/** Asks for several servers, and lets omar answer all of them while the other thing happens. */
const approveWhile = async (who: string, other: () => Promise<unknown>): Promise<void> => {
  const asks = [];
  for (let at = 0; at < SERVERS; at += 1) asks.push(await world.ask(who, `web-${at}`));
  const answers = asks.map(({ id }) => world.answer('omar', id, 'approve'));
  const [, ...all] = await Promise.all([Promise.race(answers).then(other), ...answers]);
  expect(all.filter(({ status }) => status >= 500)).toEqual([]);
};

it('a person who is disabled has no grant, though some were being approved', async () => {
  await world.flow({ requesters: { personIds: [world.idOf('dora')] } });
  const disable = () => world.api.as('ada').post(`/api/people/${world.idOf('dora')}/disable`, { reason: 'left' });
  await approveWhile('dora', async () => ok(await disable()));
  expect(await running('person_id', world.idOf('dora'))).toBe(0);
  expect(await ended('person_id', world.idOf('dora'))).toBeGreaterThan(0);
});

it('a person who left the team has no grant that rested on it', async () => {
  const team = await world.api.team('Engineers', ['tina']);
  await world.flow({ requesters: { teamIds: [team.id] } });
  const leave = () => world.api.as('ada').put(`/api/teams/${team.id}/members`, { personIds: [] });
  await approveWhile('tina', async () => ok(await leave()));
  expect(await running('person_id', world.idOf('tina'))).toBe(0);
  expect(await ended('person_id', world.idOf('tina'))).toBeGreaterThan(0);
});

it('servers that left the list have no grant', async () => {
  await world.flow({ requesters: { personIds: [world.idOf('rita')] } });
  const empty = () => world.api.as('ada').patch(`/api/integrations/${world.integrationId}`, { servers: [{ name: 'other', host: '10.0.0.9' }] });
  await approveWhile('rita', async () => ok(await empty()));
  expect(await running('person_id', world.idOf('rita'))).toBe(0);
  expect(await ended('person_id', world.idOf('rita'))).toBeGreaterThan(0);
}); // prettier-ignore
