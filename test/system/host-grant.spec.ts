/** A grant on a real server: who comes in while it runs, who does not, and what is left when it has ended. */
import { until } from '#testkit/until.js';
import {
  type CurfewHost,
  etcLessOurs,
  givenCurfewHost,
  grantId,
  inOneHour,
  OTHER_CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';

const PRINCIPAL = `grant-${grantId(1)}-1`;

describe('one grant', () => {
  let host: CurfewHost;
  beforeAll(async () => {
    host = await givenCurfewHost({ sudoers: { site: '%web-ops ALL=(root) NOPASSWD: /usr/bin/id\n' } });
  });

  it('lets the person in as a member of the group, with what the group may do', async () => {
    const answer = await host.apply([wantedGrant()]);
    expect(answer).toMatchObject({ changed: true, faults: [], standing: [] });
    expect(answer.grants).toEqual([
      {
        grantId: grantId(1),
        state: 'present',
        account: 'alice',
        uid: expect.any(Number),
        groups: ['web-ops'],
        remaining: [],
      },
    ]);
    const login = await host.login('alice', PRINCIPAL, ['id -Gn; sudo -n id -u']);
    expect(login).toMatchObject({ code: 0 });
    expect(login.stdout).toMatch(/^alice .*\bweb-ops\b.*\n0\n$/);
  });

  it('refuses every other principal, another number of the key, and the name of the account', async () => {
    for (const principal of [`grant-${grantId(1)}-2`, `grant-${grantId(2)}-1`, 'alice', 'root', 'web-ops']) {
      expect(await host.login('alice', principal)).toMatchObject({
        code: 255,
        stderr: expect.stringContaining('denied'),
      });
    }
    expect(await host.login('curfew', PRINCIPAL)).toMatchObject({ code: 255 });
    expect(await host.login('root', PRINCIPAL)).toMatchObject({ code: 255 });
  });

  it('counts no key that was planted in the home of an account that Curfew made', async () => {
    const key = host.server.loginKey;
    await host.server.output(
      'sh',
      '-c',
      `mkdir -p ~alice/.ssh; echo '${key.publicKey}' >~alice/.ssh/authorized_keys; chown -R alice: ~alice/.ssh; chmod -R go= ~alice/.ssh`,
    );
    const { ssh } = await import('#testkit/openssh.js');
    expect(await ssh(host.server.as('alice', { identity: key.file }), ['true'])).toMatchObject({ code: 255 });
    expect(await ssh(host.server.login, ['true'])).toMatchObject({ code: 0 });
  });

  it('changes nothing when the same order comes again [I14]', async () => {
    // All but the clock's mark, which the reaper raises once a minute
    const listed = 'ls -l --time-style=full-iso /etc /etc/ssh/curfew/keys /var/lib/curfew | grep -v high-water';
    const before = await host.server.output('sh', '-c', listed);
    const order = { generation: 1 };
    expect(await host.apply([wantedGrant({ untilSeconds: 0 + (await trustedUntil(host)) })], order)).toMatchObject({
      changed: false,
    });
    expect(await host.server.output('sh', '-c', listed)).toBe(before);
  });

  it('keeps what stands, whoever gave it, and adds nothing, when the order says `hold`', async () => {
    const stands = wantedGrant({ untilSeconds: await trustedUntil(host) });
    const fresh = wantedGrant({ grantId: grantId(9), account: 'carol' });
    const { grants, faults } = await host.apply([stands, fresh], { hold: true });
    expect(faults).toEqual([]);
    expect(grants).toMatchObject([{ grantId: stands.grantId, state: 'present', groups: ['web-ops'] }]);
    expect((await host.server.exec(['id', 'carol'])).code).not.toBe(0);
  });

  it('ends: no login, no membership, no process, the account locked, and nothing else of /etc changed', async () => {
    const session = await host.session('alice', PRINCIPAL, [
      'setsid sleep 4711 & (nohup sleep 4712 >/dev/null 2>&1 &); echo up; sleep 4713',
    ]);
    await until(() => session.output().includes('up'), { within: 30_000 });
    const answer = await host.apply([]);
    expect(answer.grants).toEqual([
      { grantId: grantId(1), state: 'absent', account: 'alice', uid: expect.any(Number), groups: [], remaining: [] },
    ]);
    expect(
      (await host.server.output('ps', '-eo', 'user=,args=')).split('\n').filter((line) => /alice|471[123]/.test(line)),
    ).toEqual([]);
    await until(() => session.code() !== null, { within: 20_000 });
    expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
    expect(await host.server.output('getent', 'group', 'web-ops')).toMatch(/:$/m);
    expect(await host.server.output('getent', 'shadow', 'alice')).toMatch(/^alice:!\*:.*:1:$/m);
    expect(await host.server.output('getent', 'passwd', 'alice')).toMatch(/nologin$/m);
    expect((await host.server.exec(['ls', '-A', '/etc/ssh/curfew/keys'])).stdout).toBe('');
  });

  it('opens the same account again, with the same UID, for a new grant', async () => {
    const uid = Number((await host.server.output('id', '-u', 'alice')).trim());
    const answer = await host.apply([wantedGrant({ grantId: grantId(2), groups: [] })]);
    expect(answer.grants).toMatchObject([{ state: 'present', uid, groups: [] }]);
    expect(await host.login('alice', `grant-${grantId(2)}-1`)).toMatchObject({
      code: 0,
      stdout: 'alice curfew-accounts\n',
    });
    await host.apply([]);
  });

  it('refuses a certificate whose line has passed its end, though the certificate runs on [I10]', async () => {
    await host.apply([wantedGrant({ untilSeconds: Math.floor(Date.now() / 1000) + 8 })]);
    expect(await host.login('alice', PRINCIPAL, ['true'])).toMatchObject({ code: 0 });
    await until(async () => (await host.login('alice', PRINCIPAL, ['true'])).code === 255, { within: 30_000 });
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  });
});

it('ends by the uptime of this boot too, so that a clock set back gives no time', async () => {
  const host = await givenCurfewHost();
  const grant = wantedGrant();
  await host.apply([grant]);
  // As if the hour had passed and the clock had been set back by it: the seconds of this boot say that the end is over
  const row = `/^grant /s/ ${grant.untilSeconds} [0-9]* / ${grant.untilSeconds} 1 /`;
  await host.server.output('sed', '-i', row, '/var/lib/curfew/ledger');
  expect((await host.apply([grant])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
});

it('has what it took away on the disk before the ledger forgets it', async () => {
  const host = await givenCurfewHost();
  await host.apply([wantedGrant({ sudoRoles: [{ name: 'look', commands: ['/usr/bin/id -u'] }] })]);
  const sync = '#!/bin/sh\necho "$*" >>/run/synced\nexec /usr/bin/sync "$@"\n';
  await host.server.exec(['sh', '-c', 'cat >/usr/local/bin/sync; chmod 755 /usr/local/bin/sync'], { stdin: sync });
  expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  expect((await host.server.output('cat', '/run/synced')).trim().split('\n').slice(0, 3)).toEqual([
    '/var/lib/curfew/ledger.new',
    '/var/lib/curfew',
    '/var/lib/curfew/ledger.new /etc/ssh/curfew/keys /etc/sudoers.d',
  ]);
});

it('says what is left of a grant when the server cannot be changed, and ends it when it can again [I16]', async () => {
  const host = await givenCurfewHost();
  await host.apply([wantedGrant()]);
  await host.server.output('sh', '-c', 'echo 1 >/etc/group.lock');
  const answer = await host.apply([]);
  expect(answer.grants).toMatchObject([
    {
      state: 'partial',
      remaining: expect.arrayContaining(['membership web-ops']),
      fault: { code: 'removal-unproved' },
    },
  ]);
  expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 255 });
  await host.server.output('sh', '-c', 'rm /etc/group.lock');
  expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
});

async function trustedUntil(host: CurfewHost): Promise<number> {
  const line = await host.server.output('cat', '/etc/ssh/curfew/keys/alice');
  const [, y, mo, d, h, mi, s] = (/expiry-time="(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z"/.exec(line) ?? []).map(Number);
  return Date.UTC(y ?? 0, (mo ?? 0) - 1, d, h, mi, s) / 1000;
}

describe('overlapping grants', () => {
  const first = () => wantedGrant({ groups: ['web-ops'] });
  const second = () => wantedGrant({ grantId: grantId(2), groups: ['web-ops', 'db-admins'] });
  const foreign = { connectorId: OTHER_CONNECTOR };

  it.each([
    ['the first ends first', [1], [2]],
    ['the second ends first', [2], [1]],
    ['both end at once', [1, 2], []],
    ['another connector gives the second, and its end comes last', [1], [-2]],
  ])('leave /etc as it was, byte for byte, when %s [I24] [I25]', async (_title, ...ends) => {
    const host = await givenCurfewHost({ accounts: [{ name: 'bob', groups: ['web-ops'] }] });
    const before = await etcLessOurs(host.server);
    const other = ends.flat().includes(-2);
    const until = inOneHour();
    const wanted = new Map([first(), second()].map((grant, index) => [index + 1, { ...grant, untilSeconds: until }]));
    if (other) {
      await host.apply([{ ...first(), untilSeconds: until }]);
      wanted.delete(2);
      expect((await host.apply([{ ...second(), untilSeconds: until }], foreign)).grants).toMatchObject([
        { state: 'present' },
      ]);
    } else {
      await host.apply([...wanted.values()]);
    }
    for (const step of ends) {
      if (step.length === 0) continue;
      for (const n of step) wanted.delete(Math.abs(n));
      const answer = step.includes(-2) ? await host.apply([], foreign) : await host.apply([...wanted.values()]);
      expect(answer.grants.filter((grant) => grant.remaining.length > 0)).toEqual([]);
      const live = step.includes(-2) ? [] : other ? [second()] : [...wanted.values()];
      const groups = new Set(live.flatMap((grant) => grant.groups));
      const now = (await host.server.output('id', '-Gn', 'alice')).trim().split(' ');
      expect(new Set(now.filter((group) => !['alice', 'curfew-accounts'].includes(group)))).toEqual(groups);
    }
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('keep a session alive that has another grant, and kill what holds the group that went', async () => {
    const host = await givenCurfewHost();
    const keep = wantedGrant({ groups: [] });
    const go = wantedGrant({ grantId: grantId(2), groups: ['web-ops'] });
    await host.apply([keep]);
    const old = await host.session('alice', PRINCIPAL, ['echo up; sleep 4711']);
    await until(() => old.output().includes('up'), { within: 30_000 });
    await host.apply([keep, go]);
    const member = await host.session('alice', `grant-${grantId(2)}-1`, ['echo up; sleep 4712']);
    await until(() => member.output().includes('up'), { within: 30_000 });
    const answer = await host.apply([keep]);
    expect(answer.grants).toMatchObject([
      { grantId: grantId(1), state: 'present' },
      { grantId: grantId(2), state: 'absent', remaining: [] },
    ]);
    const running = await host.server.output('ps', '-u', 'alice', '-o', 'args=');
    expect(running).toContain('sleep 4711');
    expect(running).not.toContain('sleep 4712');
    expect(old.code()).toBeNull();
    old.kill();
  });
});

describe('an account that the server has twice', () => {
  it.each([
    ['passwd: files db', 1000],
    ['passwd:db files', 4242],
    ['  passwd:\tdb files', 4242],
  ])('is the one that comes first by “%s”', async (line, uid) => {
    const host = await givenCurfewHost();
    await host.server.output('useradd', '-u', '1000', '-m', 'bob');
    const directory = '#!/bin/sh\n[ "$*" != "passwd bob" ] || echo bob:x:4242:4242::/home/bob:/bin/bash\n';
    await host.server.exec(['sh', '-c', 'cat >/usr/local/sbin/getent; chmod 755 /usr/local/sbin/getent'], { stdin: directory }); // prettier-ignore
    await host.server.exec(['sh', '-c', 'sed "/^passwd:/d" /etc/nsswitch.conf >/run/switch; cat >>/run/switch; cat /run/switch >/etc/nsswitch.conf'], { stdin: `${line}\n` }); // prettier-ignore
    const { grants } = await host.apply([wantedGrant({ account: 'bob', accountKind: 'existing', groups: [] })]);
    expect(grants).toMatchObject([{ account: 'bob', uid }]);
  });
});
