import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '#access/fault.js';
import { fieldOf, wordsOf } from '../thrown.js';

const unusable = (message: string, hint: string, cause?: unknown): Fault =>
  new Fault('state-unusable', message, { hint, cause, detail: cause === undefined ? undefined : wordsOf(cause) });

/**
 * Makes the state folder (0700) where it is missing, and checks that it is ours alone.
 * @throws Fault state-unusable
 */
export const openStateFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = statSync(folder);
    if (process.getuid !== undefined && found.uid !== process.getuid()) {
      throw unusable(`The state folder ${folder} belongs to another user.`, `Run: chown -R $(id -u) ${folder}`);
    }
    if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw unusable(
      `The state folder ${folder} cannot be made or read.`,
      'Set CURFEW_CONNECTOR_STATE to a folder that this user may write.',
      cause,
    );
  }
};

/** Writes a file (0600) so that a crash leaves either the old content or the new one, never half of it. */
export const writeDurably = (path: string, content: string): void => {
  const aside = `${path}.new`;
  const file = openSync(aside, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
  syncFolder(dirname(path));
};

/** Makes a rename inside the folder durable. */
export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The file's text, or undefined where there is none. */
export const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (fieldOf(cause, 'code') === 'ENOENT') return undefined;
    throw unusable(
      `The file ${path} cannot be read.`,
      'Check its owner and mode: it must be readable for this user.',
      cause,
    );
  }
};

/** When that process began, in clock ticks since boot: tells a process from a later one with the same number. */
const startedAt = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
};

const isRunning = (holder: string): boolean => {
  const [pid, started] = holder.trim().split(' ');
  if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
  return startedAt(Number(pid)) === started && started !== undefined;
};

/**
 * Holds the state folder for this process: two processes that write one journal would destroy it. A lock left by a dead
 * process is taken over. Gives what releases it.
 * @throws Fault state-unusable when another live process holds it.
 */
export const lockStateFolder = (folder: string): (() => void) => {
  const path = join(folder, 'lock');
  const holder = readIfThere(path);
  if (holder !== undefined && isRunning(holder)) {
    throw unusable(
      `Another connector process (${holder.trim().split(' ')[0]}) uses the state folder ${folder}.`,
      'Stop it first, or give this one a CURFEW_CONNECTOR_STATE of its own.',
    );
  }
  writeDurably(path, `${process.pid} ${startedAt(process.pid) ?? '-'}\n`);
  return () => rmSync(path, { force: true });
};
