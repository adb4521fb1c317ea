/** How the demo's story looks in a terminal. Colours only where somebody looks. */
import { timerMs } from '#access/longest-timer.js';
import { run, type RunResult } from '#virtual-hosts/run.js';

const isTerminal = process.stdout.isTTY && !process.env['NO_COLOR'];
const paint = (code: string) => (text: string) => (isTerminal ? `\x1b[${code}m${text}\x1b[0m` : text);
const [bold, dim, green, red] = ['1', '2', '32', '31'].map(paint) as [Paint, Paint, Paint, Paint];
type Paint = (text: string) => string;

const ENV = { PATH: process.env['PATH'], HOME: process.env['HOME'], LC_ALL: 'C.UTF-8' };

export class Story {
  private chapter = 0;
  /** What was not as it should be. */
  readonly failures: string[] = [];

  heading(text: string): void {
    this.print(`\n${bold(`${++this.chapter}. ${text}`)}`);
  }

  tell(text: string): void {
    this.print(`   ${text}`);
  }

  /** Shows that something is so, or that it is not. */
  check(fact: string, isSo: boolean, instead = ''): void {
    this.print(isSo ? `   ${green('✓')} ${fact}` : `   ${red('✗')} ${fact}${instead ? `: ${instead}` : ''}`);
    if (!isSo) this.failures.push(fact);
  }

  /** Shows a command as one would type it, runs it, and shows what it printed. */
  async command(argv: string[], withinMs = 20_000): Promise<RunResult> {
    this.print(`   ${bold('$')} ${argv.map(quoted).join(' ')}`);
    const result = await run(argv, { env: ENV, withinMs });
    for (const line of `${result.stdout}${result.stderr}`.trimEnd().split('\n'))
      this.print(`     ${dim(line.trimEnd())}`);
    return result;
  }

  /** Shows and starts a command that goes on meanwhile. `ended` waits for its end: its exit code, or null when it still runs. */
  inBackground(argv: string[]): { ended(withinMs: number): Promise<number | null> } {
    this.print(`   ${bold('$')} ${argv.map(quoted).join(' ')} &`);
    const end = run(argv, { env: ENV, withinMs: 300_000 }).then(({ code }) => code);
    const tooLate = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), timerMs(ms)));
    return { ended: (withinMs) => Promise.race([end, tooLate(withinMs)]) };
  }

  /** Counts down to a time; on a terminal one sees the seconds. */
  async waitUntil(what: string, untilMs: number): Promise<void> {
    for (let left = untilMs - Date.now(); left > 0; left = untilMs - Date.now()) {
      if (isTerminal) process.stdout.write(`\r\x1b[K   ${what} in ${Math.ceil(left / 1000)} s`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, 1000)));
    }
    if (isTerminal) process.stdout.write('\r\x1b[K');
  }

  private print(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

const quoted = (word: string) => (/^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
