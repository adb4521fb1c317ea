import { transformFileSync } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SOURCES = [
  'apps/connector/src',
  ...['access', 'protocol', 'host', 'secret-store', 'ssh'].map((lib) => `libs/${lib}/src`),
];

/**
 * The connector as the JavaScript that is shipped, from the sources of now, so that a test can run it as a process of its own.
 * @param main another program around the same parts, as a path from the root
 */
export function givenConnectorProgram(main = 'apps/connector/src/main.ts'): string {
  const folder = givenFolder('connector-program');
  for (const source of SOURCES) compileFolder(source, join(folder, 'dist'));
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'libs'), join(folder, 'libs'));
  compileFile(main, join(folder, 'dist'));
  return join(folder, 'dist', main.replace(/ts$/, 'js'));
}

function compileFolder(source: string, target: string): void {
  for (const entry of readdirSync(join(ROOT, source), { withFileTypes: true })) {
    const path = `${source}/${entry.name}`;
    if (entry.isDirectory()) compileFolder(path, target);
    if (!entry.name.endsWith('.ts') || /\.(spec|fixture)\.ts$/.test(entry.name)) continue;
    compileFile(path, target);
  }
}

function compileFile(path: string, target: string): void {
  mkdirSync(join(target, dirname(path)), { recursive: true });
  writeFileSync(join(target, path.replace(/ts$/, 'js')), javascript(join(ROOT, path)));
}

const javascript = (path: string): string =>
  transformFileSync(path, {
    swcrc: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  }).code;

export interface ConnectorProcess {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  /** Sends the signal and waits for the end; gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  ended: Promise<number | null>;
}

/** Starts the program with these settings and nothing else in its environment. */
export function startConnectorProgram(program: string, settings: Record<string, string>): ConnectorProcess {
  const child = spawn(process.execPath, [program], {
    env: { PATH: '/usr/bin:/bin', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  atEnd(() => end('SIGKILL'));
  return { child, stdout: () => stdout, stderr: () => stderr, end, ended };
}
