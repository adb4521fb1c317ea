/**
 * Two instances of one connector, each a process with its own key and journal, beside one server. Either dies at any time; what was
 * ordered comes true all the same, and who comes back with an old journal undoes nothing.
 */
import type { TestConnector } from '#testkit/connector.js';
import { givenFolder } from '#testkit/folder.js';
import { ok } from '#testkit/given.js';
import { type GrantSeen, givenInstallation, type Installation, setUpAll } from '#testkit/installation.js';
import { givenKey, ssh, startSsh } from '#testkit/openssh.js';
import { readReality } from '#testkit/oracle.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { addInstance, sharedSecrets } from './given-instances.js';

const SERVER = 'web-1';
const WITHIN_MS = 60_000;
const ROUNDS = Number(process.env['CURFEW_INSTANCES_ROUNDS'] ?? 3);

interface InstanceSeen {
  connected: boolean;
  refusal: { code: string } | null;
}

let installation: Installation;
let server: TestServer;
/** In the order of their enrolment. */
let instances: TestConnector[];

const seen = async (): Promise<{ id: string; connected: boolean; instances: InstanceSeen[] }> => {
  type Seen = Awaited<ReturnType<typeof seen>>;
  const [found] = ok(await installation.api.as('ada').get<{ items: Seen[] }>('/api/connectors')).items;
  if (!found) throw new Error('There is no connector.');
  return found;
};

/** Everything that gives access on the server, in words. */
const access = async (): Promise<string[]> =>
  (await readReality(server)).access.filter(({ kind }) => kind !== 'process' && kind !== 'held')
    .map((one) => Object.values(one).join(' ')).sort(); // prettier-ignore
const accessOf = (grant: GrantSeen): string[] => ['member rita web-ops', 'open rita', `trust rita ${grant.id}`];

const giveBack = async (grant: GrantSeen): Promise<void> => {
  ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
};
const granted = async (seconds = 3600): Promise<GrantSeen> =>
  installation.grantIn(await installation.approve(await installation.ask(SERVER, { seconds })), 'active', WITHIN_MS);

beforeAll(async () => {
  const loginKey = await givenKey({ comment: 'curfew connector' });
  const env = sharedSecrets(loginKey);
  server = await givenServer({ name: SERVER, groups: ['web-ops', 'db-admins'], loginKeys: [loginKey.publicKey] });
  installation = await givenInstallation([server], loginKey, { connector: { env }, setUp: false });
  instances = [installation.connector, await addInstance(installation, { env })];
  await instances[1].start();
  // Both install curfew-host and set the server up at the same time.
  await setUpAll(installation, [server]);
});

it('both are connected; the one that was set up by two at once works', async () => {
  expect(await seen()).toMatchObject({ connected: true, instances: [{ connected: true }, { connected: true }] });
  expect(await server.output('visudo', '-c')).toContain('curfew-host: parsed OK');
  const doctor = await server.output('/usr/local/sbin/curfew-host', 'doctor');
  expect(doctor).not.toMatch(/error|missing/i);
});

it.each([0, 1])('with instance %i killed, all goes on: login, request, end and its proof', async (victim) => {
  const grant = await granted();
  await instances[victim].kill('SIGKILL');
  const login = await installation.login(grant, SERVER);
  expect(await ssh(login, ['id', '-nG'])).toMatchObject({ stdout: expect.stringContaining('web-ops') as string });
  await giveBack(grant);
  await installation.grantIn(grant.id, 'ended', WITHIN_MS);
  expect(await access()).toEqual([]);
  const later = await granted();
  expect(await access()).toEqual(accessOf(later));
  await instances[victim].start();
  await installation.grantIn(later.id, 'active');
  await giveBack(later);
  await installation.grantIn(later.id, 'ended', WITHIN_MS);
  expect(await access()).toEqual([]);
});

it('one that comes back cut off from the control plane with an old journal undoes nothing, not at its own deadlines either [I37]', async () => {
  const [stale] = instances;
  const old = await granted(12);
  await stale.kill('SIGKILL');
  await giveBack(old);
  await installation.grantIn(old.id, 'ended', WITHIN_MS);
  const fresh = await granted();
  const session = startSsh(await installation.login(fresh, SERVER), ['echo in; exec sleep 600']);
  await until(() => session.output().includes('in'), { within: WITHIN_MS, what: 'a session' });
  const before = stale.printed().length;
  stale.spawn({ CURFEW_URL: 'http://127.0.0.1:1' });
  const said = (): number => stale.printed().slice(before).split('order-older-than-ledger').length - 1;
  await until(() => said() >= 1, { within: WITHIN_MS, what: 'its old order was refused' });
  const [refused, deadline] = [said(), Date.parse(old.untilAt)];
  await until(() => Date.now() > deadline && said() > refused, { within: WITHIN_MS, what: 'its deadline has passed' });
  expect(await access()).toEqual(accessOf(fresh));
  expect(session.code()).toBeNull();
  await stale.kill('SIGKILL');
  await stale.start();
  await until(async () => (await seen()).instances[0].connected, { within: WITHIN_MS });
  expect(await installation.grant(fresh.id)).toMatchObject({ state: 'active', fault: null });
  expect((await installation.server(SERVER)).state).toBe('active');
  await instances[1].kill('SIGKILL');
  await giveBack(fresh);
  await installation.grantIn(fresh.id, 'ended', WITHIN_MS);
  expect(await access()).toEqual([]);
  await until(() => session.code() !== null, { within: WITHIN_MS, what: 'the session killed' });
  await instances[1].start();
});

it('an instance with a user CA key of its own is refused, and adds no trust on any server', async () => {
  const grant = await granted();
  const trust = await server.output('cat', '/etc/ssh/curfew/keys/rita');
  const foreign = await addInstance(installation, { env: { CURFEW_SECRETS: givenFolder('none') } });
  foreign.spawn();
  await until(() => foreign.printed().includes('CURFEW_CA_SECRET'), { within: WITHIN_MS, what: 'it says why' });
  expect((await seen()).instances[2]).toMatchObject({ connected: false, refusal: { code: 'user-ca-differs' } });
  expect(await server.output('cat', '/etc/ssh/curfew/keys/rita')).toBe(trust);
  await foreign.kill('SIGKILL');
  await giveBack(grant);
  await installation.grantIn(grant.id, 'ended', WITHIN_MS);
});

/** Kills one at a moment of its own choosing, and starts it again. */
const killedMeanwhile = async (work: () => Promise<unknown>): Promise<void> => {
  const victim = instances[Math.floor(Math.random() * instances.length)];
  const afterMs = Math.floor(Math.random() * 400);
  const working = work();
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await victim.kill('SIGKILL');
  process.stderr.write(`instances: ${instances.indexOf(victim)} killed after ${afterMs} ms\n`);
  await working;
  await victim.start();
};

it('killed in any order, at any moment, they give and end what was ordered, round after round [I15]', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    let grant = {} as GrantSeen;
    await killedMeanwhile(async () => (grant = await granted()));
    expect(await access()).toEqual(accessOf(grant));
    expect(await ssh(await installation.login(grant, SERVER), ['id', '-un'])).toMatchObject({ stdout: 'rita\n' });
    await killedMeanwhile(async () => {
      await giveBack(grant);
      await installation.grantIn(grant.id, 'ended', WITHIN_MS);
    });
    expect(await access()).toEqual([]);
  }
}, 300_000);
