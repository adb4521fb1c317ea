/**
 * Real SSH servers for tests: each a virtual host with its own accounts, groups, sudo and sshd. They stop by themselves when
 * the test file has ended.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { RunResult } from '#virtual-hosts/run.js';
import { Lab } from '#virtual-hosts/lab.js';
import { LOGIN_ACCOUNT, type HostSeed } from '#virtual-hosts/seed.js';
import type { HostNetwork } from '#virtual-hosts/place.js';
import { startVirtualHost, type VirtualHost } from '#virtual-hosts/virtual-host.js';
import { VirtualHostError } from '#virtual-hosts/virtual-host-error.js';
import { atEnd } from './at-end.js';
import { givenFolder } from './folder.js';
import { givenKey, type KeyPair, type SshTarget } from './openssh.js';

export interface ServerOptions extends HostSeed {
  /** Host name; default `server`. */
  name?: string;
  /** In a lab the server has an own network namespace and its cable can be cut; else it listens on loopback. */
  lab?: Lab;
  /** Public key lines for the login account `curfew`, besides the one that is made. */
  loginKeys?: string[];
  /** /etc and /var/lib are on a small disk that can be filled. */
  smallDisk?: boolean;
  /** systemd is PID 1 and starts sshd, which logs to the journal. */
  systemd?: boolean;
}

export interface TestServer {
  host: VirtualHost;
  name: string;
  address: string;
  port: number;
  knownHostsLine: string;
  /** Key of the login account `curfew`, which has full sudo. */
  loginKey: KeyPair;
  /** How `curfew` logs in. */
  login: SshTarget;
  /** How somebody else logs in. */
  as(user: string, key: { identity: string; certificate?: string; options?: string[] }): SshTarget;
  /** Runs a program on the server as root, from the console. */
  exec(argv: readonly string[], options?: { stdin?: string | Buffer }): Promise<RunResult>;
  /** As `exec`, gives what it printed; throws when it failed. */
  output(...argv: string[]): Promise<string>;
}

let labIndex = 0;

/** A server that is up: its sshd listens when this returns. */
export async function givenServer({
  name = 'server',
  lab,
  loginKeys = [],
  smallDisk = false,
  systemd = false,
  ...seed
}: ServerOptions = {}): Promise<TestServer> {
  const stateDir = join(givenFolder('server'), name);
  const loginKey = await givenKey({ comment: LOGIN_ACCOUNT });
  const made = { name, stateDir, seed, smallDisk, systemd, loginKeys: [loginKey.publicKey, ...loginKeys] };
  const host = await startSomewhere(lab, (network) => startVirtualHost({ ...made, network }));
  atEnd(() => host.remove());
  const { address, port, knownHostsLine } = host;
  const as: TestServer['as'] = (user, key) => ({
    address,
    port,
    user,
    knownHosts: [knownHostsLine],
    through: lab?.command([]),
    ...key,
  });
  return {
    host,
    name,
    address,
    port,
    knownHostsLine,
    loginKey,
    login: as(LOGIN_ACCOUNT, { identity: loginKey.file }),
    as,
    exec: (argv, options) => host.exec(argv, options),
    output: (...argv) => outputOf(host, argv),
  };
}

async function outputOf(host: VirtualHost, argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await host.exec(argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} on ${host.name} ended with ${code}: ${stderr}`);
  return stdout;
}

/** A network of its own for servers; programs reach them through `lab.command([...])`. */
export async function givenLab(): Promise<Lab> {
  const lab = await Lab.start();
  atEnd(() => lab.stop());
  return lab;
}

/** Parallel workers and test runs must not meet: a random loopback address, another one where that is taken. */
async function startSomewhere(
  lab: Lab | undefined,
  start: (network: HostNetwork) => Promise<VirtualHost>,
): Promise<VirtualHost> {
  if (lab) return start({ lab, index: ++labIndex });
  for (let tries = 1; ; tries++) {
    const address = `127.${randomInt(64, 128)}.${randomInt(256)}.${randomInt(1, 255)}`;
    try {
      return await start({ address, port: 2222 });
    } catch (error) {
      if (!(error instanceof VirtualHostError && error.code === 'address-taken') || tries > 5) throw error;
    }
  }
}
