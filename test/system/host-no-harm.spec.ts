/** What curfew-host does not do: what was there stays, what is not allowed is refused and named, a bad request changes nothing. */
import { parseAnswer } from '#host/parse-answer.js';
import { formatRequest, formatUninstallRequest } from '#host/request.js';
import type { HostAnswer } from '#host/answer.js';
import { givenKey, ssh } from '#testkit/openssh.js';
import { until } from '#testkit/until.js';
import {
  CONNECTOR,
  type CurfewHost,
  etcLessOurs,
  givenCurfewHost,
  grantId,
  inOneHour,
  INSTALLATION,
  OTHER_CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';

const PRINCIPAL = `grant-${grantId(1)}-1`;
const codeOf = (answer: HostAnswer) => answer.grants.map((grant) => [grant.state, grant.fault?.code]);

describe('an account that was there', () => {
  let host: CurfewHost;
  let before: string;
  let staffKey: Awaited<ReturnType<typeof givenKey>>;
  beforeAll(async () => {
    staffKey = await givenKey({ comment: 'staff' });
    host = await givenCurfewHost({
      accounts: [
        { name: 'bob', groups: ['web-ops'], authorizedKeys: [staffKey.publicKey] },
        { name: 'deploy', authorizedKeys: [staffKey.publicKey] },
      ],
    });
    before = await etcLessOurs(host.server);
  });

  it('is not taken over unless an administrator says that it is the same person', async () => {
    const answer = await host.apply([wantedGrant({ account: 'bob' })]);
    expect(codeOf(answer)).toEqual([['refused', 'account-exists']]);
    expect(answer.grants[0]?.fault?.message).toContain('bob');
    expect(await host.login('bob', PRINCIPAL)).toMatchObject({ code: 255 });
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('is used when adopted: its own key works on, what it was a member of stays, what was added goes [P4]', async () => {
    const grant = wantedGrant({ account: 'bob', adopt: true, groups: ['web-ops', 'db-admins'] });
    expect((await host.apply([grant])).grants).toMatchObject([{ state: 'present', groups: ['db-admins', 'web-ops'] }]);
    expect(await host.login('bob', PRINCIPAL)).toMatchObject({ code: 0, stdout: expect.stringContaining('db-admins') });
    expect(await ssh(host.server.as('bob', { identity: staffKey.file }), ['true'])).toMatchObject({ code: 0 });
    expect(await host.apply([])).toMatchObject({ grants: [{ state: 'absent', remaining: [] }], standing: [] });
    expect(await host.login('bob', PRINCIPAL)).toMatchObject({ code: 255 });
    expect(await ssh(host.server.as('bob', { identity: staffKey.file }), ['id', '-Gn'])).toMatchObject({
      code: 0,
      stdout: 'bob web-ops\n',
    });
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('serves as shared account; what ran there before the grant runs on, what came in with it is ended', async () => {
    await host.server.output(
      'sh',
      '-c',
      'setsid setpriv --reuid deploy --regid deploy --clear-groups sleep 4711 >/dev/null 2>&1 </dev/null & echo',
    );
    const grant = wantedGrant({ account: 'deploy', accountKind: 'existing', groups: [] });
    expect((await host.apply([grant])).grants).toMatchObject([{ state: 'present' }]);
    const session = await host.session('deploy', PRINCIPAL, ['(setsid sleep 4712 &); sleep 4713']);
    const running = () => host.server.exec(['ps', '-u', 'deploy', '-o', 'args=']);
    await until(async () => (await running()).stdout.includes('4713'), { within: 30_000 });
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect((await running()).stdout).toBe('sleep 4711\n');
    session.kill();
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('keeps what runs with its primary group when a grant of that group ends beside another one [P4]', async () => {
    const service =
      'usermod -g web-ops deploy; setsid setpriv --reuid deploy --regid web-ops --clear-groups sleep 4714 >/dev/null 2>&1 </dev/null & echo';
    await host.server.output('sh', '-c', service);
    const shared = { account: 'deploy', accountKind: 'existing' } as const;
    const other = wantedGrant({ ...shared, grantId: grantId(2), groups: [] });
    expect((await host.apply([wantedGrant(shared), other])).grants).toMatchObject([{ state: 'present' }, { state: 'present' }]); // prettier-ignore
    expect((await host.apply([other])).grants).toMatchObject([
      { state: 'present' },
      { state: 'absent', remaining: [] },
    ]);
    expect(await host.server.output('ps', '-u', 'deploy', '-o', 'args=')).toContain('sleep 4714');
    await host.apply([]);
    await host.server.output('sh', '-c', 'pkill -9 -u deploy -f 4714; usermod -g deploy deploy');
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('gets no membership removed, and its new keys and memberships are reported as standing access [I26]', async () => {
    const grant = wantedGrant({ account: 'deploy', accountKind: 'existing', groups: ['web-ops'] });
    await host.apply([grant]);
    const planted = await givenKey({ comment: 'planted' });
    await host.server.output(
      'sh',
      '-c',
      `gpasswd -a deploy db-admins; echo '${planted.publicKey}' >>~deploy/.ssh/authorized_keys`,
    );
    const answer = await host.apply([]);
    expect(answer.grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(answer.standing).toEqual([
      { account: 'deploy', kind: 'membership', name: 'db-admins' },
      { account: 'deploy', kind: 'key', name: expect.stringMatching(/^SHA256:/) },
    ]);
    expect(await host.server.output('id', '-Gn', 'deploy')).toBe('deploy db-admins\n');
    await host.server.output('gpasswd', '-d', 'deploy', 'db-admins');
  });

  it('and one that Curfew made end as ever when the site gives them other UIDs meanwhile [P5]', async () => {
    const grants = [wantedGrant({ account: 'deploy', accountKind: 'existing' }), wantedGrant({ grantId: grantId(2) })];
    await host.apply(grants);
    const uid = (await host.server.output('id', '-u', 'deploy')).trim();
    await host.server.output(
      'sh',
      '-c',
      'pkill -9 -u deploy; until ! pgrep -u deploy; do sleep 0.02; done; usermod -u 4242 deploy && usermod -u 4243 alice',
    );
    expect((await host.apply(grants)).grants).toMatchObject([{ state: 'present' }, { state: 'present' }]);
    await host.server.output('sh', '-c', 'usermod -u 4244 deploy && usermod -u 4245 alice');
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent' }, { state: 'absent' }]);
    expect(await host.server.output('id', '-Gn', 'deploy')).toBe('deploy\n');
    expect(await host.server.output('id', '-Gn', 'alice')).toBe('alice curfew-accounts\n');
    expect(await host.server.output('getent', 'shadow', 'alice')).toMatch(/:!.*:1:$/m);
    await host.server.output('usermod', '-u', uid, 'deploy');
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('is named as left at its end while the site calls it by another name, and ends when it is called as before [P5]', async () => {
    const grants = [wantedGrant({ account: 'deploy', accountKind: 'existing' }), wantedGrant({ grantId: grantId(2) })];
    await host.apply(grants);
    await host.server.output('sh', '-c', 'usermod -l deploy2 deploy && usermod -l alice2 alice');
    expect((await host.apply([])).grants).toMatchObject([
      { state: 'partial', remaining: ['account deploy2 which has its UID and is in curfew-guests'] },
      { state: 'partial', remaining: ['account alice2 which has its UID and is in curfew-accounts'] },
    ]);
    await host.server.output('sh', '-c', 'usermod -l deploy deploy2 && usermod -l alice alice2');
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent' }, { state: 'absent' }]);
    expect(await host.server.output('id', '-Gn', 'deploy')).toBe('deploy\n');
    expect(await host.server.output('getent', 'shadow', 'alice')).toMatch(/:!.*:1:$/m);
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('cannot hold the script up while its key files are read', async () => {
    const stopper =
      'mkfifo .ssh/held; mv -f .ssh/held .ssh/authorized_keys; ' +
      'while :; do for p in /proc/[0-9]*; do case "$(cat $p/comm 2>/dev/null)" in timeout | head) kill -STOP ${p#/proc/};; esac; done; done';
    const run = 'cp -p .ssh/authorized_keys .ssh/kept; setsid sh -c "$1" >/dev/null 2>&1 </dev/null &';
    await host.server.output('setpriv', '--reuid=deploy', '--regid=deploy', '--clear-groups', 'sh', '-c', `cd ~deploy; ${run}`, 'sh', stopper); // prettier-ignore
    await host.server.output('sh', '-c', 'until [ -p ~deploy/.ssh/authorized_keys ]; do sleep 0.05; done');
    const grant = wantedGrant({ account: 'deploy', accountKind: 'existing', groups: ['web-ops'] });
    expect((await host.apply([grant])).grants).toMatchObject([{ state: 'present' }]);
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    await host.server.output('sh', '-c', 'pkill -9 -u deploy; cd ~deploy/.ssh && mv -f kept authorized_keys');
  });
});

describe('orders that a server refuses', () => {
  let host: CurfewHost;
  let before: string;
  beforeAll(async () => {
    host = await givenCurfewHost({
      accounts: [{ name: 'service', uid: 999 }],
      groups: ['web-ops', 'db-admins', 'carol'],
    });
    before = await etcLessOurs(host.server);
  });
  afterEach(async () => expect(await etcLessOurs(host.server)).toBe(before));

  it('names the group that the server lacks and adds nothing of that grant', async () => {
    const answer = await host.apply([wantedGrant({ groups: ['web-ops', 'no-such'] })]);
    expect(codeOf(answer)).toEqual([['refused', 'group-missing']]);
    expect(answer.grants[0]?.fault?.message).toContain('no-such');
    expect((await host.server.exec(['id', 'alice'])).code).toBe(1);
  });

  it('takes no system account and not the login of the connector [I27]', async () => {
    for (const change of [{ accountKind: 'existing' }, { adopt: true }] as const) {
      expect(codeOf(await host.apply([wantedGrant({ account: 'service', ...change })]))).toEqual([
        ['refused', 'account-not-allowed'],
      ]);
    }
    const request = formatRequest({
      installationId: INSTALLATION, connectorId: CONNECTOR, generation: 50, nowSeconds: 1, userCaKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIALliM8YSYbB92ltJi89AI/k0lO1XGKpuUtebi8mlIkU'],
      grants: [wantedGrant({ account: 'somebody' })],
    }); // prettier-ignore
    for (const account of ['root', 'daemon', 'nobody', 'curfew', 'curfew-accounts', 'sshd']) {
      for (const kind of ['person adopt', 'existing -']) {
        const answer = parseAnswer(await host.script(request.replace('somebody person -', `${account} ${kind}`)));
        expect(codeOf(answer)).toEqual([['refused', 'account-not-allowed']]);
      }
    }
    for (const group of ['root', 'curfew-accounts', 'curfew-guests']) {
      const answer = parseAnswer(await host.script(request.replace(' web-ops\n', ` ${group}\n`)));
      expect(codeOf(answer)).toEqual([['refused', 'group-missing']]);
    }
    await host.apply([], { generation: 51 });
  });

  it('refuses a name that useradd would take, and any other bad byte, with nothing changed at all [I27] [I39]', async () => {
    const good = formatRequest({
      installationId: INSTALLATION, connectorId: CONNECTOR, generation: 90, nowSeconds: 1, userCaKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIALliM8YSYbB92ltJi89AI/k0lO1XGKpuUtebi8mlIkU'],
      grants: [wantedGrant({ account: 'somebody' })],
    }); // prettier-ignore
    const bad = [
      '..',
      'a/b',
      '0',
      '1000',
      'a#b',
      'A',
      '-x',
      'a.b',
      '$(id)',
      '`id`',
      "a'b",
      'a;b',
      'a|b',
      '*',
      'é',
      'a'.repeat(33),
      'a b',
      '',
      'a\tb',
      'a\r',
    ];
    const requests = [
      ...bad.map((name) => good.replace('somebody', name)),
      ...bad.map((name) => good.replace(' web-ops\n', ` ${name}\n`)),
      ...['web-ops,', ',web-ops', 'web-ops,,x', 'web-ops x'].map((list) => good.replace(' web-ops\n', ` ${list}\n`)),
      good.replace(' pty ', ' pty,command="id" '),
      good.replace(' pty ', ' no-pty '),
      good.replace(grantId(1), 'x'),
      good.replace(grantId(1), grantId(1).toUpperCase()),
      good.replace('generation 90', 'generation 090'),
      good.replace('generation 90', 'generation 99999999999999999999'),
      good.replace('ssh-ed25519 AAAA', 'command="id" ssh-ed25519 AAAA'),
      good.replace('ssh-ed25519 AAAA', 'ssh-ed25519 BBBB'),
      good.replace('end\n', ''),
      good.replace('end\n', 'end\nend\n'),
      good.replace('end\n', `${good.split('\n').find((line) => line.startsWith('grant'))}\nend\n`),
      good.replace('from', 'From'),
      `${good}x`,
      '',
      'x\n'.repeat(600_000),
    ];
    for (const request of requests) {
      const answer = parseAnswer(await host.script(request));
      expect([request.slice(0, 300), answer.faults.map((fault) => fault.code)]).toEqual([
        request.slice(0, 300),
        ['input-invalid'],
      ]);
      expect(answer).toMatchObject({ changed: false, grants: [] });
    }
    const newer = parseAnswer(await host.script(good.replace('curfew-request 1', 'curfew-request 6')));
    expect(newer).toMatchObject({ changed: false, grants: [], faults: [{ code: 'host-script-version' }] });
    expect((await host.server.exec(['getent', 'passwd', 'somebody'])).code).not.toBe(0);
    expect(parseAnswer(await host.script(good.replace('somebody', 'carol')))).toMatchObject({
      grants: [{ fault: { code: 'account-exists' } }],
    });
  });

  it('refuses an order that is older than the ledger, and lets each connector count for itself [I37]', async () => {
    await host.apply([wantedGrant()], { generation: 100 });
    const old = await host.apply([], { generation: 99 });
    expect(old).toMatchObject({
      changed: false,
      generation: 100,
      grants: [],
      faults: [{ code: 'order-older-than-ledger' }],
    });
    expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 0 });
    expect(await host.apply([], { generation: 1, connectorId: OTHER_CONNECTOR })).toMatchObject({
      faults: [],
      grants: [],
    });
    expect(await host.login('alice', PRINCIPAL)).toMatchObject({ code: 0 });
    await host.apply([], { generation: 101 });
  });

  it('gives no grant under a number that another connector gave one under, till that has ended [I37]', async () => {
    const byOther = { connectorId: OTHER_CONNECTOR };
    await host.apply([wantedGrant()]);
    const same = wantedGrant({ groups: ['db-admins'] });
    expect(codeOf(await host.apply([same], byOther))).toEqual([['refused', 'conflict']]);
    expect(await host.login('alice', PRINCIPAL)).toMatchObject({
      code: 0,
      stdout: expect.not.stringContaining('db-admins'),
    });
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect((await host.apply([same], byOther)).grants).toMatchObject([{ state: 'present', groups: ['db-admins'] }]);
    await host.apply([], byOther);
  });

  it('adds nothing whose end has passed, and says of what it is asked whether it is gone', async () => {
    const late = wantedGrant({ untilSeconds: Math.floor(Date.now() / 1000) - 1 });
    const answer = await host.apply([late], { ended: [{ grantId: grantId(7), account: 'zoe' }] });
    expect(codeOf(answer)).toEqual([
      ['refused', 'grant-not-active'],
      ['absent', undefined],
    ]);
  });

  it('leaves an account alone that somebody deleted and made anew while a grant ran', async () => {
    const grant = wantedGrant({ account: 'dora', untilSeconds: inOneHour() });
    await host.apply([grant]);
    await host.server.output(
      'sh',
      '-c',
      'userdel -r dora 2>/dev/null; useradd -m -u 4242 -p "*" dora; gpasswd -a dora web-ops',
    );
    expect(codeOf(await host.apply([grant]))).toEqual([['absent', 'account-exists']]);
    expect(await host.server.output('id', '-Gn', 'dora')).toBe('dora web-ops\n');
    expect(await host.server.output('getent', 'shadow', 'dora')).not.toContain('!');
    await host.server.output('userdel', '-r', 'dora');
  });

  it('leaves an account alone that somebody made while Curfew could not make one of that name', async () => {
    const grant = wantedGrant({ account: 'dora', untilSeconds: inOneHour() });
    await host.server.output('sh', '-c', 'ln -s /bin/false /usr/local/sbin/useradd');
    expect((await host.apply([grant])).grants).toMatchObject([{ state: 'partial' }]);
    await host.server.output('sh', '-c', 'rm /usr/local/sbin/useradd; useradd -m -p "*" -s /bin/sh dora');
    expect(codeOf(await host.apply([grant]))).toEqual([['absent', 'account-exists']]);
    await host.apply([]);
    expect(await host.server.output('id', '-Gn', 'dora')).toBe('dora\n');
    expect(await host.server.output('getent', 'passwd', 'dora')).toContain(':/bin/sh');
    expect(await host.server.output('getent', 'shadow', 'dora')).not.toContain('!');
    await host.server.output('userdel', '-r', 'dora');
  });

  it('stays while another connector works there, and leaves no trace but locked accounts when none does [I30] [I37]', async () => {
    const byOther = { connectorId: OTHER_CONNECTOR };
    await host.apply([wantedGrant({ grantId: grantId(5) })], { ...byOther, generation: 9 });
    await host.apply([wantedGrant({ account: 'dora' })]);
    const uninstall = (connectorId: string) =>
      host.script(formatUninstallRequest({ installationId: INSTALLATION, connectorId }));
    expect(parseAnswer(await uninstall(CONNECTOR))).toMatchObject({ faults: [], changed: true });
    expect(await host.server.output('cat', '/var/lib/curfew/ledger')).not.toContain(CONNECTOR);
    expect(await host.login('dora', PRINCIPAL)).toMatchObject({ code: 255 });
    expect(parseAnswer(await uninstall(CONNECTOR))).toMatchObject({ faults: [] });
    expect(await host.login('alice', `grant-${grantId(5)}-1`)).toMatchObject({ code: 0 });
    await host.apply([], byOther);
    expect((await host.apply([wantedGrant({ grantId: grantId(5) })], byOther)).grants).toMatchObject([
      { state: 'present' },
    ]);
    expect(await host.login('alice', `grant-${grantId(5)}-1`)).toMatchObject({ code: 0 });
    expect(parseAnswer(await uninstall(OTHER_CONNECTOR))).toMatchObject({
      faults: [],
      lockedAccounts: expect.arrayContaining(['alice', 'dora']),
    });
    const traces = await host.server.output(
      'sh',
      '-c',
      'ls -d /etc/ssh/curfew /etc/ssh/sshd_config.d/00* /var/lib/curfew /usr/local/sbin/curfew-host* 2>/dev/null; grep -r curfew- /etc/group /etc/gshadow /etc/ssh /etc/sudoers.d; true',
    );
    expect(traces).toBe('');
    expect(await ssh(host.server.login, ['sudo', '-n', 'true'])).toMatchObject({ code: 0 });
    expect(await host.login('alice', `grant-${grantId(5)}-1`)).toMatchObject({ code: 255 });
    await host.server.output('userdel', '-r', 'dora');
  });
});

describe('a server whose ledger is gone', () => {
  let host: CurfewHost;
  beforeAll(async () => {
    host = await givenCurfewHost();
  });

  it('proves no end by its silence: an account that Curfew made and knows no more is named as left [I16]', async () => {
    await host.apply([wantedGrant()]);
    await host.server.output('rm', '/var/lib/curfew/ledger');
    const ended = [{ grantId: grantId(1), account: 'alice' }];
    expect((await host.apply([], { ended })).grants).toMatchObject([
      { state: 'partial', remaining: ['membership curfew-accounts that the ledger does not know'] },
    ]);
    await host.server.output('sh', '-c', 'gpasswd -d alice curfew-accounts; userdel alice');
    expect((await host.apply([], { ended })).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  });

  it('gives nothing more to an account that was there and is in our group, and says how to go on', async () => {
    await host.server.output('useradd', '-m', 'bert');
    const grant = wantedGrant({ account: 'bert', accountKind: 'existing' });
    await host.apply([grant]);
    await host.server.output('rm', '/var/lib/curfew/ledger');
    const [refused] = (await host.apply([grant])).grants;
    expect(refused).toMatchObject({ state: 'refused', fault: { code: 'account-not-allowed' } });
    await host.server.output('sh', '-c', `gpasswd -d bert web-ops; ${refused?.fault?.hint?.split(': ')[1]}`);
    expect((await host.apply([grant])).grants).toMatchObject([{ state: 'present' }]);
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    await host.server.output('userdel', '-r', 'bert');
  });

  it('has all access ended by an uninstall at the console, however much of the ledger is lost; other verbs say that it is damaged', async () => {
    const run = (...args: string[]) => host.server.exec(['curfew-host', ...args]);
    const shared = { account: 'deploy', accountKind: 'existing', grantId: grantId(2), groups: ['db-admins'] } as const;
    await host.server.output('useradd', '-m', 'deploy');
    const before = await etcLessOurs(host.server, ['dora']);
    for (const [damage, said, left] of [
      ['sed -i "/^account dora/d"', 'a row', []],
      ['sed -i "s,dora,../../x,"', 'a row', ['web-ops']],
      ['rm', 'is not in it', ['web-ops', 'db-admins']],
    ] as const) {
      await host.apply([wantedGrant({ account: 'dora' }), wantedGrant({ ...shared, groups: [...shared.groups] })]);
      const session = await host.session('dora', PRINCIPAL, ['sleep 4711']);
      await until(async () => (await host.server.exec(['pgrep', '-u', 'dora', 'sleep'])).code === 0, {
        within: 30_000,
      });
      await host.server.output('sh', '-c', `${damage} /var/lib/curfew/ledger`);
      if (damage.includes('/^account')) {
        const due = 'grant a a a 1 a person - 1 1 a pty - live';
        await host.server.output('sh', '-c', `echo "${due}" >>/var/lib/curfew/ledger`);
        expect(await run('reap')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^error: .*damaged\nhint: .*curfew-host uninstall\n/) }); // prettier-ignore
      }
      const { code, stdout, stderr } = await run('uninstall');
      expect([damage, code, stderr]).toEqual([damage, 0, '']);
      expect(stdout).toContain('The account dora stays, locked.');
      expect(stdout).toMatch(new RegExp(`lost or damaged \\(.*${said}.*\\).* Compare /etc/group`));
      expect(await host.server.output('getent', 'shadow', 'dora')).toMatch(/:!.*:1:$/m);
      expect((await host.server.exec(['pgrep', '-u', 'dora'])).stdout).toBe('');
      session.kill();
      for (const group of left) await host.server.output('sh', '-c', `gpasswd -M '' ${group}`);
      expect(await etcLessOurs(host.server, ['dora'])).toBe(before);
      await host.install();
    }
    await host.server.output('sh', '-c', 'userdel -r dora; userdel -r deploy');
  });

  it('and who is not root is told so, as an error', async () => {
    for (const verb of ['uninstall', 'reap', 'doctor']) {
      const asNobody = ['setpriv', '--reuid=65534', '--clear-groups', 'curfew-host', verb];
      expect(await host.server.exec(asNobody)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('error: curfew-host must run as root') }); // prettier-ignore
    }
  });

  describe('after an uninstall and another set-up', () => {
    const setUpAgain = async () => {
      await host.script(formatUninstallRequest({ installationId: INSTALLATION, connectorId: CONNECTOR }));
      await host.install();
    };

    it('an account that Curfew made is opened for the same installation, with its UID, and locked again', async () => {
      await host.apply([wantedGrant({ account: 'dora' })]);
      const uid = await host.server.output('id', '-u', 'dora');
      await host.apply([]);
      await setUpAgain();
      expect((await host.apply([wantedGrant({ account: 'dora' })])).grants).toMatchObject([{ state: 'present' }]);
      expect(await host.login('dora', PRINCIPAL)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('web-ops'),
      });
      expect(await host.server.output('id', '-u', 'dora')).toBe(uid);
      expect((await host.apply([], { ended: [{ grantId: grantId(1), account: 'dora' }] })).grants).toMatchObject([
        { state: 'absent', remaining: [] },
      ]);
      expect(await host.server.output('getent', 'shadow', 'dora')).toMatch(/:!.*:1:$/m);
    });

    it('another installation must say that it is the same person, and a shared account it never is', async () => {
      const grant = wantedGrant({ account: 'dora', grantId: grantId(7) });
      const installationId = '99999999-9999-4999-8999-999999999999';
      expect(codeOf(await host.apply([grant], { installationId }))).toEqual([['refused', 'account-exists']]);
      await host.apply([], { installationId });
      await setUpAgain();
      expect(codeOf(await host.apply([grant], { installationId }))).toEqual([['refused', 'account-exists']]);
      const shared = { ...grant, accountKind: 'existing' as const };
      expect(codeOf(await host.apply([shared], { installationId }))).toEqual([['refused', 'account-not-allowed']]);
      expect((await host.apply([{ ...grant, adopt: true }], { installationId })).grants).toMatchObject([
        { state: 'present' },
      ]);
      await host.apply([], { installationId });
    });

    it.each([
      ['locked', 'usermod -L -e 1 -s /usr/sbin/nologin fritz'],
      ['let expire', 'usermod -e 2020-01-01 fritz'],
    ])('an account that somebody else %s is not opened, and how to open it is said', async (_how, shut) => {
      await host.server.output('sh', '-c', `useradd -m -p '*' fritz && ${shut}`);
      const grant = wantedGrant({ account: 'fritz', grantId: grantId(8), adopt: true });
      const [refused] = (await host.apply([grant])).grants;
      expect(refused).toMatchObject({ state: 'refused', fault: { code: 'account-not-allowed' } });
      const command = refused?.fault?.hint?.split(': ')[1] ?? '';
      await host.server.output('sh', '-c', command);
      expect((await host.apply([grant])).grants).toMatchObject([{ state: 'present' }]);
      await host.apply([]);
      await host.server.output('userdel', '-r', 'fritz');
    });
  });
});
