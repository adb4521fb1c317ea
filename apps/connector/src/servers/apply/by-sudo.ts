import { Fault } from '#access/fault.js';
import { type HostAnswer, type Preflight } from '#host/answer.js';
import { APPLY_COMMAND, commandFault, PREFLIGHT_COMMAND } from '#host/commands.js';
import { parseAnswer } from '#host/parse-answer.js';
import { parsePreflight, preflightScript } from '#host/preflight.js';
import { formatLookRequest, type HostClient, type LookQuestion } from '#host/request.js';
import { parseSudoRights, SUDO_RIGHTS_COMMAND, sudoRefusal, type SudoRights } from '#host/sudo-rights.js';
import type { SudoMode } from '#protocol/from-connector.js';
import type { ExecResult } from '../pool/exec.js';
import type { Connection } from '../pool/pool.js';
import type { ClockRead } from './server-clock.js';

/**
 * What sudo lets the login do. With full sudo the connector looks, installs and upgrades by itself; in helper mode sudo runs
 * curfew-host in one exact state, without arguments, and nothing else. Orders go the same way in both.
 */

/** Killing what runs takes its time on a busy server. */
const RUN_WITHIN_MS = 90_000;
const LOOK_WITHIN_MS = 60_000;
const RIGHTS_WITHIN_MS = 30_000;

/** Execs curfew-host with this request. @throws Fault when there is no whole answer */
export const askHost = async (connection: Connection, request: string): Promise<HostAnswer> => {
  const result = await connection.run(APPLY_COMMAND, request, RUN_WITHIN_MS);
  if (result.exitCode !== 0) throw await whyRefused(connection, result);
  return parseAnswer(result.stdout);
};

/** What a look needs to know. */
export interface Asker {
  client: HostClient;
  question: LookQuestion;
  /** The way that worked last. It is tried first, because each refusal is a line in the server's log. */
  lastMode: SudoMode | null;
}

/**
 * Looks by whichever way sudo allows.
 * @throws Fault of sudo's refusal, as far as it can be explained; or what the script answered instead
 */
export const askLook = async (
  connection: Connection,
  asker: Asker,
  nowMs: () => number,
): Promise<{ mode: SudoMode; preflight: Preflight; clockRead: ClockRead }> => {
  const modes: SudoMode[] = asker.lastMode === 'helper' ? ['helper', 'full-sudo'] : ['full-sudo', 'helper'];
  let refused: ExecResult | undefined;
  for (const mode of modes) {
    const askedMs = nowMs();
    const result = await runLook(connection, asker, mode);
    const clockRead = { askedMs, answeredMs: nowMs() };
    if (result.exitCode === 0) return { mode, preflight: preflightOf(result.stdout), clockRead };
    if (!isRefusal(result)) throw commandFault(result.exitCode, result.stderr);
    refused = result;
  }
  throw await whyRefused(connection, refused ?? { exitCode: null, stdout: '', stderr: '' });
};

const runLook = (connection: Connection, { client, question }: Asker, mode: SudoMode): Promise<ExecResult> =>
  mode === 'full-sudo'
    ? connection.run(PREFLIGHT_COMMAND, preflightScript({ login: connection.login, ...question }), LOOK_WITHIN_MS)
    : connection.run(APPLY_COMMAND, formatLookRequest(client, question), LOOK_WITHIN_MS);

/** A script that refuses to look answers as to any other request. */
const preflightOf = (stdout: string): Preflight => {
  if (!stdout.startsWith('curfew-answer ')) return parsePreflight(stdout);
  const [fault] = parseAnswer(stdout).faults;
  throw fault === undefined
    ? new Fault('host-script-failed', 'curfew-host did not look at the server.')
    : new Fault(fault.code, fault.message, { hint: fault.hint, detail: fault.detail });
};

/** sudo itself ended, in whatever language: the command did not begin. */
const isRefusal = ({ exitCode, stdout }: ExecResult): boolean => exitCode === 1 && stdout === '';

/** The fault of a command that sudo did not run, explained by what the login may do there. */
export const whyRefused = async (connection: Connection, result: ExecResult): Promise<Fault> => {
  const fault = commandFault(result.exitCode, result.stderr);
  if (!isRefusal(result) || fault.code === 'server-tool-missing' || /^error: /m.test(result.stderr)) return fault;
  return sudoRefusal(await sudoRights(connection), connection.login) ?? fault;
};

/** What the login may do, and what it can see. One more exec, only after a refusal. */
export const sudoRights = async (connection: Connection): Promise<SudoRights> =>
  parseSudoRights((await connection.run(SUDO_RIGHTS_COMMAND, '', RIGHTS_WITHIN_MS)).stdout);
