/**
 * The oracle: reads from a server's console what is really so there, by the system's own files and /proc, and never through
 * anything of ours. What it finds is a list of pieces of access, each of which somebody must be able to justify.
 */
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

const READ = `
exec 2>/dev/null
echo '== passwd'; cat /etc/passwd
echo '== shadow'; cut -d: -f1,2,8 /etc/shadow
echo '== group'; cat /etc/group
echo '== trust'; grep -rH '' /etc/ssh/curfew/keys
echo '== sudo'; find /etc/sudoers.d -name 'curfew-*' ! -name curfew-host
echo '== processes'; grep -HE '^(Name|State|Uid|Gid|Groups):' /proc/[0-9]*/status
echo '== log'; tail -n "+$1" /var/log/sshd.log
echo '== end'`;

/** @param fromLine first line of sshd's log that is new */
export async function readReality(server: TestServer, logLines = 0): Promise<Reality> {
  const text = await server.output('sh', '-c', READ, 'oracle', String(logLines + 1));
  const parts = sections(text);
  if (!parts.has('end')) throw new Error(`The oracle's look at ${server.name} was cut off.`);
  const of = (name: string) => parts.get(name) ?? [];
  const system = readSystem(of('passwd'), of('group'));
  const log = of('log');
  return {
    access: [
      ...openAccounts(system, of('passwd'), of('shadow')),
      ...[...system.members],
      ...of('trust').flatMap(trustOf),
      ...of('sudo').map((file): Access => ({ kind: 'sudo', file })),
      ...processes(of('processes')).flatMap((one) => processAccess(system, one)),
    ],
    logins: log.flatMap(loginOf),
    logLines: logLines + log.length,
  };
}

function sections(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const name = /^== (\w+)$/.exec(line)?.[1];
    if (name !== undefined) found.set(name, (lines = []));
    else if (line !== '') lines.push(line);
  }
  return found;
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
  for (const [name = '', word = '', expires] of shadow.map((line) => line.split(':')))
    if (word.startsWith('!') && expires === '1') shut.add(name);
  return [...personal].filter((account) => !shut.has(account)).map((account) => ({ kind: 'open', account }));
}

/** `FILE:LINE`, also of files that are written aside. */
function trustOf(row: string): Access[] {
  const account = /keys\/\.?([a-z_][a-z0-9_-]*)/.exec(row)?.[1] ?? '';
  return [...row.matchAll(/"grant-([0-9a-f-]{36})-\d+"/g)].map(([, grantId = '']) => ({
    kind: 'trust',
    account,
    grantId,
  }));
}

interface Process {
  pid: number;
  name: string;
  uids: number[];
  gids: number[];
}

function processes(rows: string[]): Process[] {
  const byPid = new Map<number, Process & { isDead: boolean }>();
  for (const row of rows) {
    const [, pid, field = '', value = ''] = /^\/proc\/(\d+)\/status:(\w+):\s*(.*)$/.exec(row) ?? [];
    const one = byPid.get(Number(pid)) ?? { pid: Number(pid), name: '', uids: [], gids: [], isDead: false };
    byPid.set(one.pid, one);
    const numbers = value.trim().split(/\s+/).filter(Boolean).map(Number);
    if (field === 'Name') one.name = value;
    if (field === 'State') one.isDead = /^[ZX]/.test(value);
    if (field === 'Uid') one.uids = numbers;
    if (field === 'Gid' || field === 'Groups') one.gids.push(...numbers);
  }
  return [...byPid.values()].filter(({ isDead }) => !isDead);
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
