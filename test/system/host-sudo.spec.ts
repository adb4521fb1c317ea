/** Sudo roles on a real server: what the account may run while the grant lasts, what it may not, and what is left afterwards. */
import type { HostAnswer } from '#host/answer.js';
import { parseAnswer } from '#host/parse-answer.js';
import { parsePreflight, preflightScript } from '#host/preflight.js';
import { formatUninstallRequest } from '#host/request.js';
import { curfewHostScript } from '#host/script.js';
import type { RunResult } from '#virtual-hosts/run.js';
import { until } from '#testkit/until.js';
import {
  CONNECTOR, type CurfewHost, etcLessOurs, givenCurfewHost, grantId, inOneHour, INSTALLATION, OTHER_CONNECTOR, wantedGrant,
} from './given-curfew-host.js'; // prettier-ignore

const PRINCIPAL = `grant-${grantId(1)}-1`;
const look = { name: 'look', commands: ['/usr/bin/id -u', '/usr/bin/whoami'] };
const tune = { name: 'tune', commands: ['/usr/bin/printf a=b:c,d@e+f'] };
const all = { name: 'everything', commands: ['ALL'] };
const file = (n: number): string => `/etc/sudoers.d/curfew-${grantId(n)}`;
const roleGrant = (n: number, ...sudoRoles: (typeof look)[]) =>
  wantedGrant({ grantId: grantId(n), groups: [], sudoRoles, untilSeconds: inOneHour() });
const seconds = (): number => Math.floor(Date.now() / 1000);

/** As the account, from the console: no login is needed, so that it works after the end too. */
const asAlice = (host: CurfewHost, ...command: string[]): Promise<RunResult> =>
  host.server.exec(['setpriv', '--reuid=alice', '--regid=alice', '--init-groups', 'sudo', '-n', ...command]);
const rules = async (host: CurfewHost): Promise<string[]> =>
  (await host.server.output('ls', '-A', '/etc/sudoers.d')).split('\n').filter((name) => name.includes('curfew-'));
const pauseReaper = (host: CurfewHost) => host.server.output('sh', '-c', 'kill -STOP $(cat /var/lib/curfew/reaper)');
const expectSound = async (host: CurfewHost) => expect((await host.server.exec(['visudo', '-c'])).code).toBe(0);
const sent = (order: string, from: string, to: string): string => {
  expect(order).toContain(from);
  return order.replace(from, to);
};

describe('one grant of a sudo role', () => {
  let host: CurfewHost;
  let before: string;
  beforeAll(async () => {
    host = await givenCurfewHost();
    before = await etcLessOurs(host.server);
  });
  afterEach(() => expectSound(host));

  it('lets the person run exactly its commands as root, as sudo itself says in the read-back', async () => {
    const { grants, faults } = await host.apply([roleGrant(1, look)]);
    expect(faults).toEqual([]);
    expect(grants).toMatchObject([{ state: 'present', sudoRoles: [look], remaining: [] }]);
    expect(await host.server.output('stat', '-c', '%a %U %G', file(1))).toBe('440 root root\n');
    const run = await host.login('alice', PRINCIPAL, ['sudo -n /usr/bin/id -u; sudo -n /usr/bin/whoami; sudo -n -l']);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0\nroot\n/) });
    expect(run.stdout).toMatch(/NOTAFTER=\d{14}Z.*\/usr\/bin\/id -u/);
  });

  it.each([
    [['/usr/bin/id']], [['/usr/bin/id', '-u', '-n']], [['/usr/bin/id', '-g']], [['/usr/bin/whoami', '--version']], [['/usr/bin/whoami', '']],
    [['/usr/bin/env', 'id']], [['sh', '-c', 'id']], [['-i']], [['-u', 'curfew', '/usr/bin/id', '-u']], [['A=b', '/usr/bin/id', '-u']], [['-E', '/usr/bin/id', '-u']],
  ])('does not let it run %j', async (command) => {
    expect(await asAlice(host, ...command)).toMatchObject({ code: 1, stdout: '' });
  }); // prettier-ignore

  it('changes nothing when the same order comes again, and mends a rule that somebody changed', async () => {
    const wanted = { ...roleGrant(1, look), untilSeconds: inOneHour() + 60 };
    expect(await host.apply([wanted])).toMatchObject({ changed: true });
    expect(await host.apply([wanted])).toMatchObject({ changed: false, grants: [{ sudoRoles: [look] }] });
    await host.server.output('sh', '-c', `echo 'alice ALL=(ALL) NOPASSWD: ALL' >>${file(1)}`);
    expect(await host.apply([wanted])).toMatchObject({ changed: true, grants: [{ state: 'present' }] });
    expect(await asAlice(host, 'sh', '-c', 'id')).toMatchObject({ code: 1 });
  });

  it('takes the rule away at the end and leaves /etc as it was, byte for byte [I24]', async () => {
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
    expect(await rules(host)).toEqual([]);
    expect(await host.server.output('cat', '/var/lib/curfew/ledger')).toMatch(/^curfew-ledger 1\n(?![\s\S]*\nsudo )/);
    expect(await etcLessOurs(host.server)).toBe(before);
  });

  it('writes what sudoers would take for something else so that it stands for itself', async () => {
    await host.apply([roleGrant(2, tune)]);
    expect(await asAlice(host, '/usr/bin/printf', 'a=b:c,d@e+f')).toMatchObject({ code: 0, stdout: 'a=b:c,d@e+f' });
    expect(await asAlice(host, '/usr/bin/printf', 'a=b:c')).toMatchObject({ code: 1, stdout: '' });
    await host.apply([]);
  });

  it('of ALL gives everything, as anybody', async () => {
    expect((await host.apply([roleGrant(3, all)])).grants).toMatchObject([{ state: 'present', sudoRoles: [all] }]);
    expect(await asAlice(host, 'sh', '-c', 'id -un')).toMatchObject({ stdout: 'root\n' });
    expect(await asAlice(host, '-u', 'curfew', 'id', '-un')).toMatchObject({ stdout: 'curfew\n' });
    await host.apply([]);
    expect(await asAlice(host, 'id')).toMatchObject({ code: 1 });
  });
});

