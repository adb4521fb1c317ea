import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import type { Preflight } from '#host/answer.js';
import { type LookQuestion, NEWEST_REQUEST } from '#host/request.js';
import { curfewHostVersion, requestVersionOf } from '#host/script.js';
import { grantsOf, type ServerRecord } from '../../journal/journal-state.js';
import { sudoRefusal } from '../../ceiling/ceiling.js';
import type { Connection } from '../pool/pool.js';
import { askLook } from './by-sudo.js';
import type { Core } from './core.js';
import { type ClockRead, noteClock } from './server-clock.js';
import { isTooOld, tooOld } from './script-version.js';
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
  preflight.warnings.push(...aboveCeiling(core, server));
  remember(memory, preflight, connection, clockRead);
};

/** Said before anybody asks: what is offered here and would be refused by this connector. */
const aboveCeiling = (core: Core, { ordered }: ServerRecord): string[] => {
  const roles = core.journal.state.integrations.get(ordered.integrationId)?.sudoRoles ?? [];
  return roles.flatMap((role) => sudoRefusal(core.ceiling, [role])?.message ?? []);
};

const namesFor = (core: Core, { ordered }: ServerRecord): LookQuestion => {
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

/** A script that knows newer requests was put there by an instance of a later version: it is not replaced by an older one. */
const isKept = (installed: string | null): boolean =>
  installed === curfewHostVersion() || (requestVersionOf(installed ?? '') ?? 0) > NEWEST_REQUEST;

const remember = (memory: ServerMemory, preflight: Preflight, connection: Connection, clockRead: ClockRead): void => {
  memory.found.scriptVersion = preflight.installedVersion;
  // With full sudo it is replaced instead.
  const isStuck = memory.found.sudoMode === 'helper' && isTooOld(memory);
  memory.found.obstacles = [...preflight.obstacles, ...(isStuck ? [tooOld(memory)] : [])];
  memory.amber = memory.found.obstacles.length > 0;
  noteClock(memory, preflight.clockSeconds, clockRead);
  // In helper mode a script of another version is no reason to set up anew: only root at the console can change it.
  const isOwn = isKept(preflight.installedVersion) || memory.found.sudoMode === 'helper';
  memory.isSetUp = preflight.dropInInForce && preflight.reaper !== 'none' && isOwn;
  memory.isDropInThere = preflight.dropInInForce;
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
    helperReady: preflight.helperReady,
  });
};
