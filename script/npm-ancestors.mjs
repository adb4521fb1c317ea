/**
 * `npm start` runs us as npm → sh → node. Neither hands on a SIGKILL of its own, so we look ourselves whether they still live.
 * Plain Node, no packages: it begins before anything is installed or built.
 */
import { readFileSync } from 'node:fs';

const POLL_MS = 1000;

/**
 * Looks about once a second. Only where npm's script `start` is what runs us, and on Linux; else nothing is ever gone.
 * @returns a signal that is aborted when npm, or the shell that it ran us by, has ended
 */
export function watchNpm() {
  const gone = new AbortController();
  const ancestors = npmAncestors();
  if (ancestors.length === 0) return gone.signal;
  const timer = setInterval(() => {
    if (ancestors.every(({ pid, startTime }) => processAt(pid)?.startTime === startTime)) return;
    clearInterval(timer);
    gone.abort();
  }, POLL_MS);
  timer.unref();
  return gone.signal;
}

/** Our parent, and npm above it where our parent is npm's shell: some shells make way for the program that they run. */
function npmAncestors() {
  const { npm_lifecycle_event: event, npm_lifecycle_script: script } = process.env;
  if (event !== 'start' || !script?.includes('script/start.mjs')) return [];
  const parent = processAt(process.ppid);
  if (!parent) return [];
  const npm = commandLine(parent.pid).includes(script) ? processAt(parent.parentPid) : undefined;
  return npm ? [parent, npm] : [parent];
}

/** A number alone may be given to another process later; with the start time it is one process. A zombie has ended. */
function processAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name, second in the line, is in parentheses and may hold any character; state is field 3, start time 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(fields[0]) ? undefined : { pid, parentPid: Number(fields[1]), startTime: fields[19] };
  } catch {
    return undefined;
  }
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
  } catch {
    return '';
  }
}
