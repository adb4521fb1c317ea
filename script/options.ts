import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isLinuxName } from '#access/linux-names.js';
import { readLoginKey, readServersText } from './given-servers.js';
import { Stop } from './stop.js';

/** What `npm start` was asked for. Files are read and checked here, so that a wrong one is said before anything starts. */
export interface StartOptions {
  /** Folder of everything that survives a restart. */
  data: string;
  /** Address and port of the control plane. */
  listen: string;
  publicUrl?: string;
  tls?: { certificateFile: string; keyFile: string };
  servers: { kind: 'demo' } | { kind: 'none' } | GivenServers;
}

/** Servers of the user's own. */
export interface GivenServers {
  kind: 'given';
  /** Text of the JSON list. */
  list: string;
  privateKey: Buffer;
  passphrase?: string;
  knownHosts?: string;
  userGroups: string[];
  defaultUser?: string;
}

const HINT = 'npm start -- --help tells what there is.';

/** @throws Stop (exit code 2 for a wrong option, 1 for a file that cannot be used) */
export function readOptions(argv: string[]): StartOptions {
  const given = parse(argv);
  const listen = readListen(given.listen ?? process.env['CURFEW_LISTEN'] ?? '127.0.0.1:7443');
  const publicUrl = given['public-url'] ?? process.env['CURFEW_PUBLIC_URL'];
  const tls = readTls(
    given['tls-cert'] ?? process.env['CURFEW_TLS_CERT'],
    given['tls-key'] ?? process.env['CURFEW_TLS_KEY'],
  );
  if (!tls && !publicUrl?.startsWith('https:')) refusePlainHttp(listen);
  return {
    data: given.data ? resolve(given.data) : fileURLToPath(new URL('../../.curfew', import.meta.url)),
    listen,
    publicUrl,
    tls,
    servers: readServers(given),
  };
}

/** Over plain http from another machine a browser keeps no session: signing in would end at the sign-in page again. */
function refusePlainHttp(listen: string): void {
  if (/^(?:127\.[\d.]+|localhost|\[::1\]):\d+$/.test(listen)) return;
  throw new Stop(
    `--listen ${listen} serves other machines, and nobody can sign in from there without https.`,
    'Add --tls-cert and --tls-key, or --public-url https://NAME behind a proxy; or leave --listen out and use ssh -L.',
    2,
  );
}

const text = { type: 'string' } as const;
const OPTIONS = {
  data: text, listen: text, 'public-url': text, 'tls-cert': text, 'tls-key': text, servers: text, key: text, 'passphrase-file': text, 'known-hosts': text,
  'user-groups': text, user: text, 'no-demo': { type: 'boolean' },
} as const; // prettier-ignore

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new Stop(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error), HINT, 2);
  }
}

function readListen(value: string): string {
  const listen = /^\d+$/.test(value) ? `127.0.0.1:${value}` : value;
  const port = /^(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):(\d{1,5})$/.exec(listen)?.[1];
  if (port !== undefined && Number(port) <= 65_535) return listen;
  throw new Stop(`--listen ${value} is not an address and a port.`, 'Write it as 127.0.0.1:7443 or [::1]:7443.', 2);
}

function readTls(certificateFile: string | undefined, keyFile: string | undefined): StartOptions['tls'] {
  if (!certificateFile && !keyFile) return undefined;
  if (!certificateFile || !keyFile)
    throw new Stop('--tls-cert and --tls-key belong together; one is missing.', undefined, 2);
  for (const path of [certificateFile, keyFile]) readGiven(path, 'TLS needs it');
  return { certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) };
}

function readServers(given: ReturnType<typeof parse>): StartOptions['servers'] {
  const { servers, key } = given;
  if (!servers) {
    const orphan = (['key', 'passphrase-file', 'known-hosts', 'user-groups', 'user'] as const).find(
      (name) => given[name] !== undefined,
    );
    if (orphan) throw new Stop(`--${orphan} is for servers of your own, and --servers is missing.`, HINT, 2);
    return { kind: given['no-demo'] ? 'none' : 'demo' };
  }
  if (!key)
    throw new Stop('--servers needs --key: the private key that the login account of these servers accepts.', HINT, 2);
  const userGroups = (given['user-groups'] ?? '')
    .split(',')
    .map((group) => group.trim())
    .filter(Boolean);
  refuseNoNames('--user', given.user === undefined ? [] : [given.user]);
  refuseNoNames('--user-groups', userGroups);
  const passphraseFile = given['passphrase-file'];
  const knownHosts = given['known-hosts'];
  const list = readServersText(servers, readGiven(servers, '--servers names it').toString('utf8'), given.user);
  const privateKey = readGiven(key, '--key names it');
  const passphrase =
    passphraseFile &&
    readGiven(passphraseFile, '--passphrase-file names it')
      .toString('utf8')
      .replace(/\r?\n$/, '');
  readLoginKey(key, privateKey, passphrase);
  return {
    kind: 'given',
    list,
    privateKey,
    passphrase,
    knownHosts: knownHosts && readGiven(knownHosts, '--known-hosts names it').toString('utf8'),
    userGroups,
    defaultUser: given.user,
  };
}

/** The control plane would refuse them, too, but only when it runs. */
function refuseNoNames(option: string, names: string[]): void {
  const wrong = names.find((name) => !isLinuxName(name));
  if (wrong === undefined) return;
  throw new Stop(
    `${option} ${JSON.stringify(wrong)} is no Linux name.`,
    'Small letters, digits, - and _, at most 32, no digit or - in front; e.g. --user curfew --user-groups web-ops,db-admins',
    2,
  );
}

/** Paths are as the user sees them: npm runs scripts in the project's folder, and says in INIT_CWD where it was called. */
function readGiven(path: string, why: string): Buffer {
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? '.', path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason =
      { ENOENT: 'there is no such file', EACCES: 'this user may not read it', EISDIR: 'it is a folder' }[code] ?? code;
    throw new Stop(`The file ${path} cannot be read: ${reason} (${why}).`);
  }
}
