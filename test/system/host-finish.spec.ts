/** A flow may let running sessions finish: what then goes at the end, what stays, and how it ends after all. */
import { formatUninstallRequest } from '#host/request.js';
import { curfewHostScript } from '#host/script.js';
import type { EndedGrant, WantedGrant } from '#host/wanted.js';
import { until } from '#testkit/until.js';
import {
  CONNECTOR,
  type CurfewHost,
  givenCurfewHost,
  grantId,
  inOneHour,
  INSTALLATION,
  killReaper,
  wantedGrant,
} from './given-curfew-host.js';

const principal = (n: number) => `grant-${grantId(n)}-1`;
const nowSeconds = () => Math.floor(Date.now() / 1000);
const finishUntilSeconds = inOneHour() + 3600;
const finishing = wantedGrant({ untilSeconds: inOneHour(), finishUntilSeconds });
const other = wantedGrant({ grantId: grantId(2), groups: ['db-admins'] });
const ended = (grant: WantedGrant, change: Partial<EndedGrant> = {}): EndedGrant => ({
  grantId: grant.grantId,
  account: grant.account,
  finishUntilSeconds,
  ...change,
});

const sleepers = async (host: CurfewHost) =>
  (await host.server.output('ps', '-eo', 'args=')).split('\n').filter((line) => /^sleep 48\d\d *$/.test(line)).map((line) => line.trim()).sort(); // prettier-ignore
const groupsOf = async (host: CurfewHost) => (await host.server.output('id', '-Gn', 'alice')).trim().split(' ').sort();
const ledgerOf = (host: CurfewHost) => host.server.output('cat', '/var/lib/curfew/ledger');
/** The grant has that many seconds left, by this boot's clock. */
const leave = (host: CurfewHost, untilSeconds: number, seconds: number) =>
  host.server.output('sh', '-c', `up=$(cut -d. -f1 /proc/uptime); sed -i "/^grant /s/ ${untilSeconds} -*[0-9]* / ${untilSeconds} $((up + ${seconds})) /" /var/lib/curfew/ledger`); // prettier-ignore

async function givenSession(host: CurfewHost, n: number, command: string) {
  const session = await host.session('alice', principal(n), [`${command} echo up; exec sleep 480${n}`]);
  await until(() => session.output().includes('up'), { within: 20_000 });
  return session;
}
const one = (host: CurfewHost) => host.apply([], { ended: [ended(finishing)] }).then(({ grants }) => grants[0]);
const finishingOne = { grantId: grantId(1), state: 'partial', remaining: [] };

