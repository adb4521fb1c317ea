/** The control plane as the program that people start: what it says, and how it stops. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { get } from 'node:https';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { givenControlPlaneDatabase } from '#testkit/control-plane.js';
import { until } from '#testkit/until.js';

const MAIN = 'dist/apps/control-plane/src/main.js';

interface Program {
  out: string;
  err: string;
  exit: number | null | undefined;
  child: ChildProcess;
}

const start = (env: Record<string, string>): Program => {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], CURFEW_LISTEN: '127.0.0.1:0', ...env },
  });
  const program: Program = { out: '', err: '', exit: undefined, child };
  child.stdout.on('data', (chunk: Buffer) => (program.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (program.err += chunk.toString()));
  // By then all that it said was read, too
  child.on('close', (code) => (program.exit = code));
  atEnd(() => child.kill('SIGKILL'));
  return program;
};

const WITHIN = { within: 60_000 };
const ended = (program: Program) => until(() => program.exit !== undefined, WITHIN);
const listening = async (program: Program): Promise<string> => {
  await until(() => /listening on \S+\n/.test(program.out) || program.exit !== undefined, WITHIN);
  return /listening on (\S+)\n/.exec(program.out)?.[1] ?? `not: ${program.err}`;
};

const given = async () => ({
  CURFEW_DATA: givenFolder('program'),
  DATABASE_URL: (await givenControlPlaneDatabase()).url,
});

beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error('Build the programs first: npm run build');
});

it('says where it listens and how to make the first administrator, and stops cleanly on SIGTERM', async () => {
  const program = start(await given());
  const url = await listening(program);
  await until(() => /first administrator: .*\n/.test(program.out), WITHIN);
  expect(program.out).toMatch(
    new RegExp(
      `^curfew control-plane: listening on ${url}\ncurfew control-plane: first administrator: ${url}/first-administrator#token=[\\w-]{43}\n$`,
    ),
  );
  expect(await (await fetch(`${url}/api/ready`)).json()).toEqual({ status: 'ok' });
  program.child.kill('SIGTERM');
  await ended(program);
  expect(program.exit).toBe(0);
});

it('on a taken port says so in one sentence and exits with 1', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  atEnd(() => taken.close());
  const address = `127.0.0.1:${(taken.address() as AddressInfo).port}`;
  const program = start({ ...(await given()), CURFEW_LISTEN: address, CURFEW_LOG_LEVEL: 'fatal' });
  await ended(program);
  expect(program.exit).toBe(1);
  expect(program.err).toBe(
    `curfew control-plane: Another program listens on ${address} already.\n  Stop it, or choose another port, e.g. CURFEW_LISTEN=127.0.0.1:7444.\n`,
  );
});

it.each<[string, Record<string, string>, number, RegExp]>([
  ['a setting that is wrong', { CURFEW_LISTEN: 'localhost' }, 2, /CURFEW_LISTEN is not an address and a port/],
  ['a data folder that cannot be made', { CURFEW_DATA: '/dev/null/x' }, 1, /The folder \/dev\/null\/x cannot be made/],
  ['a database that does not answer', {}, 1, /PostgreSQL did not answer at 127.0.0.1:1: connect ECONNREFUSED/],
])('with %s says so in one sentence and a hint', (_, env, exit, said) => {
  const own = { CURFEW_DATA: givenFolder('program'), DATABASE_URL: 'postgresql://x:secret-word@127.0.0.1:1/x' };
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], CURFEW_LOG_LEVEL: 'fatal', ...own, ...env },
    encoding: 'utf8',
  });
  const lines = stderr.trimEnd().split('\n');
  expect([lines.length, lines[0], lines[1]]).toEqual([
    2,
    expect.stringMatching(said),
    expect.stringMatching(/^ {2}\S/),
  ]);
  expect(stderr).not.toContain('secret-word');
  expect(status).toBe(exit);
});

it('serves https with its own certificate', async () => {
  const folder = givenFolder('tls');
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ed25519',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
  ]);
  const program = start({ ...(await given()), CURFEW_TLS_CERT: cert, CURFEW_TLS_KEY: key });
  const url = await listening(program);
  expect(url).toMatch(/^https:/);
  const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
    get(`${url}/api/health`, { rejectUnauthorized: false }, (answer) => resolve(answer.headers)).on('error', reject);
  });
  expect(headers['strict-transport-security']).toMatch(/max-age=/);
});

it('starts its own database where none is named, and finds it again after kill -9', async () => {
  const env = { CURFEW_DATA: givenFolder('program') };
  const first = start(env);
  const url = await listening(first);
  const idOf = async (at: string) => ((await (await fetch(`${at}/api/installation`)).json()) as { id: string }).id;
  const id = await idOf(url);
  first.child.kill('SIGKILL');
  await ended(first);
  const second = start(env);
  expect(await idOf(await listening(second))).toBe(id);
  second.child.kill('SIGINT');
  await ended(second);
  expect(second.exit).toBe(0);
});
