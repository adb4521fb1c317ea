import { isIP } from 'node:net';

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const HOST_MAX = 253;

/**
 * Why a text is no address of a server; undefined: it is a host name (RFC 1123, with underscores, as resolvers take them),
 * an IPv4 or a bare IPv6 address. A leading `-` would be read as an option by OpenSSH.
 */
export function hostProblem(host: string): string | undefined {
  if (host === '') return 'must not be empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return 'must be a bare host name or address, not a URL';
  if (host.includes('@')) return 'must not hold a user name; use the field "user"';
  if (/^\[.*\]/.test(host)) return 'must be written without brackets; a port goes into the field "port"';
  if (isIP(host) === 4) return undefined;
  if (isIP(host) === 6) return host.includes('%') ? 'must not hold a zone of a network interface' : undefined;
  if (/^[^:]+:\d*$/.test(host)) return 'must not hold a port; use the field "port"';
  return nameProblem(host);
}

function nameProblem(host: string): string | undefined {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name.length > HOST_MAX) return `must have at most ${HOST_MAX} characters`;
  const labels = name.split('.');
  if (!labels.every((label) => LABEL.test(label))) return 'is neither a host name nor an address';
  if (/^(\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '')) return 'is not an IPv4 address: four numbers from 0 to 255';
  return undefined;
}
