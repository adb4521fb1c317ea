import { Fault } from '#access/fault.js';
import { fieldOf, wordsOf } from '../../thrown.js';
import { describeTarget, type Target } from './target.js';

/** Tells the ways apart in which a connection fails, each with its own remedy. */

export const isLoginRefusal = (error: unknown): boolean => fieldOf(error, 'level') === 'client-authentication';

/** Takes what ssh2 or the socket threw before a login was made, other than about host keys. */
export const connectFault = (target: Target, error: unknown, publicKeyLine: string): Fault => {
  if (isLoginRefusal(error)) return loginRefused(target, publicKeyLine);
  if (/no matching/i.test(wordsOf(error))) return noCommonAlgorithm(target, error);
  return unreachable(target, error);
};

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens on that port',
  ENOTFOUND: 'its name is unknown',
  EAI_AGAIN: 'its name could not be looked up just now',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to its network',
  ETIMEDOUT: 'it did not answer in time',
  ECONNRESET: 'it closed the connection',
};

export const unreachable = (target: Target, error: unknown): Fault => {
  const isTimeout = fieldOf(error, 'level') === 'client-timeout';
  const why =
    WORDS[isTimeout ? 'ETIMEDOUT' : (fieldOf(error, 'code') ?? '')] ?? 'the connection ended before the login';
  return new Fault('server-unreachable', `The server ${describeTarget(target)} cannot be reached: ${why}.`, {
    hint: 'Check host, port and firewall, and that sshd runs. The connector goes on trying.',
    detail: wordsOf(error),
  });
};

const noCommonAlgorithm = (target: Target, error: unknown): Fault =>
  new Fault('no-common-algorithm', `The server ${describeTarget(target)} and the connector share no algorithm.`, {
    hint: 'Allow a current key exchange (curve25519-sha256), cipher (aes128-gcm@openssh.com) and host key (ssh-ed25519) in its sshd_config, or update OpenSSH there.',
    detail: wordsOf(error),
  });

/** The client cannot tell an unknown key from a home folder that sshd distrusts, so both causes are named. */
const loginRefused = (target: Target, publicKeyLine: string): Fault => {
  const { user } = target;
  return new Fault(
    'login-refused',
    `The server ${describeTarget(target)} refused the login of ${user}: it does not know the connector's key, or sshd ignores ~${user}/.ssh because of its owner or mode.`,
    {
      hint: `Add this line to ~${user}/.ssh/authorized_keys there: ${publicKeyLine} — if it is in it already, run: chown -R ${user}: ~${user}/.ssh; chmod 700 ~${user}/.ssh; chmod 600 ~${user}/.ssh/authorized_keys`,
    },
  );
};

export const hostKeyUnconfirmed = (target: Target, fingerprints: readonly string[]): Fault =>
  new Fault(
    'host-key-unconfirmed',
    `The host key of ${describeTarget(target)} was not confirmed yet; it shows ${fingerprints.join(', ')}.`,
    { hint: 'Compare it with ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub on the server, then confirm it.' },
  );

export const hostKeyChanged = (target: Target, confirmed: string, offered: readonly string[]): Fault =>
  new Fault(
    'host-key-changed',
    `The server ${describeTarget(target)} shows the host key ${offered.join(', ')} instead of the confirmed ${confirmed}.`,
    {
      hint: 'Nothing was sent to it. If the server was set up anew, confirm its new host key; if not, somebody may be in between.',
    },
  );

export const connectionLost = (target: Target): Fault =>
  new Fault('server-unreachable', `The connection to ${describeTarget(target)} broke during the work.`, {
    hint: 'The connector tries again by itself; every step may be repeated.',
  });

export const tookTooLong = (target: Target, seconds: number): Fault =>
  new Fault('server-unreachable', `The server ${describeTarget(target)} did not finish within ${seconds} s.`, {
    hint: 'Check its load and disk. The connector goes on trying; every step may be repeated.',
  });
