/** `npm start` as a user types it: the compiled programs, real files, real servers. `npm test` builds before. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { run } from '#virtual-hosts/run.js';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey } from '#testkit/openssh.js';
import { givenServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';

const START = `import(${JSON.stringify(resolve('dist/script/start.js'))}).then((m) => m.start(process.argv.slice(1)))`;
const UP_WITHIN_MS = 100_000;

interface Started {
  child: ChildProcess;
  data: string;
  /** Everything that it said so far. */
  said(): string;
  /** Waits for the exit code. */
  ended(): Promise<number | null>;
}

function start(args: string[], data = join(givenFolder('start'), 'data')): Started {
  const argv = ['--input-type=commonjs', '-e', START, '--', '--data', data, '--listen', '127.0.0.1:0', ...args];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const end = new Promise<number | null>((resolve) => child.once('close', resolve));
  atEnd(async () => {
    child.kill('SIGKILL');
    await end;
    await until(() => processesWith(data).length === 0, { within: 30_000 });
  });
  return { child, data, said: () => said, ended: () => end };
}

const isUp = async (started: Started) => {
  await until(() => started.said().includes('Curfew is ready') || started.child.exitCode !== null, {
    within: UP_WITHIN_MS,
  });
  expect(started.said()).toContain('Curfew is ready');
};

const mentions = (pid: string, file: 'cmdline' | 'environ', text: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(text);
  } catch {
    return false; // it has ended
  }
};

/** Processes that have the folder in their arguments or environment. */
function processesWith(folder: string): string[] {
  const own = String(process.pid);
  return readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && pid !== own && (mentions(pid, 'cmdline', folder) || mentions(pid, 'environ', folder)),
  );
}

test.each([
  [['--bogus'], 2, "Unknown option '--bogus'"],
  [['--listen', 'nowhere'], 2, '--listen nowhere is not an address and a port'],
  [['--listen', '127.0.0.1:99999'], 2, '--listen 127.0.0.1:99999 is not an address and a port'],
  [
    ['--listen', '0.0.0.0:0'],
    2,
    '--listen 0.0.0.0:0 serves other machines, and nobody can sign in from there without https',
  ],
  [['--servers', 'x.json'], 2, '--servers needs --key'],
  [['--servers', 'x.json', '--key', 'x', '--user', 'Web Admin'], 2, '--user "Web Admin" is no Linux name'],
  [['--servers', 'x.json', '--key', 'x', '--user-groups', 'web-ops,../x'], 2, '--user-groups "../x" is no Linux name'],
  [['--key', 'x'], 2, '--key is for servers of your own'],
  [
    ['--servers', '/nonexistent.json', '--key', 'x'],
    1,
    'The file /nonexistent.json cannot be read: there is no such file',
  ],
  [['--servers', '/etc/hosts', '--key', 'x'], 1, '/etc/hosts is not JSON'],
  [['--tls-cert', 'x'], 2, '--tls-cert and --tls-key belong together'],
])('%j ends with one sentence', async (args, code, sentence) => {
  const started = start(args);
  expect(await started.ended()).toBe(code);
  expect(started.said()).toContain(`curfew: ${sentence}`);
  expect(started.said()).not.toContain('    at ');
});

test('without root one sentence says so and points to --servers', async () => {
  const asNobody = [
    'setpriv',
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    process.execPath,
    '-e',
    START,
    '--',
    '--data',
    givenFolder(),
  ];
  const { code, stderr } = await run(asNobody);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^curfew: The three demo servers need root.*\n {2}Without them: npm start -- --servers/);
});

test('a taken port is said before anything is started', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const started = start(['--no-demo', '--listen', `127.0.0.1:${port}`]);
  expect(await started.ended()).toBe(1);
  other.close();
  expect(started.said()).toMatch(
    /^curfew: Another program listens on 127\.0\.0\.1:\d+ already\.\n {2}Stop it, or choose another port, e\.g\. npm start -- --listen 127\.0\.0\.1:\d+\.\n$/,
  );
  expect(processesWith(started.data)).toEqual([]);
});

