/**
 * What can go wrong with a host besides a cut cable, a stopped sshd, a frozen machine and a power cut (virtual-host.ts). Each
 * is done from the console, as nothing on the host could, and is undone the same way.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VirtualHost } from './virtual-host.js';
import { VirtualHostError } from './virtual-host-error.js';

const NOBODY = '02:00:00:00:00:01';

/** Packets to the host arrive, its answers do not: they go to a card that nobody has. For hosts in a lab. */
export async function loseAnswers(host: VirtualHost, lost: boolean): Promise<void> {
  const neighbour = ['to', '10.77.255.254', 'dev', 'eth0'];
  if (lost) await atConsole(host, 'ip', 'neigh', 'replace', ...neighbour, 'lladdr', NOBODY, 'nud', 'permanent');
  else await atConsole(host, 'ip', 'neigh', 'del', ...neighbour);
}

/** /etc can be read and not written. */
export const lockEtc = (host: VirtualHost, readOnly: boolean): Promise<void> => lock(host, '/etc', readOnly);

/** Nothing of the disk can be written, as when the kernel remounts it after an error. */
export async function lockDisk(host: VirtualHost, readOnly: boolean): Promise<void> {
  for (const folder of ['/etc', '/var/lib']) await lock(host, folder, readOnly);
}

async function lock(host: VirtualHost, folder: string, readOnly: boolean): Promise<void> {
  // Lazily: somebody may just be reading there.
  if (!readOnly) return atConsole(host, 'umount', '-l', folder);
  await atConsole(host, 'mount', '--bind', folder, folder);
  await atConsole(host, 'mount', '-o', 'remount,bind,ro', folder);
}

const HUNG = '/var/lib/hung';

/** What changes accounts never answers, as where a directory behind it is dead. */
export async function hangAccountTools(host: VirtualHost, hung: boolean): Promise<void> {
  if (hung) await atConsole(host, 'sh', '-c', `printf '#!/bin/sh\\nexec sleep 600\\n' >${HUNG} && chmod 755 ${HUNG}`);
  for (const tool of ['/usr/sbin/usermod', '/usr/bin/gpasswd']) {
    await (hung ? atConsole(host, 'mount', '--bind', HUNG, tool) : atConsole(host, 'umount', tool));
  }
}

const FILLER = '/var/lib/filler';

/** No byte more can be written to /etc and /var/lib. The host must have a small disk. */
export async function fillDisk(host: VirtualHost, full: boolean): Promise<void> {
  if (!host.hasSmallDisk) throw new VirtualHostError('host-failed', `${host.name} has no small disk to fill.`);
  if (!full) return atConsole(host, 'rm', '-f', FILLER);
  const { stderr } = await host.exec(['dd', 'if=/dev/zero', `of=${FILLER}`, 'bs=4k']);
  if (!stderr.includes('No space left')) throw new VirtualHostError('host-failed', `The disk is not full: ${stderr}`);
}

/**
 * The wall clock of the host is ahead by that much (behind: less than 0; right: 0), for sshd, sudo, cron's children and every
 * program that starts from now on. Only time that is asked for is another; nothing sleeps longer, and /proc/uptime is right.
 */
export async function setClock(host: VirtualHost, aheadSeconds: number): Promise<void> {
  if (aheadSeconds === 0) await atConsole(host, 'rm', '-f', '/etc/ld.so.preload', '/etc/faketimerc');
  else {
    // sudo takes variables away, so the library is told by files: the linker's, which names it, and its own.
    const offset = `${aheadSeconds > 0 ? '+' : ''}${aheadSeconds}`;
    await atConsole(
      host,
      'sh',
      '-c',
      'echo "$1" >/etc/faketimerc; echo "$2" >/etc/ld.so.preload',
      '',
      offset,
      fakeTime(),
    );
  }
  await host.sshd('stopped');
  await host.sshd('running');
}

/** Starts a cron whose minutes take three seconds; what it starts has the time of all others. */
export async function startFastCron(host: VirtualHost): Promise<void> {
  await atConsole(host, 'env', `LD_PRELOAD=${fakeTime()}`, 'FAKETIME=+0 x20', '/usr/sbin/cron');
}

/** libfaketime, wherever the distribution has it. */
function fakeTime(): string {
  const folders = ['/usr/lib', ...readdirSync('/usr/lib').map((name) => join('/usr/lib', name))];
  const found = folders.map((folder) => join(folder, 'faketime/libfaketime.so.1')).find((path) => existsSync(path));
  if (!found)
    throw new VirtualHostError(
      'tool-missing',
      'libfaketime is not installed here.',
      'On Debian: apt-get install faketime',
    );
  return found;
}

async function atConsole(host: VirtualHost, ...argv: string[]): Promise<void> {
  const { code, stderr } = await host.exec(argv);
  if (code !== 0) throw new VirtualHostError('host-failed', `${argv.join(' ')} on ${host.name}: ${stderr.trim()}`);
}
