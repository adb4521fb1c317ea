import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { baseGroups, basePasswd, PAM, SSHD_CONFIG, SUDOERS } from './base-system.js';
import { run } from './run.js';
import { LOGIN_ACCOUNT, LOGIN_UID, type AccountSeed, type HostSeed } from './seed.js';
import { VirtualHostError } from './virtual-host-error.js';

/**
 * Settings that are the same for every host of a distribution and say nothing about this machine's people or services.
 * Everything else of the machine's /etc stays out: a virtual host shows none of the machine's accounts, keys or secrets.
 */
const FROM_THE_MACHINE = [
  'adduser.conf', 'alternatives', 'bash.bashrc', 'crypto-policies', 'debian_version', 'default/useradd', 'deluser.conf', 'ld.so.cache', 'ld.so.conf',
  'ld.so.conf.d', 'localtime', 'login.defs', 'os-release', 'profile', 'protocols', 'security', 'services', 'shells', 'skel', 'ssh/moduli', 'ssh/ssh_config', 'terminfo',
]; // prettier-ignore

const FOLDERS = ['dev', 'etc', 'home', 'mnt', 'opt', 'proc', 'run', 'srv', 'sys', 'tmp', 'usr',
  'var/backups', 'var/cache', 'var/lib', 'var/local', 'var/log', 'var/mail', 'var/opt', 'var/spool']; // prettier-ignore

/**
 * Makes the file tree of a host: `tree/root` becomes its /, `tree/usr-local` its /usr/local. It is written aside and
 * renamed, so that a tree that is there is whole.
 */
export async function makeFileTree(tree: string, name: string, seed: HostSeed): Promise<void> {
  const treeAside = `${tree}.new`;
  rmSync(treeAside, { recursive: true, force: true });
  for (const folder of ['bin', 'sbin', 'lib', 'share'])
    mkdirSync(join(treeAside, 'usr-local', folder), { recursive: true, mode: 0o755 });
  const aside = join(treeAside, 'root');
  for (const folder of FOLDERS) mkdirSync(join(aside, folder), { recursive: true, mode: 0o755 });
  mkdirSync(join(aside, 'root'), { mode: 0o700 });
  mkdirSync(join(aside, 'var/tmp'));
  chmodSync(join(aside, 'var/tmp'), 0o1777);
  chmodSync(aside, 0o755);
  symlinkSync('/run', join(aside, 'var/run'));
  symlinkSync('/run/lock', join(aside, 'var/lock'));
  linkLikeTheMachine(aside);
  copySettings(aside);
  writeSettings(aside, name, seed);
  writeAccounts(aside, seed);
  await makeHostKeys(aside);
  renameSync(treeAside, tree);
}

/** /bin, /lib … are links into /usr on a merged system; elsewhere boot.sh binds the folders. */
function linkLikeTheMachine(root: string): void {
  for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) {
    if (lstatSync(`/${name}`, { throwIfNoEntry: false })?.isSymbolicLink())
      symlinkSync(readlinkSync(`/${name}`), join(root, name));
  }
}

function copySettings(root: string): void {
  for (const name of FROM_THE_MACHINE) {
    const source = join('/etc', name);
    if (existsSync(source)) cpSync(source, join(root, 'etc', name), { recursive: true, verbatimSymlinks: true });
  }
}

function writeSettings(root: string, name: string, seed: HostSeed): void {
  const write = (path: string, text: string, mode = 0o644) => writeFileOf(root, path, text, mode);
  write('/etc/hostname', `${name}\n`);
  write('/etc/hosts', `127.0.0.1 localhost\n127.0.1.1 ${name}\n`);
  write('/etc/resolv.conf', ''); // no name servers, else sudo would wait for them
  write(
    '/etc/nsswitch.conf',
    ['passwd', 'group', 'shadow', 'gshadow', 'hosts', 'sudoers'].map((base) => `${base}: files\n`).join(''),
  );
  write('/etc/environment', '');
  for (const [service, lines] of Object.entries(PAM)) write(`/etc/pam.d/${service}`, lines);
  write('/etc/ssh/sshd_config', SSHD_CONFIG);
  mkdirSync(join(root, 'etc/ssh/sshd_config.d'), { recursive: true });
  for (const [file, text] of Object.entries(seed.sshdConfig ?? {})) write(`/etc/ssh/sshd_config.d/${file}.conf`, text);
  write('/etc/sudoers', SUDOERS, 0o440);
  write(`/etc/sudoers.d/${LOGIN_ACCOUNT}`, `${LOGIN_ACCOUNT} ALL=(ALL) NOPASSWD:ALL\n`, 0o440);
  for (const [file, text] of Object.entries(seed.sudoers ?? {}))
    write(`/etc/sudoers.d/${file}`, `${text.trimEnd()}\n`, 0o440);
  for (const [path, { text, mode }] of Object.entries(seed.files ?? {})) write(path, text, mode);
  for (const log of ['wtmp', 'btmp', 'lastlog']) write(`/var/log/${log}`, '');
}

