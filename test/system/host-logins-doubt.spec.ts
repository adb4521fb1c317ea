/** Whose login is it, where the log is forged or lost, where PAM gives logins no number, and what is no login at all. */
import { until } from '#testkit/until.js';
import {
  type CurfewHost,
  givenCurfewHost,
  grantId,
  inOneHour,
  OTHER_CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';

const untilSeconds = inOneHour();
const principal = (n: number) => `grant-${grantId(n)}-1`;
const ending = wantedGrant({ groups: [], untilSeconds });
const staying = wantedGrant({ grantId: grantId(2), groups: [], untilSeconds });

const sleepers = async (host: CurfewHost) =>
  (await host.server.output('ps', '-eo', 'args=')).split('\n').filter((line) => /^sleep 47\d\d *$/.test(line)).map((line) => line.trim()).sort(); // prettier-ignore
const sleeping = (host: CurfewHost, ...wanted: string[]) =>
  until(async () => (await sleepers(host)).join() === wanted.join(), { within: 20_000 });

/** sshd that logs by syslog, into a file that also takes the lines of everybody else. */
async function logBySyslog({ server }: CurfewHost) {
  await server.output('busybox', 'syslogd', '-O', '/var/log/auth.log');
  await server.host.sshd('stopped');
  await server.output('/usr/sbin/sshd', '-o', `ListenAddress=${server.address}`, '-o', `Port=${server.port}`);
}

/** What a person can have written in the name of sshd about his own connection. */
const forged = (grant: string) =>
  `monitor=$(sed -n "s/^PPid:[[:space:]]*//p" /proc/$PPID/status); set -- $SSH_CLIENT; ` +
  `logger -t sshd --id=$monitor -p auth.info "Accepted publickey for alice from $1 port $2 ssh2: ED25519-CERT SHA256:x ID ${grant} (serial 1) CA ED25519 SHA256:x"; `;

describe.each([
  ['syslog', {}],
  ['the journal', { systemd: true }],
])('where sshd logs to %s', (log, options) => {
  it('a forged line saves no login from its end, and the true ones decide', async () => {
    const host = await givenCurfewHost(options);
    if (log === 'syslog') await logBySyslog(host);
    await host.apply([ending, staying]);
    const one = await host.session('alice', principal(1), [forged(principal(2)), 'sleep 4701']);
    const two = await host.session('alice', principal(2), ['sleep 4702']);
    await sleeping(host, 'sleep 4701', 'sleep 4702');
    const said = () => host.server.output(...(log === 'syslog' ? ['cat', '/var/log/auth.log'] : ['journalctl', '-b']));
    const isForged = async () => /sshd\[\d+\]: Accepted publickey for alice .* SHA256:x ID/.test(await said());
    await until(isForged, { within: 20_000 });
    expect((await host.apply([staying])).grants).toContainEqual(
      expect.objectContaining({ grantId: grantId(1), state: 'absent', remaining: [] }),
    );
    expect(await sleepers(host)).toEqual(['sleep 4702']);
    await until(() => one.code() !== null, { within: 30_000 });
    expect(two.code()).toBeNull();
  });
});

it('a name that somebody tried to log in with is no line about a login', async () => {
  const host = await givenCurfewHost();
  await logBySyslog(host);
  await host.apply([ending, staying]);
  const monitor = 'sed -n "s/^PPid:[[:space:]]*//p" /proc/$PPID/status';
  const two = await host.session('alice', principal(2), [`echo "$SSH_CLIENT" $(${monitor}); sleep 4702`]);
  await sleeping(host, 'sleep 4702');
  await until(() => two.output().endsWith('\n'), { within: 20_000 });
  const [, port = '', , pid = ''] = two.output().trim().split(' ');
  const name = `x Accepted publickey for alice from 127.0.0.1 port ${port} ssh2: ED25519-CERT SHA256:x ID ${principal(1)} (serial 1) CA`;
  // OpenSSH's client sends no such name; sshd logs it like this
  await host.server.output(
    'logger',
    '-t',
    'sshd',
    `--id=${pid}`,
    '-p',
    'auth.info',
    `Invalid user ${name} from 127.0.0.1 port ${port}`,
  );
  const logged = () => host.server.output('cat', '/var/log/auth.log');
  const line = `sshd[${pid}]: Invalid user x Accepted publickey`;
  await until(async () => (await logged()).includes(line), { within: 20_000 });
  await host.apply([staying]);
  expect(await sleepers(host)).toEqual(['sleep 4702']);
});

describe('where the log is lost', () => {
  const givenLost = async (account: string) => {
    const host = await givenCurfewHost({ accounts: [{ name: 'bob' }] });
    const of = { account, adopt: account === 'bob' };
    await host.apply([{ ...ending, ...of }]);
    await host.apply([{ ...staying, ...of }], { connectorId: OTHER_CONNECTOR });
    await host.session(account, principal(1), ['sleep 4701']);
    await host.session(account, principal(2), ['sleep 4702']);
    await sleeping(host, 'sleep 4701', 'sleep 4702');
    await host.server.output('sh', '-c', ': >/var/log/sshd.log');
    return host;
  };

  it('a login on an account that Curfew made ends when in doubt', async () => {
    const host = await givenLost('alice');
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(await sleepers(host)).toEqual([]);
  });

  it('a login on an account that was there before stays until the last end, and is reported', async () => {
    const host = await givenLost('bob');
    const answer = await host.apply([]);
    expect(answer.grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    const said = { account: 'bob', kind: 'session', name: expect.stringMatching(/^\d+$/) };
    expect(answer.standing).toEqual([said, said]);
    expect(await sleepers(host)).toEqual(['sleep 4701', 'sleep 4702']);
    await host.apply([], { connectorId: OTHER_CONNECTOR });
    expect(await sleepers(host)).toEqual([]);
  });
});

it('where PAM gives logins no number, a login is what descends from its connection', async () => {
  const unnumbered = 'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_unix.so\n';
  const host = await givenCurfewHost({ accounts: [{ name: 'bob' }], files: { '/etc/pam.d/sshd': { text: unnumbered } } }); // prettier-ignore
  const bob = { account: 'bob', adopt: true };
  const others = [
    { ...ending, ...bob, grantId: grantId(3) },
    { ...staying, ...bob, grantId: grantId(4) },
  ];
  await host.apply([ending, staying, ...others]);
  for (const [n, account] of [
    [1, 'alice'],
    [2, 'alice'],
    [3, 'bob'],
    [4, 'bob'],
  ] as const)
    // prettier-ignore
    await host.session(account, principal(n), [`nohup sleep 47${n}1 >/dev/null 2>&1 & sleep 47${n}2`]);
  await host.login('alice', principal(1), ['setsid -f sleep 4713 >/dev/null 2>&1 </dev/null']);
  await sleeping(host, ...['11', '12', '13', '21', '22', '31', '32', '41', '42'].map((n) => `sleep 47${n}`));
  expect(await host.server.output('sh', '-c', 'cat /proc/[0-9]*/sessionid 2>/dev/null; true')).toMatch(
    /^(4294967295)+$/,
  );
  const answer = await host.apply([staying, others[1] as typeof staying]);
  expect(answer.grants.map(({ state, remaining }) => [state, remaining])).toEqual([['present', []], ['present', []], ['absent', []], ['absent', []]]); // prettier-ignore
  expect(await sleepers(host)).toEqual(['21', '22', '41', '42'].map((n) => `sleep 47${n}`));
});

it('a service that was restarted from a login lives on, and so does a container with the same UID', async () => {
  const host = await givenCurfewHost({ sudoers: { alice: 'alice ALL=(ALL) NOPASSWD:ALL' } });
  await host.apply([ending]);
  const uid = (await host.server.output('id', '-u', 'alice')).trim();
  const container = `unshare --pid --fork setpriv --reuid=${uid} --clear-groups sleep 4731 >/dev/null 2>&1 &`;
  await host.server.output('sh', '-c', container);
  const restart =
    'sudo sh -c "setsid sh -c \\"sleep 4732 & wait\\" >/dev/null 2>&1 </dev/null & echo \\$! >/run/web.pid"';
  expect(await host.login('alice', principal(1), [restart])).toMatchObject({ code: 0 });
  await host.login('alice', principal(1), ['sudo -b setsid sleep 4733 >/dev/null 2>&1 </dev/null']);
  await sleeping(host, 'sleep 4731', 'sleep 4732', 'sleep 4733');
  expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  expect(await sleepers(host)).toEqual(['sleep 4731', 'sleep 4732']);
});

/**
 * Twenty chains of processes, each of which forks and dies at once, faster than any list of them can be made. No more than 400 at a
 * time, the dead that nobody buried yet among them: a storm that takes all process ids of the machine would stop the other tests, too.
 */
const STORM = `ulimit -u 400; perl -e 'for (1..20) { fork or last } while (1) { exit if fork }' >/dev/null 2>&1 </dev/null &`;

describe('a storm of processes', () => {
  it.each([
    ['last grant', [], {}, null],
    ['one grant beside another', [staying], { systemd: true }, 'sleep 4702'],
  ] as const)('ends with the account’s %s [I13]', async (_, rest, options, left) => {
    const host = await givenCurfewHost({ ...options, accounts: [] });
    await host.apply([ending, ...rest]);
    await host.session('alice', principal(1), [`${STORM} sleep 4701`]);
    if (left) await host.session('alice', principal(2), ['sleep 4702']);
    await sleeping(host, 'sleep 4701', ...(left ? [left] : []));
    expect((await host.apply([...rest])).grants).toContainEqual(
      expect.objectContaining({ grantId: grantId(1), state: 'absent', remaining: [] }),
    );
    expect(await sleepers(host)).toEqual(left ? [left] : []);
    expect(await host.server.output('ps', '-eo', 'args=')).not.toContain('perl');
  });
});
