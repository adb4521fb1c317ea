import type { ListedResource } from './resource-rows.js';
import type { ServerView } from './servers.dto.js';

/** A server as administrators see it, with what it still waits for. */
export function serverView(server: ListedResource): ServerView {
  const { id, integrationId, name, host, port, user, tags, state, faults, hostKeys, missingGroups, wouldWrite } =
    server;
  const { confirmedFingerprint, sshdVersion, scriptVersion, sudoMode, helperReady, clockSkewSeconds } = server;
  return {
    ...{ id, integrationId, name, host, port, user, tags, state, faults, hostKeys, missingGroups, wouldWrite },
    ...{ confirmedFingerprint, sshdVersion, scriptVersion, sudoMode, helperReady, clockSkewSeconds },
    warnings: [...waitingFor(server), ...server.warnings],
    wanted: server.clearing ? 'removed' : server.wanted,
    lastLookedAt: server.lastLookedAt?.toISOString() ?? null,
    gone: server.leaving || server.gone,
  };
}

function waitingFor({ nextAddress, clearing, leaving, gone }: ListedResource): string[] {
  const until = 'as soon as the end of every grant there is proved or written off';
  const waiting: string[] = [];
  if (clearing) waiting.push(`Curfew is taken off this server ${until}.`);
  if (nextAddress) {
    const { user, host, port } = nextAddress;
    waiting.push(`The new address ${user}@${host} port ${port} takes effect ${until}.`);
  }
  if (leaving && !gone) waiting.push(`The list does not name this server any more; it goes ${until}.`);
  return waiting;
}
