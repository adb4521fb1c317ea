import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What PostgreSQL writes into postmaster.pid, as far as it is needed here (miscadmin.h, LOCK_FILE_LINE_*). */
export interface PostmasterFile {
  pid: number;
  /** `starting`, `ready`, `stopping`, `standby`; empty while the file is being written. */
  status: string;
}

/** Reads `<data>/postmaster.pid`; null when there is none or it is not whole yet. */
export function readPostmasterFile(data: string): PostmasterFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 1 ? { pid, status: (lines[7] ?? '').trim() } : null;
}

/** Whether a process of that id runs (a zombie does not). */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') {
    try {
      return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process is a PostgreSQL that works in this data folder: process ids are used again, so a number proves nothing. */
export function isPostmasterOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(data);
  } catch {
    return false;
  }
}

/**
 * Ends a postmaster whose launcher died, and takes its lock file away when nobody answers to it any more. The orphan is
 * asked for a fast shutdown first (SIGINT), then an immediate one (SIGQUIT), then killed: none of them loses what was acknowledged.
 */
export async function endOrphan(data: string, waitMs = 10_000): Promise<void> {
  const file = readPostmasterFile(data);
  if (!file) return;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isPostmasterOf(file.pid, data)) break;
    process.kill(file.pid, signal);
    await eventually(() => !isPostmasterOf(file.pid, data), waitMs);
  }
  // A stale file with the id of some other living process (usual in containers) would keep PostgreSQL from starting.
  if (!isPostmasterOf(file.pid, data)) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** Waits until the condition holds; false when it did not within that time. */
export async function eventually(condition: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}