describe.each([
  ['dash', { shell: ['dash'] }],
  ['busybox sh', { shell: ['busybox', 'sh'] }],
  ['systemd and the journal', { systemd: true }],
])('with %s', (_, options) => {
  it('the session goes on with its groups; membership, trust and account go, and a revocation kills it', async () => {
    const host = await givenCurfewHost({ ...options, sudoers: { alice: 'alice ALL=(ALL) NOPASSWD:ALL' } });
    await host.apply([finishing]);
    const session = await givenSession(host, 1, 'sudo -b setsid sleep 4810 >/dev/null 2>&1 </dev/null;');
    const answer = await one(host);
    expect(answer).toMatchObject({ ...finishingOne, finishing: [expect.stringMatching(/^(session|login) \d+$/)] });
    expect(answer).not.toHaveProperty('fault');
    expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts']);
    expect(await host.server.output('getent', 'shadow', 'alice')).toMatch(/:!.*:1:$/m);
    expect(await host.login('alice', principal(1))).toMatchObject({ code: 255 });
    expect(await sleepers(host)).toEqual(['sleep 4801', 'sleep 4810']);
    expect(await one(host)).toEqual(answer);
    // Without the word of the order it ends, and the word does not come back
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(await sleepers(host)).toEqual([]);
    await until(() => session.code() !== null, { within: 30_000 });
    expect(await one(host)).toMatchObject({ state: 'absent' });
    expect(await ledgerOf(host)).toMatch(/^curfew-ledger 1\n/);
  });

  it('is proved gone when the last session has come to its end by itself', async () => {
    const host = await givenCurfewHost(options);
    await host.apply([finishing]);
    const session = await givenSession(host, 1, '');
    expect((await one(host))?.finishing).toHaveLength(1);
    await host.server.output('sh', '-c', 'kill $(ps -eo pid=,args= | sed -n "s/^ *\\([0-9]*\\) sleep 4801 *$/\\1/p")');
    await until(() => session.code() !== null, { within: 30_000 });
    await until(async () => (await one(host))?.state === 'absent', { within: 30_000 });
    expect(await ledgerOf(host)).not.toMatch(/^(grant|finish|member) /m);
  });

  it('another grant on the account lives on, one that was revoked does not, and what holds its group neither', async () => {
    const host = await givenCurfewHost(options);
    const live = wantedGrant({ grantId: grantId(3), groups: [] });
    await host.apply([finishing, live]);
    const [a, c] = [await givenSession(host, 1, ''), await givenSession(host, 3, '')];
    await host.apply([finishing, live, other]);
    const b = await givenSession(host, 2, '');
    const answer = await host.apply([live], { ended: [ended(finishing), ended(other, { finishUntilSeconds: undefined })] }); // prettier-ignore
    expect(answer.grants).toMatchObject([{ grantId: grantId(3), state: 'present' }, finishingOne, { grantId: grantId(2), state: 'absent' }]); // prettier-ignore
    expect(await sleepers(host)).toEqual(['sleep 4801', 'sleep 4803']);
    await until(() => b.code() !== null, { within: 30_000 });
    expect([a.code(), c.code()]).toEqual([null, null]);
    expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts']);
    // The one that lives on came in while the first held its group, and would keep it: it counts as finishing, and ends with that
    expect(answer.grants[1]?.finishing).toHaveLength(2);
    await host.apply([live]);
    expect(await sleepers(host)).toEqual([]);
    expect(await host.login('alice', principal(3))).toMatchObject({ code: 0 });
  });
});

it('the reaper alone does the same from the ledger, and kills at the last moment', async () => {
  const host = await givenCurfewHost();
  await host.apply([finishing]);
  const session = await givenSession(host, 1, '(crontab - || true) <<X\n* * * * * sleep 4811\nX\n');
  await killReaper(host);
  await leave(host, finishing.untilSeconds, 0);
  await host.script('', 'reap');
  expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts']);
  expect(await host.login('alice', principal(1))).toMatchObject({ code: 255 });
  expect((await host.server.exec(['test', '-e', '/var/spool/cron/crontabs/alice'])).code).toBe(1);
  expect(await sleepers(host)).toEqual(['sleep 4801']);
  await host.script('', 'reap');
  expect(await sleepers(host)).toEqual(['sleep 4801']);
  expect(await ledgerOf(host)).toMatch(/^curfew-ledger 3\n[^]*^grant .* ending\nfinish /m);
  // The order that comes back hears of it, and says the same
  expect(await one(host)).toMatchObject({ ...finishingOne, finishing: [expect.any(String)] });
  await leave(host, finishing.untilSeconds, finishing.untilSeconds - finishUntilSeconds);
  await host.script('', 'reap');
  await until(() => session.code() !== null, { within: 30_000 });
  expect(await ledgerOf(host)).not.toMatch(/^(grant|finish) /m);
});

it('cron’s run of a minute stays for the last moment', async () => {
  const host = await givenCurfewHost();
  await host.apply([finishing]);
  const session = await givenSession(host, 1, '');
  await killReaper(host);
  const lastMomentIn = 5;
  await leave(host, finishing.untilSeconds, finishing.untilSeconds - finishUntilSeconds + lastMomentIn);
  await host.script('', 'reap', 'minute');
  await until(() => session.code() !== null, { within: 30_000 });
  expect(await ledgerOf(host)).not.toMatch(/^(grant|finish) /m);
});

