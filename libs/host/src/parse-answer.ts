/** Reads what curfew-host answered: strict, of bounded size, and sceptical, for a server may be in other hands. */
import { FAULT_CODES, type FaultCode } from '#access/fault-codes.js';
import { isLinuxName } from '#access/linux-names.js';
import { isSudoCommand, SUDO_LIMITS } from '#access/sudo-role.js';
import { STANDING_KINDS } from '#access/standing-kinds.js';
import { REAPER_STARTERS, type GrantReadBack, type HostAnswer, type HostFault } from './answer.js';
import { AnswerLines, refuse } from './answer-lines.js';

export const ANSWER_VERSION = '1';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** As many as a request takes. */
const SECONDS = /^[1-9][0-9]{0,10}$/;
const STATES = ['present', 'absent', 'refused', 'partial'] as const;
/** What receipts take of a name and of groups; more than a server has to say. */
const NAME_LIMIT = 500;
const GROUPS_LIMIT = 50;

/**
 * @param text stdout of APPLY_COMMAND
 * @throws Fault `host-script-failed` when it is not one whole answer of a version that is known here
 */
export function parseAnswer(text: string): HostAnswer {
  const lines = new AnswerLines(text, 'curfew-answer');
  const answer: HostAnswer = {
    scriptVersion: lines.version(ANSWER_VERSION),
    generation: lines.number('generation'),
    clockSeconds: lines.number('clock'),
    changed: lines.oneOf('changed', ['yes', 'no']) === 'yes',
    grants: [],
    standing: [],
    faults: [],
  };
  const about: About = { grants: new Map(), last: new Map() };
  for (const [word, rest] of lines.rest()) readLine(answer, about, word, rest);
  return answer;
}

/** Which grant and which fault a later line speaks of. */
interface About {
  grants: Map<string, GrantReadBack>;
  last: Map<string, HostFault>;
}

function readLine(answer: HostAnswer, about: About, word: string, rest: string): void {
  switch (word) {
    case 'grant':
      return readGrant(answer, about, rest.split(' '));
    case 'sudo':
      return readSudo(about, rest);
    case 'until':
      return readUntil(about, ...subject(rest));
    case 'remaining':
      return readRemaining(about, ...subject(rest));
    case 'finishing':
      return readFinishing(about, ...subject(rest));
    case 'fault':
      return readFault(answer, about, ...subject(rest));
    case 'hint':
    case 'detail':
      return readMore(about, word, ...subject(rest));
    case 'standing':
      return readStanding(answer, rest.split(' '));
    case 'reaper':
      answer.reaper = REAPER_STARTERS.find((each) => each === rest);
      if (!answer.reaper) throw refuse('a reaper line');
      return;
    case 'reaped':
      return readReaped(answer, rest.split(' '));
    case 'locked':
      answer.lockedAccounts = [...(answer.lockedAccounts ?? []), linuxName(rest)];
      return;
    case 'warning':
      answer.warnings = [...(answer.warnings ?? []), rest];
      return;
    default:
      throw refuse(`unknown line ${word}`);
  }
}

function readGrant(answer: HostAnswer, about: About, fields: string[]): void {
  const [grantId = '', state, account = '', uid = '', groups = ''] = fields;
  const known = STATES.find((each) => each === state);
  if (fields.length !== 5 || !known || !UUID.test(grantId) || about.grants.has(grantId)) throw refuse('a grant line');
  const grant: GrantReadBack = {
    grantId,
    state: known,
    account: linuxName(account),
    groups: groups === '-' ? [] : groups.split(',').map(linuxName),
    remaining: [],
  };
  if (grant.groups.length > GROUPS_LIMIT) throw refuse('more groups than a grant has');
  if (uid !== '-') grant.uid = unsigned(uid);
  about.grants.set(grantId, grant);
  answer.grants.push(grant);
}

/** `sudo ID ROLE COMMAND…`: one command that was read back. */
function readSudo(about: About, rest: string): void {
  const [grantId, words] = subject(rest);
  const [name, command] = subject(words);
  const grant = about.grants.get(grantId);
  if (!grant || !isLinuxName(name) || !isSudoCommand(command)) throw refuse('a sudo line');
  const roles = (grant.sudoRoles ??= []);
  const at = roles.findIndex((one) => one.name === name);
  const role = roles[at];
  if (role && role.commands.length >= SUDO_LIMITS.commandsPerRole) throw refuse('more commands than a sudo role has');
  if (!role && roles.length >= SUDO_LIMITS.rolesPerGrant) throw refuse('more sudo roles than a grant has');
  if (role) roles[at] = { name, commands: [...role.commands, command] };
  else roles.push({ name, commands: [command] });
}

/** `until ID SECONDS`: by the server's wall clock. */
function readUntil(about: About, grantId: string, seconds: string): void {
  const grant = about.grants.get(grantId);
  if (grant?.state !== 'present' || grant.untilSeconds !== undefined || !SECONDS.test(seconds))
    throw refuse('an until line');
  grant.untilSeconds = Number(seconds);
}

function readRemaining(about: About, grantId: string, what: string): void {
  const grant = about.grants.get(grantId);
  if (!grant || what === '') throw refuse('a remaining line');
  grant.remaining.push(what);
}

function readFinishing(about: About, grantId: string, what: string): void {
  const grant = about.grants.get(grantId);
  if (!grant || what === '' || grant.state !== 'partial') throw refuse('a finishing line');
  grant.finishing = [...(grant.finishing ?? []), what];
}

function readFault(answer: HostAnswer, about: About, of: string, words: string): void {
  const [code, message] = subject(words);
  if (!isFaultCode(code) || message === '') throw refuse('a fault line');
  const fault: HostFault = { code, message };
  about.last.set(of, fault);
  if (of === 'server') {
    answer.faults.push(fault);
    return;
  }
  const grant = about.grants.get(of);
  if (!grant) throw refuse('a fault of an unnamed grant');
  grant.fault ??= fault;
}

function readMore(about: About, word: 'hint' | 'detail', of: string, words: string): void {
  const fault = about.last.get(of);
  if (!fault) throw refuse(`a ${word} without its fault`);
  fault[word] = words;
}

function readStanding(answer: HostAnswer, fields: string[]): void {
  const [account = '', kind, name = ''] = fields;
  const known = STANDING_KINDS.find((each) => each === kind);
  if (fields.length !== 3 || !known || name === '' || name.length > NAME_LIMIT) throw refuse('a standing line');
  answer.standing.push({ account: linuxName(account), kind: known, name });
}

function readReaped(answer: HostAnswer, fields: string[]): void {
  const [grantId = '', at = ''] = fields;
  if (fields.length !== 2 || !UUID.test(grantId) || !/^[1-9][0-9]{0,14}$/.test(at)) throw refuse('a reaped line');
  answer.reaped = [...(answer.reaped ?? []), { grantId, atSeconds: Number(at) }];
}

/** First word and all that follows it. */
function subject(text: string): [string, string] {
  const cut = text.indexOf(' ');
  return cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)];
}

function linuxName(text: string): string {
  if (!isLinuxName(text)) throw refuse('a name that is none');
  return text;
}

function unsigned(text: string): number {
  if (!/^(0|[1-9][0-9]{0,9})$/.test(text)) throw refuse('a number that is none');
  return Number(text);
}

function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(FAULT_CODES, text);
}
