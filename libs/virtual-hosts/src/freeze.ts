/** Stops all processes of a virtual host where they stand, and lets them go on. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { VirtualHostError } from './virtual-host-error.js';

const WITHIN_MS = 20_000;
/** Whoever watches another process, as sudo does, stops itself when it sees a moment later that the other one was stopped. */
const SETTLED_MS = 50;

/** Stops (true) or continues every process of the PID namespace whose PID 1 the machine knows as `initPid`. @throws VirtualHostError */
export function freezeProcesses(initPid: number, frozen: boolean): void {
  const signal = frozen ? 'SIGSTOP' : 'SIGCONT';
  const end = performance.now() + WITHIN_MS;
  // Processes come and go while they are listed: again until none is left that is not as it should be.
  let rest = processesOf(initPid);
  while (rest.length > 0) {
    if (performance.now() > end)
      throw new VirtualHostError('host-failed', `Processes ${rest.join(', ')} do not follow ${signal}.`);
    rest.forEach((pid) => send(pid, signal));
    rest = unlike(initPid, frozen);
    if (rest.length > 0 || frozen) continue;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLED_MS);
    rest = unlike(initPid, frozen);
  }
}

const unlike = (initPid: number, frozen: boolean): number[] =>
  processesOf(initPid).filter((pid) => !(frozen ? STOPPED : RUNNING).test(stateOf(pid)));

/** State letters of /proc/<pid>/stat (proc(5)); nothing stands for a process that is gone. A zombie cannot be stopped. */
const STOPPED = /^[TtZX]?$/;
const RUNNING = /^[^T]?$/;

function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}

/** A process that has ended meanwhile needs no signal. */
function send(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Not by `instanceof`: under Jest the error is another realm's
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function processesOf(initPid: number): number[] {
  const namespace = readlinkSync(`/proc/${initPid}/ns/pid`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => namespaceOf(pid) === namespace);
}

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}
