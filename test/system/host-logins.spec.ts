/** Several grants on one account: an end takes the logins that came in by its certificates, and no other's. */
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { givenFolder } from '#testkit/folder.js';
import { until } from '#testkit/until.js';
import type { SshSession } from '#testkit/openssh.js';
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
/** Sudo that alice may use: what it starts runs as root. */
const sudoers = { alice: 'alice ALL=(ALL) NOPASSWD:ALL', bob: 'bob ALL=(ALL) NOPASSWD:ALL' };

async function argumentsOf(host: CurfewHost): Promise<string[]> {
  return (await host.server.output('ps', '-eo', 'args=')).split('\n').map((line) => line.trim());
}

const running = async (host: CurfewHost, number: number) => (await argumentsOf(host)).includes(`sleep ${number}`);
const sleeping = (host: CurfewHost, ...numbers: number[]) =>
  until(async () => (await Promise.all(numbers.map((number) => running(host, number)))).every(Boolean), {
    within: 20_000,
  });
const survivors = async (host: CurfewHost) =>
  (await argumentsOf(host)).filter((line) => /^sleep 47\d\d$/.test(line)).sort();

/** All the ways to outlive a login, told apart by the numbers from `first` on. */
const leftovers = (first: number) =>
  [
    `nohup sleep ${first} >/dev/null 2>&1 &`,
    `setsid -f env -i sleep ${first + 1} >/dev/null 2>&1 </dev/null;`,
    `(setsid sh -c "sleep ${first + 2} & sleep ${first + 2}" >/dev/null 2>&1 </dev/null &);`,
    `sudo -b setsid sleep ${first + 3} >/dev/null 2>&1 </dev/null;`,
    `tmux -L t${first} new-session -d "sleep ${first + 4}";`,
    `sleep ${first + 5}`,
  ].join(' ');
const all = (first: number) => [0, 1, 2, 3, 4, 5].map((more) => first + more);

async function givenTwoLogins(host: CurfewHost, account = 'alice'): Promise<[SshSession, SshSession]> {
  const one = await host.session(account, principal(1), [leftovers(4700)]);
  const two = await host.session(account, principal(2), [leftovers(4720)]);
  await sleeping(host, ...all(4700), ...all(4720));
  return [one, two];
}

const kept = ['sleep 4720', 'sleep 4721', 'sleep 4722', 'sleep 4722', 'sleep 4723', 'sleep 4724', 'sleep 4725'];

describe.each([
  ['dash, sshd with a log file of its own', { shell: ['dash'] }],
  ['bash, sshd with a log file of its own', { shell: ['bash'] }],
  ['busybox sh, sshd with a log file of its own', { shell: ['busybox', 'sh'] }],
  ['systemd, and sshd logs to the journal', { systemd: true }],
])('with %s', (_, options) => {
  it('an end kills its own logins with all that came of them, as whoever it runs, and the other grant’s live on [I13]', async () => {
    const host = await givenCurfewHost({ ...options, sudoers });
    await host.apply([ending, staying]);
    const [one, two] = await givenTwoLogins(host);
    const answer = await host.apply([staying]);
    expect(answer.grants).toMatchObject([
      { state: 'present' },
      { grantId: grantId(1), state: 'absent', remaining: [] },
    ]);
    expect(await survivors(host)).toEqual(kept);
    await until(() => one.code() !== null, { within: 30_000 });
    expect(two.code()).toBeNull();
    expect(await host.apply([staying])).toMatchObject({ changed: false });
    // The last grant takes everything, also what runs as root by now
    const last = await host.apply([]);
    expect(last.grants).toMatchObject([{ grantId: grantId(2), state: 'absent', remaining: [] }]);
    expect(await survivors(host)).toEqual([]);
  });

  it('what a login left behind whose connection is gone ends, too', async () => {
    const host = await givenCurfewHost(options);
    await host.apply([ending, staying]);
    const two = await host.session('alice', principal(2), ['sleep 4720']);
    for (const [n, number] of [[1, 4701], [2, 4721]] as const) // prettier-ignore
      expect(await host.login('alice', principal(n), [`setsid -f sleep ${number} >/dev/null 2>&1 </dev/null`])).toMatchObject({ code: 0 }); // prettier-ignore
    await sleeping(host, 4701, 4720, 4721);
    expect((await host.apply([staying])).grants).toContainEqual(
      expect.objectContaining({ grantId: grantId(1), state: 'absent', remaining: [] }),
    );
    // Only the journal still knows whose the other one was; elsewhere it goes when in doubt
    expect(await survivors(host)).toEqual('systemd' in options ? ['sleep 4720', 'sleep 4721'] : ['sleep 4720']);
    expect(two.code()).toBeNull();
  });

  it('on an account that was there before, logins by other keys live on, also at the last end', async () => {
    const host = await givenCurfewHost({ ...options, accounts: [{ name: 'bob' }], sudoers });
    const key = host.server.loginKey;
    await host.server.output('sh', '-c', `echo '${key.publicKey}' >~bob/.ssh/authorized_keys; chown bob: ~bob/.ssh/authorized_keys`); // prettier-ignore
    const bob = { account: 'bob', adopt: true };
    await host.apply([{ ...ending, ...bob }]);
    await host.apply([{ ...staying, ...bob }], { connectorId: OTHER_CONNECTOR });
    const own = await host.ownSession('bob', ['sleep 4799']);
    const [one, two] = await givenTwoLogins(host, 'bob');
    await sleeping(host, 4799);
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(await survivors(host)).toEqual([...kept, 'sleep 4799']);
    expect((await host.apply([], { connectorId: OTHER_CONNECTOR })).grants).toMatchObject([{ state: 'absent', remaining: [] }]); // prettier-ignore
    expect(await survivors(host)).toEqual(['sleep 4799']);
    await until(() => one.code() !== null && two.code() !== null, { within: 30_000 });
    expect(own.code()).toBeNull();
  });
});

