/** What a person types and pastes to log in. Every part was checked where it came in; nothing here is run by us. */
import { Fault } from '#access/fault.js';
import { hostKeyFromBlob, knownHostsLine } from '#ssh/known-hosts.js';
import { decodeBase64 } from '#ssh/public-key.js';

export interface LoginFacts {
  readonly grantId: string;
  readonly serverName: string;
  readonly host: string;
  readonly port: number;
  readonly account: string;
}

const SSH_PORT = 22;
const NAME_LONGEST = 40;

/** A server's name as an alias: letters, digits, `.` and `-`. */
const aliasOf = (name: string): string =>
  name.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, NAME_LONGEST) || 'server'; // prettier-ignore

/** One file per grant, so that two grants on one server do not take each other's key. */
export const keyFileNameOf = ({ serverName, grantId }: LoginFacts): string =>
  `curfew-${aliasOf(serverName).toLowerCase()}-${grantId.slice(0, 8)}`;

/** ssh tells capital letters in an alias apart (ssh_config(5), PATTERNS), so both ways to type it are there. */
const aliasesOf = ({ serverName }: LoginFacts): string[] => {
  const alias = aliasOf(serverName);
  return [...new Set([alias.toLowerCase(), alias])];
};

/** ssh finds the certificate by itself under this name, next to the key. */
export const certificateFileNameOf = (login: LoginFacts): string => `${keyFileNameOf(login)}-cert.pub`;

export const sshCommand = (login: LoginFacts): string =>
  [
    'ssh',
    `-i ~/.ssh/${keyFileNameOf(login)}`,
    `-o CertificateFile=~/.ssh/${certificateFileNameOf(login)}`,
    '-o IdentitiesOnly=yes',
    ...(login.port === SSH_PORT ? [] : [`-p ${login.port}`]),
    `${login.account}@${login.host}`,
  ].join(' ');

export const sshConfig = (login: LoginFacts): string =>
  [
    `Host ${aliasesOf(login).join(' ')}`,
    `  HostName ${login.host}`,
    `  Port ${login.port}`,
    `  User ${login.account}`,
    `  IdentityFile ~/.ssh/${keyFileNameOf(login)}`,
    `  CertificateFile ~/.ssh/${certificateFileNameOf(login)}`,
    '  IdentitiesOnly yes',
    '',
  ].join('\n');

/**
 * The known_hosts line of the host key that an administrator confirmed; empty if there is none, or the server shows another
 * one now: then nobody should be told to trust it.
 */
export const knownHostsText = (
  { host, port }: LoginFacts,
  confirmedFingerprint: string | null,
  hostKeys: readonly { fingerprint: string; key: string }[],
): string => {
  const confirmed = hostKeys.find(({ fingerprint }) => fingerprint === confirmedFingerprint);
  const blob = decodeBase64(confirmed?.key.split(' ')[1] ?? '');
  if (!blob) return '';
  try {
    return `${knownHostsLine(host, port, hostKeyFromBlob(blob))}\n`;
  } catch (error) {
    if (error instanceof Fault) return '';
    throw error;
  }
};
