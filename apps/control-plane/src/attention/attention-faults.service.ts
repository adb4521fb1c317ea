import { Injectable } from '@nestjs/common';
import type { Fault } from '#access/fault.js';
import { ReviewCounts } from '../access-requests/reviewing.service.js';
import { UndeliveredAlarms } from '../alarms/undelivered-alarms.service.js';
import { ClockWatch } from '../clock-watch/clock-watch.service.js';
import { UnprovedExtensionsList } from '../grants/unproved-extensions-list.service.js';

/** What is wrong, each told by the part that knows. */
@Injectable()
export class AttentionFaults {
  constructor(
    private readonly clocks: ClockWatch,
    private readonly undelivered: UndeliveredAlarms,
    private readonly extensions: UnprovedExtensionsList,
    private readonly reviews: ReviewCounts,
  ) {}

  async now(): Promise<Fault[]> {
    const faults = await Promise.all([this.undelivered.fault(), this.extensions.fault(), this.reviews.fault()]);
    return [this.clocks.fault(), ...faults].filter((fault) => fault !== null);
  }
}
