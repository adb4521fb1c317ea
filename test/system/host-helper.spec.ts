/** Helper mode on a server: sudo runs curfew-host in one exact state, without arguments, and nothing else. */
import { APPLY_COMMAND, CURFEW_HOST_PATH, INSTALL_COMMAND, PREFLIGHT_COMMAND } from '#host/commands.js';
import { parseAnswer } from '#host/parse-answer.js';
import { parsePreflight, preflightScript } from '#host/preflight.js';
import { formatLookRequest, formatSetUpRequest, formatUninstallRequest } from '#host/request.js';
import { curfewHostScript, curfewHostSha256 } from '#host/script.js';
import { nothingIsLeft, parseSudoRights, SUDO_RIGHTS_COMMAND, sudoRefusal } from '#host/sudo-rights.js';
import { ssh } from '#testkit/openssh.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import { CONNECTOR, etcLessOurs, INSTALLATION } from './given-curfew-host.js';

const CLIENT = { installationId: INSTALLATION, connectorId: CONNECTOR };
const LOOK = formatLookRequest(CLIENT, { accounts: ['alice'], groups: ['web-ops', 'ghosts'] });
const SUDOERS = '/etc/sudoers.d/curfew-host';
const sudoersLine = (digest: string): string => `curfew ALL=(root) NOPASSWD: sha256:${digest} ${CURFEW_HOST_PATH} ""\n`;

/** As the connector: with its key, the command as it is sent, the request on stdin. */
const asLogin = ({ login }: TestServer, command: string, stdin = '') => ssh(login, [command], { stdin });

/** What root does at the console with a file that was brought there. */
const install = async ({ exec }: TestServer, script = curfewHostScript(), ...args: string[]) => {
  await exec(['sh', '-c', 'cat >/root/curfew-host'], { stdin: script });
  return exec(['sh', '-c', 'cd /root && exec sh curfew-host install "$@"', 'sh', ...args]);
};

/** The site takes its own line away. */
const takeFullSudoAway = ({ output }: TestServer) => output('rm', '/etc/sudoers.d/curfew');

const looks = async (server: TestServer) => parsePreflight((await asLogin(server, APPLY_COMMAND, LOOK)).stdout);
const digests = async ({ output }: TestServer) =>
  [...(await output('cat', SUDOERS)).matchAll(/sha256:([0-9a-f]{64})/g)].map(([, digest]) => digest);
const refusal = async (server: TestServer) =>
  sudoRefusal(parseSudoRights((await asLogin(server, SUDO_RIGHTS_COMMAND)).stdout), 'curfew');

/** The same script with another digest; it gets SIGKILL at that step. */
const dyingAt = (step: string): string => {
  const variant = curfewHostScript().replace(
    /^step\(\) \{\n {2}:\n\}$/m,
    () => `step() { [ "$1" != ${step} ] || kill -9 $$; }`,
  );
  expect(variant).not.toBe(curfewHostScript());
  return variant;
};
/** An older one, by its version and its digest. */
const OLDER = curfewHostScript().replaceAll(/^version=.*$/gm, 'version=2-0123456789ab');

