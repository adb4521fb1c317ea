/** The system's programs that the demo servers and the tests need: looked for, installed as root on Debian, else named. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, quietly, say, step, Stop } from './progress.mjs';

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** What to look for → Debian package that brings it. */
const FOR_SERVERS = {
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  sudo: 'sudo',
  ip: 'iproute2',
  ps: 'procps',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
  useradd: 'passwd',
  gpasswd: 'passwd',
};
const FOR_TESTS = {
  ...FOR_SERVERS,
  git: 'git',
  chromium: 'chromium',
  busybox: 'busybox',
  curl: 'curl',
  openssl: 'openssl',
  cron: 'cron',
  'systemd-analyze': 'systemd',
  faketime: 'faketime',
  atd: 'at',
  tmux: 'tmux',
  'dbus-daemon': 'dbus',
  '/usr/share/pam-configs/systemd': 'libpam-systemd',
  '/usr/share/fonts/truetype/dejavu': 'fonts-dejavu-core',
};
const FOR_BENCHES = {
  ...FOR_SERVERS,
  'parallel-ssh': 'pssh',
  ansible: 'ansible-core',
};
const WANTED = { demo: FOR_SERVERS, test: FOR_TESTS, bench: FOR_BENCHES };

/** @param purpose `demo`, `test` or `bench` */
export async function installPrograms(purpose) {
  const wanted = WANTED[purpose];
  const packages = [
    ...new Set(
      Object.keys(wanted)
        .filter((name) => !isThere(name))
        .map((name) => wanted[name]),
    ),
  ];
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return nameMissing(packages, purpose);
  if (packages.length === 0) return undefined;
  if (!isDebian()) return nameMissing(packages, purpose);
  return step(`installing ${packages.join(', ')}`, () => install(packages));
}

function isThere(name) {
  return name.startsWith('/') ? existsSync(name) : FOLDERS.some((folder) => existsSync(join(folder, name)));
}

function isDebian() {
  return existsSync('/etc/debian_version') && isThere('apt-get');
}

/** The demo itself says what it needs besides (root); tests without these programs could only fail. */
function nameMissing(packages, purpose) {
  if (purpose === 'test' && process.platform === 'linux' && process.getuid?.() !== 0) {
    say(
      'curfew: the system tests start real SSH servers out of namespaces and need root; without it they fail: sudo npm test',
    );
  }
  if (packages.length === 0) return;
  const names = packages.join(' ');
  const get = isDebian()
    ? `sudo apt-get install ${names}`
    : `install what Debian calls ${names} with your system's package manager`;
  const message = `these programs are missing: ${names}. To get them: ${get}`;
  if (purpose === 'test') throw new Stop(message);
  say(`curfew: ${message}`);
}

const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_TEXT =
  '#!/bin/sh\n# Put here by Curfew for the length of one apt-get: nothing that it installs may start.\nexit 101\n';

/** Installs without starting or enabling any service: no sshd may listen on this machine because of us. */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const added = SERVICES.filter(({ program }) => !isThere(program));
  const undo = forbidServices();
  try {
    const argv = [
      'apt-get',
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...packages,
    ];
    if ((await capture(argv, { env })).code === 0) return;
    await quietly('apt-get update', ['apt-get', 'update', '-q'], { env });
    await quietly('apt-get install', argv, { env });
  } finally {
    for (const service of added) if (isThere(service.program)) await disable(service);
    undo();
  }
}

function forbidServices() {
  if (existsSync(POLICY)) return () => undefined; // somebody's own rule
  writeFileSync(POLICY, POLICY_TEXT, { mode: 0o755 });
  const undo = () => {
    if (existsSync(POLICY) && readFileSync(POLICY, 'utf8') === POLICY_TEXT) rmSync(POLICY);
  };
  const interrupted = () => {
    undo();
    process.exit(130);
  };
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  return () => {
    undo();
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  };
}

/** Debian's packages enable their services for the next boot. What was not on this machine before us stays off. */
const SERVICES = [
  { program: 'sshd', units: ['ssh.service', 'ssh.socket'], script: 'ssh' },
  { program: 'cron', units: ['cron.service'], script: 'cron' },
  { program: 'atd', units: ['atd.service'], script: 'atd' },
];

async function disable({ units, script }) {
  if (isThere('systemctl')) await capture(['systemctl', 'disable', ...units]);
  if (isThere('update-rc.d')) await capture(['update-rc.d', script, 'disable']);
}
