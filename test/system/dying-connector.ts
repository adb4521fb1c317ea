/**
 * The connector as it is shipped, with a name for every point at which its memory, a server or the control plane comes to know
 * something: an entry of the journal, an exec, a message. It writes the names down as it passes them, and dies by SIGKILL at
 * the one that a file names. The points are put around the parts from here: the parts themselves know nothing of it.
 */
import 'reflect-metadata';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { pino } from 'pino';
import { readConfig } from '../../apps/connector/src/config.js';
import { startConnector } from '../../apps/connector/src/connector.js';
import type { JournalEntry } from '../../apps/connector/src/journal/entries.js';
import { LogFile } from '../../apps/connector/src/journal/log-file.js';
import { Session } from '../../apps/connector/src/link/session.js';
import { type Connection, ConnectionPool } from '../../apps/connector/src/servers/pool/pool.js';

const DIE_AT = process.env['CURFEW_TEST_DIE_AT'] ?? '';
const PASSED = process.env['CURFEW_TEST_PASSED'] ?? '';
/** In the middle of an exec: the script runs by then, and is not done. */
const UNDERWAY_MS = 60;

const dieAt = (): string => {
  try {
    return readFileSync(DIE_AT, 'utf8');
  } catch {
    return '';
  }
};

const point = (name: string): void => {
  appendFileSync(PASSED, `${name}\n`);
  if (dieAt() !== name) return;
  rmSync(DIE_AT);
  process.kill(process.pid, 'SIGKILL');
};

const around = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  point(`${name}: before`);
  const result = await work();
  point(`${name}: after`);
  return result;
};

/** `before`: not on disk yet. `after`: on disk, and nobody was told. */
const append = LogFile.prototype.append;
LogFile.prototype.append = function (record: { entries?: JournalEntry[] }): Promise<void> {
  const [first] = record.entries ?? [];
  return around(`journal ${first?.kind ?? 'snapshot'}`, () => append.call(this, record));
};

/** `before`: nothing was sent. `after`: done there, and neither journalled nor told. */
const named = (connection: Connection): Connection => ({
  ...connection,
  run: (command, stdin, withinMs) => {
    const name = `exec ${execName(command, stdin)}`;
    return around(name, async () => {
      const underway = setTimeout(() => point(`${name}: underway`), UNDERWAY_MS);
      return connection.run(command, stdin, withinMs).finally(() => clearTimeout(underway));
    });
  },
});

const execName = (command: string, stdin: string): string =>
  /^curfew-request \d+ (\S+)/.exec(stdin)?.[1] ?? (command.endsWith('sh -s') ? 'look' : 'install');

const use = ConnectionPool.prototype.use;
ConnectionPool.prototype.use = function (target, key, isUrgent, work) {
  return use.call(this, target, key, isUrgent, (connection) => work(named(connection))) as ReturnType<typeof work>;
};

/** `before`: the control plane was not told. `after`: it is being told. */
const send = Session.prototype.send;
Session.prototype.send = function (message): boolean {
  point(`link ${message.type}: before`);
  const isSent = send.call(this, message);
  point(`link ${message.type}: after`);
  return isSent;
};

const config = readConfig(process.env);
const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }));
const connector = await startConnector(config, log, (line) => process.stdout.write(`${line}\n`));
process.once('SIGTERM', () => void connector.stop().then(() => process.exit(0)));
