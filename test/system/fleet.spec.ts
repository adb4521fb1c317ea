/**
 * Random days of a fleet: people are given access on many hosts at once, make it longer and lose it, come on call and go off it;
 * servers break in every way that we know or lie; both instances of the connector, the control plane and the link between them
 * come and go. At no time has anybody
 * what no grant gives him; after healing everything is as it should be within a minute. `CURFEW_FLEET_RUNS=40 npm run jest --
 * test/system/fleet.spec.ts` makes a long run of it, with another seed each time; `CURFEW_FLEET_SEED` repeats one, and
 * `CURFEW_FLEET_STORY=1` tells each day. It prints how many hosts, acts, faults and snapshots there were.
 */
import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Ask,
  breakOne,
  certifiable,
  end,
  endAll,
  extend,
  give,
  healAll,
  logIn,
  recover,
  repair,
  toggleControlPlane,
  toggleInstance,
  toggleLink,
  toggleOnCall,
} from './fleet-acts.js';
import { FAULTS } from './fleet-faults.js';
import { HOSTS, kindOf } from './fleet-hosts.js';
import { FINISHING, givenWorld, PEOPLE, ROLE, type World } from './fleet-world.js';

/** Few and always the same in `npm test`, so that a red run there means a change, not luck. */
const RUNS = Number(process.env['CURFEW_FLEET_RUNS'] ?? 1);
const SEED = Number(
  process.env['CURFEW_FLEET_SEED'] ?? (process.env['CURFEW_FLEET_RUNS'] ? Date.now() % 2 ** 31 : 20261363),
);
const LONGEST_RUN_MS = 600_000;

type Act = (world: World) => unknown;

const nth = fc.nat(1000);
const some = fc.array(nth, { minLength: 1, maxLength: 10, size: 'max' });
const permissions = fc.constantFrom<string[][]>(['web-ops'], ['web-ops', 'db-admins'], ['db-admins'], [ROLE.name], [ROLE.name, 'db-admins'], [FINISHING], [FINISHING]); // prettier-ignore
const seconds = fc.oneof(fc.integer({ min: 4, max: 12 }), fc.constant(3600));
const ask = fc.record({ person: fc.constantFrom(...PEOPLE), permissions, seconds });

const pick = <T>(from: readonly T[], numbers: number[]): T[] => [
  ...new Set(numbers.flatMap((n) => from[n % from.length] ?? [])),
];

/** Mostly where nothing is broken, for there more happens. */
const give_ = fc.tuple(some, fc.integer({ min: 1, max: 4 }), ask).map<Act>(
  ([hosts, dice, what]) =>
    (world) =>
      give(world, pick(dice === 1 ? HOSTS : world.sound(), hosts), what),
);
/** Straight from the approval to the server. */
const giveOn =
  (hosts: number[], what: Ask): Act =>
  async (world) => {
    const given = await give(world, pick(world.sound(), hosts), what);
    await Promise.all(given.slice(0, 3).map((grant) => logIn(world, grant)));
  };
const giveAndLogIn = fc.tuple(some, ask).map(([hosts, what]) => giveOn(hosts, what));
const liveOnes = ({ model }: World) => model.grants.filter((grant) => model.isLive(grant, Date.now()));
const end_ = fc.tuple(some, fc.constantFrom('give-back' as const, 'revoke' as const)).map<Act>(
  ([grants, how]) =>
    (world) =>
      end(world, pick(liveOnes(world), grants), how),
);
const extend_ = fc.tuple(nth, fc.integer({ min: 4, max: 12 })).map<Act>(([n, more]) => async (world) => {
  for (const grant of pick(liveOnes(world).slice(-6), [n])) await extend(world, grant, more);
});
/** Mostly with some of the latest grants, whether they have ended or not. */
const logIn_ = fc.array(nth, { minLength: 1, maxLength: 4, size: 'max' }).map<Act>((grants) => async (world) => {
  await Promise.all(pick(certifiable(world).slice(-12), grants).map((grant) => logIn(world, grant)));
});
const breakSome = fc
  .array(fc.tuple(nth, fc.constantFrom(...FAULTS)), { minLength: 1, maxLength: 5, size: 'max' })
  .map<Act>((faults) => async (world) => {
    const byHost = new Map(faults.map(([n, fault]) => [HOSTS[n % HOSTS.length] ?? '', fault]));
    await Promise.all([...byHost].map(([host, fault]) => breakOne(world, host, fault)));
  });
