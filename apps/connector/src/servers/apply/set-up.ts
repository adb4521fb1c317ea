import type { ResourceId } from '#access/ids.js';
import { commandFault, INSTALL_COMMAND, installInput } from '#host/commands.js';
import { formatSetUpRequest, formatUninstallRequest } from '#host/request.js';
import type { Connection } from '../pool/pool.js';
import { askHost, refuseFaults, writeReceipt } from './bring.js';
import type { Core } from './core.js';
import type { ServerMemory } from './server-memory.js';

const INSTALL_WITHIN_MS = 30_000;

/**
 * Puts curfew-host on the server, or a newer one in its place. The journal says that the server is touched before the first
 * byte is written there.
 */
export const installScript = async (core: Core, serverId: ResourceId, connection: Connection): Promise<void> => {
  if (core.journal.state.servers.get(serverId)?.touched !== true)
    await core.journal.commit({ kind: 'touched', serverId });
  const { exitCode, stderr } = await connection.run(INSTALL_COMMAND, installInput(), INSTALL_WITHIN_MS);
  if (exitCode !== 0) throw commandFault(exitCode, stderr);
};

/**
 * Installs or upgrades curfew-host and puts the sshd drop-in into force.
 * @throws Fault of the exec, or the first that the server answered
 */
export const setUp = async (
  core: Core,
  serverId: ResourceId,
  memory: ServerMemory,
  connection: Connection,
): Promise<void> => {
  await installScript(core, serverId, connection);
  const answer = await askHost(connection, formatSetUpRequest(core.identity));
  refuseFaults(answer);
  memory.isSetUp = true;
  memory.reaper = answer.reaper;
  memory.settled = undefined;
  memory.found.scriptVersion = answer.scriptVersion;
  memory.found.wouldWrite = [];
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
  const standing = answer.standing.map((one) => ({ ...one }));
  const wanted = { generation: core.journal.state.generation ?? 0 };
  await writeReceipt(core, { serverId, wanted, proved: [], standing, serverCleared: true });
  memory.isSetUp = false;
  memory.found.scriptVersion = null;
  const locked = answer.lockedAccounts ?? [];
  memory.found.warnings = locked.length === 0 ? [] : [`Accounts that Curfew made stay, locked: ${locked.join(', ')}`];
};