it('is refused by sudo itself after the end, with connector and reaper dead [I11]', async () => {
  const host = await givenCurfewHost();
  await pauseReaper(host);
  const untilSeconds = seconds() + 12;
  const { grants } = await host.apply([{ ...roleGrant(1, look), untilSeconds }]);
  expect(grants).toMatchObject([{ state: 'present' }]);
  expect(await asAlice(host, '/usr/bin/id', '-u')).toMatchObject({ code: 0, stdout: '0\n' });
  await until(() => seconds() > untilSeconds, { within: 30_000 });
  expect(await asAlice(host, '/usr/bin/id', '-u')).toMatchObject({ code: 1, stdout: '' });
  // Nobody took the file away: it was sudo that refused
  expect(await rules(host)).toHaveLength(1);
  await host.script('', 'reap');
  expect(await rules(host)).toEqual([]);
  await expectSound(host);
});

it('is counted for each grant alone where two on one account overlap, whichever ends first [I24] [I25]', async () => {
  for (const first of [0, 1]) {
    const host = await givenCurfewHost({ accounts: [{ name: 'alice', groups: ['web-ops'] }] });
    const before = await etcLessOurs(host.server);
    const [one, two] = [
      { ...roleGrant(1, look), adopt: true },
      { ...roleGrant(2, look, tune), adopt: true },
    ];
    const tuned = async () => (await asAlice(host, '-l', '/usr/bin/printf', 'a=b:c,d@e+f')).code;
    const foreign = { connectorId: OTHER_CONNECTOR };
    await host.apply([one]);
    expect((await host.apply([two], foreign)).grants).toMatchObject([{ sudoRoles: [look, tune] }]);
    expect(await rules(host)).toHaveLength(2);
    await host.apply([], first === 0 ? {} : foreign);
    expect(await asAlice(host, '/usr/bin/id', '-u')).toMatchObject({ stdout: '0\n' });
    expect(await tuned()).toBe(first === 0 ? 0 : 1);
    await host.apply([], first === 0 ? foreign : {});
    expect(await asAlice(host, '/usr/bin/id', '-u')).toMatchObject({ code: 1 });
    expect(await etcLessOurs(host.server)).toBe(before);
  }
});

