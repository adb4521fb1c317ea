import type { ReaperStarter } from '#host/answer.js';
import type { OfferedHostKey, PlannedWrite, ServerState, SudoMode } from '#protocol/from-connector.js';
import type { Reportable } from '#protocol/fault-report.js';

/**
 * What the connector remembers of a server between two visits, in memory only: after a restart it starts empty and the first
 * visit finds all of it out again.
 */
export interface ServerMemory {
  /** High-water time of the last look that succeeded. */
  lookedAtMs?: number;
  /** Somebody pressed refresh, or a fault asks for a look. */
  lookAsked: boolean;
  /** The last look came to no end: the next visit looks again. */
  lookFailed?: boolean;
  /** The wanted state (digest) that the server was brought to completely. */
  settled?: string;
  /** When the server last answered to an order, high-water time. */
  broughtAtMs?: number;
  /** The standing access that the last receipt told of, as text. */
  standing?: string;
  /** The order of this server (wanted, host, login …) of the last visit: a change is visited at once. */
  visitedAs?: string;
  /** The site's own rules stand in the way: nothing new is added. */
  amber: boolean;
  /** What starts the server's own reaper, as the server said last. */
  reaper?: ReaperStarter;
  isSetUp: boolean;
  /** The last look found our part of sshd's configuration in force. */
  isDropInThere: boolean;
  /** It is not set up, and setting it up waits for the newest order. */
  waitsForLink?: boolean;
  failure?: Failure;
  /** The server has seen a newer order than this generation: another instance was there. Since when, high-water time. */
  behind?: { generation: number; sinceMs: number };
  found: Found;
}

/** The last visit failed. */
export interface Failure {
  count: number;
  retryAtMs: number;
  /** What was wanted then: if something else is wanted now, it is tried at once. */
  wanted: string;
}

/** What the last looks found, for the server's report. */
export interface Found {
  state: ServerState;
  warnings: string[];
  obstacles: Reportable[];
  hostKeys: OfferedHostKey[];
  missingGroups: string[];
  wouldWrite: PlannedWrite[];
  sshdVersion: string | null;
  scriptVersion: string | null;
  /** What sudo lets the login do; null: nobody has looked yet. */
  sudoMode: SudoMode | null;
  /** The login has a sudoers line for the script that stands. */
  helperReady: boolean;
  clockSkewSeconds: number | null;
}

export const newMemory = (): ServerMemory => ({
  lookAsked: false,
  amber: false,
  isSetUp: false,
  isDropInThere: false,
  found: {
    state: 'unknown',
    warnings: [],
    obstacles: [],
    hostKeys: [],
    missingGroups: [],
    wouldWrite: [],
    sshdVersion: null,
    scriptVersion: null,
    sudoMode: null,
    helperReady: false,
    clockSkewSeconds: null,
  },
});
