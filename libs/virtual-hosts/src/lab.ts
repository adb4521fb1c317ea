import { spawn, type ChildProcess } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { run, type RunResult } from './run.js';
import { VirtualHostError } from './virtual-host-error.js';

/** Far more than it takes, also on a machine with much else to do. */
const MADE_WITHIN_MS = 30_000;

/**
 * A network of its own for virtual hosts, with no way out: a network namespace with one bridge, to which each host is
 * linked by a cable that can be cut. It ends with the process that made it. Programs that shall reach the hosts run
 * inside: `run(['nsenter', ...])`, or a child process started with `lab.command([...])`.
 */
export class Lab {
  private constructor(
    private readonly holder: ChildProcess,
    /** Process that keeps the namespace open. */
    readonly pid: number,
  ) {}

  static async start(): Promise<Lab> {
    const holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--net', 'sleep', 'infinity'], {
      stdio: 'ignore',
      detached: true,
    });
    const pid = holder.pid;
    if (pid === undefined)
      throw new VirtualHostError(
        'tool-missing',
        'setpriv could not be started.',
        'On Debian: apt-get install util-linux',
      );
    const outside = readlinkSync('/proc/self/ns/net');
    for (const end = performance.now() + MADE_WITHIN_MS; networkOf(pid) === outside;) {
      if (performance.now() > end)
        throw new VirtualHostError('namespaces-forbidden', 'A network namespace could not be made.');
      await pause(2);
    }
    const lab = new Lab(holder, pid);
    const set =
      'link set lo up\nlink add bridge type bridge\naddress add 10.77.255.254/16 dev bridge\nlink set bridge up\n';
    const made = await run(lab.command(['ip', '-batch', '-']), { stdin: set });
    if (made.code !== 0)
      throw new VirtualHostError(
        'namespaces-forbidden',
        `The bridge of the lab could not be made: ${made.stderr.trim()}`,
      );
    await run(
      lab.command(['ip', 'route', 'change', '10.77.0.0/16', 'dev', 'bridge', 'src', '10.77.255.254', 'quickack', '1']),
    );
    return lab;
  }

  /** The argument array that runs `argv` inside the lab's network, with the caller's files and rights. */
  command(argv: readonly string[]): string[] {
    return ['nsenter', `--net=/proc/${this.pid}/ns/net`, '--', ...argv];
  }

  /** Runs a program inside the lab's network. */
  run(argv: readonly string[], options: { stdin?: string | Buffer; env?: NodeJS.ProcessEnv } = {}): Promise<RunResult> {
    return run(this.command(argv), options);
  }

  /** @returns address of the host with that index (1 to 60000). */
  address(index: number): string {
    return `10.77.${Math.floor(index / 250)}.${1 + (index % 250)}`;
  }

  /** Cuts or mends the cable of a host: packets vanish without an answer, as with a dead switch. */
  async cable(index: number, state: 'cut' | 'mended'): Promise<void> {
    const changed = await this.run(['ip', 'link', 'set', `host${index}`, state === 'cut' ? 'down' : 'up']);
    if (changed.code !== 0)
      throw new VirtualHostError(
        'host-failed',
        `The cable of host ${index} cannot be ${state}: ${changed.stderr.trim()}`,
      );
  }

  stop(): void {
    this.holder.kill('SIGKILL');
  }
}

function networkOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    throw new VirtualHostError('namespaces-forbidden', 'A network namespace could not be made: unshare ended.');
  }
}
