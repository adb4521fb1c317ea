/** The faults of a virtual host: each is really there, nothing else is, and it goes again. */
import { fillDisk, lockEtc, loseAnswers, setClock } from '#virtual-hosts/faults.js';
import { givenKey, ssh } from '#testkit/openssh.js';
import { givenLab, givenServer, type TestServer } from '#testkit/server.js';
import { sshKeygen } from '#testkit/ssh-keygen.js';
import { until } from '#testkit/until.js';

const quickly = (server: TestServer) => ({ ...server.login, options: ['ConnectTimeout=2'] });

test('with one-way loss what is sent to the host arrives and its answers do not, until they do again', async () => {
  const lab = await givenLab();
  const [one, two] = await Promise.all([givenServer({ name: 'one', lab }), givenServer({ name: 'two', lab })]);
  const received = async () => Number(/eth0: *\d+ +(\d+)/.exec(await one.output('cat', '/proc/net/dev'))?.[1]);
  await loseAnswers(one.host, true);
  const before = await received();
  expect((await ssh(quickly(one), ['true'])).stderr).toMatch(/timed out/);
  expect(await received()).toBeGreaterThan(before);
  expect((await ssh(two.login, ['hostname'])).stdout).toBe('two\n');
  await loseAnswers(one.host, false);
  expect((await ssh(one.login, ['hostname'])).stdout).toBe('one\n');
});

test('a locked /etc is read and not written, also by root, and the rest of the host goes on', async () => {
  const server = await givenServer();
  await lockEtc(server.host, true);
  const add = ['sudo', '-n', 'useradd', 'zoe'];
  expect(await ssh(server.login, add)).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot lock') });
  expect((await ssh(server.login, ['sudo', '-n', 'touch', '/etc/x'])).stderr).toContain('Read-only file system');
  expect((await ssh(server.login, ['sudo', '-n', 'touch', '/var/lib/x'])).code).toBe(0);
  await lockEtc(server.host, false);
  expect(await ssh(server.login, add)).toMatchObject({ code: 0 });
});

test('a full disk takes no byte more in /etc and /var/lib, keeps what is there over a restart, and gets free again', async () => {
  const server = await givenServer({ smallDisk: true });
  const write = (path: string) => server.exec(['tee', path], { stdin: 'more\n' });
  await server.output('sh', '-c', 'echo there >/var/lib/before');
  await fillDisk(server.host, true);
  await server.host.stop();
  await server.host.start();
  for (const path of ['/var/lib/x', '/etc/x'])
    expect(await write(path)).toMatchObject({ stderr: expect.stringContaining('No space left on device') });
  expect((await server.exec(['useradd', 'zoe'])).code).not.toBe(0);
  expect(await write('/var/log/x')).toMatchObject({ code: 0, stderr: '' });
  expect(await server.output('cat', '/var/lib/before')).toBe('there\n');
  await fillDisk(server.host, false);
  expect(await write('/var/lib/x')).toMatchObject({ code: 0 });
  expect((await server.exec(['useradd', 'zoe'])).code).toBe(0);
  expect((await ssh(server.login, ['id', '-un'])).stdout).toBe('curfew\n');
});

test.each([7200, -7200])(
  'a clock that is off by %i s is so for sshd, sudo and their children, and is right again',
  async (ahead) => {
    const ca = await givenKey();
    const server = await givenServer({
      files: { '/etc/ssh/ca.pub': { text: ca.publicKey } },
      sshdConfig: { ca: 'TrustedUserCAKeys /etc/ssh/ca.pub' },
    });
    const key = await givenKey();
    await sshKeygen('-q', '-s', ca.file, '-I', 'now', '-n', 'curfew', '-V', '-5m:+5m', `${key.file}.pub`);
    const certified = server.as('curfew', { identity: key.file, certificate: `${key.file}-cert.pub` });
    const off = async (...argv: string[]) => {
      const { stdout } = await ssh(server.login, argv);
      return Math.abs(Number(stdout) - ahead - Date.now() / 1000);
    };
    expect((await ssh(certified, ['true'])).code).toBe(0);
    await setClock(server.host, ahead);
    expect(await off('date', '+%s')).toBeLessThan(60);
    expect(await off('sudo', '-n', 'date', '+%s')).toBeLessThan(60);
    expect((await ssh(certified, ['true'])).code).toBe(255);
    expect(await server.output('tail', '-n', '20', '/var/log/sshd.log')).toMatch(
      /Certificate invalid: (expired|not yet valid)/,
    );
    await setClock(server.host, 0);
    expect(await off('date', '+%s')).toBeGreaterThan(7000);
    await until(async () => (await ssh(certified, ['true'])).code === 0, { within: 30_000 });
  },
);
