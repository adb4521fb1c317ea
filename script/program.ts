import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { timerMs } from '#access/longest-timer.js';
import { Stop } from './stop.js';

export interface ProgramSpec {
  /** Such as `connector`. */
  name: string;
  /** The compiled main file, below dist. */
  main: string;
  env: Record<string, string | undefined>;
  /** The line of standard output that says that it is up. */
  ready: RegExp;
  readyWithinMs: number;
  /** File that its log goes to. */
  log: string;
  /** Told what happens to it later. */
  say: (line: string) => void;
}

const DIST = fileURLToPath(new URL('..', import.meta.url));
const END_WITH_PARENT = new URL('./end-with-parent.js', import.meta.url).href;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const MAX_LOG_BYTES = 10_000_000;

/** One of Curfew's programs as a child process. After its first good start it is started again whenever it ends. */
export class Program {
  private child: ChildProcess | null = null;
  private stopping = false;
  private pauseMs = FIRST_PAUSE_MS;
  private timer: NodeJS.Timeout | null = null;
  /** What it said on standard output, in the present run. */
  readonly said: string[] = [];

  constructor(private readonly spec: ProgramSpec) {}

  /** Starts it. @returns the match of its ready line. @throws Stop with what it said, when it ends before or takes too long */
  async start(): Promise<RegExpMatchArray> {
    const { name, readyWithinMs } = this.spec;
    const child = this.launch();
    const complaints = humanLines(child.stderr, this.spec.log);
    const ready = this.readyLine(child);
    const ended = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(new Stop(`The ${name} could not be started: ${error.message}`)));
      child.once('close', (code, signal) => reject(endOf(name, code, signal, complaints(), this.spec.log)));
    });
    ended.catch(() => undefined);
    const match = await Promise.race([ready, ended, after(readyWithinMs)]);
    if (match === 'too late') {
      await this.stop();
      const last = complaints().slice(-1).join('');
      throw new Stop(
        `The ${name} was not ready after ${readyWithinMs / 1000} seconds${last ? `: ${last}` : ''}.`,
        `Its log: ${this.spec.log}`,
      );
    }
    this.keep(child);
    return match;
  }

  /** Asks it to stop and waits; kills it when it takes too long. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')));
    child.kill('SIGTERM');
    if ((await Promise.race([ended, after(STOP_WITHIN_MS)])) === 'too late') {
      child.kill('SIGKILL');
      await ended;
    }
  }

  private launch(): ChildProcess {
    const { main, env } = this.spec;
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', END_WITH_PARENT, `${DIST}${main}`], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // Ctrl-C of the terminal is for the supervisor, which stops the programs in order
    });
    child.stdin?.on('error', () => undefined);
    this.child = child;
    return child;
  }

  private readyLine(child: ChildProcess): Promise<RegExpMatchArray> {
    this.said.length = 0;
    return new Promise((resolve) => {
      if (!child.stdout) return;
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.said.push(line);
        if (this.said.length > 200) this.said.shift();
        const match = this.spec.ready.exec(line);
        if (match) resolve(match);
      });
    });
  }

  /** Starts it again when it ends, after a pause that doubles as long as it does not run steadily. */
  private keep(child: ChildProcess): void {
    const began = performance.now();
    child.once('close', (code, signal) => {
      if (this.stopping) return;
      if (performance.now() - began > STEADY_MS) this.pauseMs = FIRST_PAUSE_MS;
      const pauseMs = this.pauseMs;
      this.pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      const how = code === null ? `signal ${signal}` : `exit code ${code}`;
      this.spec.say(`the ${this.spec.name} ended by itself (${how}); it is started again in ${pauseMs / 1000} s`);
      this.timer = setTimeout(() => this.again(), Math.min(pauseMs, LONGEST_PAUSE_MS));
    });
  }

  private again(): void {
    const child = this.launch();
    const complaints = humanLines(child.stderr, this.spec.log);
    void this.readyLine(child).then(() => this.spec.say(`the ${this.spec.name} runs again`));
    child.once('close', () =>
      complaints()
        .slice(-2)
        .forEach((line) => !this.stopping && this.spec.say(line)),
    );
    this.keep(child);
  }
}

/** Copies standard error to the log file and keeps the lines that are for people: the log's own lines are JSON. */
function humanLines(stream: Readable | null, log: string): () => string[] {
  const lines: string[] = [];
  if (!stream) return () => lines;
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(log, `${log}.old`);
  const file = openSync(log, 'a', 0o600);
  createInterface({ input: stream })
    .on('line', (line) => {
      writeSync(file, `${line}\n`);
      if (!line.startsWith('{') && line.trim()) lines.push(line);
      if (lines.length > 20) lines.shift();
    })
    .once('close', () => closeSync(file));
  return () => lines;
}

function endOf(name: string, code: number | null, signal: string | null, complaints: string[], log: string): Stop {
  const [first, ...rest] = complaints;
  const how = code === null ? `signal ${signal}` : `exit code ${code}`;
  if (!first) return new Stop(`The ${name} ended at once (${how}).`, `Its log: ${log}`);
  return new Stop(first.replace(/^curfew [\w-]+: /, ''), rest.join('\n').trim() || undefined);
}

function after(ms: number): Promise<'too late'> {
  return new Promise((resolve) => setTimeout(() => resolve('too late'), timerMs(ms)).unref());
}