test('an address that is not on this machine is said in the words of the command line', async () => {
  const started = start(['--no-demo', '--listen', '192.0.2.1:7443', '--public-url', 'https://curfew.test']);
  expect(await started.ended()).toBe(1);
  expect(started.said()).toContain('curfew: Cannot listen on 192.0.2.1:7443 (EADDRNOTAVAIL).\n  Set --listen to an');
});

test.each(['/proc/x/y', '/dev/null/x'])('a data folder %s that cannot be made is said', async (path) => {
  const started = start(['--no-demo'], path);
  expect(await started.ended()).toBe(1);
  expect(started.said()).toMatch(
    /^curfew: The data folder \S+ cannot be used: .+\.\n {2}Use one that you may write to: npm start -- --data FOLDER\n$/,
  );
});

test('two instances do not share a data folder, and Ctrl-C leaves nothing running', async () => {
  const first = start(['--no-demo']);
  await isUp(first);
  expect(first.said()).toMatch(
    /makes the first administrator, once:\n\s+http:\/\/127\.0\.0\.1:\d+\/first-administrator#token=\S+\n/,
  );
  const second = start(['--no-demo'], first.data);
  expect(await second.ended()).toBe(1);
  expect(second.said()).toContain('Curfew runs already with the data folder');
  first.child.kill('SIGINT');
  expect(await first.ended()).toBe(0);
  expect(processesWith(first.data)).toEqual([]);
});

test('nothing is left running when the supervisor is killed, and the next start has all data', async () => {
  const first = start(['--no-demo']);
  await isUp(first);
  first.child.kill('SIGKILL');
  await until(() => processesWith(first.data).length === 0, { within: 20_000 });
  const second = start(['--no-demo'], first.data);
  await isUp(second);
  const link = (said: string) => /#token=(\S+)/.exec(said)?.[1];
  expect(link(second.said())).toBe(link(first.said()));
});

