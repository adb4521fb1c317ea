/** The script under every shell that a server may have as `sh`, and where tools are missing; it dies at each of its steps. */
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { parseAnswer } from '#host/parse-answer.js';
import { formatSetUpRequest, formatUninstallRequest } from '#host/request.js';
import { curfewHostScript } from '#host/script.js';
import { ssh } from '#testkit/openssh.js';
import {
  type CurfewHost,
  etcLessOurs,
  givenCurfewHost,
  grantId,
  inOneHour,
  INSTALLATION,
  OTHER_CONNECTOR,
  wantedGrant,
} from './given-curfew-host.js';

const untilSeconds = inOneHour();
const first = wantedGrant({ untilSeconds });
const sudoRoles = [{ name: 'look', commands: ['/usr/bin/id -u', '/usr/bin/whoami'] }];
const second = wantedGrant({ grantId: grantId(2), groups: ['web-ops', 'db-admins'], sudoRoles, untilSeconds });
const third = wantedGrant({ grantId: grantId(3), account: 'bob', adopt: true, groups: ['db-admins'], untilSeconds });
const states = (answer: { grants: { state: string }[] }) => answer.grants.map((grant) => grant.state);

describe.each([['dash'], ['bash'], ['busybox sh']])('under %s', (shell) => {
  it('adds, changes, ends and proves', async () => {
    const host = await givenCurfewHost({ shell: shell.split(' '), accounts: [{ name: 'bob', groups: ['web-ops'] }] });
    const before = await etcLessOurs(host.server);
    expect(states(await host.apply([first, second, third]))).toEqual(['present', 'present', 'present']);
    expect(await host.login('alice', `grant-${grantId(2)}-1`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('db-admins'),
    });
    expect(await host.login('bob', `grant-${grantId(3)}-1`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('db-admins'),
    });
    const sudo = ['sudo -n /usr/bin/id -u; sudo -n /usr/bin/whoami --version'];
    expect(await host.login('alice', `grant-${grantId(2)}-1`, sudo)).toMatchObject({ code: 1, stdout: '0\n' });
    expect(states(await host.apply([{ ...second, groups: ['web-ops'], keyNumber: 2 }]))).toEqual([
      'present',
      'absent',
      'absent',
    ]);
    expect(await host.login('alice', `grant-${grantId(2)}-1`)).toMatchObject({ code: 255 });
    expect(await host.login('alice', `grant-${grantId(2)}-2`)).toMatchObject({
      code: 0,
      stdout: 'alice curfew-accounts web-ops\n',
    });
    expect(states(await host.apply([], { connectorId: OTHER_CONNECTOR }))).toEqual([]);
    expect(states(await host.apply([]))).toEqual(['absent']);
    expect(await etcLessOurs(host.server)).toBe(before);
    expect(await host.script('', 'doctor')).toContain('Nothing stands in the way.');
    expect(await host.script('', 'uninstall')).toMatch(
      /^Curfew is removed from this server\.\nThe account alice stays, locked\.\nA connector with full sudo here sets it up again/,
    );
    expect((await host.server.exec(['ls', CURFEW_HOST_PATH])).code).not.toBe(0);
  });
});

it('names a missing tool and changes nothing', async () => {
  const host = await givenCurfewHost();
  const before = await etcLessOurs(host.server);
  for (const tool of ['gpasswd', 'flock', 'useradd']) {
    // The host's /usr is read-only and shared: a script that looks elsewhere first stands in for a server without the tool
    const without = curfewHostScript().replace(/^PATH=.*$/m, 'PATH=/run/tools');
    const links = `rm -rf /run/tools; mkdir /run/tools; for d in /usr/sbin /usr/bin; do ln -s $d/* /run/tools/ 2>/dev/null; done; rm /run/tools/${tool}; cat >/run/without.sh`;
    await host.server.exec(['sh', '-c', links], { stdin: without });
    const answer = parseAnswer(
      (await host.server.exec(['sh', '/run/without.sh'], { stdin: host.order([first]) })).stdout,
    );
    expect(answer).toMatchObject({
      changed: false,
      faults: [{ code: 'server-tool-missing', message: `The server lacks: ${tool}` }],
    });
  }
  expect(await etcLessOurs(host.server)).toBe(before);
});

