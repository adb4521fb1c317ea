import { Injectable } from '@nestjs/common';

/** The wall clock. Passed in everywhere, so that tests choose the time and no rule reads it by itself. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number {
    return Date.now();
  }

  now(): Date {
    return new Date(this.nowMs());
  }
}
