import fc from 'fast-check';
import { DueQueue } from './due-queue.js';

const drain = (queue: DueQueue<number>): number[] => {
  const order: number[] = [];
  for (let first = queue.first(); first !== undefined; first = queue.first()) {
    order.push(first.key);
    queue.remove(first.key);
  }
  return order;
};

test('gives what is due first, each key once, by the time that was set last', () => {
  const queue = new DueQueue<number>();
  queue.set(1, 30);
  queue.set(2, 20);
  queue.set(3, 10);
  queue.set(3, 40);
  queue.remove(2);
  expect(queue.first()).toEqual({ key: 1, dueMs: 30 });
  expect(drain(queue)).toEqual([1, 3]);
  expect(queue.first()).toBeUndefined();
});

test('holds for any sequence of settings and removals', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 0, max: 50 }), { freq: 4 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const queue = new DueQueue<number>();
      const model = new Map<number, number>();
      for (const [key, dueMs] of steps) {
        if (dueMs === null) {
          queue.remove(key);
          model.delete(key);
        } else {
          queue.set(key, dueMs);
          model.set(key, dueMs);
        }
      }
      const times = drain(queue).map((key) => model.get(key));
      expect(times).toEqual([...model.values()].sort((one, other) => one - other));
    }),
  );
});
