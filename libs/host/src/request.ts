/**
 * curfew-host: the root-owned script that keeps one server as the orders say, and the words that go to it and come back.
 * This file writes the request, line by line, each field checked here as the script checks it again [I27].
 */
import { Fault } from '#access/fault.js';
import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import { isSudoCommand, isSudoRoleName, SUDO_LIMITS, type SudoRole } from '#access/sudo-role.js';
import { TRUST_OPTIONS, type EndedGrant, type WantedGrant, type WantedServer } from './wanted.js';

/**
 * Version 2 knows sudo rules, version 3 `hold`, version 4 sessions that may finish, version 5 `ends`. A request is written in the lowest
 * version that can say it, so that a script that is not upgraded yet reads what it can do. A number is added when a request says what an older script
 * would refuse or take for something else. See docs/decisions/0012-helper-mode.md.
 */
export const REQUEST_VERSIONS = { plain: 1, withSudo: 2, withHold: 3, withFinish: 4, withEnds: 5 } as const;
export const NEWEST_REQUEST = Math.max(...Object.values(REQUEST_VERSIONS));

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CA_KEY =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{32,4096}={0,2}$/;

/** The script has the same limits. */
export const REQUEST_LIMITS = { grants: 2000, ended: 2000, groupsPerGrant: 32, userCaKeys: 16, number: 99_999_999_999 };

/** What the ids of one connector on one server look like in every request. */
export interface HostClient {
  installationId: string;
  connectorId: string;
}

/**
 * The stdin of APPLY_COMMAND that brings the server to the wanted state, LF-terminated ASCII lines with a closing `end` line,
 * so that a request cut off on the way is refused.
 * @param known the newest version that the script knows, where it is older; what it knew then is worded as now. Sessions end with
 *   their grant where it does not know better, and it is not asked what it cannot say
 * @throws Fault `input-invalid` naming the first field that no server would be given.
 */
export function formatRequest(wanted: WantedServer, known = Infinity): string {
  atMost('userCaKeys', wanted.userCaKeys, REQUEST_LIMITS.userCaKeys);
  atMost('grants', wanted.grants, REQUEST_LIMITS.grants);
  atMost('ended', wanted.ended ?? [], REQUEST_LIMITS.ended);
  if (wanted.grants.length > 0 && wanted.userCaKeys.length === 0) throw invalid('userCaKeys', 'none');
  refuseTwice(wanted);
  const finishes = known >= REQUEST_VERSIONS.withFinish ? finishLines(wanted) : [];
  const ends = wanted.ends === true && known >= REQUEST_VERSIONS.withEnds ? ['ends'] : [];
  return joined([
    ...opening('apply', wanted, Math.min(lowestVersionFor(wanted, finishes, ends), known)),
    `generation ${number('generation', wanted.generation)}`,
    `now ${number('nowSeconds', wanted.nowSeconds)}`,
    ...(wanted.hold === true ? ['hold'] : []),
    ...ends,
    ...wanted.userCaKeys.map((key) => `ca ${matching('userCaKeys', CA_KEY, key)}`),
    ...wanted.grants.flatMap((grant) => [grantLine(grant), ...sudoLines(grant)]),
    ...(wanted.ended ?? []).map(endedLine),
    ...finishes,
  ]);
}

/**
 * The stdin of APPLY_COMMAND that writes the sshd drop-in, the two groups and the folders, or mends them.
 * @throws Fault `input-invalid`
 */
export function formatSetUpRequest(client: HostClient): string {
  return joined(opening('set-up', client));
}

/**
 * The stdin of APPLY_COMMAND that ends what this connector still has on the server and, when no other connector has anything
 * there, removes everything of Curfew including the script. Locked accounts stay and are named in the answer.
 * @throws Fault `input-invalid`
 */
export function formatUninstallRequest(client: HostClient): string {
  return joined(opening('uninstall', client));
}

/**
 * The stdin of APPLY_COMMAND that looks without writing anything: what PREFLIGHT_COMMAND does with full sudo.
 * @throws Fault `input-invalid`
 */
export function formatLookRequest(client: HostClient, { accounts, groups, sudo }: LookQuestion): string {
  return joined([
    ...opening('look', client),
    ...accounts.map((account) => `account ${name('account', account)}`),
    ...groups.map((group) => `group ${name('group', group)}`),
    ...(sudo === true ? ['sudo-roles'] : []),
  ]);
}

/** What could be granted, as far as known. */
export interface LookQuestion {
  /** Account names (shared accounts, and persons'); each is tested against sshd's rules. */
  accounts: string[];
  /** Linux groups. */
  groups: string[];
  /** Sudo roles could be granted: the server's sudo is looked at too. */
  sudo?: boolean;
}

