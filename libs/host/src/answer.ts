import type { FaultCode } from '#access/fault-codes.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { StandingKind } from '#access/standing-kinds.js';

/** What curfew-host answered after it read the server's real state back. */
export interface HostAnswer {
  /** Version of the script that answered. */
  scriptVersion: string;
  /** The ledger's generation for this (installation, connector) after the run. */
  generation: number;
  /** The server's wall clock, Unix seconds. */
  clockSeconds: number;
  /** Whether anything was changed in this run. */
  changed: boolean;
  grants: GrantReadBack[];
  /** Standing access that Curfew did not give and that appeared since: reported, never removed [I26]. */
  standing: StandingAccess[];
  /** Faults that concern the whole server. */
  faults: HostFault[];
  /** What starts the server's reaper; nothing when the server refused before it looked. */
  reaper?: ReaperStarter;
  /** Grants that the server ended by itself since this connector was last told, and when by its clock. Unix seconds. */
  reaped?: { grantId: string; atSeconds: number }[];
  /** After an uninstall: the accounts that Curfew made, which stay on the server, locked. */
  lockedAccounts?: string[];
  /** After a set-up: what could not be done and is not needed for it. */
  warnings?: string[];
}

/** What starts `curfew-host reap` on a server. `loop` is a process that does not survive a reboot. */
export const REAPER_STARTERS = ['systemd', 'cron', 'loop', 'none'] as const;
export type ReaperStarter = (typeof REAPER_STARTERS)[number];

/** One grant as read back from passwd, group, trust file and /proc, never from the ledger alone. */
export interface GrantReadBack {
  grantId: string;
  state: 'present' | 'absent' | 'refused' | 'partial';
  account: string;
  /** UID, where the account exists. */
  uid?: number;
  /** Groups of the grant that the account really is in now. */
  groups: string[];
  /** Sudo roles of the grant whose commands sudo on the server allows the account now. Absent: none. */
  sudoRoles?: SudoRole[];
  /** The end that the server holds for what is present, Unix seconds. Absent: it was not asked. */
  untilSeconds?: number;
  /** What is left of an ended grant, e.g. `membership web-ops`, `process 4711`, `trust line`, `sudo rule`. Empty: proved gone. */
  remaining: string[];
  /** What of an ended grant may finish and runs still, e.g. `session 12`. Absent: nothing. */
  finishing?: string[];
  fault?: HostFault;
}

/** The detail of the `grant-not-active` with which a server refuses for good what root ended there (`curfew-host end`). */
export const ENDED_BY_ROOT = 'curfew-host end';

export interface StandingAccess {
  account: string;
  /**
   * `membership`: somebody else added it; `key`: an authorized key appeared; `job`: a crontab, at job or lingering systemd of the
   * account was written; `session`: a login that may have been an ended grant's runs on, beside another grant.
   */
  kind: StandingKind;
  name: string;
}

export interface HostFault {
  code: FaultCode;
  /** The line for the person. */
  message: string;
  hint?: string;
  detail?: string;
}

/** What a look without writing found out (preflight). */
export interface Preflight {
  clockSeconds: number;
  sshdVersion: string;
  /** Version of curfew-host that is installed, or null. */
  installedVersion: string | null;
  /** Whether the sshd drop-in is in place and in force. */
  dropInInForce: boolean;
  /** What starts the server's reaper now. */
  reaper: ReaperStarter;
  /** Whether the login has a sudoers line for the script that stands, so that it needs no other. */
  helperReady: boolean;
  /** Files that a set-up would write, for the page that shows them before anything is written. */
  wouldWrite: PlannedWrite[];
  /** Linux groups of the asked ones that the server lacks. */
  missingGroups: string[];
  /** Reasons why a set-up or a grant would not work here (amber), and warnings such as what pwck would repair. */
  obstacles: HostFault[];
  warnings: string[];
}

export interface PlannedWrite {
  path: string;
  mode: string;
  /** What it is for, one line. */
  purpose: string;
  /** Whole content for short files; null for the script itself. */
  content: string | null;
}
