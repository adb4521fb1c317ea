import { createHmac } from 'node:crypto';
import { Fault } from '#access/fault.js';
import { decodeBase64, publicKeyFromBlob, type PublicKey } from './public-key.js';

/** One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHost {
  /** `revoked`: this key must never be accepted. `cert-authority`: signs host certificates; not a host key itself. */
  readonly marker: 'cert-authority' | 'revoked' | null;
  /** As they stand in the file: names, patterns or one hash. */
  readonly hosts: string;
  readonly key: PublicKey;
  readonly lineNumber: number;
}

export interface KnownHosts {
  readonly entries: readonly KnownHost[];
  /** Lines that could not be read, so that a person can be told. */
  readonly skipped: readonly { lineNumber: number; reason: string }[];
}

/** What a known_hosts file says of one address. */
export interface KnownHostKeys {
  readonly accepted: readonly PublicKey[];
  readonly authorities: readonly PublicKey[];
  readonly revoked: readonly PublicKey[];
}

const SSH_PORT = 22;
/** Hosts choose their own keys; OpenSSH itself takes RSA from 1024 bits. */
const HOST_RSA_BITS_MIN = 1024;

/**
 * Reads a host key as a server shows it in the key exchange.
 * @throws Fault public-key-invalid, public-key-weak (DSA, tiny RSA)
 */
export function hostKeyFromBlob(blob: Buffer): PublicKey {
  return publicKeyFromBlob(blob, '', HOST_RSA_BITS_MIN);
}

/** Reads the text of a known_hosts file, hashed names too. Lines that cannot be read are named, not thrown. */
export function parseKnownHosts(text: string): KnownHosts {
  const entries: KnownHost[] = [];
  const skipped: { lineNumber: number; reason: string }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (!trimmed || trimmed.startsWith('#')) continue;
    try {
      entries.push(parseLine(trimmed, index + 1));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      skipped.push({ lineNumber: index + 1, reason: error.message });
    }
  }
  return { entries, skipped };
}

/** The keys that a known_hosts file names for `host` (name or address) and `port`; a revoked key is never accepted. */
export function hostKeysOf(knownHosts: KnownHosts, host: string, port: number): KnownHostKeys {
  const name = knownHostName(host, port);
  const matching = knownHosts.entries.filter((entry) => matchesHosts(entry.hosts, name));
  const keysOf = (marker: KnownHost['marker']): PublicKey[] =>
    matching.filter((entry) => entry.marker === marker).map((entry) => entry.key);
  const revoked = keysOf('revoked');
  const isRevoked = (key: PublicKey): boolean => revoked.some(({ blob }) => blob.equals(key.blob));
  const accepted = keysOf(null).filter((key) => !isRevoked(key));
  return { accepted, authorities: keysOf('cert-authority').filter((key) => !isRevoked(key)), revoked };
}

/** The line that makes OpenSSH know this host key. @throws Fault input-invalid for a host that fits on no line */
export function knownHostsLine(host: string, port: number, key: PublicKey): string {
  if (!/^[^\s,*?!|#@[\]]+$/.test(host))
    throw new Fault('input-invalid', 'The host holds characters that no address has.');
  return `${knownHostName(host, port)} ${key.type} ${key.blob.toString('base64')}`;
}

/** `host`, or `[host]:port` where the port is not 22; in small letters, as OpenSSH compares it. */
function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === SSH_PORT ? name : `[${name}]:${port}`;
}

function parseLine(line: string, lineNumber: number): KnownHost {
  const fields = line.split(/[ \t]+/);
  const marker = readMarker(fields);
  const [hosts = '', type = '', base64 = ''] = fields;
  const blob = decodeBase64(base64);
  if (!blob) throw new Fault('public-key-invalid', 'The line holds no key in base64.');
  const key = hostKeyFromBlob(blob);
  if (key.type !== type) throw new Fault('public-key-invalid', 'The type on the line is not the type of the key.');
  return { marker, hosts, key, lineNumber };
}

function readMarker(fields: string[]): KnownHost['marker'] {
  if (!fields[0]?.startsWith('@')) return null;
  const marker = fields.shift();
  if (marker === '@revoked') return 'revoked';
  if (marker === '@cert-authority') return 'cert-authority';
  throw new Fault('public-key-invalid', 'The marker in front of the line is unknown.');
}

function matchesHosts(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return matchesHash(hosts, name);
  const patterns = hosts.split(',');
  const negated = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  if (negated.some((pattern) => matchesPattern(pattern, name))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && matchesPattern(pattern, name));
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, both parts in base64. */
function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt = '', hash = ''] = hosts.split('|');
  if (version !== '1') return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** `*` stands for any text, `?` for one character. Walks once with one point to come back to, so no pattern is slow. */
function matchesPattern(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase();
  let [at, star, resume] = [0, -1, 0];
  for (let position = 0; position < name.length;) {
    if (wanted[at] === '*') {
      star = at++;
      resume = position;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === name[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}