/** The lowest version of requests that can name this grant. That its sessions may finish needs none: who does not know that ends them. */
export const requestVersionFor = (grant: WantedGrant): number =>
  hasSudo(grant) ? REQUEST_VERSIONS.withSudo : REQUEST_VERSIONS.plain;

const lowestVersionFor = ({ grants, hold }: WantedServer, finishes: string[], ends: string[]): number =>
  Math.max(
    ends.length > 0 ? REQUEST_VERSIONS.withEnds : REQUEST_VERSIONS.plain,
    finishes.length > 0 ? REQUEST_VERSIONS.withFinish : REQUEST_VERSIONS.plain,
    hold === true ? REQUEST_VERSIONS.withHold : REQUEST_VERSIONS.plain,
    ...grants.map(requestVersionFor),
  );

function opening(
  kind: 'apply' | 'look' | 'set-up' | 'uninstall',
  client: HostClient,
  version: number = REQUEST_VERSIONS.plain,
): string[] {
  return [
    `curfew-request ${version} ${kind}`,
    `from ${matching('installationId', UUID, client.installationId)} ${matching('connectorId', UUID, client.connectorId)}`,
  ];
}

function grantLine(grant: WantedGrant): string {
  if (grant.accountKind !== 'person' && grant.accountKind !== 'existing')
    throw invalid('accountKind', grant.accountKind);
  atMost('groups', grant.groups, REQUEST_LIMITS.groupsPerGrant);
  const allows = grant.allows.map((option) => {
    if (!TRUST_OPTIONS.includes(option)) throw invalid('allows', option);
    return option;
  });
  return [
    'grant',
    matching('grantId', UUID, grant.grantId),
    number('keyNumber', grant.keyNumber),
    name('account', grant.account),
    grant.accountKind,
    grant.adopt === true ? 'adopt' : '-',
    number('untilSeconds', grant.untilSeconds),
    listed(allows),
    listed(grant.groups.map((group) => name('group', group))),
  ].join(' ');
}

/** Behind all grants, running and ended: whose sessions may run on, and until when at most. */
function finishLines({ grants, ended = [] }: WantedServer): string[] {
  return [...grants, ...ended].flatMap(({ grantId, finishUntilSeconds }) =>
    finishUntilSeconds === undefined ? [] : [`finish ${grantId} ${number('finishUntilSeconds', finishUntilSeconds)}`],
  );
}

const hasSudo = ({ sudoRoles }: WantedGrant): boolean => (sudoRoles ?? []).length > 0;

/** Behind the line of its grant: one for each command of each role. */
function sudoLines({ grantId, sudoRoles = [] }: WantedGrant): string[] {
  atMost('sudoRoles', sudoRoles, SUDO_LIMITS.rolesPerGrant);
  return sudoRoles.flatMap((role) => commandsOf(role).map((command) => `sudo ${grantId} ${role.name} ${command}`));
}

function commandsOf({ name, commands }: SudoRole): string[] {
  if (!isSudoRoleName(name)) throw invalid('sudoRoles', name);
  if (commands.length === 0) throw invalid('sudoRoles', `${name} without commands`);
  if (commands.length > SUDO_LIMITS.commandsPerRole)
    throw invalid('sudoRoles', `${name} with ${commands.length} commands`);
  const bad = commands.find((command) => !isSudoCommand(command));
  if (bad !== undefined) throw invalid('sudoRoles', bad);
  return [...new Set(commands)].sort();
}

function endedLine(ended: EndedGrant): string {
  return `ended ${matching('grantId', UUID, ended.grantId)} ${name('account', ended.account)}`;
}

function refuseTwice(wanted: WantedServer): void {
  const seen = new Set<string>();
  for (const { grantId } of [...wanted.grants, ...(wanted.ended ?? [])]) {
    if (seen.has(grantId)) throw invalid('grantId', `${grantId} stands twice`);
    seen.add(grantId);
  }
}

function joined(lines: string[]): string {
  return [...lines, 'end', ''].join('\n');
}

/** Sorted and once each, so that the same order is the same text. */
function listed(words: string[]): string {
  return words.length === 0 ? '-' : [...new Set(words)].sort().join(',');
}

function name(field: string, value: string): string {
  if (typeof value !== 'string' || !isLinuxName(value) || RESERVED_NAMES.has(value)) throw invalid(field, value);
  return value;
}

function matching(field: string, pattern: RegExp, value: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(field, value);
  return value;
}

function number(field: string, value: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value > REQUEST_LIMITS.number) throw invalid(field, value);
  return String(value);
}

function atMost(field: string, values: unknown[], limit: number): void {
  if (values.length > limit) throw invalid(field, `${values.length} entries`);
}

function invalid(field: string, value: unknown): Fault {
  return new Fault('input-invalid', `The order has a ${field} that no server may be given`, {
    detail: `${field}: ${JSON.stringify(value)?.slice(0, 200)}`,
  });
}
