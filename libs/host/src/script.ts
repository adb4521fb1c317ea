/** The text of curfew-host: the files under libs/host/src/script joined to the one script that is installed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NEWEST_REQUEST } from './request.js';

/** In the order in which they are joined. */
const PARTS = [
  'head', 'step', 'fields', 'map', 'report', 'tools', 'request', 'ledger', 'look', 'admit', 'policy', 'finish', 'plan', 'trust', 'sudoers', 'sudo', 'sudo-files', 'accounts',
  'login-log', 'logins', 'descent', 'kill', 'jobs', 'act',
  'settle', 'say', 'standing', 'warn', 'reap', 'reaper', 'helper', 'sshd', 'set-up', 'preflight', 'install', 'uninstall', 'end', 'main',
] as const; // prettier-ignore

const PREFLIGHT_PARTS = [
  'head', 'step', 'fields', 'report', 'tools', 'policy', 'reaper', 'sudoers', 'helper', 'sshd', 'set-up', 'preflight',
] as const; // prettier-ignore

type ScriptPart = (typeof PARTS)[number];

/** The source of the installed script. The same text for the life of the program. */
export function curfewHostScript(): string {
  return built().text;
}

/** Lower-case hex digest of the script, e.g. for sudoers. */
export function curfewHostSha256(): string {
  return built().sha256;
}

/** What `curfew-host version` and every answer say; it changes with every change of the script's text. */
export function curfewHostVersion(): string {
  return built().version;
}

/** The newest version of requests that a script of this version takes; undefined when its version says none. */
export function requestVersionOf(scriptVersion: string): number | undefined {
  const [, version] = /^(0|[1-9][0-9]{0,5})-/.exec(scriptVersion) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** What the look before a set-up sends: definitions alone, run by its last line. Its version is that of the whole script. */
export function preflightSource(): string {
  return PREFLIGHT_PARTS.map(scriptPart).join('\n').replaceAll('@VERSION@', curfewHostVersion());
}

interface Built {
  text: string;
  version: string;
  sha256: string;
}

let cached: Built | undefined;

function built(): Built {
  cached ??= build(PARTS);
  return cached;
}

function build(parts: readonly ScriptPart[]): Built {
  const source = parts.map(scriptPart).join('\n');
  const version = `${NEWEST_REQUEST}-${sha256(source).slice(0, 12)}`;
  const text = source.replaceAll('@VERSION@', version);
  return { text, version, sha256: sha256(text) };
}

/** One part of the script's source, by its name. */
export function scriptPart(name: ScriptPart): string {
  return readFileSync(join(packageRoot(), 'libs/host/src/script', `${name}.sh`), 'utf8');
}

/** tsc copies no `.sh` files, so they are read from the sources in the package, wherever this module was compiled to. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'libs/host/src/script/head.sh'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The sources of curfew-host (libs/host/src/script) are missing from this installation');
    folder = parent;
  }
  return folder;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