describe('killed at a step', () => {
  let host: CurfewHost;
  let before: string;
  beforeAll(async () => {
    host = await givenCurfewHost({ accounts: [{ name: 'bob', groups: ['web-ops'] }] });
    before = await etcLessOurs(host.server, atGrantAndEnd);
  });
  const steps = [...new Set(curfewHostScript().match(/(?<=^ *step )[a-z-]+$/gm))];
  afterAll(() => expect([...deaths.keys()].sort()).toEqual([...atGrantAndEnd].sort()));
  const atGrantAndEnd = steps.filter(
    (step) =>
      !/set-up|group-made|drop-in|reloaded|reaper|warned|(keys|groups|ledger)-removed|sudoers|digest|script-placed/.test(
        step,
      ),
  );

  it.each(atGrantAndEnd)('%s: the next order makes it good, and the end leaves nothing [I15]', async (step) => {
    // An account of its own, so that it is made in this test, and opened again in the end
    const account = step.slice(0, 32);
    const [one, two] = [first, second].map((grant) => ({ ...grant, account })) as [typeof first, typeof second];
    await dying(host, step, host.order([one, two, third]));
    expect(states(await host.apply([one, two, third]))).toEqual(['present', 'present', 'present']);
    await dying(host, step, host.order([two]));
    expect((await host.apply([two])).grants.every((grant) => grant.remaining.length === 0)).toBe(true);
    await dying(host, step, host.order([]));
    const last = await host.apply([], { ended: [one, two, third] });
    const gone = ['absent', []];
    expect(last.grants.map((grant) => [grant.state, grant.remaining])).toEqual([gone, gone, gone]);
    await dying(host, step, host.order([one]));
    expect(states(await host.apply([one]))).toEqual(['present']);
    expect(states(await host.apply([]))).toEqual(['absent']);
    expect((await host.server.exec(['ls', '-A', '/etc/ssh/curfew/keys'])).stdout).toBe('');
    expect(await etcLessOurs(host.server, atGrantAndEnd)).toBe(before);
    expect(await host.server.output('getent', 'shadow', account)).toMatch(/:!.*:1:$/m);
  });
});

describe('a set-up or an uninstall that is killed', () => {
  const client = { installationId: INSTALLATION, connectorId: OTHER_CONNECTOR };
  const steps = [
    'set-up-before',
    'group-made',
    'drop-in-written-before',
    'drop-in-written',
    'sshd-reloaded-before',
    'sshd-reloaded',
    'reaper-written-before',
    'reaper-written',
  ];
  const back = [
    'drop-in-removed-before',
    'drop-in-removed',
    'reaper-removed-before',
    'reaper-removed',
    'keys-removed-before',
    'keys-removed',
    'groups-removed',
    'ledger-removed',
  ];

  it('is made good by the next one, at every step, and sshd always runs [I30]', async () => {
    const host = await givenCurfewHost();
    await host.script('', 'uninstall');
    const before = await etcLessOurs(host.server);
    for (const [n, step] of steps.entries()) {
      await host.put();
      await dying(host, step, formatSetUpRequest(client));
      expect(deaths.get(step)).toBe(1);
      await host.server.output('sshd', '-t');
      await host.install();
      const died = back[n] ?? 'keys-removed';
      await dying(host, died, formatUninstallRequest(client));
      expect(deaths.get(died)).toBe(1);
      await host.server.output('sshd', '-t');
      expect(await ssh(host.server.login, ['true'])).toMatchObject({ code: 0 });
      await host.install();
      await host.script('', 'uninstall');
      expect(await etcLessOurs(host.server)).toBe(before);
    }
  });
});

/** Runs the order with a script that gets SIGKILL at that step, where it comes to it. */
async function dying(host: CurfewHost, step: string, order: string): Promise<void> {
  const variant = curfewHostScript().replace(
    /^step\(\) \{\n {2}:\n\}$/m,
    () => `step() { [ "$1" != ${step} ] || kill -9 $$; }`,
  );
  expect(variant).not.toBe(curfewHostScript());
  await host.server.exec(['sh', '-c', 'cat >/run/dying.sh'], { stdin: variant });
  const { code, stdout } = await host.server.exec(['sh', '/run/dying.sh'], { stdin: order });
  if (code === 0) parseAnswer(stdout);
  else deaths.set(step, (deaths.get(step) ?? 0) + 1);
}
const deaths = new Map<string, number>();
