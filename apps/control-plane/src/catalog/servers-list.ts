/**
 * The JSON list of SSH servers, as administrators write it or bring it from another product. Pure: a text or value in, the
 * servers in their normal form out, or every mistake at once with entry, server name, field and reason [I50].
 */
import { Fault, type WrongField } from '#access/fault.js';
import { isLinuxName } from '#access/linux-names.js';
import { hostProblem } from './host-name.js';
import { readTags, textProblem } from './server-tags.js';

/** One server of a list in its normal form: every default filled in. */
export interface ServerEntry {
  name: string;
  host: string;
  user: string;
  port: number;
  tags: Record<string, string>;
}

export const DEFAULT_USER = 'curfew';
export const SERVERS_MAX = 10_000;
export const SERVER_NAME_MAX = 200;
const LIST_TEXT_MAX = 4 * 1024 * 1024;
const PROBLEMS_MAX = 1_000;
const SSH_PORT = 22;
const FIELDS: ReadonlySet<string> = new Set(['name', 'host', 'user', 'port', 'tags']);

/** Takes what is wrong with one field; `path` starts inside the entry. */
export type Complain = (field: string, reason: string) => void;

/**
 * Takes the list (JSON text, or the array itself) and the login of servers that name none, and gives the normal form.
 * @throws Fault servers-list-invalid, whose `fields` name every mistake: `servers[2].host`, "server My Server 3: …"
 */
export function readServersList(list: unknown, defaultUser: string): ServerEntry[] {
  const entries = typeof list === 'string' ? parseText(list) : list;
  if (!Array.isArray(entries)) throw invalid([{ path: 'servers', reason: 'must be a JSON array of servers' }]);
  if (entries.length > SERVERS_MAX) {
    const reason = `holds ${entries.length} servers; at most ${SERVERS_MAX} are possible in one integration`;
    throw invalid([{ path: 'servers', reason }]);
  }
  const wrong: WrongField[] = [];
  const servers = entries.map((entry: unknown, index) =>
    readEntry(entry, defaultUser, complaints(entry, index, wrong)),
  );
  const good = servers.map((server) => (server && isWhole(server) ? server : undefined));
  findDuplicates(good, (index, field, reason) => complaints(entries[index], index, wrong)(field, reason));
  if (wrong.length > 0) throw invalid(wrong);
  return good.filter((server) => server !== undefined);
}

function parseText(text: string): unknown {
  if (text.length > LIST_TEXT_MAX) throw invalid([{ path: 'servers', reason: 'is larger than 4 MB' }]);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const where = error instanceof Error ? `: ${shorten(error.message, 150)}` : '';
    throw invalid([{ path: 'servers', reason: `is not JSON${where}` }]);
  }
}

function readEntry(entry: unknown, defaultUser: string, complain: Complain): Partial<ServerEntry> | undefined {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) {
    complain('', 'must be an object with "name" and "host"');
    return undefined;
  }
  const fields = new Map<string, unknown>(Object.entries(entry));
  for (const field of fields.keys()) {
    if (!FIELDS.has(field))
      complain(shorten(field, 50), `is not a field of a server; known are ${[...FIELDS].join(', ')}`);
  }
  return {
    name: readName(fields.get('name'), complain),
    host: readHost(fields.get('host'), complain),
    user: readUser(fields.get('user'), defaultUser, complain),
    port: readPort(fields.get('port'), complain),
    tags: readTags(fields.get('tags'), complain),
  };
}

const isWhole = (server: Partial<ServerEntry>): server is ServerEntry =>
  Object.values(server).every((value) => value !== undefined);

function readName(name: unknown, complain: Complain): string | undefined {
  const problem = name === undefined ? 'is missing' : textProblem(name, SERVER_NAME_MAX);
  if (problem !== undefined || typeof name !== 'string') {
    complain('name', problem ?? 'must be a text');
    return undefined;
  }
  return name;
}

function readHost(host: unknown, complain: Complain): string | undefined {
  if (typeof host !== 'string') {
    complain('host', host === undefined ? 'is missing' : 'must be a text');
    return undefined;
  }
  const problem = hostProblem(host);
  if (problem !== undefined) complain('host', problem);
  return problem === undefined ? host : undefined;
}

/** The connector's login: root is fine here, because it is no account that a person gets. */
function readUser(user: unknown, defaultUser: string, complain: Complain): string | undefined {
  if (user === undefined) return defaultUser;
  if (typeof user === 'string' && isLinuxName(user)) return user;
  complain('user', 'must be a Linux user name: small letters, digits, - and _, at most 32, no digit or - in front');
  return undefined;
}

function readPort(port: unknown, complain: Complain): number | undefined {
  if (port === undefined) return SSH_PORT;
  const number = typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : port;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  complain('port', 'must be a whole number from 1 to 65535, as a number or a text of digits');
  return undefined;
}

/**
 * Two entries of one name could not be told apart. Two of one address, whatever the login, would end each other's grants: the
 * ledger on a server knows the connector, not the list.
 */
function findDuplicates(
  servers: (ServerEntry | undefined)[],
  complain: (index: number, field: string, reason: string) => void,
): void {
  const names = new Map<string, number>();
  const addresses = new Map<string, number>();
  for (const [index, server] of servers.entries()) {
    if (!server) continue;
    const sameName = firstOf(names, server.name, index);
    if (sameName !== undefined) complain(index, 'name', `is the name of entry ${sameName} already`);
    const address = `${server.host.toLowerCase().replace(/\.$/, '')}:${server.port}`;
    const sameAddress = firstOf(addresses, address, index);
    if (sameAddress !== undefined) {
      complain(
        index,
        'host',
        `with this port is the server of entry ${sameAddress} already; a server can have one login only`,
      );
    }
  }
}

function firstOf(seen: Map<string, number>, key: string, index: number): number | undefined {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, index);
  return first;
}

/** Entries are counted from 0, as in the path. */
function complaints(entry: unknown, index: number, wrong: WrongField[]): Complain {
  const name =
    entry !== null && typeof entry === 'object' && 'name' in entry && typeof entry.name === 'string' ? entry.name : '';
  const about = name.trim() ? `server ${shorten(name, 60)}: ` : '';
  return (field, reason) => {
    const separator = field === '' || field.startsWith('[') ? '' : '.';
    wrong.push({ path: `servers[${index}]${separator}${field}`, reason: `${about}${reason}` });
  };
}

function invalid(wrong: WrongField[]): Fault {
  const fields = wrong.slice(0, PROBLEMS_MAX);
  const left = wrong.length - fields.length;
  if (left > 0) fields.push({ path: 'servers', reason: `has ${left} more mistakes` });
  const [first] = fields;
  const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : '';
  return new Fault(
    'servers-list-invalid',
    `The list of servers was not taken: ${first?.path} ${first?.reason}${more}.`,
    {
      hint: 'Mend the named fields and send the list again; nothing was changed. Entries are counted from 0.',
      fields,
    },
  );
}

/** Shows control and format characters as symbols, and cuts. */
function shorten(text: string, most: number): string {
  const shown = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return [...shown].length > most ? `${[...shown].slice(0, most).join('')}…` : shown;
}