/** A connection through a forward without a shell, to the server's own sshd: open when that has said its name. */
async function givenForward(host: CurfewHost, n: number): Promise<{ session: SshSession; socket: Socket }> {
  const path = join(givenFolder('forward'), 'socket');
  const to = `${path}:${host.server.address}:${host.server.port}`;
  const session = await host.session('alice', principal(n), [], ['-N', '-L', to]);
  await until(() => existsSync(path), { within: 20_000 });
  let said = '';
  const socket = connect(path).on('data', (chunk: Buffer) => (said += chunk.toString()));
  socket.on('error', () => undefined);
  await until(() => said.startsWith('SSH-2.0'), { within: 20_000 });
  return { session, socket };
}

it('a forward without a shell ends with its login, and another grant’s goes on [I13]', async () => {
  const host = await givenCurfewHost();
  const forwards = { allows: ['pty' as const, 'port-forwarding' as const] };
  await host.apply([
    { ...ending, ...forwards },
    { ...staying, ...forwards },
  ]);
  const one = await givenForward(host, 1);
  const two = await givenForward(host, 2);
  await host.apply([{ ...staying, ...forwards }]);
  await until(() => one.socket.closed && one.session.code() !== null, { within: 30_000 });
  expect([two.socket.closed, two.session.code()]).toEqual([false, null]);
  await host.apply([]);
  await until(() => two.socket.closed && two.session.code() !== null, { within: 30_000 });
});

describe('an account whose row in passwd is gone', () => {
  const loseRow = (host: CurfewHost, account: string) =>
    host.server.output('sh', '-c', 'grep "^$1:" /etc/passwd >/run/row; sed -i "/^$1:/d" /etc/passwd', '', account);
  const bringRow = (host: CurfewHost) => host.server.output('sh', '-c', 'cat /run/row >>/etc/passwd');
  const givenSession = async (host: CurfewHost, account: string) => {
    await host.session(account, principal(1), ['nohup sleep 4790 >/dev/null 2>&1 & sleep 4791']);
    await sleeping(host, 4790, 4791);
  };

  it('is known by its UID at the end, though the directory never says whose that is: what runs of it dies', async () => {
    const host = await givenCurfewHost();
    await host.apply([ending]);
    await givenSession(host, 'alice');
    await loseRow(host, 'alice');
    const silent = '#!/bin/sh\ncase $2 in [0-9]*) exec sleep 600 ;; esac\nexec /usr/bin/getent "$@"\n';
    await host.server.exec(['sh', '-c', 'cat >/usr/local/sbin/getent; chmod 755 /usr/local/sbin/getent'], {
      stdin: silent,
    });
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(await survivors(host)).toEqual([]);
  });

  it('keeps what runs where another account has its UID by then', async () => {
    const host = await givenCurfewHost();
    await host.apply([ending]);
    await loseRow(host, 'alice');
    const uid = (await host.server.output('cut', '-d:', '-f3', '/run/row')).trim();
    await host.server.output('useradd', '-o', '-u', uid, 'heir');
    const orphan = 'setpriv --reuid=$1 --clear-groups setsid -f sleep 4792 >/dev/null 2>&1 </dev/null';
    await host.server.output('sh', '-c', orphan, '', uid);
    await host.apply([]);
    expect(await survivors(host)).toEqual(['sleep 4792']);
  });

  it('keeps a grant of an account that was there before until its end, which takes the session from before', async () => {
    const host = await givenCurfewHost();
    await host.server.output('useradd', '-m', '-s', '/bin/bash', 'bob');
    const shared = { ...ending, account: 'bob', accountKind: 'existing' as const };
    await host.apply([shared]);
    await givenSession(host, 'bob');
    await loseRow(host, 'bob');
    expect((await host.apply([shared])).grants).toMatchObject([{ state: 'partial' }]);
    await bringRow(host);
    expect((await host.apply([shared])).grants).toMatchObject([{ state: 'present' }]);
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(await survivors(host)).toEqual([]);
  });
});
