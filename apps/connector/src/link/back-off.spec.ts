import { backOffMs } from './back-off.js';
import { BACK_OFF } from './link.js';
import { HANDSHAKE_MS } from './session.js';

const wait = (failures: number, random: number) =>
  backOffMs(failures, { firstMs: 500, longestMs: 60_000, random: () => random });

test('doubles from the first wait to the longest', () => {
  expect([1, 2, 3, 8, 9, 1000].map((failures) => wait(failures, 1))).toEqual([500, 1000, 2000, 60_000, 60_000, 60_000]);
});

test('waits any part of that, so that many connectors do not come back at once', () => {
  expect([wait(3, 0), wait(3, 0.5)]).toEqual([0, 1000]);
});

test('the link waits so short that two tries and their handshakes fit into the minute after a restart', () => {
  const longestMs = backOffMs(1000, { ...BACK_OFF, random: () => 1 });
  expect(2 * longestMs + HANDSHAKE_MS).toBeLessThan(60_000);
});