describe('orders of sudo rules that a server refuses', () => {
  let host: CurfewHost;
  let before: string;
  beforeAll(async () => {
    host = await givenCurfewHost();
    before = await etcLessOurs(host.server);
  });
  const nothingDone = async (answer: HostAnswer) => {
    expect(answer).toMatchObject({ changed: false });
    expect(await rules(host)).toEqual([]);
    expect(await etcLessOurs(host.server)).toBe(before);
  };

  it('for any byte or word that no command may have, with nothing changed at all [I27] [I39]', async () => {
    const good = host.order([roleGrant(1, { name: 'look', commands: ['/usr/bin/id -u'] })]);
    const line = `sudo ${grantId(1)} look /usr/bin/id -u`;
    const bad = [
      'id -u', 'ALL ALL', 'all', '/usr/bin/../bin/id', '/usr/bin/id ..', '/usr/bin/*', '/usr/bin/id *', '/usr/bin/id ?', '/usr/bin/id [u]', '/usr/bin/id "-u"',
      "/usr/bin/id '-u'", '/usr/bin/id \\-u', '/usr/bin/id -u\\', '/usr/bin/id $(id)', '/usr/bin/id `id`', '/usr/bin/id ;', '/usr/bin/id |', '/usr/bin/id #', '/usr/bin/id %',
      '/usr/bin/id !x', '/usr/bin/id ^a$', '/usr/bin/id\t-u', '/usr/bin/id -u\r', '/usr/bin/id é', '/usr/bin/id  -u', ' /usr/bin/id', '/usr/bin/id ', '/usr/bin/', '/',
      '//usr/bin/id', '/usr/./bin/id', '/usr/bin/a,b', '/usr/bin/a=b', '/usr/bin/a:b', '!/usr/bin/id', 'sudoedit /etc/hosts', '/usr/bin/sudoedit /etc/hosts', '',
      `/usr/bin/id ${'a'.repeat(256)}`, `/usr/bin/id${' a'.repeat(32)}`,
    ]; // prettier-ignore
    const requests = [
      ...bad.map((command) => sent(good, '/usr/bin/id -u', command)),
      ...['', 'A', 'a,b', '..', 'Default', 'a'.repeat(33)].map((role) => sent(good, ' look ', ` ${role} `)),
      sent(good, line, line.replace(grantId(1), grantId(2))),
      sent(good, 'curfew-request 2', 'curfew-request 1'),
      sent(good, `${line}\n`, '').replace('generation', `${line}\ngeneration`),
      sent(good, `${line}\n`, `${line}\n`.repeat(641)),
    ];
    for (const request of requests) {
      const answer = parseAnswer(await host.script(request));
      expect([request.slice(-300), answer.faults.map(({ code }) => code)]).toEqual([request.slice(-300), ['input-invalid']]); // prettier-ignore
      await nothingDone(answer);
    }
    const newer = parseAnswer(await host.script(sent(good, 'curfew-request 2', 'curfew-request 6')));
    expect(newer.faults.map(({ code }) => code)).toEqual(['host-script-version']);
    await nothingDone(newer);
  }, 300_000);

  it('for a command that the server lacks, which it names', async () => {
    const answer = await host.apply([roleGrant(1, { name: 'gone', commands: ['/usr/bin/id -u', '/opt/no-such -x'] })]);
    expect(answer.grants).toMatchObject([{ state: 'refused', fault: { code: 'command-missing', message: expect.stringContaining('/opt/no-such') } }]); // prettier-ignore
    expect((await host.server.exec(['id', 'alice'])).code).toBe(1);
  });

  it('where sudo does not read the folder of the rules; groups are given all the same', async () => {
    await host.server.output('sh', '-c', 'cp -p /etc/sudoers /run/kept; sed -i "s|^@includedir|# @includedir|" /etc/sudoers; echo "curfew ALL=(ALL) NOPASSWD: ALL" >>/etc/sudoers'); // prettier-ignore
    const [role, group] = (await host.apply([roleGrant(1, look), wantedGrant({ grantId: grantId(2), account: 'bea' })])).grants.sort((a, b) => (a.grantId < b.grantId ? -1 : 1)); // prettier-ignore
    expect(role).toMatchObject({ state: 'refused', fault: { code: 'sudo-rules-in-the-way' } });
    expect(group).toMatchObject({ state: 'present' });
    const shown = async (sudo: boolean) => {
      const stdin = preflightScript({ login: 'curfew', accounts: [], groups: [], sudo });
      return parsePreflight((await host.server.exec(['sh', '-s'], { stdin })).stdout);
    };
    expect((await shown(true)).obstacles).toMatchObject([{ code: 'sudo-rules-in-the-way', hint: expect.stringContaining('@includedir') }]); // prettier-ignore
    expect((await shown(false)).obstacles).toEqual([]);
    await host.apply([]);
    await host.server.output('cp', '-p', '/run/kept', '/etc/sudoers');
    expect((await shown(true)).obstacles).toEqual([]);
  });

  it.each([
    ['Sudo version 1.8.19p2', false], ['Sudo version 1.8.20', true], ['Sudo version 1.9.5p2', true], ['Sudo version 1.10', true], ['Sudo version 2.0.1', true],
    ['sudo-rs 0.2.8', false], ['', false],
  ])('where sudo says %j: %s', async (says, enough) => {
    const source = `${curfewHostScript().replace(/^main "\$@"[\s\S]*$/m, '')}\nsudo() { printf '%s\\n' "$SAYS"; }\nclean=; find_sudo && echo yes || echo "no: $sudo_why"`;
    const { stdout } = await host.server.exec(['env', `SAYS=${says}`, 'sh', '-s'], { stdin: source });
    expect(stdout).toMatch(enough ? /^yes$/m : /^no: The sudo of this server .*\(NOTAFTER\)$/m);
  }); // prettier-ignore
});

