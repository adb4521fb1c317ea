/**
 * A real PostgreSQL server out of npm, for installations without a database server of their own, and for tests.
 * One folder is one cluster. It listens on a Unix socket only; its data survives restarts and `kill -9` of server and launcher.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { postgresBinaries } from './binaries.js';
import { LauncherLock } from './launcher-lock.js';
import { endOrphan, eventually, readPostmasterFile } from './postmaster.js';
import { placeCluster, postgresUser, type RunAs } from './run-as.js';

export interface EmbeddedPostgresOptions {
  /** False only for tests: a power cut may then destroy the cluster. Default true. */
  fsync?: boolean;
  /** Default 60. */
  maxConnections?: number;
  /** Called when the server ends without `stop()` having been called. */
  onUnexpectedExit?: (message: string) => void;
}

export interface PostgresConnection {
  /** Folder of the Unix socket. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

const SOCKET_FILE = '.s.PGSQL.5432';
const LONGEST_SOCKET_PATH = 100; // sockaddr_un holds 107 bytes on Linux, 103 on macOS
const START_WITHIN_MS = 120_000; // recovery after a crash may have much to replay
const MAX_LOG_BYTES = 1_000_000;

export class EmbeddedPostgres {
  private readonly dir: string;
  private child: ChildProcess | null = null;
  private cluster = '';
  private sockets = '';
  private lock: LauncherLock | null = null;

  /** @param dir folder of the cluster; made when missing, together with its parents. */
  constructor(
    dir: string,
    private readonly options: EmbeddedPostgresOptions = {},
  ) {
    this.dir = resolve(dir);
  }

  /** How to connect, once `start()` has ended. The user is a superuser of this cluster. */
  get connection(): PostgresConnection {
    if (!this.child) throw new Error(`The embedded PostgreSQL in ${this.dir} is not running.`);
    const password = readFileSync(join(this.cluster, 'secret'), 'utf8');
    return { host: this.sockets, port: 5432, user: 'curfew', password, database: 'postgres' };
  }

  /** Makes the cluster at the first time, ends an orphan of an earlier launcher, and returns when connections are accepted. */
  async start(): Promise<void> {
    if (this.child) return;
    const runAs = postgresUser();
    const binaries = postgresBinaries(runAs);
    this.cluster = placeCluster(this.dir, runAs);
    this.lock = LauncherLock.take(this.cluster);
    try {
      const data = join(this.cluster, 'data');
      if (existsSync(data)) await endOrphan(data);
      else await this.makeCluster(binaries, runAs);
      this.sockets = this.makeSocketFolder(runAs);
      await this.launch(binaries, runAs);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** Ends the server: fast shutdown, connections are cut, everything acknowledged is on disk. */
  async stop(): Promise<void> {
    const child = this.child;
    if (!child) return;
    this.child = null;
    const gone = () => child.exitCode !== null || child.signalCode !== null;
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (gone()) break;
      child.kill(signal);
      await eventually(gone, 15_000);
    }
    this.release();
  }

  private release(): void {
    if (basename(this.sockets).startsWith('curfew-postgres-')) rmSync(this.sockets, { recursive: true, force: true });
    this.lock?.release();
    this.lock = null;
  }

  /** initdb works aside and the result is renamed: a cluster that is there is whole. */
  private async makeCluster(binaries: string, runAs: RunAs | null): Promise<void> {
    const aside = join(this.cluster, 'data.new');
    rmSync(aside, { recursive: true, force: true });
    const secret = join(this.cluster, 'secret');
    writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (runAs) chownSync(secret, runAs.uid, runAs.gid);
    const names = ['--username=curfew', `--pwfile=${secret}`, '--auth=scram-sha-256'];
    const text = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const safety = this.options.fsync === false ? ['--no-sync'] : ['--data-checksums'];
    const log = this.openLog();
    const child = spawn(join(binaries, 'bin/initdb'), ['-D', aside, ...names, ...text, ...safety], {
      ...runAs,
      cwd: this.cluster,
      env: environment(),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const ended = await endOf(child);
    if (ended !== 'code 0') throw this.failure(`PostgreSQL's initdb failed (${ended})`);
    renameSync(aside, join(this.cluster, 'data'));
  }

  private makeSocketFolder(runAs: RunAs | null): string {
    let folder = join(this.cluster, 'run');
    if (Buffer.byteLength(join(folder, SOCKET_FILE)) > LONGEST_SOCKET_PATH)
      folder = mkdtempSync(join(tmpdir(), 'curfew-postgres-'));
    else mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (runAs) chownSync(folder, runAs.uid, runAs.gid);
    return folder;
  }

  private async launch(binaries: string, runAs: RunAs | null): Promise<void> {
    const data = join(this.cluster, 'data');
    const log = this.openLog();
    const [program, ...args] = [
      ...dieWithLauncher(runAs),
      join(binaries, 'bin/postgres'),
      '-D',
      data,
      ...this.settings(),
    ];
    const ids = program.endsWith('setpriv') ? {} : runAs;
    const child = spawn(program, args, {
      ...ids,
      cwd: this.cluster,
      env: environment(),
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    let ended: string | null = null;
    void endOf(child).then((how) => {
      ended = how;
      if (this.child !== child) return;
      this.child = null;
      this.release();
      this.options.onUnexpectedExit?.(this.failure(`The embedded PostgreSQL ended by itself (${how})`).message);
    });
    const ready = () => readPostmasterFile(data)?.status === 'ready';
    const inTime = await eventually(() => ended !== null || ready(), START_WITHIN_MS);
    if (ended !== null) throw this.failure(`PostgreSQL did not start (${String(ended)})`);
    if (!inTime) {
      child.kill('SIGQUIT');
      throw this.failure('PostgreSQL was not ready after two minutes');
    }
    this.child = child;
  }

  private settings(): string[] {
    const safe = this.options.fsync !== false;
    const settings = {
      listen_addresses: '',
      unix_socket_directories: this.sockets,
      unix_socket_permissions: '0700',
      max_connections: String(this.options.maxConnections ?? 60),
      logging_collector: 'off',
      ...(safe
        ? {}
        : {
            fsync: 'off',
            synchronous_commit: 'off',
            full_page_writes: 'off',
            wal_level: 'minimal',
            max_wal_senders: '0',
          }),
    };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  private openLog(): number {
    const path = join(this.cluster, 'postgres.log');
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(path, `${path}.old`);
    return openSync(path, 'a', 0o600);
  }

  private failure(what: string): Error {
    const path = join(this.cluster, 'postgres.log');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-5);
    return new Error(`${what}; its log ${path} ends with:\n  ${lines.join('\n  ')}`);
  }
}

/** On Linux the kernel asks the server to end when its launcher dies, however it dies. Needs util-linux. */
function dieWithLauncher(runAs: RunAs | null): string[] {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/setpriv')) return [];
  const ids = runAs ? [`--reuid=${runAs.uid}`, `--regid=${runAs.gid}`, '--clear-groups'] : [];
  return ['/usr/bin/setpriv', ...ids, '--pdeathsig=INT', '--'];
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === null ? `signal ${signal}` : `code ${code}`));
  });
}
