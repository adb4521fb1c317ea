/**
 * Real SSH servers on this machine, out of Linux namespaces: real sshd, sudo and shadow-utils over the machine's own
 * programs, each with accounts, groups, settings and host keys of its own. For the demo and for tests. They show nothing of
 * the machine's files but its programs, and end with the process that started them, however that ends.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SmallDisk } from './disk.js';
import { bootedPid } from './booted-pid.js';
import { ofNoLogin } from './console.js';
import { freezeProcesses } from './freeze.js';
import { makeFileTree, writeAuthorizedKeys } from './file-tree.js';
import { checkMachine, ROOT_PATH } from './needs.js';
import { checkFree, placeOf, type HostNetwork, type Place } from './place.js';
import { run, type RunResult } from './run.js';
import { LOGIN_ACCOUNT, LOGIN_UID, type HostSeed } from './seed.js';
import { inControlGroup, makeControlGroup, removeControlGroup, writeUnits } from './systemd.js';
import { VirtualHostError } from './virtual-host-error.js';

export interface VirtualHostOptions {
  /** Host name. */
  name: string;
  /** Folder of this host: its file tree with host keys and accounts. It is not removed by `stop()`. */
  stateDir: string;
  network: HostNetwork;
  /** What the host has at its first start; a file tree that is there already is used as it is. */
  seed?: HostSeed;
  /** Lines of authorized_keys of the login account `curfew` (key login, sudo without password); written at every start. */
  loginKeys?: string[];
  /** /etc and /var/lib are on one small disk, in memory, that can be filled (faults.ts); it goes with this process. */
  smallDisk?: boolean;
  /** systemd is PID 1 and starts sshd. Its root has CAP_SYS_ADMIN over the machine: for tests only. */
  systemd?: boolean;
}

/** tsc copies no scripts: compiled into dist, this module finds it among the sources. */
const BOOT_SCRIPT =
  ['./boot.sh', '../../../../libs/virtual-hosts/src/boot.sh']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path)) ?? 'boot.sh';
const BOOT_WITHIN_MS = 60_000;
let machineChecked: Promise<void> | null = null;

/** Starts a host and returns when its sshd listens. @throws VirtualHostError */
export async function startVirtualHost(options: VirtualHostOptions): Promise<VirtualHost> {
  machineChecked ??= checkMachine();
  await machineChecked.catch((error: unknown) => {
    machineChecked = null;
    throw error;
  });
  const place = placeOf(options.network);
  if (!place.lab) await checkFree(place.address, place.port);
  const tree = join(resolve(options.stateDir), 'tree');
  const root = join(tree, 'root');
  mkdirSync(options.stateDir, { recursive: true, mode: 0o755 });
  if (!existsSync(tree)) await makeFileTree(tree, options.name, options.seed ?? {});
  if (options.loginKeys) writeAuthorizedKeys(root, LOGIN_ACCOUNT, LOGIN_UID, options.loginKeys);
  if (options.systemd) writeUnits(root, place.address, place.port);
  // It takes a copy of what is there by now
  const disk = options.smallDisk ? await SmallDisk.make(join(resolve(options.stateDir), 'disk'), root) : null;
  const host = new VirtualHost(options.name, root, place, { disk, systemd: options.systemd });
  await host.start();
  return host;
}

export class VirtualHost {
  private child: ChildProcess | null = null;
  private initPid = 0;
  private controlGroup: string | null = null;

  /** Use `startVirtualHost`. */
  constructor(
    readonly name: string,
    /** The host's file tree as the machine sees it (without /usr, /run and /tmp, which live in memory). */
    readonly root: string,
    private readonly place: Place,
    private readonly made: { disk?: SmallDisk | null; systemd?: boolean } = {},
  ) {}

  get hasSmallDisk(): boolean {
    return Boolean(this.made.disk);
  }

  get address(): string {
    return this.place.address;
  }

  get port(): number {
    return this.place.port;
  }

  /** PID 1 of the host, as the machine sees it. */
  get pid(): number {
    return this.initPid;
  }

