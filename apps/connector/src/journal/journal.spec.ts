import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReceiptId } from '#access/ids.js';
import type { OrderedGrant } from '#protocol/order.js';
import { givenFolder } from '#testkit/folder.js';
import {
  FROM_MS,
  givenGrant,
  givenOrder,
  IDENTITY,
  INTEGRATION,
  orderEntry,
  SERVER,
  UNTIL_MS,
} from '../connector.fixture.js';
import type { JournalEntry, ReceiptEntry } from './entries.js';
import { HighWaterClock } from './high-water-clock.js';
import { applyEntry } from './apply-entry.js';
import { emptyState, grantsOf, type JournalState } from './journal-state.js';
import { Journal } from './journal.js';
import { replay, snapshotOf } from './snapshot.js';
import { judgeOrder } from './take-order.js';

const receiptFor = (grantId: string, state: 'present' | 'absent', more: Partial<ReceiptEntry> = {}): ReceiptEntry => ({
  kind: 'receipt',
  receiptId: `55555555-5555-4555-8555-${state === 'present' ? '0' : '1'}${grantId.slice(-11)}` as ReceiptId,
  serverId: SERVER.serverId,
  payload: '{}',
  signature: 'AA==',
  proved: [{ grantId: grantId as never, state, groups: [], remaining: [] }],
  serverCleared: false,
  ...more,
});

const stateOf = (...entries: JournalEntry[]): JournalState => {
  const state = emptyState();
  for (const entry of entries) applyEntry(state, entry);
  return state;
};

