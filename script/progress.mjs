/** How the scripts speak: one line for each thing that takes time, nothing for what is done already. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** A failure that is explained by its message alone: no stack is shown. */
export class Stop extends Error {}

export const say = (line) => process.stderr.write(`${line}\n`);

/** Runs one step, says how long it took, and shows life signs on a terminal while it runs. */
export async function step(title, work) {
  const began = performance.now();
  const seconds = () => `${Math.round((performance.now() - began) / 1000)} s`;
  const live = process.stderr.isTTY;
  if (!live) say(`curfew: ${title} …`);
  const show = () => process.stderr.write(`\r\x1b[Kcurfew: ${title} … ${seconds()}`);
  if (live) show();
  const timer = live ? setInterval(show, 1000) : setInterval(() => say(`curfew: ${title} … ${seconds()}`), 15_000);
  try {
    const result = await work();
    if (live) process.stderr.write(`\r\x1b[K`);
    say(`curfew: ${title}: done in ${seconds()}`);
    return result;
  } catch (error) {
    if (live) process.stderr.write('\n');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a program by its argument array. Its output is kept, and shown only when it fails. @throws Stop */
export async function quietly(title, argv, options = {}) {
  const { code, output } = await capture(argv, options);
  if (code === 0) return output;
  const lines = output.trimEnd().split('\n').slice(-40);
  throw new Stop(`${title} failed (${argv.join(' ')}):\n  ${lines.join('\n  ')}`);
}

/** Runs a program by its argument array; gives its exit code and what it printed. */
export function capture(argv, options = {}) {
  const [program, ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code === null ? -1 : code, output }));
  });
}

/** Runs a script's main function: a Stop is one sentence and exit code 1, anything else is a fault of ours with its stack. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    say(error instanceof Stop ? `curfew: ${error.message}` : (error?.stack ?? String(error)));
    process.exit(1);
  }
}
