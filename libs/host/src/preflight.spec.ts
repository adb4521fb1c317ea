import { givenServer, type TestServer } from '#testkit/server.js';
import { ssh } from '#testkit/openssh.js';
import { APPLY_COMMAND, CURFEW_HOST_PATH, INSTALL_COMMAND, PREFLIGHT_COMMAND } from './commands.js';
import { parseAnswer } from './parse-answer.js';
import { parsePreflight, preflightScript, type PreflightQuestion } from './preflight.js';
import { formatSetUpRequest, formatUninstallRequest } from './request.js';
import { curfewHostScript, curfewHostVersion } from './script.js';

const CLIENT = {
  installationId: '11111111-1111-4111-8111-111111111111',
  connectorId: '22222222-2222-4222-8222-222222222222',
};
const QUESTION: PreflightQuestion = {
  login: 'curfew',
  accounts: ['deploy', 'not-there'],
  groups: ['web-ops', 'db-admins'],
};

async function look(server: TestServer, question: PreflightQuestion = QUESTION) {
  const { code, stdout, stderr } = await ssh(server.login, [PREFLIGHT_COMMAND], { stdin: preflightScript(question) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return parsePreflight(stdout);
}

async function setUp(server: TestServer) {
  const install = await ssh(server.login, [INSTALL_COMMAND], { stdin: curfewHostScript() });
  expect(install).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const { stdout } = await ssh(server.login, [APPLY_COMMAND], { stdin: formatSetUpRequest(CLIENT) });
  return parseAnswer(stdout);
}

/** Without times: what was made and taken away again leaves that of its folder. */
const etc = (server: TestServer) =>
  server.output(
    'sh',
    '-c',
    'cd /etc && find . -type f ! -name "*-" ! -name .pwd.lock | sort | xargs sha256sum; ls -la --time-style=+ /usr/local/sbin /var/lib',
  );

it('shows what a set-up would write, writes nothing itself, and what it showed is what the set-up writes', async () => {
  const server = await givenServer({ groups: ['web-ops'], accounts: [{ name: 'deploy' }] });
  const before = await etc(server);
  const preflight = await look(server);
  expect(await etc(server)).toBe(before);
  expect(preflight).toMatchObject({
    installedVersion: null,
    dropInInForce: false,
    missingGroups: ['db-admins'],
    obstacles: [],
  });
  expect(preflight.sshdVersion).toMatch(/^\d+\.\d+$/);
  expect(preflight.wouldWrite.map((write) => write.path)).toEqual([
    CURFEW_HOST_PATH,
    '/etc/ssh/sshd_config.d/00-curfew.conf',
    '/etc/ssh/curfew/keys/',
    '/var/lib/curfew/',
    '/etc/sudoers.d/curfew-host',
    '/etc/group',
    '/etc/group',
  ]);
  expect(await setUp(server)).toMatchObject({ changed: true, faults: [] });
  expect(await server.output('cat', '/etc/ssh/sshd_config.d/00-curfew.conf')).toBe(preflight.wouldWrite[1]?.content);
  expect(await server.output('cat', '/etc/sudoers.d/curfew-host')).toBe(preflight.wouldWrite[4]?.content);
  expect(await look(server)).toMatchObject({
    installedVersion: curfewHostVersion(),
    dropInInForce: true,
    wouldWrite: [],
    obstacles: [],
  });
  expect(await setUp(server)).toMatchObject({ changed: false, faults: [] });
});

it('leaves no trace after an uninstall, and sshd goes on', async () => {
  const server = await givenServer();
  const before = await etc(server);
  await setUp(server);
  const { stdout } = await ssh(server.login, [APPLY_COMMAND], { stdin: formatUninstallRequest(CLIENT) });
  expect(parseAnswer(stdout)).toMatchObject({ changed: true, faults: [] });
  expect(await etc(server)).toBe(before);
  expect(await ssh(server.login, ['true'])).toMatchObject({ code: 0 });
});

it.each([
  ['AllowGroups', { '20-site': 'AllowGroups staff curfew\n' }],
  ['AuthenticationMethods', { '20-site': 'AuthenticationMethods publickey,password\n' }],
  ['ForceCommand', { '20-site': 'Match User *\n  ForceCommand /bin/true\n' }],
  ['authorized keys from', { '00-aaa': 'Match User *\n  AuthorizedKeysFile /etc/ssh/site-keys/%u\n' }],
  ['Ed25519 certificates', { '20-site': 'PubkeyAcceptedAlgorithms ssh-ed25519\n' }],
])('names what stands in the way: %s', async (word, sshdConfig) => {
  const server = await givenServer({ sshdConfig });
  const out = await server.exec(['sh', '-s'], { stdin: preflightScript(QUESTION) });
  const { obstacles } = parsePreflight(out.stdout);
  expect(obstacles).not.toHaveLength(0);
  for (const obstacle of obstacles)
    expect(obstacle).toMatchObject({ code: 'sshd-rules-in-the-way', hint: expect.any(String) });
  expect(obstacles.map((obstacle) => obstacle.message.toLowerCase()).join()).toContain(word.toLowerCase());
});

it('says that sshd_config lacks the Include, and sets nothing up then', async () => {
  const server = await givenServer();
  await server.output('sed', '-i', '/^Include/d', '/etc/ssh/sshd_config');
  expect((await look(server)).obstacles).toEqual([
    expect.objectContaining({ message: expect.stringContaining('does not include') }),
  ]);
  expect((await setUp(server)).faults).toEqual([expect.objectContaining({ code: 'sshd-rules-in-the-way' })]);
  expect((await server.exec(['ls', '/etc/ssh/curfew'])).code).not.toBe(0);
});

it('asks no server about a name that is none', () => {
  for (const name of ["x'; reboot; '", '..', 'a/b', '', 'a\nb', '$(id)', 'A', 'a'.repeat(33)]) {
    expect(() => preflightScript({ login: 'curfew', accounts: [name], groups: [] })).toThrow(
      'not one that Curfew works with',
    );
    expect(() => preflightScript({ login: name, accounts: [], groups: [] })).toThrow();
    expect(() => preflightScript({ login: 'curfew', accounts: [], groups: [name] })).toThrow();
  }
});

it('warns of what shadow-utils would repair, so that nobody takes it for a change by Curfew [I24]', async () => {
  const server = await givenServer({ groups: ['web-ops'] });
  await server.output(
    'sh',
    '-c',
    "sed -i '/^web-ops:/d' /etc/gshadow; printf '%s' \"$(cat /etc/passwd)\" >/etc/passwd",
  );
  const { warnings } = await look(server);
  expect(warnings).toEqual([
    expect.stringContaining("add group 'web-ops' in /etc/gshadow (useradd and gpasswd will repair it)"),
    expect.stringContaining('/etc/passwd does not end with a line end'),
  ]);
});

it('believes no answer with more in it than a look has to say', () => {
  const answer = (...lines: string[]) => {
    const all = [
      'curfew-preflight 1 1-abc',
      'clock 1795000000',
      'sshd 9.2',
      'installed -',
      'in-force no',
      'reaper none',
      'helper no',
      ...lines,
    ];
    return [...all, `end ${all.length}`, ''].join('\n');
  };
  const refuses = (text: string) =>
    expect(() => parsePreflight(text)).toThrow(expect.objectContaining({ code: 'host-script-failed' }));
  expect(parsePreflight(answer('write 0644 /etc/x for this', 'content a')).wouldWrite).toHaveLength(1);
  refuses(answer('write 0644 /etc/x for this', ...Array.from({ length: 100 }, () => `content ${'a'.repeat(100)}`)));
  refuses(answer(`write 0644 /etc/x ${'a'.repeat(401)}`));
  refuses(answer().replace('sshd 9.2', `sshd ${'9'.repeat(41)}`));
});