describe('installed at the console', () => {
  let server: TestServer;
  let before: string;
  beforeAll(async () => {
    server = await givenServer({ groups: ['web-ops'] });
    before = await etcLessOurs(server);
    const { code, stdout, stderr } = await install(server);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('curfew ALL=(ALL) NOPASSWD:ALL\ncan be taken away now');
    expect(stdout).toContain('# group web-* db-readers');
    await takeFullSudoAway(server);
  });

  it('has one line with its digest, checked by visudo, that only root can write', async () => {
    expect(await server.output('cat', SUDOERS)).toMatch(/^# Written by curfew-host.*\n[^\n]*\n$/);
    expect(await server.output('cat', SUDOERS)).toContain(sudoersLine(curfewHostSha256()));
    expect(await server.output('stat', '-c', '%a %u:%g', SUDOERS, CURFEW_HOST_PATH)).toBe('440 0:0\n755 0:0\n');
    await server.output('visudo', '-c');
    expect((await server.exec(['ls', '-A', '/etc/sudoers.d'])).stdout).toBe('curfew-host\n');
  });

  it('looks without writing, with the same answer as under full sudo', async () => {
    const found = await looks(server);
    expect(found).toMatchObject({ helperReady: true, missingGroups: ['ghosts'], obstacles: [], dropInInForce: false });
    expect(found.wouldWrite.map(({ path }) => path)).toContain('/etc/ssh/sshd_config.d/00-curfew.conf');
    const question = { login: 'curfew', accounts: ['alice'], groups: ['web-ops', 'ghosts'] };
    const { stdout } = await server.exec(['sh', '-s'], { stdin: preflightScript(question) });
    const { clockSeconds, ...same } = parsePreflight(stdout);
    expect(clockSeconds - found.clockSeconds).toBeLessThan(30);
    expect({ ...found, clockSeconds: 0 }).toEqual({ ...same, clockSeconds: 0 });
  });

  it.each([
    ['an argument', `sudo -n ${CURFEW_HOST_PATH} doctor`],
    ['an empty argument', `sudo -n ${CURFEW_HOST_PATH} ""`],
    ['another command', 'sudo -n id'],
    ['a shell', 'sudo -n sh -c id'],
    ['another user', `sudo -n -u nobody ${CURFEW_HOST_PATH}`],
    ['the look of full sudo', PREFLIGHT_COMMAND],
    ['an upload', INSTALL_COMMAND],
    ['its own environment', `sudo -n PATH=/tmp ${CURFEW_HOST_PATH}`],
  ])('refuses %s', async (_title, command) => {
    expect(await asLogin(server, command, curfewHostScript())).toMatchObject({ code: 1, stdout: '' });
    expect(await digests(server)).toEqual([curfewHostSha256()]);
  });

  it('gives no account that may call it to anybody [I27]', async () => {
    await server.output('useradd', '-m', 'robot');
    expect((await install(server, curfewHostScript(), 'robot')).code).toBe(0);
    expect((await server.output('cat', SUDOERS)).match(/NOPASSWD/g)).toHaveLength(2);
    expect(parseAnswer((await asLogin(server, APPLY_COMMAND, formatSetUpRequest(CLIENT))).stdout).faults).toEqual([]);
    const grant = `grant aaaaaaaa-aaaa-4aaa-8aaa-000000000001 1 robot existing adopt ${Math.floor(Date.now() / 1000) + 600} pty -`;
    const order = [
      'curfew-request 1 apply',
      `from ${INSTALLATION} ${CONNECTOR}`,
      'generation 1',
      'now 1',
      'ca ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJbtRz2yFUvvkV1SXuhKOfkB3y0MmD7dL8Yz1uVh9Xk0',
      grant,
      'end',
      '',
    ].join('\n');
    const { grants } = parseAnswer((await asLogin(server, APPLY_COMMAND, order)).stdout);
    expect(grants).toMatchObject([{ state: 'refused', fault: { code: 'account-not-allowed' } }]);
  });

  it('is taken away by one request, whose answer still comes; /etc is as before, and a policy stays [I24] [I30]', async () => {
    await server.output(
      'sh',
      '-c',
      'mkdir /etc/curfew && echo "longest 8h" >/etc/curfew/policy; userdel -r robot 2>/dev/null; :',
    );
    const { code, stdout } = await asLogin(server, APPLY_COMMAND, formatUninstallRequest(CLIENT));
    expect([code, parseAnswer(stdout).faults]).toEqual([0, []]);
    expect(nothingIsLeft(parseSudoRights((await asLogin(server, SUDO_RIGHTS_COMMAND)).stdout))).toBe(true);
    const site = '/etc/sudoers.d/curfew';
    await server.output('sh', '-c', `umask 0337; echo 'curfew ALL=(ALL) NOPASSWD:ALL' >${site}`);
    expect(await etcLessOurs(server)).toBe(before);
    expect((await server.exec(['ls', CURFEW_HOST_PATH, '/var/lib/curfew', SUDOERS])).stdout).toBe('');
    expect(await server.output('cat', '/etc/curfew/policy')).toBe('longest 8h\n');
    expect(await asLogin(server, 'sudo -n true')).toMatchObject({ code: 0 });
  });
});

describe('what an install at the console refuses', () => {
  it.each([
    ['a login that is no account', ['ghost'], 'no such account'],
    ['a name that is none', ['a b'], 'no such account'],
  ])('%s', async (_title, args, words) => {
    const server = await givenServer();
    const before = await etcLessOurs(server);
    const { code, stderr } = await install(server, curfewHostScript(), ...args);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(await etcLessOurs(server)).toBe(before);
    expect((await server.exec(['ls', CURFEW_HOST_PATH, '/var/lib/curfew'])).stdout).toBe('');
  });

  it('half a file, a script from a pipe, and whoever is not root', async () => {
    const server = await givenServer();
    const half = curfewHostScript().replace('# end of curfew-host\n', '');
    expect(await install(server, half)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('from its own file'),
    });
    const piped = await server.exec(['sh', '-s', 'install'], { stdin: curfewHostScript() });
    expect(piped).toMatchObject({ code: 1, stderr: expect.stringContaining('sh curfew-host install') });
    await server.output('install', '-m', '755', '/root/curfew-host', '/tmp/curfew-host');
    const other = await asLogin(server, 'sh /tmp/curfew-host install');
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('run by root') });
    expect((await server.exec(['ls', CURFEW_HOST_PATH, SUDOERS])).stdout).toBe('');
  });

  it('a sudo whose later rule takes it back: the old digest stays until it is mended', async () => {
    const server = await givenServer();
    expect((await install(server, OLDER)).code).toBe(0);
    await takeFullSudoAway(server);
    const later = `curfew ALL=(root) PASSWD: ${CURFEW_HOST_PATH}`;
    await server.output('sh', '-c', `umask 0337; echo '${later}' >/etc/sudoers.d/later`);
    const { code, stderr } = await install(server);
    expect(code).toBe(1);
    expect(stderr).toMatch(/sudo does not let curfew run it: .*password[^]*sudo -l -U curfew/);
    expect(await digests(server)).toHaveLength(2);
    await server.output('rm', '/etc/sudoers.d/later');
    expect((await install(server)).code).toBe(0);
    expect(await digests(server)).toEqual([curfewHostSha256()]);
  });

  it('a sudo that does not read the folder: it says so, and leaves no file there', async () => {
    const server = await givenServer();
    const site = "sed -i /includedir/d /etc/sudoers; echo 'curfew ALL=(ALL) NOPASSWD:ALL' >>/etc/sudoers";
    await server.output('sh', '-c', site);
    const { code, stderr } = await install(server);
    expect(code).toBe(1);
    expect(stderr).toContain('/etc/sudoers.d is not included');
    expect((await server.exec(['ls', SUDOERS])).stdout).toBe('');
    expect(parseAnswer((await asLogin(server, APPLY_COMMAND, formatSetUpRequest(CLIENT))).stdout)).toMatchObject({
      faults: [],
      warnings: [expect.stringContaining('needs NOPASSWD:ALL for good')],
    });
  });
});

