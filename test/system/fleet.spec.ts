/**
 * Random days of a fleet: people are given access and lose it, servers break in every way that we know, connector, control
 * plane and the link between them come and go. At no time has anybody what no grant gives him; after healing everything is as
 * it should be within a minute. `CURFEW_FLEET_RUNS=40 npm run jest -- test/system/fleet.spec.ts` makes a long run of it,
 * with another seed each time; `CURFEW_FLEET_SEED` repeats one.
 */
import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import { FAULTS } from './fleet-faults.js';
import { givenWorld, HOSTS, PEOPLE, ROLE, type World } from './fleet-world.js';

/** Few and always the same in `npm test`, so that a red run there means a change, not luck. */
const RUNS = Number(process.env['CURFEW_FLEET_RUNS'] ?? 2);
const SEED = Number(
  process.env['CURFEW_FLEET_SEED'] ?? (process.env['CURFEW_FLEET_RUNS'] ? Date.now() % 2 ** 31 : 20261122),
);
const LONGEST_RUN_MS = 240_000;

type Action = (world: World) => unknown;

const host = fc.constantFrom(...HOSTS);
const permissions = fc.constantFrom<string[][]>(['web-ops'], ['db-admins'], ['web-ops', 'db-admins'], ['Default'], [ROLE.name], [ROLE.name, 'web-ops']); // prettier-ignore
const seconds = fc.oneof(fc.integer({ min: 4, max: 12 }), fc.constant(3600));
const nth = fc.nat(1000);

/** Mostly where nothing is broken, for there more happens; the number chooses the server. */
const place = fc.tuple(nth, fc.integer({ min: 1, max: 4 }));
const ask = fc.tuple(place, fc.constantFrom(...PEOPLE), permissions, seconds);
type Ask = [[number, number], string, string[], number];
const placeIn = (world: World, [n, dice]: [number, number]): string => {
  const hosts = dice === 1 ? HOSTS : world.sound();
  return hosts[n % hosts.length] ?? '';
};
const giveIn = (world: World, [at, ...rest]: Ask) => world.give(placeIn(world, at), ...rest);

const give = ask.map<Action>((args) => (world) => giveIn(world, args));
const end = fc
  .tuple(nth, fc.constantFrom('give-back' as const, 'revoke' as const))
  .map<Action>(([n, how]) => async (world) => {
    const live = world.model.grants.filter((grant) => world.model.isLive(grant, Date.now()));
    const grant = live[n % live.length];
    if (grant) await world.end(grant, how);
  });
/** Straight from the approval to the server. */
const giveAndLogIn = ask.map<Action>((args) => async (world) => {
  const grant = await giveIn(world, args);
  if (grant) await world.logIn(grant);
});
/** Mostly with one of the latest grants, whether it has ended or not. */
const logIn = nth.map<Action>((n) => async (world) => {
  const grants = world.certifiable();
  const grant = grants.at(-1 - (n % Math.min(6, grants.length)));
  if (grant) await world.logIn(grant);
});
const breakOne = fc.tuple(host, fc.constantFrom(...FAULTS)).map<Action>((args) => (world) => world.break(...args));
const heal = host.map<Action>((one) => (world) => world.repair(one));
const center = fc.constantFrom<Action>(
  (world) => world.connector(),
  (world) => world.controlPlane(),
  (world) => world.link(),
);
const wait = fc.integer({ min: 500, max: 4000 }).map<Action>((ms) => () => pause(ms));

const actions = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: giveAndLogIn },
    { weight: 3, arbitrary: give },
    { weight: 3, arbitrary: end },
    { weight: 5, arbitrary: logIn },
    { weight: 4, arbitrary: breakOne },
    { weight: 2, arbitrary: heal },
    { weight: 2, arbitrary: center },
    { weight: 3, arbitrary: wait },
  ),
  { minLength: 16, maxLength: 24, size: 'max' },
);

async function live(world: World, sequence: Action[]): Promise<void> {
  for (const action of sequence) {
    await action(world);
    expect(await world.snapshot()).toEqual([]);
  }
  await world.healAll();
  await world.agreed();
  expect(await world.endAll()).toEqual([]);
  await world.refresh();
}

it(
  'lets nobody have what no grant gives him, and is as it should be a minute after whatever broke [I12] [I13] [I15] [I24] [I61]',
  async () => {
    const world = await givenWorld();
    process.stderr.write(`fleet: ${RUNS} runs, CURFEW_FLEET_SEED=${SEED}\n`);
    const property = fc.asyncProperty(actions, async (sequence) => {
      world.story.length = 0;
      try {
        await live(world, sequence);
        if (process.env['CURFEW_FLEET_STORY']) process.stderr.write(`${world.story.join('\n')}\n`);
      } catch (error) {
        throw new Error(`${world.story.join('\n')}\n${String(error)}`, { cause: error });
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    process.stderr.write(`fleet: ${JSON.stringify(Object.fromEntries(world.done))}\n`);
  },
  60_000 + RUNS * LONGEST_RUN_MS,
);