function writeFileOf(root: string, path: string, text: string, mode = 0o644): void {
  const place = join(root, path.replace(/^\/usr\/local\//, '../usr-local/'));
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  writeFileSync(place, text);
  chmodSync(place, mode);
}

function writeAccounts(root: string, seed: HostSeed): void {
  const login: AccountSeed = { name: LOGIN_ACCOUNT, uid: LOGIN_UID };
  const people = (seed.accounts ?? []).map((account, index) => ({ uid: 1000 + index, ...account }));
  const accounts = [...(people.some(({ name }) => name === LOGIN_ACCOUNT) ? [] : [login]), ...people];
  const groups = new Map(baseGroups().map(([group, gid]) => [group, { gid, members: new Array<string>() }]));
  (seed.groups ?? []).forEach((group, index) => groups.set(group, { gid: 3000 + index, members: [] }));
  const passwd = [...basePasswd()];
  for (const { name, uid = LOGIN_UID, shell = '/bin/bash', groups: wanted = [], authorizedKeys = [] } of accounts) {
    passwd.push(`${name}:x:${uid}:${uid}::/home/${name}:${shell}`);
    groups.set(name, { gid: uid, members: [] });
    for (const group of wanted) membersOf(groups, group).push(name);
    makeHome(root, name, uid, authorizedKeys);
  }
  const names = passwd.map((line) => line.split(':')[0]);
  const write = (file: string, lines: string[], mode: number) =>
    writeFileOf(root, `/etc/${file}`, lines.map((line) => `${line}\n`).join(''), mode);
  write('passwd', passwd, 0o644);
  write('shadow', names.map((name) => `${name}:*:19700:0:99999:7:::`), 0o640); // prettier-ignore
  write('group', [...groups].map(([group, { gid, members }]) => `${group}:x:${gid}:${members.join(',')}`), 0o644); // prettier-ignore
  write('gshadow', [...groups].map(([group, { members }]) => `${group}:*::${members.join(',')}`), 0o640); // prettier-ignore
  for (const file of ['shadow', 'gshadow']) chownSync(join(root, 'etc', file), 0, 42);
  for (const file of ['subuid', 'subgid']) write(file, [], 0o644);
}

function membersOf(groups: Map<string, { members: string[] }>, group: string): string[] {
  const entry = groups.get(group);
  if (!entry)
    throw new VirtualHostError(
      'host-failed',
      `The seed of a virtual host names the group ${group}, which it does not make.`,
    );
  return entry.members;
}

function makeHome(root: string, name: string, uid: number, authorizedKeys: string[]): void {
  const home = join(root, 'home', name);
  mkdirSync(join(home, '.ssh'), { recursive: true });
  chmodSync(home, 0o755);
  writeAuthorizedKeys(root, name, uid, authorizedKeys);
  for (const path of [home, join(home, '.ssh')]) chownSync(path, uid, uid);
  chmodSync(join(home, '.ssh'), 0o700);
}

/** Replaces the account's ~/.ssh/authorized_keys. */
export function writeAuthorizedKeys(root: string, name: string, uid: number, lines: string[]): void {
  const path = join(root, 'home', name, '.ssh/authorized_keys');
  writeFileSync(path, lines.map((line) => `${line.trim()}\n`).join(''), { mode: 0o600 });
  chownSync(path, uid, uid);
}

async function makeHostKeys(root: string): Promise<void> {
  const key = join(root, 'etc/ssh/ssh_host_ed25519_key');
  const made = await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
  if (made.code !== 0)
    throw new VirtualHostError('host-failed', `ssh-keygen could not make a host key: ${made.stderr.trim()}`);
}
