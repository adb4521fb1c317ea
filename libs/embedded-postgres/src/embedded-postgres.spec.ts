import { transformFileSync } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { eventually, isAlive, readPostmasterFile } from './postmaster.js';

let folder: string;
let servers: EmbeddedPostgres[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curfew-embedded-'));
  chmodSync(folder, 0o755);
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Without fsync, to be quick, unless the test is about what is on disk. */
function givenServer(dir = join(folder, 'postgres'), options = {}): EmbeddedPostgres {
  const server = new EmbeddedPostgres(dir, { fsync: false, ...options });
  servers.push(server);
  return server;
}

async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client(server.connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

const postmaster = (dir = join(folder, 'postgres')) => readPostmasterFile(join(dir, 'data'))?.pid ?? 0;

test('a new folder becomes a cluster in UTF-8 that asks for a password and listens on no TCP port', async () => {
  const server = givenServer(undefined, { fsync: true });
  await server.start();
  expect(await ask(server, 'show server_encoding')).toEqual(['UTF8']);
  expect(await ask(server, 'show listen_addresses')).toEqual(['']);
  expect(await ask(server, 'show fsync')).toEqual(['on']);
  const intruder = new pg.Client({ ...server.connection, password: 'wrong' });
  await expect(intruder.connect()).rejects.toThrow('password authentication failed');
});

test('data is there after stop and start', async () => {
  const server = givenServer();
  await server.start();
  await ask(server, 'create table kept as select 7 as n');
  await server.stop();
  expect(postmaster()).toBe(0);
  await server.start();
  expect(await ask(server, 'select n from kept')).toEqual([7]);
});

test('what was acknowledged is there after kill -9 of the server', async () => {
  const messages: string[] = [];
  const server = givenServer(undefined, { fsync: true, onUnexpectedExit: (message: string) => messages.push(message) });
  await server.start();
  await ask(server, 'create table kept as select 7 as n');
  process.kill(postmaster(), 'SIGKILL');
  await eventually(() => messages.length > 0, 30_000);
  expect(messages[0]).toContain('ended by itself (signal SIGKILL)');
  await server.start();
  expect(await ask(server, 'select n from kept')).toEqual([7]);
});

test('the server ends when its launcher is killed, and the next one starts with all data', async () => {
  const launcher = givenLauncher(join(folder, 'postgres'));
  const ready = () => readPostmasterFile(join(folder, 'postgres/data'))?.status === 'ready';
  expect(await eventually(ready, 60_000)).toBe(true);
  const orphan = postmaster();
  launcher.kill('SIGKILL');
  expect(await eventually(() => !isAlive(orphan), 30_000)).toBe(true);
  const server = givenServer();
  await server.start();
  expect(await ask(server, 'select 1')).toEqual([1]);
});

test('a server that nobody looks after any more is ended and its data taken over', async () => {
  const first = givenServer();
  await first.start();
  await ask(first, 'create table kept as select 7 as n');
  const orphan = postmaster();
  const next = givenServer();
  await next.start();
  expect(isAlive(orphan)).toBe(false);
  expect(postmaster()).not.toBe(orphan);
  expect(await ask(next, 'select n from kept')).toEqual([7]);
});

test('a lock file that names some other living process does not keep the server from starting', async () => {
  const server = givenServer();
  await server.start();
  await server.stop();
  const bystander = spawn('sleep', ['60']);
  try {
    writeFileSync(
      join(folder, 'postgres/data/postmaster.pid'),
      `${bystander.pid}\n${folder}\n1\n5432\n\n\n0 0\nready\n`,
    );
    await server.start();
    expect(await ask(server, 'select 1')).toEqual([1]);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  } finally {
    bystander.kill();
  }
});

test('a cluster that another living process has launched is refused and left alone', async () => {
  const launcher = givenLauncher(join(folder, 'postgres'));
  try {
    await eventually(() => readPostmasterFile(join(folder, 'postgres/data'))?.status === 'ready', 60_000);
    await expect(givenServer().start()).rejects.toThrow(`is in use by process ${launcher.pid}`);
    expect(isAlive(postmaster())).toBe(true);
  } finally {
    launcher.kill('SIGTERM');
    await eventually(() => postmaster() === 0, 30_000);
  }
});

test('an initdb that was interrupted is done again', async () => {
  mkdirSync(join(folder, 'postgres/data.new/base'), { recursive: true });
  writeFileSync(join(folder, 'postgres/data.new/PG_VERSION'), '18\n');
  const server = givenServer();
  await server.start();
  expect(await ask(server, 'select 1')).toEqual([1]);
});

test('a start that fails says why and where the log is', async () => {
  const server = givenServer();
  await server.start();
  await server.stop();
  rmSync(join(folder, 'postgres/data/global/pg_control'));
  await expect(server.start()).rejects.toThrow(
    /did not start \(code \d+\); its log .*postgres\.log ends with:[^]*pg_control/,
  );
});

test('a path too long for a Unix socket still works', async () => {
  const server = givenServer(join(folder, 'a-very-long-name'.repeat(8), 'postgres'));
  await server.start();
  expect(await ask(server, 'select 1')).toEqual([1]);
  const sockets = server.connection.host;
  await server.stop();
  expect(existsSync(sockets)).toBe(false);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('below a folder that only root may pass, the cluster is put elsewhere and found again', async () => {
  chmodSync(folder, 0o700);
  const dir = join(folder, 'deep/postgres');
  const server = givenServer(dir);
  await server.start();
  const place = readlinkSync(dir);
  try {
    await ask(server, 'create table kept as select 7 as n');
    expect(place).toMatch(/^\/var\/lib\/curfew\/postgres-/);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    await server.stop();
    await server.start();
    expect(await ask(server, 'select n from kept')).toEqual([7]);
    await server.stop();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  await expect(server.start()).rejects.toThrow('symbolic link to a folder that is gone');
});

asRoot('started by root the server is not root', async () => {
  await givenServer().start();
  expect(readFileSync(`/proc/${postmaster()}/status`, 'utf8')).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
});

/** Another process that launches a server over the cluster and lives until it is killed. */
function givenLauncher(cluster: string): ChildProcess {
  const source = dirname(fileURLToPath(import.meta.url));
  const program = mkdtempSync(join(folder, 'launcher-'));
  symlinkSync(join(source, '../../../node_modules'), join(program, 'node_modules'));
  writeFileSync(join(program, 'package.json'), '{ "type": "module" }');
  const compiler = {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  } as const;
  for (const name of readdirSync(source).filter((file) => /^[a-z-]+\.ts$/.test(file)))
    writeFileSync(join(program, name.replace(/ts$/, 'js')), transformFileSync(join(source, name), compiler).code);
  const main = `
    import { EmbeddedPostgres } from './embedded-postgres.js';
    const server = new EmbeddedPostgres(process.argv[2]);
    process.on('SIGTERM', () => server.stop().then(() => process.exit()));
    setInterval(() => undefined, 1000);
    await server.start();`;
  writeFileSync(join(program, 'main.js'), main);
  return spawn(process.execPath, [join(program, 'main.js'), cluster], { stdio: ['ignore', 'ignore', 'inherit'] });
}
