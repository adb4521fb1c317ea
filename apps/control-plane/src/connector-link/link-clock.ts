import { clockSkewSeconds } from '#access/clock-skew.js';
import type { ClockTold } from '#protocol/from-connector.js';
import type { TellClock } from '#protocol/from-control-plane.js';

/** Asks one connector for its time, again and again, and works out how far its clock is off [I20]. */
export class LinkClock {
  private asked = { question: 0, atMs: 0 };

  /** @param skewSeconds as the hello showed it */
  constructor(public skewSeconds: number) {}

  ask(nowMs: number): TellClock {
    this.asked = { question: this.asked.question + 1, atMs: nowMs };
    return { type: 'tell-clock', question: this.asked.question };
  }

  /**
   * Takes an answer that arrived at that moment. Of the time that the connector goes by and that of its machine the one that
   * is further off counts: both should be right.
   * @returns the skew before, or undefined: it answers no question that is open
   */
  answered({ question, clockIso, machineIso }: ClockTold, arrivedMs: number): number | undefined {
    if (question !== this.asked.question || question === 0) return undefined;
    const skews = [clockIso, machineIso].map((iso) => clockSkewSeconds(Date.parse(iso), this.asked.atMs, arrivedMs));
    const before = this.skewSeconds;
    this.skewSeconds = skews.sort((a, b) => Math.abs(b) - Math.abs(a))[0] ?? 0;
    return before;
  }
}