const heal = some.map<Act>((hosts) => (world) => repair(world, pick(HOSTS, hosts)));
const center = fc.constantFrom<Act>(
  (world) => toggleInstance(world, 0),
  (world) => toggleInstance(world, 1),
  (world) => toggleControlPlane(world),
  (world) => toggleLink(world),
);
const onCall = fc.constantFrom(...PEOPLE).map<Act>((person) => (world) => toggleOnCall(world, person));
const wait = fc.integer({ min: 500, max: 4000 }).map<Act>((ms) => () => pause(ms));

/** Of each kind of permission some, on many hosts at once, and somebody on call. */
const first = fc
  .tuple(some, some, some, seconds, onCall)
  .map(([one, two, three, most, comes]): Act[] => [
    giveOn(one, { person: 'sam', permissions: [FINISHING], seconds: 16 }),
    giveOn(two, { person: 'rita', permissions: ['web-ops', 'db-admins'], seconds: most }),
    comes,
    giveOn(three, { person: 'tess', permissions: [ROLE.name, 'db-admins'], seconds: 10 }),
  ]);
const rest = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: giveAndLogIn },
    { weight: 3, arbitrary: give_ },
    { weight: 3, arbitrary: end_ },
    { weight: 2, arbitrary: extend_ },
    { weight: 5, arbitrary: logIn_ },
    { weight: 4, arbitrary: breakSome },
    { weight: 3, arbitrary: heal },
    { weight: 4, arbitrary: center },
    { weight: 2, arbitrary: fc.constant<Act>(recover) },
    { weight: 3, arbitrary: onCall },
    { weight: 2, arbitrary: wait },
  ),
  { minLength: 20, maxLength: 26, size: 'max' },
);
const acts = fc.tuple(first, rest).map(([some, more]) => [...some, ...more]);

async function live(world: World, sequence: Act[]): Promise<void> {
  for (const act of sequence) {
    world.count('acts');
    await act(world);
    expect(await world.snapshot()).toEqual([]);
  }
  await healAll(world);
  // Where a server may have ended access by itself, whoever is on call gets it again once it was looked at.
  await world.refresh();
  await world.agreed();
  await lastMoment(world);
  await world.agreed();
  expect(await endAll(world)).toEqual([]);
  await world.refresh();
  await world.allActive();
}

/** Of those whose sessions finish, the first comes to its end; the others are ended before. */
async function lastMoment(world: World): Promise<void> {
  const { model } = world;
  const finishing = model.grants.filter((grant) => grant.wasFinishing && model.isFinishing(grant, Date.now()));
  const lastMs = Math.min(...finishing.map(({ finishUntilMs = 0 }) => finishUntilMs));
  while (finishing.length > 0 && Date.now() <= lastMs) {
    await pause(1000);
    expect(await world.snapshot()).toEqual([]);
  }
}

/** Each of these must have happened in the days, or they proved nothing of it. */
const HAPPENS = ['given', 'ended', 'login', 'sessions', 'finishing', 'on-call', 'off-call', 'broken', 'healed', 'link'];

const told = ({ done }: World, took: Record<string, number>): string => {
  const kinds = ['loop', 'cron', 'systemd'].map((kind) => `${HOSTS.filter((host) => kindOf(host) === kind).length} ${kind}`); // prettier-ignore
  return `fleet: ${HOSTS.length} hosts (${kinds.join(', ')}), ${JSON.stringify(took)} s, ${JSON.stringify(Object.fromEntries(done))}\n`;
};

it(
  'lets nobody have what no grant gives him, and is as it should be a minute after whatever broke [I12] [I13] [I15] [I24] [I61]',
  async () => {
    const since = performance.now();
    const seconds = () => Math.round((performance.now() - since) / 1000);
    process.stderr.write(`fleet: ${RUNS} runs, CURFEW_FLEET_SEED=${SEED}\n`);
    const world = await givenWorld();
    const start = seconds();
    const property = fc.asyncProperty(acts, async (sequence) => {
      world.story.length = 0;
      try {
        await live(world, sequence);
        if (process.env['CURFEW_FLEET_STORY']) process.stderr.write(`${world.story.join('\n')}\n`);
      } catch (error) {
        throw new Error(`${world.story.join('\n')}\n${String(error)}`, { cause: error });
      }
    });
    try {
      await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
      // What is refused or late is only noted: a day in which nothing worked would agree with everything.
      const happened = HAPPENS.filter((what) => (world.done.get(what) ?? 0) > 0);
      expect(happened).toEqual(HAPPENS);
    } finally {
      process.stderr.write(told(world, { start, days: seconds() - start }));
    }
  },
  120_000 + RUNS * LONGEST_RUN_MS,
);
