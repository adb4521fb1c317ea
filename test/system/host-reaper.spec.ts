/** The server's own reaper: access ends on time with nothing from outside, adds nothing, and says so to whoever asks next. */
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { parsePreflight, preflightScript } from '#host/preflight.js';
import { formatUninstallRequest } from '#host/request.js';
import { curfewHostScript, scriptPart } from '#host/script.js';
import { until } from '#testkit/until.js';
import {
  CONNECTOR,
  type CurfewHost,
  etcLessOurs,
  givenCurfewHost,
  grantId,
  inOneHour,
  INSTALLATION,
  killReaper,
  OTHER_CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';

const PRINCIPAL = `grant-${grantId(1)}-1`;
const nowSeconds = () => Math.floor(Date.now() / 1000);
const ledgerOf = (host: CurfewHost) => host.server.output('cat', '/var/lib/curfew/ledger');
const groupsOf = async (host: CurfewHost, account = 'alice') =>
  (await host.server.output('id', '-Gn', account)).trim().split(' ').sort(); // prettier-ignore
const processes = async (host: CurfewHost) => (await host.server.output('ps', '-eo', 'user=,args=')).split('\n');
const reapers = async (host: CurfewHost) => (await processes(host)).filter((line) => / reap( |$)/.test(line));
/** While it looks, its look is a process of the same name; it may also outlive its loop by that. */
const untilReapers = (host: CurfewHost, count: number) =>
  until(async () => (await reapers(host)).length === count, { within: 20_000 });

/** The grant's end is over by this boot's seconds, as if the hour had passed. */
const passEnd = (host: CurfewHost, untilSeconds: number) =>
  host.server.output('sed', '-i', `/^grant /s/ ${untilSeconds} [0-9]* / ${untilSeconds} 1 /`, '/var/lib/curfew/ledger');

async function expectGone(host: CurfewHost) {
  expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts']);
  expect(await host.server.output('getent', 'shadow', 'alice')).toMatch(/:!.*:1:$/m);
  expect((await processes(host)).filter((line) => /alice|471\d/.test(line))).toEqual([]);
  expect(await ledgerOf(host)).not.toMatch(/^(grant|sudo) /m);
  expect(await host.server.output('ls', '-A', '/etc/sudoers.d')).not.toContain('curfew-');
  expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
}

it('ends membership, sessions and account on time with nothing from outside, and tells the next order [I12] [I13]', async () => {
  const host = await givenCurfewHost();
  const untilSeconds = nowSeconds() + 12;
  expect(await host.apply([wantedGrant({ untilSeconds })])).toMatchObject({ reaper: 'loop', faults: [] });
  const session = await host.session('alice', PRINCIPAL, [
    'setsid sleep 4711 & (nohup sleep 4712 >/dev/null 2>&1 &); echo up; sleep 4713',
  ]);
  await until(() => session.output().includes('up'), { within: 20_000 });
  await until(async () => !(await ledgerOf(host)).includes('\ngrant '), { within: 60_000 });
  expect(nowSeconds()).toBeGreaterThanOrEqual(untilSeconds - 1);
  expect(nowSeconds()).toBeLessThan(untilSeconds + 60);
  await expectGone(host);
  await until(() => session.code() !== null, { within: 20_000 });
  const answer = await host.apply([]);
  expect(answer.grants).toMatchObject([{ grantId: grantId(1), state: 'absent', remaining: [] }]);
  expect(answer.reaped).toEqual([{ grantId: grantId(1), atSeconds: expect.any(Number) }]);
  expect(await host.apply([])).toMatchObject({ grants: [], changed: false });
});

describe.each([['dash'], ['bash'], ['busybox sh']])('under %s', (shell) => {
  it('ends both connectors’ grants, keeps what another grant needs, and is idempotent [I14] [I25]', async () => {
    const host = await givenCurfewHost({ shell: shell.split(' '), accounts: [{ name: 'bob', groups: ['web-ops'] }] });
    const before = await etcLessOurs(host.server);
    const soon = inOneHour();
    const bob = wantedGrant({ grantId: grantId(2), account: 'bob', adopt: true, groups: ['web-ops', 'db-admins'] });
    const stays = wantedGrant({ grantId: grantId(3), groups: ['web-ops'], untilSeconds: soon + 100 });
    await host.apply([wantedGrant({ groups: ['web-ops', 'db-admins'], untilSeconds: soon }), { ...stays }]);
    await host.apply([{ ...bob, untilSeconds: soon }], { connectorId: OTHER_CONNECTOR });
    await killReaper(host);
    await passEnd(host, soon);
    await host.script('', 'reap');
    expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts', 'web-ops']);
    expect(await groupsOf(host, 'bob')).toEqual(['bob', 'web-ops']);
    expect(await host.login('alice', `grant-${grantId(3)}-1`)).toMatchObject({ code: 0 });
    expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
    const ledger = await ledgerOf(host);
    await host.script('', 'reap');
    expect(await ledgerOf(host)).toBe(ledger);
    await passEnd(host, soon + 100);
    await host.script('', 'reap');
    await expectGone(host);
    expect(await etcLessOurs(host.server)).toBe(before);
    const told = await host.apply([], { connectorId: OTHER_CONNECTOR });
    expect(told.grants).toMatchObject([{ grantId: grantId(2), state: 'absent', remaining: [] }]);
  });
});

it('adds nothing: what the server’s admin took away stays away [I36]', async () => {
  const host = await givenCurfewHost();
  const soon = inOneHour();
  const other = wantedGrant({ grantId: grantId(2), groups: ['db-admins'], untilSeconds: soon + 100 });
  await host.apply([wantedGrant({ untilSeconds: soon }), other]);
  await host.server.output('gpasswd', '-d', 'alice', 'db-admins');
  await passEnd(host, soon);
  await host.script('', 'reap');
  expect(await groupsOf(host)).toEqual(['alice', 'curfew-accounts']);
});

/** A `date` that is off by what /run/offset holds: the script looks into /usr/local first. */
async function givenClock(host: CurfewHost): Promise<(seconds: number) => Promise<unknown>> {
  const date = `#!/bin/sh\n[ "$*" = +%s ] || exec /usr/bin/date "$@"\necho $(($(/usr/bin/date +%s) + $(cat /run/offset)))\n`;
  const set = (seconds: number) => host.server.output('sh', '-c', `echo ${seconds} >/run/offset`);
  await set(0);
  await host.server.exec(['sh', '-c', 'cat >/usr/local/bin/date; chmod 755 /usr/local/bin/date'], { stdin: date });
  return set;
}

it('gives no time to a clock that is set back, also after a reboot, and revives nothing that ended [I19]', async () => {
  const host = await givenCurfewHost();
  const set = await givenClock(host);
  await killReaper(host);
  const grant = wantedGrant();
  await host.apply([grant]);
  await set(3500);
  await host.script('', 'reap');
  expect(await groupsOf(host)).toContain('web-ops');
  // The machine starts again with a clock two hours back; 100 s later it is over
  await host.server.output('sed', '-i', '/^grant /s/[0-9a-f-]\\{36\\} pty/another-boot pty/', '/var/lib/curfew/ledger');
  await set(-7200);
  await host.server.output('sh', '-c', "awk '{print $1 + 100, $2, $3}' /var/lib/curfew/high-water >/run/h && cp /run/h /var/lib/curfew/high-water"); // prettier-ignore
  await host.script('', 'reap');
  await expectGone(host);
  const again = await host.apply([grant]);
  expect(again.grants).toMatchObject([{ state: 'refused', fault: { code: 'grant-not-active' } }]);
  expect(await groupsOf(host)).not.toContain('web-ops');
  // Only a later end, which is another approval, opens it again
  await set(0);
  const later = await host.apply([{ ...grant, untilSeconds: grant.untilSeconds + 7200 }]);
  expect(later.grants).toMatchObject([{ state: 'present' }]);
});

it('starts its loop again with the next order after a reboot, and ends nothing twice', async () => {
  const host = await givenCurfewHost();
  const untilSeconds = nowSeconds() + 8;
  await host.apply([wantedGrant({ untilSeconds })]);
  await host.server.host.stop();
  await until(() => nowSeconds() > untilSeconds, { within: 30_000 });
  await host.server.host.start();
  expect(await reapers(host)).toEqual([]);
  expect(await host.apply([])).toMatchObject({ reaper: 'loop', grants: [{ state: 'absent', remaining: [] }] });
  await untilReapers(host, 1);
});

it('ends what ended while the server was off, by cron at its start [I12]', async () => {
  const host = await givenCurfewHost();
  const cron = 'mkdir -p /etc/cron.d /var/spool/cron/crontabs; /usr/sbin/cron';
  await host.server.output('sh', '-c', cron);
  await host.install();
  await untilReapers(host, 0);
  const untilSeconds = nowSeconds() + 8;
  expect(await host.apply([wantedGrant({ untilSeconds })])).toMatchObject({ reaper: 'cron' });
  await host.server.host.stop();
  await until(() => nowSeconds() > untilSeconds, { within: 30_000 });
  await host.server.host.start();
  expect(await groupsOf(host)).toContain('web-ops');
  await host.server.output('sh', '-c', cron);
  await until(async () => !(await ledgerOf(host)).includes('\ngrant '), { within: 60_000 });
  await expectGone(host);
  await host.script('', 'uninstall');
  expect((await host.server.exec(['ls', '/etc/cron.d/curfew'])).code).not.toBe(0);
});

describe('killed at a step while reaping', () => {
  const steps = ['trust-stripped-before', 'trust-stripped', 'sudo-rule-removed-before', 'sudo-rule-removed', 'membership-removed-before', 'membership-removed', 'account-locked-before', 'account-locked', 'processes-killed-before', 'processes-killed', 'ledger-intended', 'ledger-settled-before', 'ledger-settled']; // prettier-ignore
  let host: CurfewHost;
  beforeAll(async () => {
    host = await givenCurfewHost();
  });

  it.each(steps)('%s: the next run makes it good [I15]', async (step) => {
    const soon = inOneHour();
    const sudoRoles = [{ name: 'look', commands: ['/usr/bin/id -u'] }];
    const grant = wantedGrant({ grantId: grantId(steps.indexOf(step) + 1), untilSeconds: soon, sudoRoles });
    expect((await host.apply([grant])).grants).toMatchObject([{ state: 'present' }]);
    await killReaper(host);
    await passEnd(host, soon);
    const variant = curfewHostScript().replace(/^step\(\) \{\n {2}:\n\}$/m, () => `step() { [ "$1" != ${step} ] || kill -9 $$; }`); // prettier-ignore
    expect(variant).not.toBe(curfewHostScript());
    await host.server.exec(['sh', '-c', 'cat >/run/dying.sh'], { stdin: variant });
    expect((await host.server.exec(['sh', '/run/dying.sh', 'reap'])).code).not.toBe(0);
    await host.script('', 'reap');
    await expectGone(host);
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  });
});

it('runs beside orders: whoever comes first, the same comes out', async () => {
  const host = await givenCurfewHost();
  const soon = inOneHour();
  await host.apply([wantedGrant({ untilSeconds: soon })]);
  await passEnd(host, soon);
  const runs = await Promise.all([host.script('', 'reap'), host.apply([]), host.script('', 'reap')]);
  expect(runs[1].grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  await expectGone(host);
});

it('leaves no process and no file after an uninstall, and a loop goes on through an upgrade [I30]', async () => {
  const host = await givenCurfewHost();
  await untilReapers(host, 1);
  await host.install();
  await untilReapers(host, 1);
  await host.script(formatUninstallRequest({ installationId: INSTALLATION, connectorId: CONNECTOR }));
  await untilReapers(host, 0);
  expect((await processes(host)).filter((line) => /sleep \d+$/.test(line))).toEqual([]);
  for (const path of [
    CURFEW_HOST_PATH,
    '/var/lib/curfew',
    '/etc/cron.d/curfew',
    '/etc/systemd/system/curfew-reaper.timer',
  ])
    expect((await host.server.exec(['test', '-e', path])).code).toBe(1);
});

it('has units that systemd takes', async () => {
  const host = await givenCurfewHost();
  const source = ['head', 'report', 'reaper'].map((part) => scriptPart(part as 'head')).join('\n');
  const verify =
    'mkdir -p /run/u; printf "%s\\n" "$service_text" >/run/u/curfew-reaper.service; printf "%s\\n" "$timer_text" >/run/u/curfew-reaper.timer; ' +
    'systemd-analyze verify --man=no /run/u/curfew-reaper.timer /run/u/curfew-reaper.service; systemd-analyze calendar "*:*:0/15"';
  const { stdout, stderr } = await host.server.exec(['sh', '-s'], { stdin: `${source}\n${verify}\n` });
  expect(stderr).not.toMatch(/curfew-reaper/);
  expect(stdout).toContain('Normalized form');
});

it('shows before a set-up the file that cron will read, and writes that one', async () => {
  const host = await givenCurfewHost();
  await host.script('', 'uninstall');
  await host.server.output('sh', '-c', 'mkdir -p /etc/cron.d /var/spool/cron/crontabs; /usr/sbin/cron');
  const look = async () => {
    // As root, who was also the one that set it up: there is no sudoers line to write
    const stdin = preflightScript({ login: 'root', accounts: [], groups: [] });
    return parsePreflight((await host.server.exec(['sh', '-s'], { stdin })).stdout);
  };
  const shown = await look();
  expect(shown.reaper).toBe('none');
  const file = shown.wouldWrite.find((write) => write.path === '/etc/cron.d/curfew');
  expect(file?.content).toContain(`@reboot root ${CURFEW_HOST_PATH} reap`);
  await host.install();
  expect(await host.server.output('cat', '/etc/cron.d/curfew')).toBe(file?.content);
  expect(await look()).toMatchObject({ reaper: 'cron', wouldWrite: [] });
  await untilReapers(host, 0);
});

it('reports what standing access it found while it reaped with the next order [I26]', async () => {
  const host = await givenCurfewHost({ accounts: [{ name: 'bob' }] });
  const soon = inOneHour();
  await host.apply([wantedGrant({ account: 'bob', adopt: true, untilSeconds: soon })]);
  const key = host.server.loginKey.publicKey;
  await host.server.output('sh', '-c', `mkdir -p ~bob/.ssh; echo '${key}' >~bob/.ssh/authorized_keys; chown -R bob: ~bob/.ssh`); // prettier-ignore
  await passEnd(host, soon);
  await host.script('', 'reap');
  const told = await host.apply([]);
  expect(told).toMatchObject({
    grants: [{ state: 'absent', account: 'bob', remaining: [] }],
    standing: [{ account: 'bob', kind: 'key', name: expect.stringMatching(/^SHA256:/) }],
  });
  expect(await host.apply([])).toMatchObject({ standing: [], grants: [] });
});
