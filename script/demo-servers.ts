/** The demo's three SSH servers on this machine. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { checkMachine } from '#virtual-hosts/needs.js';
import { checkFree } from '#virtual-hosts/place.js';
import { run } from '#virtual-hosts/run.js';
import type { HostSeed } from '#virtual-hosts/seed.js';
import { VirtualHostError } from '#virtual-hosts/virtual-host-error.js';
import { startVirtualHost, type VirtualHost } from '#virtual-hosts/virtual-host.js';
import type { DataFolder } from './data-folder.js';
import { Stop } from './stop.js';

export const DEMO_GROUPS = ['web-ops', 'db-admins'];

const SERVERS = [
  { name: 'web-1', tags: { role: 'web', env: 'demo' } },
  { name: 'web-2', tags: { role: 'web', env: 'demo' } },
  { name: 'db-1', tags: { role: 'db', env: 'demo' } },
];

/** A command that the group may run as root: it shows what sudo allows, and harms nothing. */
const tool = (what: string) => ({
  text: `#!/bin/sh\n# Demo: stands for the command that operators of ${what} may run as root.\necho "${what} on $(hostname): $1, as $(id -un) for \${SUDO_USER:-nobody}"\n`,
  mode: 0o755,
});

const SEED: HostSeed = {
  groups: DEMO_GROUPS,
  sudoers: {
    'web-ops': '%web-ops ALL=(root) NOPASSWD: /usr/local/sbin/web-service status, /usr/local/sbin/web-service restart',
    'db-admins': '%db-admins ALL=(root) NOPASSWD: /usr/local/sbin/db-service status, /usr/local/sbin/db-service backup',
  },
  files: { '/usr/local/sbin/web-service': tool('the web service'), '/usr/local/sbin/db-service': tool('the database') },
};

export interface DemoServers {
  hosts: VirtualHost[];
  /** The list as an integration takes it. */
  entries: { name: string; host: string; port: number; tags: Record<string, string> }[];
  /** For the integration: the demo knows its own host keys. */
  knownHosts: string;
  /** File of the private key of their login account. */
  loginKeyFile: string;
}

/** @throws Stop when this machine cannot run them: one sentence, and the way without */
export async function checkDemoMachine(): Promise<void> {
  try {
    await checkMachine();
  } catch (error) {
    throw asStop(error);
  }
}

/** Starts them: with the host keys, accounts and ports that they had before, where the data folder knows them. */
export async function startDemoServers(data: DataFolder): Promise<DemoServers> {
  const loginKeyFile = await loginKey(data);
  const loginKeys = [readFileSync(`${loginKeyFile}.pub`, 'utf8')];
  const known = data.read<{ ports: number[] }>('demo-servers.json');
  const ports = known?.ports ?? (await freePorts());
  if (!known) data.writeSecret('demo-servers.json', { ports });
  try {
    const started = await Promise.allSettled(
      SERVERS.map(({ name }, index) =>
        startVirtualHost({
          name,
          stateDir: data.in('servers', name),
          network: { address: addressOf(index), port: ports[index] ?? 0 },
          seed: SEED,
          loginKeys,
        }),
      ),
    );
    const hosts = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failed = started.find((one) => one.status === 'rejected');
    if (failed) {
      await Promise.all(hosts.map((host) => host.stop()));
      throw failed.reason;
    }
    const entries = SERVERS.map(({ name, tags }, index) => ({
      name,
      host: addressOf(index),
      port: ports[index] ?? 0,
      tags,
    }));
    return { hosts, entries, knownHosts: hosts.map((host) => `${host.knownHostsLine}\n`).join(''), loginKeyFile };
  } catch (error) {
    throw asStop(error);
  }
}

const addressOf = (index: number) => `127.0.1.${index + 1}`;

/** 2201 to 2203, or the next free row of ports when another demo has them. */
async function freePorts(): Promise<number[]> {
  for (let base = 2201; base < 3000; base += 10) {
    const ports = SERVERS.map((_, index) => base + index);
    const free = await Promise.allSettled(ports.map((port, index) => checkFree(addressOf(index), port)));
    if (free.every(({ status }) => status === 'fulfilled')) return ports;
  }
  throw new Stop('No free ports for the demo servers were found between 2201 and 3000 on 127.0.1.1.');
}

async function loginKey(data: DataFolder): Promise<string> {
  const file = data.in('secrets', 'demo-login-key');
  mkdirSync(data.in('secrets'), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const made = await run([
      'ssh-keygen',
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      'curfew connector (demo)',
      '-f',
      file,
    ]);
    if (made.code !== 0) throw new Stop(`The demo's login key could not be made: ${made.stderr.trim()}`);
  }
  return file;
}

function asStop(error: unknown): unknown {
  if (!(error instanceof VirtualHostError)) return error;
  const without =
    'Without them: npm start -- --servers servers.json --key id_ed25519 (your own servers), or npm start -- --no-demo.';
  const hint = error.hint ? `${error.hint}\n  ${without}` : without;
  if (error.code === 'root-needed')
    return new Stop(
      'The three demo servers need root, because they are made of Linux namespaces: sudo npm start.',
      hint,
    );
  return new Stop(error.message, hint);
}
