import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Stop } from './stop.js';

/** What a running instance tells others in its data folder. */
export interface RunningInstance {
  pid: number;
  url?: string;
  demo?: boolean;
}

/** The folder of one instance. Only one supervisor works in it at a time. */
export class DataFolder {
  private constructor(readonly path: string) {}

  /** @throws Stop when the folder cannot be used, or another instance runs in it */
  static take(path: string): DataFolder {
    const other = runningInstance(path);
    if (other) {
      throw new Stop(
        `Curfew runs already with the data folder ${path} (process ${other.pid}${other.url ? `, ${other.url}` : ''}).`,
        'Stop it first, or use another folder: npm start -- --data FOLDER',
      );
    }
    try {
      makeFolder(path);
      rmSync(join(path, 'running.json'), { force: true });
      const file = openSync(join(path, 'running.json'), 'wx', 0o600);
      writeSync(file, JSON.stringify({ pid: process.pid }));
      closeSync(file);
      for (const name of ['log', 'secrets']) makeFolder(join(path, name), 0o700);
    } catch (error) {
      throw new Stop(
        `The data folder ${path} cannot be used: ${reasonOf(error)}.`,
        'Use one that you may write to: npm start -- --data FOLDER',
      );
    }
    return new DataFolder(path);
  }

  in(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Says where it is served. */
  tell(instance: Omit<RunningInstance, 'pid'>): void {
    this.writeSecret('running.json', { pid: process.pid, ...instance });
  }

  release(): void {
    rmSync(this.in('running.json'), { force: true });
  }

  /** Reads a JSON file of the folder; undefined when there is none. */
  read<T>(name: string): T | undefined {
    return readJson<T>(this.in(name));
  }

  /** Writes a JSON file that only this user may read; aside and renamed, so that it is never half. */
  writeSecret(name: string, value: unknown): string {
    const aside = this.in(`${name}.new`);
    rmSync(aside, { force: true });
    writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(aside, this.in(name));
    return this.in(name);
  }
}

/** The instance that runs with that data folder now, if any. */
export function runningInstance(path: string): RunningInstance | undefined {
  const found = readJson<RunningInstance>(join(path, 'running.json'));
  if (!found || found.pid === process.pid) return undefined;
  try {
    process.kill(found.pid, 0);
    const isOurs =
      process.platform !== 'linux' || readFileSync(`/proc/${found.pid}/cmdline`, 'utf8').includes('script');
    return isOurs ? found : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? found : undefined;
  }
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Step by step: where a folder can never be made, as in /proc, Node's own recursive mkdir does not end. */
function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path, { mode });
}

function reasonOf(error: unknown): string {
  const { code = String(error), path } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'no folder can be made there',
    ENOTDIR: 'a part of it is no folder',
    EEXIST: 'something else is there',
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
  };
  return `${reasons[code] ?? code}${path ? ` (${path})` : ''}`;
}
