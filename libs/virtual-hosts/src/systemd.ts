/** What a host with systemd as PID 1 has besides: a control group of its own, and units for the sshd that the host is for. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { VirtualHostError } from './virtual-host-error.js';

const REMOVED_WITHIN_MS = 30_000;

/** A folder in the machine's cgroup2 tree, in which the host's systemd has its own. @throws VirtualHostError */
export function makeControlGroup(name: string): string {
  const mounted = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  const tree = mounted.find(([, , type]) => type === 'cgroup2')?.[1];
  if (!tree || !existsSync('/lib/systemd/systemd'))
    throw new VirtualHostError(
      'tool-missing',
      'A virtual host with systemd needs systemd and a mounted cgroup2 file system.',
      'On Debian: apt-get install systemd libpam-systemd dbus',
    );
  const folder = join(tree, `virtual-host-${name}-${randomUUID()}`);
  mkdirSync(folder);
  return folder;
}

/** Starts a program inside that control group. */
export function inControlGroup(folder: string, argv: string[]): string[] {
  return ['sh', '-c', 'echo 0 >"$1/cgroup.procs" && shift && exec "$@"', 'sh', folder, ...argv];
}

/** After the host's last process. The kernel may take a moment to see that nobody is in there any more. */
export async function removeControlGroup(folder: string): Promise<void> {
  for (const end = performance.now() + REMOVED_WITHIN_MS; ; await pause(5)) {
    try {
      return removeTree(folder);
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

/** Files of that tree are the kernel's; only folders are removed. */
function removeTree(folder: string): void {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  folders.forEach(({ name }) => removeTree(join(folder, name)));
  rmdirSync(folder);
}

/** Once: Debian's own ssh.service with the host's address, and nothing else that would listen. */
export function writeUnits(root: string, address: string, port: number): void {
  const units = join(root, 'etc/systemd/system');
  const wants = join(units, 'multi-user.target.wants');
  if (existsSync(wants)) return;
  mkdirSync(wants, { recursive: true });
  mkdirSync(join(root, 'etc/default'), { recursive: true });
  mkdirSync(join(root, 'var/log/journal'), { recursive: true });
  // Without an id it would be a first boot, which enables every unit of the machine's programs
  writeFileSync(join(root, 'etc/machine-id'), `${randomUUID().replaceAll('-', '')}\n`);
  writeFileSync(join(root, 'etc/default/ssh'), `SSHD_OPTS="-o ListenAddress=${address} -o Port=${port}"\n`);
  symlinkSync('/lib/systemd/system/ssh.service', join(wants, 'ssh.service'));
  symlinkSync('/lib/systemd/system/multi-user.target', join(units, 'default.target'));
  symlinkSync('/dev/null', join(units, 'ssh.socket'));
}
