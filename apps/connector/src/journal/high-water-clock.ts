import type { Journal } from './journal.js';

export interface ClockSources {
  /** Wall time, Unix milliseconds. */
  wallMs: () => number;
  /** Milliseconds that never go back while this process runs. */
  monotonicMs: () => number;
}

/** The machine's own clocks. */
export const MACHINE_CLOCKS: ClockSources = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

/**
 * The time that deadlines are compared with: wall time, but never less than the highest time seen before. A clock that is
 * stepped back gives nobody time: this one goes on by the monotonic clock, and after a restart from the journal [I19].
 */
export class HighWaterClock {
  private highestMs: number;
  private atMonotonicMs: number;

  constructor(
    private readonly journal: Journal,
    private readonly sources: ClockSources,
  ) {
    this.highestMs = journal.state.highWaterMs;
    this.atMonotonicMs = sources.monotonicMs();
  }

  /** Unix milliseconds; never goes back. */
  readonly nowMs = (): number => {
    const monotonicMs = this.sources.monotonicMs();
    const goneOnMs = this.highestMs + (monotonicMs - this.atMonotonicMs);
    this.highestMs = Math.floor(Math.max(this.sources.wallMs(), goneOnMs));
    this.atMonotonicMs = monotonicMs;
    return this.highestMs;
  };

  /** How far the machine's clock is behind the highest time seen, milliseconds; 0 as long as all is well. */
  behindMs(): number {
    return Math.max(0, this.nowMs() - Math.floor(this.sources.wallMs()));
  }

  /** Writes the highest time down. Called before anything is ended by its deadline. */
  async persist(): Promise<void> {
    const highWaterMs = this.nowMs();
    if (highWaterMs > this.journal.state.highWaterMs) await this.journal.commit({ kind: 'clock', highWaterMs });
  }
}