describe('the state', () => {
  test('a complete order ends what it does not name', () => {
    const [kept, left] = [givenGrant(), givenGrant()];
    const state = stateOf(orderEntry(1, { grants: [kept, left] }), orderEntry(2, { grants: [kept], servers: [] }));
    expect(state.grants.get(kept.grantId)?.over).toBe(false);
    expect(state.grants.get(left.grantId)?.over).toBe(true);
    expect(state.servers.get(SERVER.serverId)?.dropped).toBe(true);
    expect(state.integrations.get(INTEGRATION.integrationId)?.gone).toBe(false);
  });

  test('a delta leaves alone what it does not name', () => {
    const grant = givenGrant();
    const state = stateOf(
      orderEntry(1, { grants: [grant] }),
      orderEntry(2, { since: 1, servers: [], integrations: [] }),
    );
    expect(state.grants.get(grant.grantId)?.over).toBe(false);
    expect(state.servers.get(SERVER.serverId)?.dropped).toBe(false);
  });

  test('a grant that is over stays over, whatever is ordered later', () => {
    const grant = givenGrant();
    const state = stateOf(
      orderEntry(1, { grants: [{ ...grant, wanted: 'absent' }] }),
      orderEntry(2, { grants: [{ ...grant, wanted: 'present' }] }),
    );
    expect(state.grants.get(grant.grantId)?.over).toBe(true);
  });

  test('the end of a known grant moves earlier but never later', () => {
    const grant = givenGrant();
    const at = (untilMs: number) => ({ ...grant, untilIso: new Date(untilMs).toISOString() });
    const state = stateOf(orderEntry(1, { grants: [grant] }), orderEntry(2, { grants: [at(UNTIL_MS + 1)] }));
    expect(state.grants.get(grant.grantId)?.ordered.untilIso).toBe(grant.untilIso);
    applyEntry(state, orderEntry(3, { grants: [at(UNTIL_MS - 1)] }));
    expect(Date.parse(state.grants.get(grant.grantId)?.ordered.untilIso ?? '')).toBe(UNTIL_MS - 1);
  });

  test('the end of a known grant moves later with one more extension, once, and no other one, over or not [I19]', () => {
    const grant = givenGrant();
    const at = (untilMs: number, extended: number) => ({
      ...grant,
      extended,
      untilIso: new Date(untilMs).toISOString(),
    });
    const state = stateOf(orderEntry(1, { grants: [grant] }), orderEntry(2, { grants: [at(UNTIL_MS + 1000, 1)] }));
    const end = () => Date.parse(state.grants.get(grant.grantId)?.ordered.untilIso ?? '') - UNTIL_MS;
    expect(end()).toBe(1000);
    applyEntry(state, orderEntry(3, { grants: [at(UNTIL_MS + 5000, 1)] }));
    expect(end()).toBe(1000);
    applyEntry(state, orderEntry(4, { grants: [at(UNTIL_MS, 1)] }));
    applyEntry(state, orderEntry(5, { grants: [at(UNTIL_MS + 3000, 2)] }));
    expect(end()).toBe(3000);
    applyEntry(state, orderEntry(6, { grants: [{ ...grant, wanted: 'absent' }] }));
    applyEntry(state, orderEntry(7, { grants: [at(UNTIL_MS + 9000, 3)] }));
    expect(state.grants.get(grant.grantId)?.over).toBe(true);
  });

  test('absence that proves nothing of the end that is ordered is read back anew: before the deadline, or of a grant that was extended', () => {
    const grant = givenGrant();
    const { grantId } = grant;
    const absent = (generation: number, atMs: number): ReceiptEntry => {
      const receipt = receiptFor(grantId, 'absent');
      return { ...receipt, proved: receipt.proved.map((proved) => ({ ...proved, read: { generation, atMs } })) };
    };
    const stored: JournalEntry = { kind: 'receipts-stored', receiptIds: [absent(1, 0).receiptId] };
    const extended = { ...grant, extended: 1, untilIso: new Date(UNTIL_MS + 1000).toISOString() };
    const given = (first: OrderedGrant, ...then: JournalEntry[]) => {
      const state = stateOf(orderEntry(1, { grants: [first] }), ...then, stored);
      return state.grants.get(grantId);
    };
    const end = (last: OrderedGrant) => orderEntry(2, { since: 1, grants: [{ ...last, wanted: 'absent' }] });
    const anew = { over: true, proved: undefined };
    // By its time, or for the order that ends it: proved.
    expect(given(grant, absent(1, UNTIL_MS), end(grant))).toBeUndefined();
    expect(given(grant, end(grant), absent(2, FROM_MS))).toBeUndefined();
    expect(given(extended, end(extended), absent(2, FROM_MS))).toBeUndefined();
    // Above the ceiling, before or while the end was ordered.
    expect(given(grant, absent(1, FROM_MS), end(grant))).toMatchObject(anew);
    expect(given(grant, end(grant), absent(1, FROM_MS))).toMatchObject(anew);
    // By the old end, of which the connector learns later that it was moved, or that it was moved back.
    expect(given(grant, absent(1, UNTIL_MS), end(extended))).toMatchObject(anew);
    expect(given(extended, absent(1, UNTIL_MS), end({ ...extended, untilIso: grant.untilIso }))).toMatchObject(anew);
    const again = orderEntry(2, { since: 1, grants: [extended] });
    expect(given(grant, absent(1, UNTIL_MS), again)).toMatchObject({ over: false, proved: undefined });
  });

  test('an ended grant is forgotten only when its absence is proved and the proof is stored', () => {
    const grant = givenGrant();
    const receipt = receiptFor(grant.grantId, 'absent');
    const state = stateOf(orderEntry(1, { grants: [{ ...grant, wanted: 'absent' }] }), receipt);
    expect(state.grants.has(grant.grantId)).toBe(true);
    applyEntry(state, { kind: 'receipts-stored', receiptIds: [receipt.receiptId] });
    expect(state.grants.has(grant.grantId)).toBe(false);
    expect(grantsOf(state, SERVER.serverId)).toEqual([]);
  });

  test('the first key that is bound to a number of a grant sticks', () => {
    const { grantId } = givenGrant();
    const key = (publicKey: string): JournalEntry => ({ kind: 'key', grantId, keyNumber: 1, publicKey });
    expect(stateOf(key('first'), key('second')).keys.get(grantId)?.get(1)).toBe('first');
  });

  test('a snapshot gives the same state again', () => {
    const grant = givenGrant();
    const state = stateOf(
      orderEntry(7, { grants: [grant] }),
      { kind: 'key', grantId: grant.grantId, keyNumber: 1, publicKey: 'k' },
      { kind: 'touched', serverId: SERVER.serverId },
      receiptFor(grant.grantId, 'present'),
      { kind: 'clock', highWaterMs: 5 },
    );
    expect(replay([JSON.parse(JSON.stringify(snapshotOf(state)))])).toEqual(state);
  });

  test('a journal of a later format is refused', () => {
    const record = { ...snapshotOf(emptyState()), format: 2 };
    expect(() => replay([record])).toThrow(expect.objectContaining({ code: 'state-unusable' }));
  });
});

describe('the envelope of an order', () => {
  const holder = { connectorId: IDENTITY.connectorId, generation: 5 };

  test.each([
    ['the next delta is taken', givenOrder(6, { since: 5 }), 'take'],
    ['a delta that overlaps is taken', givenOrder(7, { since: 3 }), 'take'],
    ['a complete newer order is taken', givenOrder(9), 'take'],
    ['a replayed order is known', givenOrder(5, { since: 4 }), 'known'],
    ['an older complete order is known, not obeyed', givenOrder(2), 'known'],
    ['a delta behind a lost one is a gap', givenOrder(8, { since: 7 }), 'gap'],
    [
      'an order for another connector is refused',
      givenOrder(6, { connectorId: IDENTITY.installationId as never }),
      'refused',
    ],
    [
      'a grant with a time that is none is refused',
      givenOrder(6, { grants: [givenGrant({ untilIso: '2026-W60' })] }),
      'refused',
    ],
  ])('%s', (_title, order, kind) => {
    expect(judgeOrder(holder, order).kind).toBe(kind);
  });

  test('without any order a delta is a gap', () => {
    expect(judgeOrder({ ...holder, generation: null }, givenOrder(3, { since: 2 })).kind).toBe('gap');
  });
});

