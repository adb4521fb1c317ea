import { DueTimer } from './due-timer.js';

const timers: DueTimer[] = [];
afterEach(async () => {
  for (const timer of timers.splice(0)) await timer.stop();
});
const started = (work: () => Promise<number | null>): DueTimer => {
  const timer = new DueTimer({ name: 'test', work, nowMs: () => Date.now() });
  timers.push(timer);
  timer.start();
  return timer;
};
/** Gives the function that is called, and what waits for the n-th call. */
const counted = (
  next: () => number | null,
): { work: () => Promise<number | null>; nth: (n: number) => Promise<number> } => {
  const waiting = new Map<number, (atMs: number) => void>();
  let calls = 0;
  return {
    work: () => {
      calls += 1;
      waiting.get(calls)?.(performance.now());
      return Promise.resolve(next());
    },
    nth: (n) => new Promise((resolve) => waiting.set(n, resolve)),
  };
};

describe('what is due', () => {
  it('is done at the start, and again when the next row is due', async () => {
    const dueMs = Date.now() + 150;
    const { work, nth } = counted(() => dueMs);
    const second = nth(2);
    started(work);
    await second;
    expect(Date.now()).toBeGreaterThanOrEqual(dueMs - 2);
    expect(Date.now()).toBeLessThan(dueMs + 10_000);
  });

  it('is looked at within half a second though the next known row is months away [I21]', async () => {
    const { work, nth } = counted(() => Date.now() + 2 ** 32);
    const [first, second] = [nth(1), nth(2)];
    started(work);
    expect((await second) - (await first)).toBeGreaterThan(300);
  });

  it('is tried again after an error', async () => {
    let calls = 0;
    const again = new Promise<void>((resolve) => {
      started(() => {
        calls += 1;
        if (calls === 1) return Promise.reject(new Error('the database is away'));
        resolve();
        return Promise.resolve(null);
      });
    });
    await again;
    expect(calls).toBe(2);
  });
});

it('a stop waits for the work in progress, and nothing runs afterwards', async () => {
  let ended = false;
  let calls = 0;
  const timer = started(async () => {
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
    ended = true;
    return Date.now();
  });
  await timer.stop();
  const then = calls;
  expect(ended).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(calls).toBe(then);
});
