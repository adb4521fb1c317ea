/** A connector as it is run: its own process, so that it can be killed like one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from './at-end.js';
import { givenFolder } from './folder.js';
import type { KeyPair } from './openssh.js';
import { until } from './until.js';

/** The program as it was built; tests run from the sources, benches from the built testkit beside it. */
const MAIN =
  ['../../../dist/apps/connector/src/main.js', '../../../apps/connector/src/main.js']
    .map((path) => join(import.meta.dirname, path))
    .find((path) => existsSync(path)) ?? 'the connector was not built';

export interface ConnectorOptions {
  /** More environment, such as CURFEW_CEILING. */
  env?: Record<string, string>;
  /** Put in front of the program, such as `lab.command([])`. */
  through?: string[];
  /** Another program than the shipped one. */
  main?: string;
}

/** One connector with its state folder; the process can end and start again. */
export class TestConnector {
  readonly stateFolder = join(givenFolder('connector'), 'state');
  private child?: ChildProcess;
  private output = '';

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly options: ConnectorOptions = {},
  ) {}

  /** All that it has printed so far, in every life. */
  printed(): string {
    return this.output;
  }

  /** Puts a login key where the connector finds it as the file secret of that name. */
  holdKey(name: string, key: KeyPair): void {
    const folder = join(this.stateFolder, 'secrets');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const base64 = readFileSync(key.file).toString('base64');
    writeFileSync(join(folder, name), JSON.stringify({ base64_private_key: base64 }), { mode: 0o600 });
  }

  /** Starts the process; returns when the link is up. */
  async start(): Promise<void> {
    const lived = this.output.length;
    const child = this.spawn();
    await until(
      () => {
        if (child.exitCode !== null)
          throw new Error(`the connector ended with ${child.exitCode}: ${this.output.slice(lived)}`);
        return this.output.slice(lived).includes('connected to');
      },
      { within: 60_000, what: 'the connector is connected' },
    );
  }

  /** Starts the process and does not wait for anything. */
  spawn(more: Record<string, string> = {}): ChildProcess {
    mkdirSync(this.stateFolder, { recursive: true, mode: 0o700 });
    const { env, through = [], main = MAIN } = this.options;
    const [program = '', ...args] = [...through, process.execPath, '--enable-source-maps', main];
    const child = spawn(program, args, {
      env: {
        PATH: process.env['PATH'],
        CURFEW_URL: this.url,
        CURFEW_ENROLMENT_TOKEN: this.token,
        CURFEW_CONNECTOR_STATE: this.stateFolder,
        CURFEW_LOG_LEVEL: 'debug',
        ...env,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child = child;
    return child;
  }

  /** Called when the process ends without `kill()`. */
  onEnd(listener: () => void): void {
    const child = this.child;
    child?.once('exit', () => {
      if (this.child === child) listener();
    });
  }

  /** Ends the process as a power cut would; returns when it is gone. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}

/** A connector that is ended with the test file; not started yet. */
export const givenConnector = (url: string, token: string, options: ConnectorOptions = {}): TestConnector => {
  const connector = new TestConnector(url, token, options);
  atEnd(() => connector.kill('SIGTERM'));
  return connector;
};
