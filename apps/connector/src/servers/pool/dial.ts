import { Client } from 'ssh2';
import { fingerprintOf } from '#ssh/public-key.js';
import { hostKeyFromBlob } from '#ssh/known-hosts.js';
import type { OfferedHostKey } from '#protocol/from-connector.js';
import { ALL_KINDS, algorithmsFor, type HostKeyKind, kindOf } from './algorithms.js';
import { connectFault, hostKeyChanged, hostKeyUnconfirmed } from './connect-faults.js';
import type { Target } from './target.js';

/**
 * Dials one server. The host key is looked at first: only the confirmed one is answered with a login; any other ends the
 * connection before the user's name or a credential was sent [I41].
 */

export interface LoginKey {
  /** OpenSSH private key text. */
  privateKey: string;
  /** For messages: what must stand in authorized_keys. */
  publicKeyLine: string;
}

export interface Login {
  client: Client;
  hostKey: OfferedHostKey;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** A server that does not answer three of these in a row counts as gone. */
const KEEPALIVE_MS = 5_000;

type Outcome =
  | { kind: 'ready'; client: Client; offered: Buffer }
  | { kind: 'other-key'; offered: Buffer }
  | { kind: 'error'; error: unknown };

interface Attempt {
  target: Target;
  kinds: readonly HostKeyKind[];
  /** The fingerprint that is answered; undefined: none is. */
  accepted?: string;
  privateKey?: string;
}

/** One TCP connection and key exchange; the login only behind the accepted host key. */
const attempt = ({ target, kinds, accepted, privateKey }: Attempt): Promise<Outcome> =>
  new Promise((resolve) => {
    const client = new Client();
    let offered: Buffer | undefined;
    let refused = false;
    const end = (outcome: Outcome): void => {
      if (outcome.kind !== 'ready') client.destroy();
      resolve(outcome);
    };
    const hostVerifier = (key: Buffer): boolean => {
      offered = Buffer.from(key);
      const isAccepted = accepted !== undefined && fingerprintOf(key) === accepted;
      refused = !isAccepted;
      return isAccepted;
    };
    const failed = (error: unknown): void =>
      end(refused && offered !== undefined ? { kind: 'other-key', offered } : { kind: 'error', error });
    client.once('ready', () => {
      client.setNoDelay(true);
      end(
        offered === undefined ? { kind: 'error', error: new Error('no host key') } : { kind: 'ready', client, offered },
      );
    });
    client.on('error', failed);
    client.once('close', () => failed(new Error('The connection was closed.')));
    client.connect({
      host: target.host,
      port: target.port,
      username: target.user,
      privateKey,
      authHandler: privateKey === undefined ? [] : ['publickey'],
      hostVerifier,
      algorithms: algorithmsFor(kinds),
      readyTimeout: CONNECT_TIMEOUT_MS,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: 3,
      ident: 'curfew',
    });
  });

const describeKey = (blob: Buffer): OfferedHostKey => {
  const key = hostKeyFromBlob(blob);
  return { type: key.type, fingerprint: key.fingerprint, key: `${key.type} ${blob.toString('base64')}` };
};

/**
 * Asks a server for its host keys of every kind, without logging in.
 * @throws Fault server-unreachable, no-common-algorithm
 */
export const scanHostKeys = async (target: Target): Promise<OfferedHostKey[]> => {
  const found: OfferedHostKey[] = [];
  let firstError: unknown;
  for (const kind of ALL_KINDS) {
    const outcome = await attempt({ target, kinds: [kind] });
    if (outcome.kind === 'other-key') found.push(describeKey(outcome.offered));
    if (outcome.kind !== 'error') continue;
    firstError ??= outcome.error;
    // A server without a key of this kind says "no matching"; anything else would only repeat itself.
    if (connectFault(target, outcome.error, '').code !== 'no-common-algorithm') break;
  }
  if (found.length === 0) throw connectFault(target, firstError, '');
  return found;
};

/** The kind of host key that each server was confirmed with, learnt at the first login. */
export type KnownKinds = Map<string, HostKeyKind>;

/**
 * Logs in. The host key may be confirmed in any kind: when the preferred kind shows another key, the other kinds are asked.
 * @throws Fault host-key-unconfirmed, host-key-changed, server-unreachable, no-common-algorithm, login-refused
 */
export const logIn = async (target: Target, key: LoginKey, known: KnownKinds): Promise<Login> => {
  const accepted = target.confirmedFingerprint;
  if (accepted === null)
    throw hostKeyUnconfirmed(
      target,
      (await scanHostKeys(target)).map((one) => one.fingerprint),
    );
  const knownKind = known.get(accepted);
  const kinds = knownKind === undefined ? ALL_KINDS : [knownKind];
  const first = await attempt({ target, kinds, accepted, privateKey: key.privateKey });
  const outcome = first.kind === 'ready' ? first : await otherKinds(target, key, accepted, first);
  if (outcome.kind !== 'ready')
    throw connectFault(target, outcome.kind === 'error' ? outcome.error : 'host key', key.publicKeyLine);
  const hostKey = describeKey(outcome.offered);
  known.set(accepted, kindOf(hostKey.type));
  return { client: outcome.client, hostKey };
};

const otherKinds = async (target: Target, key: LoginKey, accepted: string, first: Outcome): Promise<Outcome> => {
  const isNoMatch = first.kind === 'error' && connectFault(target, first.error, '').code === 'no-common-algorithm';
  if (first.kind === 'error' && !isNoMatch) return first;
  const offered = await scanHostKeys(target);
  const match = offered.find((one) => one.fingerprint === accepted);
  if (match === undefined)
    throw hostKeyChanged(
      target,
      accepted,
      offered.map((one) => one.fingerprint),
    );
  return attempt({ target, kinds: [kindOf(match.type)], accepted, privateKey: key.privateKey });
};
