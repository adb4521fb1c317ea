/** A small disk for a virtual host: real file systems get full. */
import { spawn, type ChildProcess } from 'node:child_process';
import { VirtualHostError } from './virtual-host-error.js';

/** Enough for /etc and /var/lib of a host, and soon filled. */
const SIZE = '16m';
/** The first folder becomes the disk: a file system of its own under the folders that follow, in the host's tree. */
const MAKE = `set -eu
disk=$1 root=$2
mkdir -p "$disk"
mount -t tmpfs -o size=${SIZE},mode=755 disk "$disk"
cp -a "$root/etc" "$disk/etc"
cp -a "$root/var/lib" "$disk/lib"
mount --bind "$disk/etc" "$root/etc"
mount --bind "$disk/lib" "$root/var/lib"
echo ready
exec sleep infinity`;

/**
 * /etc and /var/lib of a host on one small file system of its own. It lives in memory and as long as this process, over all
 * restarts of the host, in a mount namespace from which the host is started: the machine sees none of it.
 */
export class SmallDisk {
  private constructor(private readonly holder: ChildProcess) {}

  /** @throws VirtualHostError */
  static make(folder: string, root: string): Promise<SmallDisk> {
    const private_ = ['unshare', '--mount', '--propagation', 'private'];
    const argv = ['--pdeathsig', 'KILL', ...private_, '/bin/sh', '-c', MAKE, 'disk', folder, root];
    const holder = spawn('setpriv', argv, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    return new Promise((resolve, reject) => {
      let said = '';
      holder.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      holder.stdout.once('data', () => resolve(new SmallDisk(holder)));
      holder.once('error', reject);
      holder.once('exit', () =>
        reject(new VirtualHostError('host-failed', `The small disk could not be made: ${said.trim() || 'no message'}`)),
      );
    });
  }

  /** The argument array that runs `argv` where the disk is mounted. */
  command(argv: readonly string[]): string[] {
    return ['nsenter', `--mount=/proc/${this.holder.pid}/ns/mnt`, '--', ...argv];
  }

  remove(): void {
    this.holder.kill('SIGKILL');
  }
}
