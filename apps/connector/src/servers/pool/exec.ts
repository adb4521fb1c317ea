import { timerMs } from '#access/longest-timer.js';
import type { Client, ClientChannel } from 'ssh2';
import { connectionLost, tookTooLong } from './connect-faults.js';
import type { Target } from './target.js';

export interface ExecResult {
  /** null: killed by a signal. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

const STDOUT_MAX_BYTES = 5 * 1024 * 1024;
const STDERR_MAX_BYTES = 16 * 1024;

/** Keeps the first bytes of a stream and drops the rest: a server may send without end. */
const collect = (stream: NodeJS.ReadableStream, maxBytes: number): (() => string) => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes < maxBytes) chunks.push(chunk.subarray(0, maxBytes - bytes));
    bytes += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
};

/**
 * Runs one constant command with this stdin and gives what it answered.
 * @throws Fault server-unreachable when the connection breaks or the command does not end in time
 */
export const exec = (
  client: Client,
  target: Target,
  run: { command: string; stdin: string; withinMs: number },
): Promise<ExecResult> =>
  new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      reject(tookTooLong(target, run.withinMs / 1000));
      client.destroy();
    }, timerMs(run.withinMs));
    const lost = (): void => {
      clearTimeout(tooLong);
      reject(connectionLost(target));
    };
    client.once('close', lost);
    const done = (result: ExecResult): void => {
      clearTimeout(tooLong);
      client.off('close', lost);
      resolve(result);
    };
    try {
      client.exec(run.command, (error, channel) => (error ? lost() : converse(channel, run.stdin, done, lost)));
    } catch {
      lost();
    }
  });

const converse = (
  channel: ClientChannel,
  stdin: string,
  done: (result: ExecResult) => void,
  lost: () => void,
): void => {
  const stdout = collect(channel, STDOUT_MAX_BYTES);
  const stderr = collect(channel.stderr, STDERR_MAX_BYTES);
  let exit: { code: number | null } | undefined;
  channel.on('exit', (code: number | null) => (exit = { code }));
  channel.on('error', () => undefined);
  channel.once('close', () => {
    if (exit === undefined) lost();
    else done({ exitCode: exit.code, stdout: stdout(), stderr: stderr() });
  });
  channel.end(stdin);
};