it.each(['drop-in-removed', 'keys-removed', 'ledger-removed'])(
  'an uninstall that is killed at %s can be asked for again [I15] [I30]',
  async (step) => {
    const server = await givenServer();
    const before = await etcLessOurs(server);
    await install(server, dyingAt(step));
    await server.output('mv', '/etc/sudoers.d/curfew', '/root/site');
    await asLogin(server, APPLY_COMMAND, formatSetUpRequest(CLIENT));
    expect((await asLogin(server, APPLY_COMMAND, formatUninstallRequest(CLIENT))).code).not.toBe(0);
    expect(await asLogin(server, APPLY_COMMAND, LOOK)).toMatchObject({ code: 0 });
    await install(server);
    const { stdout } = await asLogin(server, APPLY_COMMAND, formatUninstallRequest(CLIENT));
    expect(parseAnswer(stdout).faults).toEqual([]);
    expect(nothingIsLeft(parseSudoRights((await asLogin(server, SUDO_RIGHTS_COMMAND)).stdout))).toBe(true);
    await server.output('mv', '/root/site', '/etc/sudoers.d/curfew');
    expect(await etcLessOurs(server)).toBe(before);
  },
);

it('each reason for which sudo refuses is told apart, with its remedy', async () => {
  const server = await givenServer();
  await takeFullSudoAway(server);
  const put = (line: string) =>
    server.output('sh', '-c', `umask 0337; echo '${line}' >${SUDOERS}.new; mv ${SUDOERS}.new ${SUDOERS}`);
  expect(await refusal(server)).toMatchObject({
    code: 'sudo-asks-password',
    hint: expect.stringContaining('curfew-host install'),
  });
  await install(server);
  expect(await asLogin(server, APPLY_COMMAND, LOOK)).toMatchObject({ code: 0 });

  await server.output('sh', '-c', `echo '# changed' >>${CURFEW_HOST_PATH}`);
  expect(await asLogin(server, APPLY_COMMAND, LOOK)).toMatchObject({ code: 1, stdout: '' });
  expect(await refusal(server)).toMatchObject({
    code: 'host-script-changed',
    hint: expect.stringMatching(/sh curfew-host install.*find out who did/),
  });
  await server.output('rm', CURFEW_HOST_PATH);
  expect(await refusal(server)).toMatchObject({ code: 'not-set-up', message: expect.stringContaining('missing') });

  await install(server);
  const base64 = Buffer.from(curfewHostSha256(), 'hex').toString('base64');
  await put(`curfew ALL=(root) NOPASSWD: sha256:${base64} ${CURFEW_HOST_PATH} ""`);
  expect(await asLogin(server, APPLY_COMMAND, LOOK)).toMatchObject({ code: 0 });
  await put(`curfew ALL=(root) NOPASSWD: sha256:${base64} ${CURFEW_HOST_PATH} doctor`);
  expect(await asLogin(server, APPLY_COMMAND, LOOK)).toMatchObject({ code: 1 });
  expect(await refusal(server)).toMatchObject({
    code: 'sudo-asks-password',
    message: expect.stringContaining('arguments'),
  });
  await put(`curfew ALL=(root) NOPASSWD: /usr/bin/true, PASSWD: ${CURFEW_HOST_PATH} ""`);
  expect(await refusal(server)).toMatchObject({ message: expect.stringContaining('only with a password') });
  await put('curfew ALL=(root) NOPASSWD: /usr/bin/true');
  expect(await refusal(server)).toMatchObject({ message: expect.stringContaining('has no line') });
  await put('curfew ALL=(ALL) NOPASSWD: ALL');
  expect(await refusal(server)).toBeUndefined();
});

