/**
 * The oracle: reads what is really so on a server, by the system's own files and /proc, from outside and never through anything of
 * ours, so that it costs the server nothing (but for the journal of a systemd host, which its own journalctl reads) and a frozen one is read like any other. What it finds is a list of pieces of access, each of which
 * somebody must be able to justify.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestServer } from './server.js';

/** One thing that gives somebody access, or is access in use. */
export type Access =
  /** The account can be logged in to: neither locked nor without a shell. */
  | { kind: 'open'; account: string }
  | { kind: 'member'; account: string; group: string }
  /** A line of its trust file. */
  | { kind: 'trust'; account: string; grantId: string }
  /** A rule in sudoers.d that is ours. */
  | { kind: 'sudo'; file: string }
  | { kind: 'process'; account: string; pid: number; command: string }
  /** A process that holds the group, whatever /etc/group says by now. */
  | { kind: 'held'; account: string; group: string; pid: number };

/** A login that sshd accepted, as its log names it. */
export interface Login {
  account: string;
  /** The certificate's ID, or null where the login was by a plain key. */
  id: string | null;
  line: string;
}

export interface Reality {
  access: Access[];
  /** Since the last reading. */
  logins: Login[];
  /** Lines of sshd's log so far: where the next reading goes on. */
  logLines: number;
}

/** The connector's own login; whatever it does is not access of a person. */
const LOGIN = 'curfew';
/** As the testkit's hosts make them: accounts of people and groups of sites have ids from here on. */
const FIRST_ID = 1000;
const NOBODY = 65534;

/** @param logLines how many lines of sshd's log are known already */
export async function readReality(server: TestServer, logLines = 0): Promise<Reality> {
  const root = `/proc/${server.host.pid}/root`;
  const passwd = linesOf(`${root}/etc/passwd`);
  const system = readSystem(passwd, linesOf(`${root}/etc/group`));
  if (passwd.length === 0) throw new Error(`The oracle cannot read /etc/passwd of ${server.name}.`);
  const log = await logOf(server, root);
  return {
    access: [
      ...openAccounts(system, passwd, linesOf(`${root}/etc/shadow`)),
      ...system.members,
      ...trust(`${root}/etc/ssh/curfew/keys`),
      ...sudoRules(`${root}/etc/sudoers.d`),
      ...processes(`${root}/proc`).flatMap((one) => processAccess(system, one)),
    ],
    logins: log.slice(logLines).flatMap(loginOf),
    logLines: log.length,
  };
}

const linesOf = (path: string): string[] => here(() => readFileSync(path, 'utf8').split('\n').filter(Boolean));
const namesIn = (folder: string): string[] => here(() => readdirSync(folder));

/** Nothing where there is no such file, or process, any more. */
function here(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** Where systemd runs, sshd writes to the journal. */
async function logOf(server: TestServer, root: string): Promise<string[]> {
  if (!existsSync(`${root}/run/systemd/system`)) return linesOf(`${root}/var/log/sshd.log`);
  const text = await server.output('journalctl', '--no-pager', '-o', 'cat', '-t', 'sshd', '-t', 'sshd-session');
  return text.split('\n').filter(Boolean);
}

interface System {
  /** UID → name, of accounts that people can have. */
  accounts: Map<number, string>;
  /** GID → name, of groups that sites make. */
  groups: Map<number, string>;
  members: Access[];
}

const isPersonal = (id: number): boolean => id >= FIRST_ID && id < NOBODY;

function readSystem(passwd: string[], group: string[]): System {
  const accounts = new Map<number, string>();
  for (const [name = '', , uid] of passwd.map((line) => line.split(':')))
    if (isPersonal(Number(uid))) accounts.set(Number(uid), name);
  const names = new Set(accounts.values());
  const groups = new Map<number, string>();
  const members: Access[] = [];
  for (const [name = '', , gid, list = ''] of group.map((line) => line.split(':'))) {
    // The group of one's own name is the account itself; ours only say which sshd block counts.
    if (names.has(name) || name.startsWith('curfew-')) continue;
    groups.set(Number(gid), name);
    for (const account of list.split(','))
      if (names.has(account)) members.push({ kind: 'member', account, group: name });
  }
  return { accounts, groups, members };
}

/** A password field that begins with `!` and an expiry in the past shut an account; so does a shell that ends at once. */
function openAccounts({ accounts }: System, passwd: string[], shadow: string[]): Access[] {
  const personal = new Set(accounts.values());
  const shut = new Set<string>();
  for (const [name = '', , , , , , shell = ''] of passwd.map((line) => line.split(':')))
    if (/\/(nologin|false)$/.test(shell)) shut.add(name);
  for (const [name = '', word = '', , , , , , expires] of shadow.map((line) => line.split(':')))
    if (word.startsWith('!') && expires === '1') shut.add(name);
  return [...personal].filter((account) => !shut.has(account)).map((account) => ({ kind: 'open', account }));
}

/** Also of files that are written aside. */
function trust(folder: string): Access[] {
  return namesIn(folder).flatMap((file) => {
    const account = /^\.?([a-z_][a-z0-9_-]*)/.exec(file)?.[1] ?? '';
    const grants = [
      ...linesOf(join(folder, file))
        .join('\n')
        .matchAll(/"grant-([0-9a-f-]{36})-\d+"/g),
    ];
    return grants.map(([, grantId = '']): Access => ({ kind: 'trust', account, grantId }));
  });
}

function sudoRules(folder: string): Access[] {
  const ours = namesIn(folder).filter((name) => name.startsWith('curfew-') && name !== 'curfew-host');
  return ours.map((name) => ({ kind: 'sudo', file: `/etc/sudoers.d/${name}` }));
}

interface Process {
  pid: number;
  name: string;
  uids: number[];
  gids: number[];
}

function processes(proc: string): Process[] {
  const pids = namesIn(proc).filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => processOf(Number(pid), linesOf(join(proc, pid, 'status'))));
}

/** Nothing for one that is dead. */
function processOf(pid: number, status: string[]): Process[] {
  const fields = new Map(status.map((line) => line.split(/:\s*/, 2) as [string, string]));
  const idsOf = (field: string) => (fields.get(field) ?? '').split(/\s+/).filter(Boolean).map(Number);
  if (/^[ZX]|^$/.test(fields.get('State') ?? '')) return [];
  return [{ pid, name: fields.get('Name') ?? '', uids: idsOf('Uid'), gids: [...idsOf('Gid'), ...idsOf('Groups')] }];
}

function processAccess({ accounts, groups }: System, { pid, name, uids, gids }: Process): Access[] {
  const uid = uids.find((id) => isPersonal(id));
  if (uid === undefined) return [];
  // A UID that no account has any more is as bad as one that has: it is named by its number.
  const account = accounts.get(uid) ?? String(uid);
  const held = [...new Set(gids)].flatMap((gid) => groups.get(gid) ?? []);
  return [
    { kind: 'process', account, pid, command: name },
    ...held.map((group): Access => ({ kind: 'held', account, group, pid })),
  ];
}

function loginOf(line: string): Login[] {
  const accepted = /^Accepted \S+ for (\S+) from /.exec(line);
  const account = accepted?.[1];
  if (account === undefined || account === LOGIN) return [];
  return [{ account, id: /-CERT \S+ ID (\S+) \(serial /.exec(line)?.[1] ?? null, line }];
}
