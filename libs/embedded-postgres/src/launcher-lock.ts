import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postmaster.js';

/**
 * Who launched the server of a cluster. It tells an orphan, which is taken over, from the server of a launcher that
 * lives, which must be left alone. The start time goes with the process id because ids are used again.
 */
export class LauncherLock {
  private constructor(private readonly path: string) {}

  /** @throws Error when another living process has launched a server over this cluster. */
  static take(cluster: string): LauncherLock {
    const path = join(cluster, 'launcher');
    const owner = readOwner(path);
    if (owner && owner.pid !== process.pid && isAlive(owner.pid) && startTime(owner.pid) === owner.startTime) {
      throw new Error(
        `The database in ${cluster} is in use by process ${owner.pid}. Stop that first, or use another data folder.`,
      );
    }
    rmSync(path, { force: true });
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${process.pid} ${startTime(process.pid)}\n`);
    closeSync(file);
    return new LauncherLock(path);
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

function readOwner(path: string): { pid: number; startTime: string } | null {
  try {
    const [pid, time] = readFileSync(path, 'utf8').trim().split(' ');
    return { pid: Number(pid), startTime: time ?? '' };
  } catch {
    return null;
  }
}

/** Field 22 of /proc/<pid>/stat: ticks between boot and start of the process (proc(5)); empty where there is no /proc. */
function startTime(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}
