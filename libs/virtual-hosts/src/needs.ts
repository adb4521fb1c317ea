import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.js';
import { VirtualHostError } from './virtual-host-error.js';

/** Program → Debian package that brings it. */
const TOOLS: Record<string, string> = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  pivot_root: 'util-linux',
  mount: 'mount',
  ip: 'iproute2',
  sshd: 'openssh-server',
  'ssh-keygen': 'openssh-client',
  sudo: 'sudo',
  gpasswd: 'passwd',
  useradd: 'passwd',
  ps: 'procps',
};

/** Folders in which root's programs lie, whatever the caller's PATH is. */
export const ROOT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** @throws VirtualHostError when this machine cannot run virtual hosts: not Linux, not root, a tool missing, namespaces forbidden. */
export async function checkMachine(): Promise<void> {
  if (process.platform !== 'linux')
    throw new VirtualHostError('not-linux', 'Virtual hosts are made of Linux namespaces, and this is not Linux.');
  if (process.getuid?.() !== 0)
    throw new VirtualHostError(
      'root-needed',
      'Virtual hosts need root, because they are made of namespaces with own mounts.',
    );
  const packages = new Set(
    Object.keys(TOOLS)
      .filter((tool) => !isInstalled(tool))
      .map((tool) => TOOLS[tool]),
  );
  if (packages.size > 0) {
    const list = [...packages].join(' ');
    throw new VirtualHostError(
      'tool-missing',
      `Virtual hosts need programs that are not installed here: ${list}.`,
      `On Debian: apt-get install ${list}`,
    );
  }
  const trial = await run(['unshare', '--mount', '--pid', '--uts', '--ipc', '--fork', 'true']);
  if (trial.code === 0) return;
  throw new VirtualHostError(
    'namespaces-forbidden',
    `This machine does not let root make namespaces (${trial.stderr.trim()}).`,
    'In a container this needs --privileged, or --cap-add SYS_ADMIN without a seccomp profile that forbids unshare.',
  );
}

function isInstalled(tool: string): boolean {
  return ROOT_PATH.split(delimiter).some((folder) => {
    const path = join(folder, tool);
    try {
      accessSync(path, constants.X_OK);
      return existsSync(path);
    } catch {
      return false;
    }
  });
}
