import type { SudoRole } from '#access/sudo-role.js';

/**
 * The full state that one connector wants on one server: every grant that should be true there now. What the ledger holds
 * for this (installation, connector) and the order does not name is ended.
 */
export interface WantedServer {
  installationId: string;
  connectorId: string;
  /** Orders older than the ledger's generation are refused by the server. */
  generation: number;
  /** The connector's wall clock, so that the server can answer its skew. Unix seconds. */
  nowSeconds: number;
  /** The connector's user CA public keys, `ssh-ed25519 AAAA…` without comment; each live grant gets one trust line per key. */
  userCaKeys: string[];
  grants: WantedGrant[];
  /** Of `grants` only what stands on the server already goes on: nothing new is added by this request, and that is no fault. */
  hold?: boolean;
  /** The answer says of each grant that is there the end that the server holds; a script that is too old to say it is not asked. */
  ends?: boolean;
  /**
   * Ended grants whose removal is not proved yet: the answer names each of them, also those that the ledger knows nothing
   * of (any more). A grant that the ledger holds and the order does not want is ended and answered without being named here.
   */
  ended?: EndedGrant[];
}

export interface EndedGrant {
  grantId: string;
  account: string;
  /** Its sessions may run on until then (Unix seconds). Absent: they end now, also where they were allowed to finish before. */
  finishUntilSeconds?: number;
}

export interface WantedGrant {
  /** UUID. */
  grantId: string;
  /** Which key of the grant is trusted: the principal is `grant-<grantId>-<keyNumber>`. */
  keyNumber: number;
  account: string;
  /** `person`: made by curfew-host where it is missing. `existing`: must be there (a shared account). */
  accountKind: 'person' | 'existing';
  /** An administrator said that the account of that name on this server is the same person. */
  adopt: boolean;
  /** Linux groups to add; empty for the permission `Default`. */
  groups: string[];
  /** Sudo roles, each with what it lets the account run as root until the end; mostly none. */
  sudoRoles?: SudoRole[];
  /** Unix seconds. The trust line's `expiry-time`. */
  untilSeconds: number;
  /** Until when its sessions may run on when it has ended at `untilSeconds` (Unix seconds). Absent: they end with it. */
  finishUntilSeconds?: number;
  /** What the trust line allows behind `restrict`, e.g. `pty`, `port-forwarding`. */
  allows: TrustOption[];
}

export const TRUST_OPTIONS = ['pty', 'port-forwarding', 'agent-forwarding', 'X11-forwarding', 'user-rc'] as const;
export type TrustOption = (typeof TRUST_OPTIONS)[number];
