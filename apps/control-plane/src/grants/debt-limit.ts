import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { ControlPlaneConfig } from '../config.js';

/** As the settings say when they say nothing. */
const USUAL_SECONDS = 300;

/** From what age on access debt, or an extension that a server was not told, is overdue, i.e. an alarm. */
@Injectable()
export class DebtLimit {
  constructor(
    private readonly config: ControlPlaneConfig,
    private readonly clock: Clock,
  ) {}

  /** What is from then or before is overdue now. */
  overdueBefore(): Date {
    return new Date(this.nowMs() - (this.config.watching?.debtAlarmSeconds ?? USUAL_SECONDS) * 1_000);
  }

  now(): Date {
    return this.clock.now();
  }

  nowMs(): number {
    return this.clock.nowMs();
  }
}
