import { Fault } from '#access/fault.js';
import type { JournalEntry } from './entries.js';
import { applyEntry } from './apply-entry.js';
import { emptyState, setGrant, setReceipt, setSerial, setServer, type JournalState } from './journal-state.js';

/** Raised when a record changes its meaning. A journal of a later format is refused, never guessed at. */
export const JOURNAL_FORMAT = 1;

type Pairs<M> = M extends Map<infer K, infer V> ? [K, V][] : never;

/** The state as JSON can hold it: maps become lists of pairs. */
interface Snapshot {
  generation: number | null;
  highWaterMs: number;
  /** Absent: null. */
  userCaKeys?: readonly string[];
  integrations: Pairs<JournalState['integrations']>;
  servers: Pairs<JournalState['servers']>;
  grants: Pairs<JournalState['grants']>;
  keys: [Pairs<JournalState['keys']>[number][0], [number, string][]][];
  serials: Pairs<JournalState['serials']>;
  receipts: Pairs<JournalState['receipts']>;
}

/** One line of the journal: either a whole state (after compaction) or the entries of one commit. */
export type JournalRecord = { format: number; snapshot: Snapshot } | { entries: JournalEntry[] };

/** The whole state as one record. */
export const snapshotOf = (state: JournalState): JournalRecord => ({
  format: JOURNAL_FORMAT,
  snapshot: {
    generation: state.generation,
    highWaterMs: state.highWaterMs,
    ...(state.userCaKeys !== null && { userCaKeys: state.userCaKeys }),
    integrations: [...state.integrations],
    servers: [...state.servers],
    grants: [...state.grants],
    keys: [...state.keys].map(([grantId, keys]) => [grantId, [...keys]]),
    serials: [...state.serials],
    receipts: [...state.receipts],
  },
});

const restore = (snapshot: Snapshot): JournalState => {
  const state: JournalState = {
    ...emptyState(),
    generation: snapshot.generation,
    highWaterMs: snapshot.highWaterMs,
    userCaKeys: snapshot.userCaKeys ?? null,
    integrations: new Map(snapshot.integrations),
    keys: new Map(snapshot.keys.map(([grantId, keys]) => [grantId, new Map(keys)])),
  };
  snapshot.servers.forEach(([, server]) => setServer(state, server));
  snapshot.grants.forEach(([, grant]) => setGrant(state, grant));
  snapshot.serials.forEach(([serial, grantId]) => setSerial(state, serial, grantId));
  snapshot.receipts.forEach(([, receipt]) => setReceipt(state, receipt));
  return state;
};

/**
 * Takes the records of a journal file (their checksums hold, so they are what some connector wrote) and gives the state.
 * @throws Fault state-unusable for a journal of a later format.
 */
export const replay = (records: unknown[]): JournalState => {
  let state = emptyState();
  for (const record of records as JournalRecord[]) {
    if ('snapshot' in record) {
      if (record.format > JOURNAL_FORMAT) throw laterFormat(record.format);
      state = restore(record.snapshot);
    } else {
      record.entries.forEach((entry) => applyEntry(state, entry));
    }
  }
  return state;
};

const laterFormat = (format: number): Fault =>
  new Fault('state-unusable', 'The journal was written by a later version of the connector.', {
    hint: 'Start that version again, or a later one.',
    detail: `format ${format}, known ${JOURNAL_FORMAT}`,
  });
