import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkMachine } from '#virtual-hosts/needs.js';
import { run } from '#virtual-hosts/run.js';
import { startVirtualHost } from '#virtual-hosts/virtual-host.js';
import { atEnd } from '#testkit/at-end.js';
import { givenCompiled } from '#testkit/compiled.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey, scp, sftp, ssh, startSsh } from '#testkit/openssh.js';
import { givenLab, givenServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';

const mounts = () => readFileSync('/proc/self/mountinfo', 'utf8');

test('the login account logs in by key and has full sudo without a password', async () => {
  const server = await givenServer();
  const { code, stdout } = await ssh(server.login, ['id', '-un;', 'sudo', '-n', 'id', '-u']);
  expect([code, stdout]).toEqual([0, 'curfew\n0\n']);
});

test('another key is refused, and so is another host key', async () => {
  const server = await givenServer();
  const stranger = await givenKey();
  expect(await ssh(server.as('curfew', { identity: stranger.file }), ['id'])).toMatchObject({
    code: 255,
    stderr: expect.stringContaining('Permission denied'),
  });
  const imposter = { ...server.login, knownHosts: [`[${server.address}]:${server.port} ${stranger.publicKey}`] };
  expect(await ssh(imposter, ['id'])).toMatchObject({
    code: 255,
    stderr: expect.stringContaining('Host key verification failed'),
  });
});

test('accounts, groups, sudo rules, sshd settings and files are as the seed says', async () => {
  const key = await givenKey();
  const server = await givenServer({
    groups: ['web-ops'],
    accounts: [{ name: 'deploy', groups: ['web-ops'], authorizedKeys: [key.publicKey] }],
    sudoers: { web: '%web-ops ALL=(root) NOPASSWD: /usr/bin/id -u' },
    sshdConfig: { site: 'ClientAliveInterval 77\n' },
    files: { '/usr/local/bin/hello': { text: '#!/bin/sh\necho hello\n', mode: 0o755 } },
  });
  const deploy = server.as('deploy', { identity: key.file });
  expect((await ssh(deploy, ['id', '-Gn;', 'sudo', '-n', '/usr/bin/id', '-u;', 'hello'])).stdout).toBe(
    'deploy web-ops\n0\nhello\n',
  );
  expect((await ssh(deploy, ['sudo', '-n', '/usr/bin/id', '-g'])).code).not.toBe(0);
  expect(await server.output('sshd', '-T')).toContain('clientaliveinterval 77');
  expect(await server.output('visudo', '-c')).toContain('/etc/sudoers.d/web: parsed OK');
  for (const check of ['pwck', 'grpck']) expect(await server.exec([check, '-r', '-q'])).toMatchObject({ code: 0 });
});

test('files go both ways by scp and sftp', async () => {
  const server = await givenServer();
  const file = join(givenFolder(), 'file');
  writeFileSync(file, 'content');
  expect(await scp(server.login, file, 'server:/tmp/there')).toMatchObject({ code: 0 });
  expect(await sftp(server.login, [`get /tmp/there ${file}.back`])).toMatchObject({ code: 0 });
  expect(readFileSync(`${file}.back`, 'utf8')).toBe('content');
});

test('shadow-utils work on the host and change nothing of the machine', async () => {
  const before = readFileSync('/etc/passwd', 'utf8');
  const server = await givenServer({ groups: ['web-ops'] });
  await server.output('useradd', '-m', '-p', '*', 'zoe');
  await server.output('gpasswd', '-a', 'zoe', 'web-ops');
  expect(await server.output('id', '-Gn', 'zoe')).toBe('zoe web-ops\n');
  await server.output('usermod', '-L', '-e', '1', 'zoe');
  expect(await server.output('chage', '-l', 'zoe')).toContain('Jan 02, 1970');
  expect(readFileSync('/etc/passwd', 'utf8')).toBe(before);
});

test('the host shows none of the files, accounts, processes and names of the machine', async () => {
  const server = await givenServer({ name: 'web-1' });
  expect(await server.output('hostname')).toBe('web-1\n');
  expect(await server.output('ls', '-A', '/root', '/home', '/mnt', '/srv', '/opt')).toBe(
    '/home:\ncurfew\n\n/mnt:\n\n/opt:\n\n/root:\n\n/srv:\n',
  );
  expect((await server.output('ps', '-A', '-o', 'args=')).split('\n').length).toBeLessThan(5);
  const accounts = (text: string) => text.split('\n').map((line) => line.split(':')[0] ?? '');
  const ours = accounts(await server.output('cat', '/etc/passwd'));
  expect(ours).toContain('curfew');
  expect(ours.length).toBeLessThan(20);
  expect(await server.output('cut', '-d:', '-f2', '/etc/shadow')).toMatch(/^(\*\n)+$/);
});

test('root of the host can neither mount nor make devices nor change the machine', async () => {
  const server = await givenServer();
  const asRoot = (...argv: string[]) => ssh(server.login, ['sudo', '-n', ...argv]);
  expect((await asRoot('mount', '-t', 'tmpfs', 'x', '/mnt')).code).not.toBe(0);
  expect((await asRoot('mknod', '/tmp/disk', 'b', '254', '0')).code).not.toBe(0);
  expect((await asRoot('tee', '/proc/sys/kernel/core_pattern')).stderr).toContain('Read-only file system');
  expect((await asRoot('ip', 'link', 'add', 'x', 'type', 'dummy')).code).not.toBe(0);
});

test('host keys, accounts and settings survive a restart of the host', async () => {
  const server = await givenServer();
  await server.output('useradd', 'zoe');
  await server.output(
    'sh',
    '-c',
    'mkdir -p /var/lib/curfew && echo 7 >/var/lib/curfew/ledger && touch /usr/local/sbin/tool',
  );
  await server.host.stop();
  await server.host.start();
  expect(await server.output('id', '-u', 'zoe')).toBe('1000\n');
  expect(await server.output('cat', '/var/lib/curfew/ledger')).toBe('7\n');
  expect(await server.output('ls', '/usr/local/sbin')).toBe('tool\n');
  expect((await ssh(server.login, ['id', '-un'])).stdout).toBe('curfew\n');
});

test('sshd takes a new setting by SIGHUP without losing a session', async () => {
  const server = await givenServer();
  const session = startSsh(server.login, ['cat']);
  session.child.stdin.write('before\n');
  await until(() => session.output().includes('before'), { within: 30_000 });
  await server.output(
    'sh',
    '-c',
    'echo "ClientAliveInterval 66" >/etc/ssh/sshd_config.d/x.conf; kill -HUP $(cat /run/sshd.pid)',
  );
  await until(async () => (await ssh(server.login, ['true'])).code === 0, { within: 30_000 });
  session.child.stdin.write('after\n');
  await until(() => session.output().includes('after'), { within: 30_000 });
  session.kill();
});

test('a stopped sshd refuses connections, a frozen host is silent, and both come back', async () => {
  const server = await givenServer();
  const attempt = (seconds = 20) => ssh({ ...server.login, options: [`ConnectTimeout=${seconds}`] }, ['echo', 'there']);
  await server.host.sshd('stopped');
  expect((await attempt()).stderr).toContain('Connection refused');
  await server.host.sshd('running');
  expect((await attempt()).stdout).toBe('there\n');
  server.host.freeze(true);
  expect((await attempt(1)).stderr).toMatch(/timed out/);
  server.host.freeze(false);
  expect((await attempt()).stdout).toBe('there\n');
});

test('in a lab the hosts have an own network, and a cut cable is silent until it is mended', async () => {
  const lab = await givenLab();
  const [one, two] = await Promise.all([givenServer({ name: 'one', lab }), givenServer({ name: 'two', lab })]);
  expect(one?.port).toBe(22);
  expect((await ssh(one.login, ['hostname;', 'ip', '-brief', 'address', 'show', 'eth0'])).stdout).toMatch(
    /^one\neth0.*10\.77\./,
  );
  await one.host.cable('cut');
  expect((await ssh({ ...one.login, options: ['ConnectTimeout=1'] }, ['true'])).stderr).toMatch(/timed out|No route/);
  expect((await ssh(two.login, ['hostname'])).stdout).toBe('two\n');
  await one.host.cable('mended');
  expect((await ssh(one.login, ['hostname'])).stdout).toBe('one\n');
});

test('an address that is taken is said', async () => {
  const server = await givenServer();
  const again = startVirtualHost({
    name: 'again',
    stateDir: givenFolder(),
    network: { address: server.address, port: server.port },
  });
  await expect(again).rejects.toMatchObject({
    code: 'address-taken',
    message: expect.stringContaining(`${server.address}:${server.port}`),
  });
});

test('without root one sentence says so', async () => {
  const folder = givenCompiled('virtual-hosts');
  const program = `import { checkMachine } from ${JSON.stringify(join(folder, 'needs.js'))}; await checkMachine().catch((e) => console.log(e.code, e.message));`;
  const { stdout } = await run([
    'setpriv',
    '--reuid=65534',
    '--clear-groups',
    process.execPath,
    '--input-type=module',
    '-e',
    program,
  ]);
  expect(stdout).toMatch(/^root-needed Virtual hosts need root/);
  await expect(checkMachine()).resolves.toBeUndefined();
});

test('no process, mount or network of a host is left when its launcher is killed', async () => {
  const state = givenFolder();
  const folder = givenCompiled('virtual-hosts');
  const program = `
    import { Lab } from ${JSON.stringify(join(folder, 'lab.js'))};
    import { startVirtualHost } from ${JSON.stringify(join(folder, 'virtual-host.js'))};
    const lab = await Lab.start();
    const one = await startVirtualHost({ name: 'one', stateDir: '${state}/one', network: { address: '127.63.0.1', port: 2222 } });
    const two = await startVirtualHost({ name: 'two', stateDir: '${state}/two', network: { lab, index: 1 } });
    console.log(JSON.stringify([one.pid, two.pid, lab.pid]));
    setInterval(() => undefined, 1000);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(() => launcher.kill('SIGKILL'));
  const [line] = (await new Promise<Buffer>((resolve) => launcher.stdout.once('data', resolve))).toString().split('\n');
  const pids = JSON.parse(line ?? '') as number[];
  const [one, two, lab] = pids.map(namespacesOf);
  const hosts = [one?.pid, two?.pid, lab?.net];
  expect(processesWithin(hosts).length).toBe(5);
  launcher.kill('SIGKILL');
  await until(() => processesWithin(hosts).length === 0, { within: 20_000 });
  expect(mounts()).not.toContain(state);
});

function namespacesOf(pid: number | string): { pid: string; net: string } | undefined {
  try {
    return { pid: readlinkSync(`/proc/${pid}/ns/pid`), net: readlinkSync(`/proc/${pid}/ns/net`) };
  } catch {
    return undefined; // it has just ended
  }
}

const processesWithin = (namespaces: (string | undefined)[]) =>
  readdirSync('/proc').filter((name) => {
    const own = /^\d+$/.test(name) && namespacesOf(name);
    return own && (namespaces.includes(own.pid) || namespaces.includes(own.net));
  });
