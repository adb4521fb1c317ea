/** The look at a server before anything is written there: constant script text, a checked question at its head, and its answer. */
import { Fault } from '#access/fault.js';
import { FAULT_CODES, type FaultCode } from '#access/fault-codes.js';
import { isLinuxName } from '#access/linux-names.js';
import { AnswerLines, refuse } from './answer-lines.js';
import { REAPER_STARTERS, type HostFault, type Preflight } from './answer.js';
import type { LookQuestion } from './request.js';
import { curfewHostSha256, preflightSource } from './script.js';

export interface PreflightQuestion extends LookQuestion {
  /** The account the connector logs in as. */
  login: string;
}

const QUESTION_LIMIT = 500;
/** Of one file that would be written. Far above ours, and what the message about a server takes. */
const CONTENT_LIMIT = 8000;

/**
 * The whole stdin of PREFLIGHT_COMMAND. The shell reads its script from there, so the question stands in it as assignments of
 * names that were checked, and everything that runs has /dev/null as its stdin.
 * @throws Fault `input-invalid` for a name that is none
 */
export function preflightScript(question: PreflightQuestion): string {
  const assignments = [
    `q_login=${names('login', [question.login])}`,
    `q_accounts='${names('account', question.accounts)}'`,
    `q_groups='${names('group', question.groups)}'`,
    `q_sudo=${question.sudo === true ? 'yes' : ''}`,
    `q_digest=${curfewHostSha256()}`,
  ];
  return [...assignments, preflightSource(), 'print_preflight </dev/null', 'exit', ''].join('\n');
}

function names(field: string, values: readonly string[]): string {
  if (values.length > QUESTION_LIMIT) throw invalid(field, `${values.length} entries`);
  for (const value of values) if (typeof value !== 'string' || !isLinuxName(value)) throw invalid(field, value);
  return [...new Set(values)].join(' ');
}

function invalid(field: string, value: unknown): Fault {
  return new Fault('input-invalid', `The name of the ${field} is not one that Curfew works with`, {
    detail: JSON.stringify(value)?.slice(0, 200),
  });
}

/**
 * @param text stdout of PREFLIGHT_COMMAND, or of APPLY_COMMAND when it was asked to look
 * @throws Fault `host-script-failed` when the text is not a whole answer
 */
export function parsePreflight(text: string): Preflight {
  const lines = new AnswerLines(text, 'curfew-preflight');
  lines.version('1');
  const clockSeconds = lines.number('clock');
  const preflight: Preflight = {
    clockSeconds,
    sshdVersion: sshdVersion(lines.text('sshd')),
    installedVersion: orNothing(lines.text('installed')),
    dropInInForce: lines.oneOf('in-force', ['yes', 'no']) === 'yes',
    reaper: reaperStarter(lines.text('reaper')),
    helperReady: lines.oneOf('helper', ['yes', 'no']) === 'yes',
    wouldWrite: [],
    missingGroups: [],
    obstacles: [],
    warnings: [],
  };
  for (const [word, rest] of lines.rest()) readLine(preflight, word, rest);
  return preflight;
}

function readLine(preflight: Preflight, word: string, rest: string): void {
  switch (word) {
    case 'write':
      return readWrite(preflight, rest);
    case 'content':
      return readContent(preflight, rest);
    case 'missing-group':
      if (!isLinuxName(rest)) throw refuse('a group that is none');
      preflight.missingGroups.push(rest);
      return;
    case 'warning':
      preflight.warnings.push(rest);
      return;
    case 'fault':
    case 'hint':
    case 'detail':
      return readObstacle(preflight, word, rest);
    default:
      throw refuse(`unknown line ${word}`);
  }
}

function readWrite(preflight: Preflight, rest: string): void {
  const match = /^(0[0-7]{3}) (\/[A-Za-z0-9_./-]{1,400}) (.{1,400})$/.exec(rest);
  const [, mode, path, purpose] = match ?? [];
  if (!mode || !path || !purpose) throw refuse('a write line');
  preflight.wouldWrite.push({ mode, path, purpose, content: null });
}

function readContent(preflight: Preflight, line: string): void {
  const write = preflight.wouldWrite.at(-1);
  if (!write) throw refuse('content of nothing');
  write.content = `${write.content ?? ''}${line}\n`;
  if (write.content.length > CONTENT_LIMIT) throw refuse('content that is too long');
}

function readObstacle(preflight: Preflight, word: 'fault' | 'hint' | 'detail', rest: string): void {
  const match = /^server (.+)$/.exec(rest);
  const text = match?.[1] ?? '';
  if (word !== 'fault') {
    const last: HostFault | undefined = preflight.obstacles.at(-1);
    if (!last) throw refuse(`a ${word} without its fault`);
    last[word] = text;
    return;
  }
  const [, code, message] = /^([a-z-]+) (.+)$/.exec(text) ?? [];
  if (!code || !message || !isFaultCode(code)) throw refuse('a fault line');
  preflight.obstacles.push({ code, message });
}

function sshdVersion(text: string): string {
  const version = orNothing(text) ?? 'unknown';
  if (version.length > 40) throw refuse('a version of sshd that is none');
  return version;
}

function reaperStarter(text: string): Preflight['reaper'] {
  const known = REAPER_STARTERS.find((each) => each === text);
  if (!known) throw refuse('a reaper that is none');
  return known;
}

function orNothing(text: string): string | null {
  return text === '-' || text === '' ? null : text;
}

function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(FAULT_CODES, text);
}
