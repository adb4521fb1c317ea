import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import type { Preflight } from '#host/answer.js';
import { commandFault, PREFLIGHT_COMMAND } from '#host/commands.js';
import { parsePreflight, preflightScript, type PreflightQuestion } from '#host/preflight.js';
import { curfewHostVersion } from '#host/script.js';
import { grantsOf, type ServerRecord } from '../../journal/journal-state.js';
import { sudoRefusal } from '../../ceiling/ceiling.js';
import type { Connection } from '../pool/pool.js';
import type { Core } from './core.js';
import { type ClockRead, noteClock } from './server-clock.js';
import type { ServerMemory } from './server-memory.js';

const LOOK_WITHIN_MS = 60_000;
const NAMES_MAX = 200;

/**
 * Looks at a server without writing anything, and remembers what it found.
 * @throws Fault sudo-asks-password, server-tool-missing, host-script-failed, server-unreachable
 */
export const look = async (
  core: Core,
  server: ServerRecord,
  memory: ServerMemory,
  connection: Connection,
): Promise<void> => {
  const stdin = preflightScript({ login: server.ordered.user, ...namesFor(core, server) });
  const askedMs = core.clock.nowMs();
  const { exitCode, stdout, stderr } = await connection.run(PREFLIGHT_COMMAND, stdin, LOOK_WITHIN_MS);
  if (exitCode !== 0) throw commandFault(exitCode, stderr);
  const clockRead = { askedMs, answeredMs: core.clock.nowMs() };
  const preflight = parsePreflight(stdout);
  preflight.warnings.push(...aboveCeiling(core, server));
  remember(memory, preflight, connection, clockRead);
};

/** Said before anybody asks: what is offered here and would be refused by this connector. */
const aboveCeiling = (core: Core, { ordered }: ServerRecord): string[] => {
  const roles = core.journal.state.integrations.get(ordered.integrationId)?.sudoRoles ?? [];
  return roles.flatMap((role) => sudoRefusal(core.ceiling, [role])?.message ?? []);
};

const namesFor = (core: Core, { ordered }: ServerRecord): Omit<PreflightQuestion, 'login'> => {
  const { state } = core.journal;
  const grants = grantsOf(state, ordered.serverId).filter((grant) => !grant.over);
  const integration = state.integrations.get(ordered.integrationId);
  const offered = integration?.userGroups ?? [];
  const clean = (names: string[]): string[] =>
    [...new Set(names)].filter((name) => isLinuxName(name) && !RESERVED_NAMES.has(name)).slice(0, NAMES_MAX);
  return {
    accounts: clean(grants.map((grant) => grant.ordered.account)),
    groups: clean([...offered, ...grants.flatMap((grant) => grant.ordered.groups)]),
    sudo: (integration?.sudoRoles ?? []).length > 0,
  };
};

const remember = (memory: ServerMemory, preflight: Preflight, connection: Connection, clockRead: ClockRead): void => {
  memory.amber = preflight.obstacles.length > 0;
  memory.found.obstacles = [...preflight.obstacles];
  noteClock(memory, preflight.clockSeconds, clockRead);
  memory.isSetUp =
    preflight.dropInInForce && preflight.reaper !== 'none' && preflight.installedVersion === curfewHostVersion();
  memory.reaper = preflight.reaper;
  memory.lookedAtMs = clockRead.answeredMs;
  memory.lookAsked = false;
  memory.settled = undefined;
  Object.assign(memory.found, {
    warnings: preflight.warnings,
    hostKeys: [connection.hostKey],
    missingGroups: preflight.missingGroups,
    wouldWrite: preflight.wouldWrite,
    sshdVersion: preflight.sshdVersion,
    scriptVersion: preflight.installedVersion,
  });
};
