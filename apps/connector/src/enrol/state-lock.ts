import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { fieldOf } from '../thrown.js';
import { readIfThere, unusable, writeDurably } from './state-folder.js';

/**
 * One process for one state folder: two that write one journal would destroy it, and be taken for one instance. The lock names its
 * holder by process id and start, where both can be looked up; a holder in another container or on another machine counts as alive as
 * long as it renews the file.
 */

const RENEW_EVERY_MS = 5_000;
const DEAD_AFTER_MS = 20_000;

/**
 * Holds the state folder for this process. A lock left by a dead process is taken over. Gives what releases it.
 * @throws Fault state-unusable when another live process holds it.
 */
export const lockStateFolder = (folder: string): (() => void) => {
  const path = join(folder, 'lock');
  const own = `${process.pid} ${startedAt(process.pid) ?? '-'} ${placeHere()} ${randomUUID()}\n`;
  const aside = join(folder, `lock.${randomUUID()}`);
  writeDurably(aside, own);
  try {
    if (!linked(aside, path)) takeOver(folder, aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
  const renewing = setInterval(() => renew(path, own), RENEW_EVERY_MS).unref();
  return () => {
    clearInterval(renewing);
    if (readIfThere(path) === own) rmSync(path, { force: true });
  };
};

const linked = (aside: string, path: string): boolean => {
  try {
    linkSync(aside, path);
    return true;
  } catch (cause) {
    if (fieldOf(cause, 'code') === 'EEXIST') return false;
    throw unusable(
      `The lock ${path} cannot be written.`,
      'Check that the disk of the state folder can be written.',
      cause,
    );
  }
};

/** One at a time, so that of two that find a dead holder only one takes its place. */
const takeOver = (folder: string, aside: string, path: string): void => {
  const guard = join(folder, 'lock.taking');
  try {
    mkdirSync(guard);
  } catch {
    // Left by one that died right here, or another one starts just now.
    if (ageMs(guard, aside) > DEAD_AFTER_MS) rmdirSync(guard);
    throw inUse(folder, 'another one that starts');
  }
  try {
    const holder = readIfThere(path);
    if (holder !== undefined && isAlive(holder, () => ageMs(path, aside))) throw inUse(folder, holder.split(' ')[0]);
    renameSync(aside, path);
  } finally {
    rmdirSync(guard);
  }
};

const inUse = (folder: string, holder: string) =>
  unusable(
    `Another connector process (${holder}) uses the state folder ${folder}.`,
    'Stop it first, or give this one a CURFEW_CONNECTOR_STATE of its own: each instance needs one. After one that was killed in another container it is free within 20 seconds.',
  );

const isAlive = (holder: string, ageOfLockMs: () => number): boolean => {
  const [pid, started, place = placeHere()] = holder.trim().split(' ');
  if (!/^\d+$/.test(pid)) return false;
  if (place !== placeHere()) return ageOfLockMs() < DEAD_AFTER_MS;
  if (Number(pid) === process.pid) return false;
  return startedAt(Number(pid)) === started && started !== undefined;
};

/** By the clock of the file system alone. */
const ageMs = (path: string, newer: string): number => {
  try {
    return statSync(newer).mtimeMs - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
};

/** A file that cannot be touched (disk full) is left: then only its age says that the holder is dead. */
const renew = (path: string, own: string): void => {
  try {
    const now = new Date();
    if (readFileSync(path, 'utf8') === own) utimesSync(path, now, now);
  } catch {
    // The journal will say what is wrong with the folder.
  }
};

/** Where process ids mean the same: this boot of this machine, this container. */
const placeHere = (): string => {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '-';
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
