/** `curfew-host end`: who runs a server ends access there alone, whatever is ordered [I36]. */
import { until } from '#testkit/until.js';
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { type CurfewHost, givenCurfewHost, grantId, inOneHour, wantedGrant } from './given-curfew-host.js';

const alice = wantedGrant();
const more = wantedGrant({ grantId: grantId(2), groups: ['db-admins'] });
const bob = wantedGrant({ grantId: grantId(3), account: 'bob' });
const ENDED = 'Root ended this grant on the server';

const groupsOf = async ({ server }: CurfewHost, account: string) =>
  (await server.output('id', '-Gn', account)).trim().split(' ').sort();
const principal = (n: number) => `grant-${grantId(n)}-1`;
const end = ({ server }: CurfewHost, whom: string) => server.exec([CURFEW_HOST_PATH, 'end', whom]);

let host: CurfewHost;

beforeEach(async () => {
  host = await givenCurfewHost();
  await host.apply([alice, more, bob]);
});

it('takes all access of an account with what runs, and neither the same order nor a longer one gives it again [I36]', async () => {
  const session = await host.session('alice', principal(1), ['echo up; setsid sleep 4711']);
  await until(() => session.output().includes('up'), { within: 20_000 });
  const { code, stdout } = await end(host, 'alice');
  expect(stdout).toContain(`The grant ${grantId(1)} has ended here and does not come back.`);
  expect(stdout).toContain(`The grant ${grantId(2)} has ended here and does not come back.`);
  expect(code).toBe(0);
  expect(await groupsOf(host, 'alice')).toEqual(['alice', 'curfew-accounts']);
  expect((await host.server.exec(['pgrep', '-u', 'alice'])).code).toBe(1);
  await until(() => session.code() !== null, { within: 20_000 });
  expect(await host.login('alice', principal(1))).toMatchObject({ code: 255 });
  expect(await groupsOf(host, 'bob')).toContain('web-ops');
  const told = await host.apply([alice, more, bob]);
  expect(told.reaped?.map((one) => one.grantId)).toEqual([grantId(1), grantId(2)]);
  const longer = await host.apply([{ ...alice, untilSeconds: inOneHour() + 3600 }, more, bob]);
  expect(longer.grants).toMatchObject([
    { account: 'bob', state: 'present' },
    { account: 'alice', state: 'refused', fault: { code: 'grant-not-active', message: ENDED } },
    { account: 'alice', state: 'refused', fault: { code: 'grant-not-active', message: ENDED } },
  ]);
  expect(await groupsOf(host, 'alice')).toEqual(['alice', 'curfew-accounts']);
  // Another grant is another approval
  expect((await host.apply([wantedGrant({ grantId: grantId(4) })])).grants).toContainEqual(
    expect.objectContaining({ grantId: grantId(4), state: 'present' }),
  );
});

it('takes one grant of an account, and leaves the others', async () => {
  expect(await end(host, grantId(1))).toMatchObject({ code: 0, stderr: '' });
  expect(await groupsOf(host, 'alice')).toEqual(['alice', 'curfew-accounts', 'db-admins']);
  expect(await host.login('alice', principal(1))).toMatchObject({ code: 255 });
  expect(await host.login('alice', principal(2))).toMatchObject({ code: 0 });
});

it('ends sessions that may finish, too', async () => {
  const dora = wantedGrant({ grantId: grantId(5), account: 'dora', finishUntilSeconds: inOneHour() + 3600 });
  await host.apply([dora]);
  const session = await host.session('dora', principal(5), ['echo up; sleep 4713']);
  await until(() => session.output().includes('up'), { within: 20_000 });
  const passed = `u=$(cut -d. -f1 /proc/uptime); sed -i "/^grant /s/ ${dora.untilSeconds} [0-9]* / ${dora.untilSeconds} $u /" /var/lib/curfew/ledger`;
  await host.server.output('sh', '-c', passed);
  await host.script('', 'reap');
  expect((await host.server.exec(['pgrep', '-u', 'dora', 'sleep'])).code).toBe(0);
  expect(await end(host, 'dora')).toMatchObject({ code: 0 });
  await until(() => session.code() !== null, { within: 20_000 });
});

it('names what is wrong with whom it is asked to end, and says what is left', async () => {
  expect(await end(host, '')).toMatchObject({ code: 1, stderr: expect.stringContaining('Say whose access is to end') });
  expect(await end(host, 'a b')).toMatchObject({ code: 1, stderr: expect.stringContaining('Say whose access') });
  expect(await end(host, 'carl')).toMatchObject({ code: 1, stderr: expect.stringContaining('no access of carl here') });
  await host.server.output('sh', '-c', 'printf "#!/bin/sh\\nexit 1\\n" >/usr/local/sbin/usermod; chmod 755 /usr/local/sbin/usermod; cp /usr/local/sbin/usermod /usr/local/sbin/gpasswd'); // prettier-ignore
  const { code, stdout, stderr } = await end(host, 'bob');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /^error: Something of it is left\nhint: .*\n {2}of bob:\n {2}membership web-ops\n {2}account not locked/m,
  );
});
