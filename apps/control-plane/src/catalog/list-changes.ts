import type { IntegrationId, ResourceId } from '#access/ids.js';
import type { ResourceEntity, ServerAddress } from './resource.entity.js';
import type { ServerEntry } from './servers-list.js';
import { sameAddress } from './server-fields.js';

/** What a new list means for the servers that are there. A server is known by its name. */
export interface ListChanges {
  added: ServerEntry[];
  /** Another address under a known name. */
  moved: { id: ResourceId; nextAddress: ServerAddress }[];
  /** Not named any more. */
  left: ResourceId[];
  /** Was leaving or moving, and the list names it again as it is. */
  stayed: ResourceId[];
  retagged: { id: ResourceId; tags: Record<string, string> }[];
}

/** Takes the living servers of an integration and its new list; changes nothing by itself. */
export function listChanges(servers: readonly ResourceEntity[], entries: readonly ServerEntry[]): ListChanges {
  const named = new Map(entries.map((entry) => [entry.name, entry]));
  const known = new Set(servers.map(({ name }) => name));
  const changes: ListChanges = { added: [], moved: [], left: [], stayed: [], retagged: [] };
  changes.added = entries.filter(({ name }) => !known.has(name));
  for (const server of servers) {
    const entry = named.get(server.name);
    if (entry) compare(server, entry, changes);
    else if (!server.leaving) changes.left.push(server.id);
  }
  return changes;
}

function compare(server: ResourceEntity, entry: ServerEntry, changes: ListChanges): void {
  const { host, port, user } = entry;
  const goal = server.nextAddress ?? server;
  if (!sameAddress(server, entry)) {
    if (server.leaving || !sameAddress(goal, entry)) {
      changes.moved.push({ id: server.id, nextAddress: { host, port, user } });
    }
  } else if (server.leaving || server.nextAddress) {
    changes.stayed.push(server.id);
  }
  if (!sameTags(server.tags, entry.tags)) changes.retagged.push({ id: server.id, tags: entry.tags });
}

function sameTags(one: Record<string, string>, other: Record<string, string>): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** One server as a text that is equal for equal addresses; the login does not count: a server has one ledger. */
export const addressKey = ({ host, port }: { host: string; port: number }): string =>
  `${host.toLowerCase().replace(/\.$/, '')}:${port}`;

export interface OtherServer {
  integrationId: IntegrationId;
  integrationName: string;
  name: string;
  host: string;
  port: number;
}
