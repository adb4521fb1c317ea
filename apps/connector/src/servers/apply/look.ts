import { Fault } from '#access/fault.js';
import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import type { Preflight } from '#host/answer.js';
import { REQUEST_VERSION } from '#host/request.js';
import { curfewHostVersion, requestVersionOf } from '#host/script.js';
import type { SudoMode } from '#protocol/from-connector.js';
import { grantsOf, type ServerRecord } from '../../journal/journal-state.js';
import type { Connection } from '../pool/pool.js';
import { askLook } from './by-sudo.js';
import type { Core } from './core.js';
import { type ClockRead, noteClock } from './server-clock.js';
import type { ServerMemory } from './server-memory.js';

const NAMES_MAX = 200;

/**
 * Looks at a server without writing anything, and remembers what it found.
 * @throws Fault sudo-asks-password, host-script-changed, not-set-up, server-tool-missing, host-script-failed, server-unreachable
 */
export const look = async (
  core: Core,
  server: ServerRecord,
  memory: ServerMemory,
  connection: Connection,
): Promise<void> => {
  const lastMode = memory.lookAsked ? null : memory.found.sudoMode;
  const asker = { client: core.identity, question: namesFor(core, server), lastMode };
  memory.lookFailed = true;
  const { mode, preflight, clockRead } = await askLook(connection, asker, () => core.clock.nowMs());
  memory.lookFailed = false;
  memory.found.sudoMode = mode;
  remember(memory, preflight, connection, clockRead);
};

const namesFor = (core: Core, { ordered }: ServerRecord): { accounts: string[]; groups: string[] } => {
  const { state } = core.journal;
  const grants = grantsOf(state, ordered.serverId).filter((grant) => !grant.over);
  const offered = state.integrations.get(ordered.integrationId)?.userGroups ?? [];
  const clean = (names: string[]): string[] =>
    [...new Set(names)].filter((name) => isLinuxName(name) && !RESERVED_NAMES.has(name)).slice(0, NAMES_MAX);
  return {
    accounts: clean(grants.map((grant) => grant.ordered.account)),
    groups: clean([...offered, ...grants.flatMap((grant) => grant.ordered.groups)]),
  };
};

const remember = (memory: ServerMemory, preflight: Preflight, connection: Connection, clockRead: ClockRead): void => {
  memory.found.obstacles = [...preflight.obstacles, ...scriptFaults(memory.found.sudoMode, preflight)];
  memory.amber = memory.found.obstacles.length > 0;
  noteClock(memory, preflight.clockSeconds, clockRead);
  // In helper mode a script of another version is no reason to set up anew: only root at the console can change it.
  const isOwn = preflight.installedVersion === curfewHostVersion() || memory.found.sudoMode === 'helper';
  memory.isSetUp = preflight.dropInInForce && preflight.reaper !== 'none' && isOwn;
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
    helperReady: preflight.helperReady,
  });
};

/** Too old to be given anything new by it; ends are tried all the same. With full sudo it is replaced instead. */
const scriptFaults = (mode: SudoMode | null, { installedVersion }: Preflight): Fault[] => {
  const version = installedVersion === null ? undefined : requestVersionOf(installedVersion);
  if (mode !== 'helper' || version === undefined || version >= REQUEST_VERSION) return [];
  return [
    new Fault(
      'host-script-version',
      `curfew-host on the server (${installedVersion}) is too old for its connector (${curfewHostVersion()}): nothing new is given there.`,
      { hint: 'Run on the server, as root: sh curfew-host install (see the page of the server).' },
    ),
  ];
};