it('an account that was there before keeps its own logins, and a reboot leaves nothing to finish', async () => {
  const host = await givenCurfewHost({ accounts: [{ name: 'alice' }] });
  const guest = { ...finishing, adopt: true };
  await host.apply([guest]);
  await givenSession(host, 1, '');
  expect(await one(host)).toMatchObject({ ...finishingOne, finishing: [expect.any(String)] });
  expect(await groupsOf(host)).toEqual(['alice']);
  expect(await sleepers(host)).toEqual(['sleep 4801']);
  await host.server.output('sed', '-i', 's/^\\(grant .*\\) [0-9a-f-]\\{36\\} pty/\\1 aaaaaaaa-0000-4000-8000-000000000000 pty/', '/var/lib/curfew/ledger'); // prettier-ignore
  expect(await one(host)).toMatchObject({ state: 'absent' });
});

it('people are told of both ends', async () => {
  const host = await givenCurfewHost();
  await host.apply([finishing]);
  const session = await host.session('alice', principal(1), ['echo up; sleep 4801'], ['-tt']);
  await until(() => session.output().includes('up'), { within: 30_000 });
  await killReaper(host);
  const told = () => session.output().match(/Curfew: [^\r\n]*/g) ?? [];
  const at = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 16);
  await leave(host, finishing.untilSeconds, 115);
  await host.script('', 'reap');
  await until(() => told().length > 0, { within: 30_000 });
  await leave(host, finishing.untilSeconds, 115 - (finishUntilSeconds - finishing.untilSeconds));
  await host.script('', 'reap');
  await host.script('', 'reap');
  await until(() => told().length > 1, { within: 30_000 });
  expect(told()).toEqual([
    `Curfew: your access to this server ends in 2 minutes, at ${at(finishing.untilSeconds)} UTC. No new login then; this session may go on, for at most 60 minutes.`,
    `Curfew: this session ends in 2 minutes, at ${at(finishUntilSeconds)} UTC. Your access to this server has ended already.`,
  ]);
});

it('the server’s own policy bounds it, and an uninstall ends it', async () => {
  const host = await givenCurfewHost();
  await host.server.output('sh', '-c', 'mkdir -p /etc/curfew; echo longest 2h >/etc/curfew/policy');
  const late = { ...finishing, finishUntilSeconds: nowSeconds() + 30 * 86_400 };
  await host.apply([late]);
  await givenSession(host, 1, '');
  const [, most] = /^finish .* (\d+)$/m.exec(await ledgerOf(host)) ?? [];
  expect(Math.abs(Number(most) - nowSeconds() - 7260)).toBeLessThan(30);
  expect(await one(host)).toMatchObject(finishingOne);
  const asked = formatUninstallRequest({ installationId: INSTALLATION, connectorId: CONNECTOR });
  expect(await host.script(asked)).not.toContain('fault');
  expect(await sleepers(host)).toEqual([]);
});

it.each(['trust-stripped', 'membership-removed', 'account-locked', 'ledger-settled-before'])(
  'an end that dies at %s leaves the session, and the next one makes it good [I15]',
  async (step) => {
    const host = await givenCurfewHost();
    await host.apply([finishing]);
    await givenSession(host, 1, '');
    await killReaper(host);
    await leave(host, finishing.untilSeconds, 0);
    const variant = curfewHostScript().replace(/^step\(\) \{\n {2}:\n\}$/m, () => `step() { [ "$1" != ${step} ] || kill -9 $$; }`); // prettier-ignore
    await host.server.exec(['sh', '-c', 'cat >/run/dying.sh'], { stdin: variant });
    expect((await host.server.exec(['sh', '/run/dying.sh', 'reap'])).code).not.toBe(0);
    await host.script('', 'reap');
    expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts']);
    expect(await sleepers(host)).toEqual(['sleep 4801']);
  },
);
