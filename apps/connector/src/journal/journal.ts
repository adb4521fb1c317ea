import { join } from 'node:path';
import type { GrantId, ResourceId } from '#access/ids.js';
import type { SerialRecord } from '../signer/signer-journal.js';
import type { JournalEntry } from './entries.js';
import { applyEntry } from './apply-entry.js';
import { type JournalState } from './journal-state.js';
import { LogFile } from './log-file.js';
import { replay, snapshotOf } from './snapshot.js';

/**
 * The connector's memory: the order it works on, what it proved, whom it signed for, what it still has to tell. An entry is
 * on disk before it is in `state`, so nothing is ever acted on that a crash could undo.
 */

interface Commit {
  entries: JournalEntry[];
  resolve: () => void;
  reject: (cause: unknown) => void;
}

const COMPACT_ABOVE_BYTES = 1024 * 1024;

export class Journal {
  private queue: Commit[] = [];
  private writing: Promise<void> | undefined;
  private compactAboveBytes = COMPACT_ABOVE_BYTES;
  /** Keys and serials on their way to the disk: two calls at once never both win. */
  private readonly keysUnderway = new Map<string, Promise<string>>();
  private readonly serialsUnderway = new Set<string>();

  private constructor(
    private readonly log: LogFile,
    private readonly current: JournalState,
  ) {}

  /** What is on disk now. Not to be changed by the reader. */
  get state(): Readonly<JournalState> {
    return this.current;
  }

  /** @throws Fault state-unusable */
  static async open(stateFolder: string): Promise<Journal> {
    const { log, records } = await LogFile.open(join(stateFolder, 'journal.log'));
    const state = replay(records);
    if (records.length === 0) await log.replaceWith(snapshotOf(state));
    return new Journal(log, state);
  }

  /** The servers that changed since this was last asked. */
  takeChanged(): ResourceId[] {
    const changed = [...this.current.changed];
    this.current.changed.clear();
    return changed;
  }

  /** Writes entries in one commit; many callers at once share one fsync. @throws Fault state-unusable: nothing was changed. */
  commit(...entries: JournalEntry[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ entries, resolve, reject });
      this.writing ??= this.writeQueue();
    });
  }

  /** Binds a public key to a number of the grant; the first binding sticks. Gives the key that is bound. */
  async bindKey(grantId: GrantId, keyNumber: number, publicKey: string): Promise<string> {
    const name = `${grantId} ${keyNumber}`;
    const underway = this.keysUnderway.get(name);
    const bound = this.state.keys.get(grantId)?.get(keyNumber);
    if (bound !== undefined) return bound;
    if (underway !== undefined) return underway;
    const binding = this.commit({ kind: 'key', grantId, keyNumber, publicKey })
      .then(() => publicKey)
      .finally(() => this.keysUnderway.delete(name));
    this.keysUnderway.set(name, binding);
    return binding;
  }

  /** Writes a serial down before its certificate is signed [I5]. False: it was used before. */
  async recordSerial(record: SerialRecord): Promise<boolean> {
    if (this.state.serials.has(record.serial) || this.serialsUnderway.has(record.serial)) return false;
    this.serialsUnderway.add(record.serial);
    await this.commit({ kind: 'serial', ...record }).finally(() => this.serialsUnderway.delete(record.serial));
    return true;
  }

  async close(): Promise<void> {
    await this.writing;
    await this.log.close();
  }

  private async writeQueue(): Promise<void> {
    while (this.queue.length > 0) {
      const commits = this.queue.splice(0);
      const entries = commits.flatMap((commit) => commit.entries);
      try {
        await this.log.append({ entries });
      } catch (cause) {
        commits.forEach((commit) => commit.reject(cause));
        continue;
      }
      entries.forEach((entry) => applyEntry(this.current, entry));
      commits.forEach((commit) => commit.resolve());
      await this.compactIfLarge();
    }
    // In the same turn as the last look at the queue: who commits from now on starts the next round.
    this.writing = undefined;
  }

  /** A failed compaction (disk full) loses nothing: the log simply stays long. */
  private async compactIfLarge(): Promise<void> {
    if (this.log.bytes < this.compactAboveBytes) return;
    await this.log.replaceWith(snapshotOf(this.current)).catch(() => undefined);
    this.compactAboveBytes = Math.max(COMPACT_ABOVE_BYTES, this.log.bytes * 4);
  }
}