describe('an upgrade', () => {
  const STEPS = [
    'digests-both-before', 'sudoers-written-before', 'sudoers-written', 'digests-both', 'script-placed-before', 'script-placed',
    'old-digest-removed-before', 'old-digest-removed',
  ]; // prettier-ignore

  it.each(STEPS)(
    'at the console, killed at %s: sudo runs the old script or the new one, and the next install is whole [I15]',
    async (step) => {
      const server = await givenServer();
      expect((await install(server, OLDER)).code).toBe(0);
      await takeFullSudoAway(server);
      const old = await digests(server);
      expect((await install(server, dyingAt(step))).code).toBe(-1);
      expect(await looks(server)).toMatchObject({ helperReady: true });
      expect((await install(server)).code).toBe(0);
      expect(await digests(server)).toEqual([curfewHostSha256()]);
      expect(old).not.toContain(curfewHostSha256());
      expect((await looks(server)).installedVersion).not.toBe('2-0123456789ab');
      expect((await server.exec(['ls', '-A', '/etc/sudoers.d', '/var/lib/curfew'])).stdout).not.toMatch(/new|old/);
    },
  );

  it('by the connector leaves both digests until the new script has answered, at every step at which it dies [I15]', async () => {
    const server = await givenServer();
    await server.exec(['sh', '-c', `cat >${CURFEW_HOST_PATH}; chmod 755 ${CURFEW_HOST_PATH}`], { stdin: OLDER });
    await asLogin(server, APPLY_COMMAND, formatSetUpRequest(CLIENT));
    const [old = ''] = await digests(server);
    expect(old).not.toBe('');
    const place = async (script: string) => {
      await server.exec(['sh', '-c', 'cat >/run/brought'], { stdin: script });
      return server.exec(['sh', '/run/brought', 'place']);
    };
    const helperWorks = async () => {
      await server.output('mv', '/etc/sudoers.d/curfew', '/root/site');
      expect(await looks(server)).toMatchObject({ helperReady: true });
      await server.output('mv', '/root/site', '/etc/sudoers.d/curfew');
    };
    for (const step of STEPS.slice(0, 6)) {
      expect((await place(dyingAt(step))).code).toBe(-1);
      await helperWorks();
      expect((await place(OLDER)).code).toBe(0);
      await helperWorks();
    }
    expect(await asLogin(server, INSTALL_COMMAND, curfewHostScript())).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await digests(server)).toEqual(expect.arrayContaining([old, curfewHostSha256()]));
    await helperWorks();
    for (const step of STEPS.slice(6)) {
      await place(dyingAt(step));
      await asLogin(server, APPLY_COMMAND, formatSetUpRequest(CLIENT));
      await helperWorks();
    }
    await asLogin(server, INSTALL_COMMAND, curfewHostScript());
    expect(parseAnswer((await asLogin(server, APPLY_COMMAND, formatSetUpRequest(CLIENT))).stdout).faults).toEqual([]);
    expect(await digests(server)).toEqual([curfewHostSha256()]);
    await helperWorks();
    expect(await asLogin(server, INSTALL_COMMAND, curfewHostScript().slice(0, -10))).toMatchObject({ code: 1 });
    await helperWorks();
  });
});
