/**
 * Access that flows give by themselves, kept as it should be: whatever woke us, it is looked what is wanted and what runs, and
 * only the differences are settled, each in a transaction of its own. Losing a wake-up costs time only: everything is looked at
 * again from time to time. Two processes side by side may find the same difference; the rows' locks let one of them settle it.
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { DueTimer } from '../clock/due-timer.js';
import { WakeUps } from '../database/wake-ups.js';
import { ShiftsService } from '../shifts/shifts.service.js';
import { AutomaticLook, type Difference } from './automatic-look.service.js';
import { AutomaticSettling } from './automatic-settling.service.js';
import { andBy, type Changed, EVERYTHING, isNothing, NOTHING } from './changed.js';

/** However quiet it is, everything is read and compared this often. */
const LOOK_EVERY_MS = 30_000;
/** So many differences are settled before it is looked again: what is to end comes first each time. */
const AT_ONCE = 200;
/** A look takes at most a third of the time, however often something wakes us. */
const REST = 2;
const AFTER_ERROR_MS = 5_000;

@Injectable()
export class AutomaticAccess implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(AutomaticAccess.name);
  private changed: Changed = EVERYTHING;
  private shiftsAtMs = Infinity;
  private dueAtMs = 0;
  /** These two by a clock that nobody sets: a wall clock that jumps keeps no look from coming. */
  private everythingAt = -Infinity;
  private restUntil = -Infinity;
  private stopListening: () => void = () => undefined;
  private readonly timer = new DueTimer({
    name: 'automatic access',
    work: () => this.work(),
    nowMs: () => this.clock.nowMs(),
  });

  constructor(
    private readonly look: AutomaticLook,
    private readonly settling: AutomaticSettling,
    private readonly wakeUps: WakeUps,
    private readonly shifts: ShiftsService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.wakeUps.on((topic) => {
      this.changed = andBy(this.changed, topic);
      if (!isNothing(this.changed)) this.timer.wake();
    });
    this.timer.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening();
    await this.timer.stop();
  }

  /** Does what is due and gives when to come back, ms. */
  private async work(): Promise<number> {
    const nowMs = this.clock.nowMs();
    const changed = this.due(nowMs);
    if (isNothing(changed)) return Math.min(this.shiftsAtMs, this.dueAtMs);
    const restMs = this.restUntil - performance.now();
    if (restMs > 0) return nowMs + restMs;
    this.changed = NOTHING;
    try {
      await this.lookAndSettle(changed, nowMs);
    } catch (error) {
      this.changed = EVERYTHING;
      this.restUntil = performance.now() + AFTER_ERROR_MS;
      throw error;
    }
    return nowMs;
  }

  /** What changed by wake-ups, and by the time alone. */
  private due(nowMs: number): Changed {
    if (performance.now() >= this.everythingAt) return EVERYTHING;
    if (nowMs >= this.shiftsAtMs) return { ...this.changed, people: true, persons: 'all' };
    return nowMs >= this.dueAtMs ? { ...this.changed, persons: 'all' } : this.changed;
  }

  private async lookAndSettle(changed: Changed, nowMs: number): Promise<void> {
    if (changed.people) this.shiftsAtMs = (await this.shifts.nextChangeMs()) ?? Infinity;
    if (changed.flows && changed.people && changed.resources) this.everythingAt = performance.now() + LOOK_EVERY_MS;
    const begun = performance.now();
    const { differences, nextMs } = await this.look.look(changed, nowMs);
    this.restUntil = performance.now() + REST * (performance.now() - begun);
    this.dueAtMs = changed.persons === 'all' ? nextMs : Math.min(this.dueAtMs, nextMs);
    const inOrder = [...differences].sort((one, other) => Number(isEnding(other)) - Number(isEnding(one)));
    for (const difference of inOrder.slice(0, AT_ONCE)) await this.settle(difference);
    if (inOrder.length > AT_ONCE) this.dueAtMs = nowMs;
  }

  /** What fails without a reason that can be told is tried again when everything is looked at. */
  private async settle({ step, ...place }: Difference): Promise<void> {
    try {
      await this.settling.settle(place);
    } catch (error) {
      this.log.error(`${step} for ${place.personId} on ${place.resourceId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  } // prettier-ignore
}

const isEnding = ({ step }: Difference): boolean => step === 'end' || step === 'replace';
