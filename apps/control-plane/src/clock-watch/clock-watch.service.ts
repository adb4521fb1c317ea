import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { clockSkewSeconds, isClockOff } from '#access/clock-skew.js';
import { Fault } from '#access/fault.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { ClockMarkStore } from './clock-mark.store.js';

const LOOK_EVERY_MS = 15_000;

/** How this control plane's clock stands, in seconds: against PostgreSQL's, and behind the latest time that was ever seen. */
export interface ClockStanding {
  againstDatabase: number;
  behindLatest: number;
}

/**
 * Watches this control plane's own clock. One that is set back revives nothing: what has ended stays ended, and servers and
 * connectors end by their own clocks. But somebody must know.
 */
@Injectable()
export class ClockWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Clock');
  private standing: ClockStanding = { againstDatabase: 0, behindLatest: 0 };
  private timer?: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ClockMarkStore,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.lookAgain(), LOOK_EVERY_MS);
    this.lookAgain();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** null: the clock is right, as far as one can tell. */
  fault(): Fault | null {
    const { againstDatabase, behindLatest } = this.standing;
    if (isClockOff(behindLatest)) return steppedBack(behindLatest);
    return isClockOff(againstDatabase) ? apart(againstDatabase) : null;
  }

  get now(): ClockStanding {
    return this.standing;
  }

  /** Looks now. @throws what the database throws */
  async look(): Promise<void> {
    const before = this.clock.nowMs();
    const { latestAt, databaseAt } = await this.store.raise(this.transactions.reader, this.clock.now());
    const after = this.clock.nowMs();
    const was = this.fault()?.message;
    this.standing = {
      againstDatabase: -clockSkewSeconds(databaseAt.getTime(), before, after),
      behindLatest: Math.max(0, (latestAt.getTime() - after) / 1_000),
    };
    const fault = this.fault();
    if (fault && was === undefined) this.log.error(fault);
    if (!fault && was !== undefined) this.log.log('the clock of this control plane is right again');
  }

  private lookAgain(): void {
    this.looking = this.look().catch((error: unknown) => {
      this.log.warn(`the clock could not be compared: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}

const MEND = 'Set the clock of its machine, e.g. with timedatectl set-ntp true.';

const steppedBack = (seconds: number): Fault =>
  new Fault(
    'control-plane-clock-off',
    `The clock of the control plane was set back, or another one's is ahead: it is ${Math.round(seconds)} seconds behind the latest time seen.`,
    { hint: `${MEND} Nothing that has ended comes back by it. See docs/operations.md, Clocks.` },
  );

const apart = (seconds: number): Fault =>
  new Fault(
    'control-plane-clock-off',
    `The clock of the control plane is ${Math.round(Math.abs(seconds))} seconds ${seconds > 0 ? 'ahead of' : 'behind'} that of PostgreSQL.`,
    { hint: MEND },
  );