test.each(['npm', 'the shell between npm and Curfew'])('nothing is left running when %s is killed', async (killed) => {
  const data = join(givenFolder('start'), 'data');
  const args = ['start', '--', '--no-demo', '--data', data, '--listen', '127.0.0.1:0'];
  const npm = spawn('npm', args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let said = '';
  npm.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const group = -(npm.pid ?? 0);
  atEnd(async () => {
    if (processesWith(data).length > 0) process.kill(group, 'SIGKILL');
    await until(() => processesWith(data).length === 0, { within: 30_000 });
  });
  await until(() => said.includes('Curfew is ready'), { within: 120_000 });
  const shell = readFileSync(`/proc/${npm.pid}/task/${npm.pid}/children`, 'utf8').trim();
  process.kill(killed === 'npm' ? (npm.pid ?? 0) : Number(shell), 'SIGKILL');
  await until(() => processesWith(data).length === 0, { within: 20_000 });
  expect(existsSync(join(data, 'running.json'))).toBe(false);
});

test('a program that dies is started again', async () => {
  const started = start(['--no-demo']);
  await isUp(started);
  const connector = processesWith(started.data).find((pid) => mentions(pid, 'cmdline', 'apps/connector'));
  process.kill(Number(connector), 'SIGKILL');
  await until(() => started.said().includes('the connector ended by itself (signal SIGKILL)'), { within: 30_000 });
  await until(() => started.said().includes('the connector runs again'), { within: 60_000 });
});

test('servers of the user are there with their confirmed host keys, and nothing is written to them yet', async () => {
  const key = await givenKey({ passphrase: 'open sesame', format: 'PEM', type: 'ecdsa' });
  const server = await givenServer({ name: 'own-1', groups: ['ops', 'www-ops'], loginKeys: [key.publicKey] });
  const folder = givenFolder('own');
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const list = file(
    'servers.json',
    JSON.stringify([{ name: 'own-1', host: server.address, port: String(server.port) }]),
  );
  const knownHosts = file('known_hosts', `${server.knownHostsLine}\n`);
  const passphrase = file('passphrase', 'open sesame\n');
  const args = [
    '--servers',
    list,
    '--key',
    key.file,
    '--passphrase-file',
    passphrase,
    '--known-hosts',
    knownHosts,
    '--user-groups',
    'ops,www-ops',
  ];
  const started = start(args);
  await isUp(started);
  const api = await signedIn(started.said());
  const { items } = await api<{ items: { id: string; userGroups: string[] }[] }>('/api/integrations');
  expect(items.map(({ userGroups }) => userGroups)).toEqual([['ops', 'www-ops']]);
  const path = `/api/integrations/${items[0]?.id}/servers`;
  const state = async () => (await api<{ items: { name: string; state: string }[] }>(path)).items[0]?.state;
  await until(async () => (await state()) === 'ready-for-set-up', { within: 60_000 });
  expect((await server.exec(['ls', '/etc/ssh/curfew'])).code).not.toBe(0);
  expect(existsSync(join(started.data, 'enrolment-token'))).toBe(false);
});

test('mistakes in a list are said one a line, counted from 1, before anything starts', async () => {
  const list = join(givenFolder('own'), 'servers.json');
  const long = 'x'.repeat(70);
  const servers = [{ name: 'a: b', host: '127.0.0.1' }, { name: 'own-2' }, { host: '127.0.0.2' }, 'x'];
  writeFileSync(list, JSON.stringify([...servers, { name: 'a: b', host: '127.0.0.3' }, { name: long }]));
  const { file } = await givenKey();
  const started = start(['--servers', list, '--key', file]);
  expect(await started.ended()).toBe(1);
  const lines = [
    `curfew: The list of servers in ${list} has 5 mistakes; nothing was started.`,
    '  Entry 2 (own-2): host is missing',
    '  Entry 3: name is missing',
    '  Entry 4: must be an object with "name" and "host"',
    '  Entry 5 (a: b): name is the name of entry 1 already',
    `  Entry 6 (${long.slice(0, 60)}…): host is missing`,
  ];
  expect(started.said()).toBe(`${lines.join('\n')}\n`);
});

test('a key that opens no login is said before anything starts', async () => {
  const folder = givenFolder('own');
  const list = join(folder, 'servers.json');
  writeFileSync(list, JSON.stringify([{ name: 'own-1', host: '127.0.0.1' }]));
  const { file } = await givenKey({ passphrase: 'open sesame' });
  const wrong = join(folder, 'passphrase');
  writeFileSync(wrong, 'open barley\n');
  const said = async (key: string, ...more: string[]) => {
    const started = start(['--servers', list, '--key', key, ...more]);
    expect(await started.ended()).toBe(1);
    return started.said();
  };
  const about = (path: string) => `curfew: The file ${path} cannot be used as --key: `;
  const passphraseHint = '\n  Name the file with its passphrase: --passphrase-file FILE\n';
  expect(await said(`${file}.pub`)).toBe(
    `${about(`${file}.pub`)}the text is a public key, not a private key.\n  Name the private key; it is mostly the file of that name without .pub.\n`,
  );
  expect(await said(list)).toContain(`${about(list)}the text is not a private key.\n  Expected is a private key file`);
  expect(await said(file)).toBe(`${about(file)}it is encrypted, and no passphrase is given.${passphraseHint}`);
  expect(await said(file, '--passphrase-file', wrong)).toBe(
    `${about(file)}the passphrase does not open it.${passphraseHint}`,
  );
});

/** Follows the link for the first administrator, and gives what he reads. */
async function signedIn(said: string): Promise<<T>(path: string) => Promise<T>> {
  const [, url, token] = /(http:\S+)\/first-administrator#token=(\S+)/.exec(said) ?? [];
  const body = JSON.stringify({
    token,
    displayName: 'Ada',
    email: 'ada@example.com',
    password: 'a long enough password',
  });
  const answer = await fetch(`${url}/api/first-administrator`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return async <T>(path: string) => (await (await fetch(`${url}${path}`, { headers: { cookie } })).json()) as T;
}
