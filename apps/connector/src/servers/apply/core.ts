import type { Logger } from 'pino';
import type { Ceiling } from '../../ceiling/ceiling.js';
import type { ConnectorKey } from '../../enrol/connector-key.js';
import type { ConnectorIdentity } from '../../enrol/enrol.js';
import type { HighWaterClock } from '../../journal/high-water-clock.js';
import type { Journal } from '../../journal/journal.js';
import type { GrantFault, ServerReport } from '#protocol/from-connector.js';
import type { WantedSources } from '../list/wanted-for.js';

/** Who is told what was found. Telling never waits: the link repeats until it arrived. */
export interface Reporter {
  serverReport(report: ServerReport): void;
  grantFault(fault: GrantFault): void;
  /** A receipt is in the journal. */
  receiptWritten(): void;
}

/** What the work on servers shares: who this connector is, what it knows, what time it is. */
export interface Core {
  identity: ConnectorIdentity;
  key: ConnectorKey;
  journal: Journal;
  ceiling: Ceiling;
  /** Its own. Servers are told those with which the control plane let it in. */
  userCaKeys: readonly string[];
  /** The link is up and the journal holds what is ordered now: nobody did something newer meanwhile. */
  isCurrent: () => boolean;
  clock: HighWaterClock;
  reporter: Reporter;
  log: Logger;
  /** From 0 to below 1, for back-off. */
  random: () => number;
}

export const sourcesOf = ({ journal, identity, ceiling, userCaKeys }: Core): WantedSources => ({
  state: journal.state,
  identity,
  ceiling,
  userCaKeys: journal.state.userCaKeys ?? userCaKeys,
});
