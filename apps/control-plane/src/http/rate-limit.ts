/** How often somebody may do a thing. Memory is bounded: when too many are counted, those counted longest ago are forgotten. */
import { isIPv6 } from 'node:net';
import { SetMetadata } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { Clock } from '../clock/clock.js';

export interface Rate {
  readonly most: number;
  readonly perSeconds: number;
}

interface Window {
  count: number;
  endsMs: number;
}

export class RateLimit {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly clock: Clock,
    private readonly rate: Rate,
    private readonly mostKeys = 20_000,
  ) {}

  /**
   * Counts one try of somebody.
   * @throws Fault too-many-tries when he has used up his tries
   */
  take(key: string): void {
    this.refuseUsedUp(key);
    this.count(key);
  }

  /** @throws Fault too-many-tries when he has used up his tries; counts nothing */
  refuseUsedUp(key: string): void {
    const window = this.current(key);
    if (!window || window.count < this.rate.most) return;
    const waitSeconds = Math.max(1, Math.ceil((window.endsMs - this.clock.nowMs()) / 1_000));
    throw new Fault('too-many-tries', 'There were too many tries in a short time.', {
      hint: `Try again in ${waitSeconds} seconds.`,
      detail: `${this.rate.most} in ${this.rate.perSeconds} s`,
    });
  }

  count(key: string): void {
    const window = this.current(key) ?? { count: 0, endsMs: this.clock.nowMs() + this.rate.perSeconds * 1_000 };
    window.count += 1;
    this.windows.delete(key);
    this.windows.set(key, window);
    if (this.windows.size > this.mostKeys) this.forgetOldest();
  }

  /** Takes one counted try back. */
  uncount(key: string): void {
    const window = this.current(key);
    if (window && window.count > 0) window.count -= 1;
  }

  forget(key: string): void {
    this.windows.delete(key);
  }

  get size(): number {
    return this.windows.size;
  }

  private current(key: string): Window | undefined {
    const window = this.windows.get(key);
    return window && window.endsMs > this.clock.nowMs() ? window : undefined;
  }

  private forgetOldest(): void {
    const [oldest] = this.windows.keys();
    if (oldest !== undefined) this.windows.delete(oldest);
  }
}

/** The network address as one that is counted: of IPv6 the /64, since one person holds all of it. */
export const addressKey = (ip: string): string => {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [head, tail] = ip.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...gap, ...last].slice(0, 4).join(':');
};

export const RATE_KEY = 'curfew:rate';

/** At most so many calls of this route by one person, or without a session by one network address [I52]. */
export const RateLimited = (rate: Rate) => SetMetadata(RATE_KEY, rate);
