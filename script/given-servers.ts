/** Checks the files that the user gives for servers of his own, so that a wrong one is said before anything starts. */
import { Fault, type WrongField } from '#access/fault.js';
import { readPrivateKey } from '#ssh/private-key.js';
import { DEFAULT_USER, readServersList } from '../apps/control-plane/src/catalog/servers-list.js';
import { Stop } from './stop.js';

const EXAMPLE = 'It holds a list such as [{"name": "web-1", "host": "10.0.0.5"}].';
const MISTAKES_SHOWN = 20;
/** As many characters of a name are in a reason; then follows `…`. */
const NAME_SHOWN = 60;

/** Takes the list as it stands in the file and gives it back. @throws Stop that names every mistake, one a line */
export function readServersText(path: string, list: string, defaultUser = DEFAULT_USER): string {
  const parsed = parse(path, list);
  if (!Array.isArray(parsed) || parsed.length === 0) throw new Stop(`${path} is not a list of servers.`, EXAMPLE);
  try {
    readServersList(parsed, defaultUser);
    return list;
  } catch (error) {
    if (!(error instanceof Fault) || !error.fields) throw error;
    const mistakes = [...error.fields].sort((a, b) => indexOf(a) - indexOf(b)).map((field) => inWords(field, parsed));
    const more = mistakes.length - MISTAKES_SHOWN;
    const shown = [...mistakes.slice(0, MISTAKES_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])];
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    throw new Stop(`The list of servers in ${path} has ${count}; nothing was started.`, shown.join('\n  '));
  }
}

/** @throws Stop when the connector could not log in with it: no private key, or not opened by the passphrase */
export function readLoginKey(path: string, key: Buffer, passphrase: string | undefined): void {
  try {
    readPrivateKey(key.toString('utf8'), passphrase);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Stop(`The file ${path} cannot be used as --key: ${keyProblem(error, passphrase)}`, keyHint(error));
  }
}

function parse(path: string, list: string): unknown {
  try {
    return JSON.parse(list.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Stop(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}.`, EXAMPLE);
  }
}

/** What is wrong with the whole list comes last. */
const indexOf = ({ path }: WrongField) => Number(/^servers\[(\d+)\]/.exec(path)?.[1] ?? Number.MAX_SAFE_INTEGER);

/** `Entry 2 (web-2): host is missing`, as the web page says it: entries are counted from 1. */
function inWords({ path, reason }: WrongField, list: unknown[]): string {
  const [, index, field = ''] = /^servers\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  if (index === undefined) return `The list ${reason}`;
  const name = shownName(list[Number(index)], reason);
  const plain = (name ? reason.slice(`server ${name}: `.length) : reason).replace(
    /(?<=of entry )\d+(?= already)/,
    (other) => String(Number(other) + 1),
  );
  return `Entry ${Number(index) + 1}${name ? ` (${name})` : ''}: ${field ? `${field} ` : ''}${plain}`;
}

/** The name as the reason begins with it: `server web-2: …`. It may have been cut, and may hold a colon itself. */
function shownName(entry: unknown, reason: string): string {
  const name = [...(nameOf(entry) ?? '')];
  const length = Math.min(name.length, NAME_SHOWN) + (name.length > NAME_SHOWN ? 1 : 0);
  return [...reason].slice('server '.length, 'server '.length + length).join('');
}

function nameOf(entry: unknown): string | undefined {
  const named = typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined;
  return typeof named === 'string' && named.trim() ? named : undefined;
}

function keyProblem({ code, message }: Fault, passphrase: string | undefined): string {
  if (code !== 'secret-passphrase-wrong') return message.charAt(0).toLowerCase() + message.slice(1);
  return passphrase ? 'the passphrase does not open it.' : 'it is encrypted, and no passphrase is given.';
}

function keyHint({ code, message, hint }: Fault): string | undefined {
  if (code === 'secret-passphrase-wrong') return 'Name the file with its passphrase: --passphrase-file FILE';
  if (message.includes('public key')) return 'Name the private key; it is mostly the file of that name without .pub.';
  return hint;
}
