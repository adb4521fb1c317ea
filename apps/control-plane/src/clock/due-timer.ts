/** A deadline is a row with a due time, never a timer that lives in memory: this only looks at the rows in time [I21, I22]. */
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

export interface DueJob {
  readonly name: string;
  /** Does everything that is due and gives the time of the next due row (ms since 1970); null: there is none. */
  work(): Promise<number | null>;
  nowMs(): number;
}

export interface DueRows {
  /** When the next row is due; null: none waits. */
  next(): Promise<Date | null>;
  /** Deals with some of those that are due and that no other transaction holds, and gives how many they were. */
  batch(): Promise<number>;
  nowMs(): number;
}

/** What another transaction holds is looked at again so much later. */
const HELD_MS = 100;

/** Deals with everything that is due, batch by batch, and gives when the next is (ms since 1970); null: none waits. */
export async function workOff(rows: DueRows): Promise<number | null> {
  for (;;) {
    const next = (await rows.next())?.getTime() ?? null;
    if (next === null || next > rows.nowMs()) return next;
    if ((await rows.batch()) === 0) return rows.nowMs() + HELD_MS;
  }
}

/** However far the next due row is, the rows are looked at this often: a new one is never due earlier than so. */
const LONGEST_SLEEP_MS = 500;

/**
 * Runs one job whenever something is due, on this replica; the job's own row locks share the work between replicas. An error
 * is logged and the job tried again.
 */
export class DueTimer {
  private readonly log = new Logger(DueTimer.name);
  private stopped = false;
  private woken = false;
  private running: Promise<void> = Promise.resolve();
  private wakeSleeper: () => void = () => undefined;

  constructor(private readonly job: DueJob) {}

  start(): void {
    this.running = this.loop();
  }

  /** Something may be due now: looks at once, or when the work in progress has ended. */
  wake(): void {
    this.woken = true;
    this.wakeSleeper();
  }

  /** Resolves when the work in progress has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeSleeper();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      const next = await this.workSafely();
      if (!this.stopped && !this.woken) await this.sleep(next === null ? LONGEST_SLEEP_MS : next - this.job.nowMs());
    }
  }

  private async workSafely(): Promise<number | null> {
    try {
      return await this.job.work();
    } catch (error) {
      if (!this.stopped) this.log.error(`${this.job.name}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  private sleep(wantedMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.max(wantedMs, 1), LONGEST_SLEEP_MS));
      this.wakeSleeper = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A service that does what is due from the start of the program to its end. */
export abstract class DueService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly timer: DueTimer;

  constructor(name: string, clock: { nowMs(): number }) {
    this.timer = new DueTimer({ name, work: () => this.work(), nowMs: () => clock.nowMs() });
  }

  onApplicationBootstrap(): void {
    this.timer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.timer.stop();
  }

  /** As `DueJob.work`. */
  protected abstract work(): Promise<number | null>;
}
