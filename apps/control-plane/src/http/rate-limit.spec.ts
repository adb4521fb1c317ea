import { Clock } from '../clock/clock.js';
import { addressKey, RateLimit } from './rate-limit.js';

class StoppedClock extends Clock {
  ms = 0;
  override nowMs(): number {
    return this.ms;
  }
}

describe('a rate limit', () => {
  it('lets so many tries through, then none, until its time is over', () => {
    const clock = new StoppedClock();
    const limit = new RateLimit(clock, { most: 2, perSeconds: 60 });
    limit.take('rita');
    limit.take('rita');
    expect(() => limit.take('rita')).toThrow('There were too many tries in a short time.');
    limit.take('olaf');
    clock.ms = 59_999;
    expect(() => limit.take('rita')).toThrow();
    clock.ms = 60_000;
    limit.take('rita');
  });

  it('takes a try back, and forgets all of somebody', () => {
    const limit = new RateLimit(new StoppedClock(), { most: 1, perSeconds: 60 });
    limit.take('rita');
    limit.uncount('rita');
    limit.take('rita');
    limit.forget('rita');
    limit.take('rita');
    expect(() => limit.take('rita')).toThrow();
  });

  it('remembers at most so many, and forgets first those counted longest ago [I52]', () => {
    const limit = new RateLimit(new StoppedClock(), { most: 1, perSeconds: 60 }, 1_000);
    limit.take('first');
    for (let n = 0; n < 999; n += 1) limit.take(`other ${n}`);
    expect(() => limit.take('first')).toThrow();
    for (let n = 0; n < 100_000; n += 1) limit.take(`more ${n}`);
    expect(limit.size).toBe(1_000);
    limit.take('first');
  });
});

describe('a network address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ])('%s is counted as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});