describe('a server whose own sudoers is broken', () => {
  it('does not get worse: the rule goes at the end, and what the site wrote stays', async () => {
    const host = await givenCurfewHost();
    await host.apply([roleGrant(1, look)]);
    await host.server.output(
      'sh',
      '-c',
      'echo "this is no rule" >/etc/sudoers.d/zz-site; chmod 440 /etc/sudoers.d/zz-site',
    );
    const before = await etcLessOurs(host.server);
    const answer = await host.apply([roleGrant(1, look), roleGrant(2, tune)]);
    expect(answer.faults).toEqual([]);
    expect((await host.apply([])).grants).toMatchObject([{ remaining: [] }, { remaining: [] }]);
    expect(await rules(host)).toEqual([]);
    expect(await host.server.output('cat', '/etc/sudoers.d/zz-site')).toBe('this is no rule\n');
    expect(before).toContain('zz-site');
    const stdin = preflightScript({ login: 'curfew', accounts: [], groups: [], sudo: true });
    const { warnings } = parsePreflight((await host.server.exec(['sh', '-s'], { stdin })).stdout);
    expect(warnings.join()).toContain('visudo -c');
  });

  it('says what a later rule of the site forbids: the file alone is no proof', async () => {
    const host = await givenCurfewHost();
    const deny = "echo 'alice ALL=(ALL) !/usr/bin/id' >/etc/sudoers.d/zz-site; chmod 440 /etc/sudoers.d/zz-site";
    await host.server.output('sh', '-c', deny);
    const [grant] = (await host.apply([roleGrant(1, look)])).grants;
    expect(grant).toMatchObject({
      state: 'partial',
      sudoRoles: [{ name: 'look', commands: ['/usr/bin/whoami'] }],
      fault: { code: 'host-script-failed', message: expect.stringContaining('sudo:/usr/bin/id') },
    });
  });

  it('never reads a rule that visudo refuses: nothing stands in its place', async () => {
    const host = await givenCurfewHost();
    const broken = curfewHostScript().replace("rule_tags='NOPASSWD: NOSETENV:'", "rule_tags='NOPASSWD: NOSUCHTAG:'");
    expect(broken).not.toBe(curfewHostScript());
    await host.server.exec(['sh', '-c', 'cat >/run/broken.sh'], { stdin: broken });
    const { stdout } = await host.server.exec(['sh', '/run/broken.sh'], { stdin: host.order([roleGrant(1, look)]) });
    expect(parseAnswer(stdout).grants).toMatchObject([{ state: 'partial', fault: { detail: expect.stringContaining('visudo') } }]); // prettier-ignore
    expect(await rules(host)).toEqual([]);
    await expectSound(host);
  });
});

