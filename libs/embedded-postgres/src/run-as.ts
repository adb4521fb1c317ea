import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  rmdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** The user and group that PostgreSQL's processes get. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** Everybody can pass this folder. Used when a clone or data folder lies where only root can pass, such as /root. */
export const PASSABLE_HOME = '/var/lib/curfew';

/** PostgreSQL refuses to run as root: started by root it runs as `nobody` (65534). Null: as whoever we are. */
export function postgresUser(): RunAs | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** The first folder (or file) on the way to `path` that this user may not pass or execute; null when the way is free. */
export function impassable(path: string, { uid, gid }: RunAs): string | null {
  const real = realpathSync(path);
  const steps =
    real === '/' ? ['/'] : real.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/') || '/');
  for (const step of steps) {
    const stat = statSync(step);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if (!(stat.mode & bit)) return step;
  }
  return null;
}

/**
 * Makes the cluster's folder and returns where it really is. Normally that is `dir`. When the user of PostgreSQL could not
 * get there, `dir` becomes a symbolic link to a new folder under /var/lib/curfew: nobody's permissions are widened, and
 * removing `dir` gives a new, empty database at the next start (the old one stays until somebody deletes it).
 */
export function placeCluster(dir: string, runAs: RunAs | null): string {
  try {
    mkdirSync(dirname(dir), { recursive: true });
    if (!existsSync(dir)) makeClusterFolder(dir, runAs);
    const real = realpathSync(dir);
    if (runAs) chownSync(real, runAs.uid, runAs.gid);
    const barrier = runAs && impassable(real, runAs);
    if (barrier) throw new Error(`PostgreSQL runs as user ${runAs.uid} and may not pass ${barrier}`);
    return real;
  } catch (error) {
    throw new Error(`The folder ${dir} for the database cannot be used: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function makeClusterFolder(dir: string, runAs: RunAs | null): void {
  const isDanglingLink = lstatSync(dir, { throwIfNoEntry: false }) !== undefined;
  if (isDanglingLink)
    throw new Error('it is a symbolic link to a folder that is gone; remove the link to start with an empty database');
  mkdirSync(dir, { mode: 0o700 });
  if (!runAs || impassable(dirname(dir), runAs) === null) return;
  rmdirSync(dir);
  mkdirSync(PASSABLE_HOME, { recursive: true, mode: 0o755 });
  const elsewhere = mkdtempSync(join(PASSABLE_HOME, 'postgres-'));
  try {
    symlinkSync(elsewhere, dir);
  } catch (error) {
    rmSync(elsewhere, { recursive: true });
    throw error;
  }
}
