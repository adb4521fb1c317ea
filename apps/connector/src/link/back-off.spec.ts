import { backOffMs } from './back-off.js';

const wait = (failures: number, random: number) =>
  backOffMs(failures, { firstMs: 500, longestMs: 60_000, random: () => random });

test('doubles from the first wait to the longest', () => {
  expect([1, 2, 3, 8, 9, 1000].map((failures) => wait(failures, 1))).toEqual([500, 1000, 2000, 60_000, 60_000, 60_000]);
});

test('waits any part of that, so that many connectors do not come back at once', () => {
  expect([wait(3, 0), wait(3, 0.5)]).toEqual([0, 1000]);
});
