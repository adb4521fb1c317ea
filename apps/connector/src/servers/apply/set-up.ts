import type { ResourceId } from '#access/ids.js';
import type { HostAnswer } from '#host/answer.js';
import { INSTALL_COMMAND, installInput } from '#host/commands.js';
import { formatSetUpRequest, formatUninstallRequest } from '#host/request.js';
import type { ServerRecord } from '../../journal/journal-state.js';
import type { Connection } from '../pool/pool.js';
import { refuseFaults, writeReceipt } from './bring.js';
import { askHost, whyRefused } from './by-sudo.js';
import type { Core } from './core.js';
import { look } from './look.js';
import type { ServerMemory } from './server-memory.js';

/** The script waits for a run that goes on. */
const INSTALL_WITHIN_MS = 60_000;

/**
 * Puts curfew-host on the server, or a newer one in its place. The journal says that the server is touched before the first
 * byte is written there.
 */
export const installScript = async (core: Core, serverId: ResourceId, connection: Connection): Promise<void> => {
  await touch(core, serverId);
  const result = await connection.run(INSTALL_COMMAND, installInput(), INSTALL_WITHIN_MS);
  if (result.exitCode !== 0) throw await whyRefused(connection, result);
};

const touch = async (core: Core, serverId: ResourceId): Promise<void> => {
  if (core.journal.state.servers.get(serverId)?.touched !== true)
    await core.journal.commit({ kind: 'touched', serverId });
};

/**
 * Installs or upgrades curfew-host, where sudo lets the connector, and puts the sshd drop-in into force.
 * @throws Fault of the exec, or the first that the server answered
 */
export const setUp = async (
  core: Core,
  serverId: ResourceId,
  memory: ServerMemory,
  connection: Connection,
): Promise<void> => {
  await (memory.found.sudoMode === 'helper' ? touch(core, serverId) : installScript(core, serverId, connection));
  const answer = await askHost(connection, formatSetUpRequest(core.identity));
  refuseFaults(answer);
  memory.isSetUp = true;
  memory.reaper = answer.reaper;
  memory.settled = undefined;
  memory.found.scriptVersion = answer.scriptVersion;
  memory.found.wouldWrite = [];
  const warnings = answer.warnings ?? [];
  memory.found.helperReady = warnings.length === 0 && connection.login !== 'root';
  memory.found.warnings = [...memory.found.warnings, ...warnings];
};

/**
 * Where nothing of ours is (any more), another instance may have taken it away by a newer order, and its ledger with it: nothing
 * there refuses an older one. So it is put there only by who holds what is ordered now.
 */
export const mayInstall = ({ isCurrent }: Core, { found }: ServerMemory): boolean =>
  found.scriptVersion !== null || isCurrent();

/** Another instance took everything away, after all grants were proved gone: it is not put there again to be taken away. */
export const isAlreadyGone = async (
  core: Core,
  server: ServerRecord,
  memory: ServerMemory,
  connection: Connection,
): Promise<boolean> => {
  await look(core, server, memory, connection);
  return memory.found.scriptVersion === null && !memory.isDropInThere;
};

/**
 * Takes everything of Curfew off the server again, after its grants were proved gone.
 * @throws Fault of the exec, or the first that the server answered
 */
export const uninstall = async (
  core: Core,
  serverId: ResourceId,
  memory: ServerMemory,
  connection: Connection,
): Promise<void> => {
  const answer = await askHost(connection, formatUninstallRequest(core.identity));
  refuseFaults(answer);
  await cleared(core, serverId, memory, answer.standing);
  const locked = answer.lockedAccounts ?? [];
  memory.found.warnings = locked.length === 0 ? [] : [`Accounts that Curfew made stay, locked: ${locked.join(', ')}`];
};

/** Nothing of Curfew is on the server any more: the receipt says so. */
export const cleared = async (
  core: Core,
  serverId: ResourceId,
  memory: ServerMemory,
  found: HostAnswer['standing'] = [],
): Promise<void> => {
  const standing = found.map((one) => ({ ...one }));
  const wanted = { generation: core.journal.state.generation ?? 0 };
  await writeReceipt(core, { serverId, wanted, proved: [], standing, serverCleared: true });
  memory.isSetUp = false;
  Object.assign(memory.found, { scriptVersion: null, helperReady: false });
};
