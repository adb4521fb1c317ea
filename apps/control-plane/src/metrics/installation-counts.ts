import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { type Counts, MetricsStore } from './metrics.store.js';

/** Counting long tables takes its time: whoever scrapes more often gets what was counted last. */
const KEPT_MS = 5_000;

@Injectable()
export class InstallationCounts {
  private kept?: { counts: Promise<Counts>; atMs: number };

  constructor(
    private readonly store: MetricsStore,
    private readonly transactions: Transactions,
  ) {}

  /** What the tables say, at most 5 seconds old. */
  now(): Promise<Counts> {
    const nowMs = performance.now();
    if (this.kept && nowMs - this.kept.atMs < KEPT_MS) return this.kept.counts;
    const counts = this.store.counts(this.transactions.reader);
    counts.catch(() => (this.kept = undefined));
    this.kept = { counts, atMs: nowMs };
    return counts;
  }
}