describe('what is left', () => {
  it('of a rule is named until it is gone: the file, or a copy that sudo reads too [I16]', async () => {
    const host = await givenCurfewHost();
    await host.apply([roleGrant(1, look)]);
    await host.server.output('cp', '-p', file(1), '/etc/sudoers.d/copied');
    const left = (await host.apply([])).grants;
    expect(left).toMatchObject([{ state: 'partial', remaining: ['sudo rule in /etc/sudoers.d/copied'], fault: { code: 'removal-unproved' } }]); // prettier-ignore
    await host.server.output('rm', '/etc/sudoers.d/copied');
    expect((await host.apply([])).grants).toMatchObject([{ state: 'absent', remaining: [] }]);
  });

  it('after the reaper: what it cannot prove gone stays in the ledger, and a live grant keeps its rule', async () => {
    const host = await givenCurfewHost();
    await pauseReaper(host);
    const untilSeconds = seconds() + 8;
    await host.apply([{ ...roleGrant(1, look), untilSeconds }, roleGrant(2, tune)]);
    await host.server.output('cp', '-p', file(1), '/etc/sudoers.d/copied');
    await until(() => seconds() > untilSeconds, { within: 30_000 });
    await host.script('', 'reap');
    expect(await rules(host)).toEqual([`curfew-${grantId(2)}`]);
    const ledger = await host.server.output('cat', '/var/lib/curfew/ledger');
    expect(ledger).toMatch(new RegExp(`^grant .*${grantId(1)}.* ending$`, 'm'));
    await host.server.output('rm', '/etc/sudoers.d/copied');
    await host.script('', 'reap');
    expect(await host.server.output('cat', '/var/lib/curfew/ledger')).not.toMatch(new RegExp(`^(grant|sudo) .*${grantId(1)}`, 'm')); // prettier-ignore
    expect(await asAlice(host, '/usr/bin/printf', 'a=b:c,d@e+f')).toMatchObject({ code: 0 });
  });

  it('where the rule cannot be removed it is said, and asked about again after the ledger was lost', async () => {
    const host = await givenCurfewHost();
    await host.apply([roleGrant(1, look)]);
    // A folder with something in it cannot be removed by rm -f
    await host.server.output('sh', '-c', `rm ${file(1)}; mkdir ${file(1)}; touch ${file(1)}/x`);
    expect((await host.apply([])).grants).toMatchObject([{ state: 'partial', remaining: expect.arrayContaining(['sudo rule']) }]); // prettier-ignore
    await host.server.output('rm', '/var/lib/curfew/ledger');
    const ended = [{ grantId: grantId(1), account: 'alice' }];
    expect((await host.apply([], { ended })).grants).toMatchObject([{ remaining: expect.arrayContaining(['sudo rule']) }]); // prettier-ignore
    await host.server.output('rm', '-r', file(1));
    expect((await host.apply([], { ended })).grants[0]?.remaining).not.toContain('sudo rule');
  });

  it('of a lost ledger is taken away: a rule that no order wants', async () => {
    const host = await givenCurfewHost();
    await host.apply([roleGrant(1, look)]);
    await host.server.output('rm', '/var/lib/curfew/ledger');
    await host.apply([]);
    expect(await rules(host)).toEqual([]);
  });

  it('after an uninstall: nothing, also of what a dead run left beside its place [I30]', async () => {
    const host = await givenCurfewHost();
    await host.apply([roleGrant(1, look)]);
    await host.server.output('touch', `/etc/sudoers.d/.curfew-${grantId(9)}.new`, '/etc/sudoers.d/curfew-of-the-site');
    await host.script(formatUninstallRequest({ installationId: INSTALLATION, connectorId: CONNECTOR }));
    expect(await rules(host)).toEqual(['curfew-of-the-site']);
  });

  it('of a ledger that an older script wrote: it is read, and written as before while no rule is in it', async () => {
    const host = await givenCurfewHost();
    await host.apply([wantedGrant()]);
    expect(await host.server.output('head', '-n1', '/var/lib/curfew/ledger')).toBe('curfew-ledger 1\n');
    await host.apply([wantedGrant(), { ...roleGrant(2, look), account: 'bea' }]);
    expect(await host.server.output('head', '-n1', '/var/lib/curfew/ledger')).toBe('curfew-ledger 2\n');
    expect(await host.server.output('cat', '/var/lib/curfew/ledger')).toContain(`sudo ${INSTALLATION} ${CONNECTOR} ${grantId(2)} look /usr/bin/id -u\n`); // prettier-ignore
  });
});