  /** The host's public host key: `ssh-ed25519 AAAA…`. */
  get hostKey(): string {
    return readFileSync(join(this.root, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8').trim();
  }

  /** Its line for a known_hosts file. */
  get knownHostsLine(): string {
    const { address, port } = this.place;
    return `${port === 22 ? address : `[${address}]:${port}`} ${this.hostKey}`;
  }

  /** Starts it (again, after `stop()`); returns when sshd listens. */
  async start(): Promise<void> {
    if (this.made.systemd) this.controlGroup = makeControlGroup(this.name);
    const argv = this.bootCommand();
    const [program = '', ...args] = this.controlGroup ? inControlGroup(this.controlGroup, argv) : argv;
    const child = spawn(program, args, {
      env: { PATH: ROOT_PATH, LC_ALL: 'C.UTF-8', INIT: this.made.systemd ? 'systemd' : '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl-C of the terminal is for the launcher alone
    });
    this.child = child;
    const end = performance.now() + BOOT_WITHIN_MS;
    this.initPid = await bootedPid(child, this.name);
    const run = `/proc/${this.initPid}/root/run`;
    while (!existsSync(`${run}/sshd.pid`) || existsSync(`${run}/nologin`)) {
      // sshd writes it after listen(); systemd lets nobody in before it is up
      if (child.exitCode !== null || performance.now() > end) throw this.failure();
      await pause(4);
    }
  }

  private bootCommand(): string[] {
    const { address, port, lab, link } = this.place;
    const network = lab ? ['--net'] : [];
    const namespaces = ['--mount', '--pid', '--uts', '--ipc', ...network, ...(this.made.systemd ? ['--cgroup'] : [])];
    const unshare = ['unshare', ...namespaces, '--fork', '--kill-child', '--propagation', 'private'];
    const script = [
      '/bin/sh',
      BOOT_SCRIPT,
      this.name,
      this.root,
      address,
      String(port),
      ...(lab ? [String(lab.pid), link] : []),
    ];
    // The kernel kills unshare with this process, and with unshare PID 1, and with PID 1 all processes and mounts of the host.
    const argv = [...unshare, ...script];
    return ['setpriv', '--pdeathsig', 'KILL', ...(this.made.disk?.command(argv) ?? argv)];
  }

  /** Ends every process of the host at once, as when the power is cut, and with them its mounts and network. */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (this.initPid > 0) process.kill(this.initPid, 'SIGKILL');
    else child.kill('SIGKILL');
    await ended;
    if (this.controlGroup) await removeControlGroup(this.controlGroup);
    this.controlGroup = null;
  }

  /** Ends it for good, its small disk included. */
  async remove(): Promise<void> {
    await this.stop();
    this.made.disk?.remove();
  }

  /** Called when the host ends without `stop()`. */
  onEnd(listener: () => void): void {
    const child = this.child;
    child?.once('exit', () => {
      if (this.child === child) listener();
    });
  }

  /** Runs a program on the host as its root, as from a console. */
  exec(argv: readonly string[], options: { stdin?: string | Buffer } = {}): Promise<RunResult> {
    const network = this.place.lab ? ['-n'] : [];
    const enter = [
      'nsenter',
      '-t',
      String(this.initPid),
      '-m',
      '-p',
      '-u',
      '-i',
      ...(this.made.systemd ? ['-C'] : []),
      ...network,
      '--root',
      '--wdns=/',
      '--',
      ...argv,
    ];
    return run(ofNoLogin(enter), {
      ...options,
      env: { PATH: ROOT_PATH, LC_ALL: 'C.UTF-8', HOME: '/root', USER: 'root' },
    });
  }

  /** Stops all processes of the host (true) or lets them go on: connections are accepted by the kernel, and nobody answers. */
  freeze(frozen: boolean): void {
    freezeProcesses(this.initPid, frozen);
  }

  /** Ends sshd (connections are refused) or lets it come back; sessions that are open live on. */
  async sshd(state: 'stopped' | 'running'): Promise<void> {
    const run = `/proc/${this.initPid}/root/run`;
    if (this.made.systemd) {
      await this.exec(['systemctl', state === 'running' ? 'start' : 'stop', 'ssh.service']);
    } else if (state === 'running') {
      rmSync(join(run, 'no-sshd'), { force: true });
    } else if (existsSync(join(run, 'sshd.pid'))) {
      writeFileSync(join(run, 'no-sshd'), '');
      await this.exec(['kill', readFileSync(join(run, 'sshd.pid'), 'utf8').trim()]);
    }
    for (
      const end = performance.now() + 30_000;
      existsSync(join(run, 'sshd.pid')) !== (state === 'running');
      await pause(4)
    ) {
      if (performance.now() > end) throw this.failure();
    }
  }

  /** Cuts or mends the cable of a host in a lab. */
  async cable(state: 'cut' | 'mended'): Promise<void> {
    await this.place.lab?.cable(this.place.index, state);
  }

  private failure(): VirtualHostError {
    const tail = (name: string) =>
      existsSync(join(this.root, name))
        ? readFileSync(join(this.root, name), 'utf8').trim().split('\n').slice(-3).join('; ')
        : '';
    const said = [tail('var/log/boot.log'), tail('var/log/sshd.log')].filter(Boolean).join('; ');
    return new VirtualHostError(
      'host-failed',
      `sshd of the virtual host ${this.name} does not listen on ${this.address}:${this.port}: ${said || 'no message'}`,
    );
  }
}