describe('the file', () => {
  test('is for its owner alone and gives all commits back', async () => {
    const folder = givenFolder('state');
    const journal = await Journal.open(folder);
    const grant = givenGrant();
    await Promise.all([
      journal.commit(orderEntry(1, { grants: [grant] })),
      journal.commit({ kind: 'clock', highWaterMs: 9 }),
    ]);
    await journal.close();
    expect(statSync(join(folder, 'journal.log')).mode & 0o777).toBe(0o600);
    const again = await Journal.open(folder);
    expect(again.state).toEqual(journal.state);
    await again.close();
  });

  test('cut off at any byte it opens, and what was committed before the cut is there', async () => {
    const folder = givenFolder('state');
    const path = join(folder, 'journal.log');
    const journal = await Journal.open(folder);
    const sizes: number[] = [];
    for (const generation of [1, 2, 3]) {
      await journal.commit(orderEntry(generation, { servers: [], integrations: [] }));
      sizes.push(statSync(path).size);
    }
    await journal.close();
    const bytes = readFileSync(path);
    for (let cut = bytes.length; cut >= 0; cut--) {
      writeFileSync(path, bytes);
      truncateSync(path, cut);
      const opened = await Journal.open(folder);
      expect(opened.state.generation ?? 0).toBe(sizes.filter((size) => size <= cut).length);
      await opened.close();
    }
  });

  test('is compacted when it grows, and loses nothing by it', async () => {
    const folder = givenFolder('state');
    const journal = await Journal.open(folder);
    const grants = Array.from({ length: 200 }, () => givenGrant());
    for (let generation = 1; generation <= 30; generation++) await journal.commit(orderEntry(generation, { grants }));
    await journal.close();
    expect(statSync(join(folder, 'journal.log')).size).toBeLessThan(1.2 * 1024 * 1024);
    const again = await Journal.open(folder);
    expect(again.state).toEqual(journal.state);
    await again.close();
  });

  test('a commit made at any moment of the end of another one is written, too', async () => {
    const journal = await Journal.open(givenFolder('state'));
    const { grantId } = givenGrant();
    const key = (keyNumber: number) => ({ kind: 'key' as const, grantId, keyNumber, publicKey: 'key' });
    for (let turns = 0; turns < 12; turns += 1) {
      await journal.commit(key(1000 + turns));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await journal.commit(key(2000 + turns));
    }
    await journal.close();
  });

  test('of two keys bound at once to one number, one wins for both; a serial is recorded once', async () => {
    const journal = await Journal.open(givenFolder('state'));
    const { grantId } = givenGrant();
    const bound = await Promise.all(['one', 'two'].map((key) => journal.bindKey(grantId, 1, key)));
    expect(bound).toEqual(['one', 'one']);
    const serial = {
      serial: '7',
      grantId,
      keyNumber: 1,
      fingerprint: 'x',
      validAfterSeconds: 1,
      validBeforeSeconds: 2,
    };
    expect(await Promise.all([journal.recordSerial(serial), journal.recordSerial(serial)])).toEqual([true, false]);
    expect(await journal.recordSerial(serial)).toBe(false);
    await journal.close();
  });
});

describe('the high-water clock', () => {
  const clockAt = (wallMs: number) => {
    const sources = { wall: wallMs, monotonic: 1000 };
    return { sources, machine: { wallMs: () => sources.wall, monotonicMs: () => sources.monotonic } };
  };

  test('goes on when the wall clock is stepped back, by the monotonic one', async () => {
    const journal = await Journal.open(givenFolder('state'));
    const { sources, machine } = clockAt(FROM_MS);
    const clock = new HighWaterClock(journal, machine);
    expect(clock.nowMs()).toBe(FROM_MS);
    sources.wall -= 7_200_000;
    sources.monotonic += 5_000;
    expect(clock.nowMs()).toBe(FROM_MS + 5_000);
    expect(clock.behindMs()).toBe(7_205_000);
    await journal.close();
  });

  test('a restart with the clock stepped back starts from the time that was written down', async () => {
    const folder = givenFolder('state');
    const journal = await Journal.open(folder);
    await new HighWaterClock(journal, clockAt(UNTIL_MS).machine).persist();
    await journal.close();
    const again = await Journal.open(folder);
    expect(new HighWaterClock(again, clockAt(FROM_MS).machine).nowMs()).toBe(UNTIL_MS);
    await again.close();
  });
});
