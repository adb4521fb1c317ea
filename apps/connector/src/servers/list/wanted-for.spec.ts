import { DEFAULT_CEILING } from '../../ceiling/ceiling.js';
import { FROM_MS, givenGrant, IDENTITY, orderEntry, SERVER, UNTIL_MS } from '../../connector.fixture.js';
import type { JournalEntry } from '../../journal/entries.js';
import { applyEntry } from '../../journal/apply-entry.js';
import { emptyState } from '../../journal/journal-state.js';
import { isProvedAsWanted, nextDeadlineMs, presentDigest, serverGrants, wantedFor, withSiblings, type WantedSources } from './wanted-for.js'; // prettier-ignore

const GRANT = givenGrant({ groups: ['web-ops', 'db-admins'], extensions: ['permit-pty', 'permit-port-forwarding'] });

const sources = (...entries: JournalEntry[]): WantedSources => {
  const state = emptyState();
  for (const entry of entries) applyEntry(state, entry);
  return { state, identity: IDENTITY, ceiling: DEFAULT_CEILING, userCaKeys: ['ssh-ed25519 AAAA'] };
};
const ordered = (more: Parameters<typeof orderEntry>[1] = {}) => sources(orderEntry(4, { grants: [GRANT], ...more }));
const at = (from: WantedSources, nowMs: number, withholdNew = false) =>
  wantedFor(from, SERVER.serverId, { nowMs, withholdNew });
const provedAbsent = (groups: string[] = []): JournalEntry => ({
  kind: 'receipt',
  receiptId: GRANT.grantId as never,
  serverId: SERVER.serverId,
  payload: '',
  signature: '',
  proved: [{ grantId: GRANT.grantId, state: 'absent', groups, remaining: [] }],
  serverCleared: false,
});

test('a grant in force is wanted as it was ordered', () => {
  expect(at(ordered(), FROM_MS)).toEqual({
    installationId: IDENTITY.installationId,
    connectorId: IDENTITY.connectorId,
    generation: 4,
    nowSeconds: FROM_MS / 1000,
    userCaKeys: ['ssh-ed25519 AAAA'],
    grants: [
      {
        grantId: GRANT.grantId,
        keyNumber: 1,
        account: 'ada',
        accountKind: 'person',
        adopt: false,
        groups: ['db-admins', 'web-ops'],
        untilSeconds: UNTIL_MS / 1000,
        allows: ['port-forwarding', 'pty'],
      },
    ],
    ended: [],
  });
});

test('servers are asked for their ends where one is to be told', () => {
  expect(at(ordered({ grants: [GRANT, givenGrant({ tellEnd: true })] }), FROM_MS)).toMatchObject({ ends: true });
});

test('a grant is as wanted when the server holds its end, or nobody told of it; what is cut by the ceiling, when it holds that', () => {
  const untilIso = new Date(UNTIL_MS).toISOString();
  const record = (held: string | undefined, more: object = {}) => ({
    ordered: { ...GRANT, untilIso: new Date(UNTIL_MS + 999).toISOString(), ...more },
    over: false,
    proved: {
      grantId: GRANT.grantId,
      state: 'present' as const,
      groups: [],
      remaining: [],
      ...(held && { untilIso: held }),
    },
  });
  const later = new Date(UNTIL_MS + 60_000).toISOString();
  const ceiling = { ...DEFAULT_CEILING, longestSeconds: 3600 };
  expect(isProvedAsWanted(record(untilIso), DEFAULT_CEILING)).toBe(true);
  expect(isProvedAsWanted(record(undefined), DEFAULT_CEILING)).toBe(true);
  expect(isProvedAsWanted(record(untilIso, { untilIso: later, extended: 1 }), DEFAULT_CEILING)).toBe(false);
  expect(isProvedAsWanted(record(untilIso, { untilIso: later, extended: 1 }), ceiling)).toBe(true);
  expect(isProvedAsWanted({ ...record(untilIso), proved: undefined }, DEFAULT_CEILING)).toBe(false);
});

test.each([
  ['a millisecond before it begins', FROM_MS - 1, 0, 0],
  ['when it begins', FROM_MS, 1, 0],
  ['a millisecond before its end', UNTIL_MS - 1, 1, 0],
  ['at its end', UNTIL_MS, 0, 1],
  ['years later', UNTIL_MS + 1e11, 0, 1],
])('%s', (_title, nowMs, wanted, ended) => {
  const { grants, ended: over } = at(ordered(), nowMs);
  expect([grants.length, over?.length]).toEqual([wanted, ended]);
});

test.each([
  ['ordered absent', { grants: [{ ...GRANT, wanted: 'absent' as const }] }],
  ['on a server that is to be cleared', { servers: [{ ...SERVER, wanted: 'removed' as const }] }],
])('a grant %s is ended at once', (_title, more) => {
  const { grants, ended } = at(ordered(more), FROM_MS);
  expect(grants).toEqual([]);
  expect(ended).toEqual([{ grantId: GRANT.grantId, account: 'ada' }]);
});

test('a grant of a server that the orders dropped is ended', () => {
  const dropped = sources(orderEntry(4, { grants: [GRANT] }), orderEntry(5, { servers: [], grants: [GRANT] }));
  expect(at(dropped, FROM_MS)).toMatchObject({ grants: [], ended: [{ grantId: GRANT.grantId }] });
});

test('a grant that was proved gone is not asked about again', () => {
  const proved = sources(orderEntry(4, { grants: [GRANT] }), provedAbsent());
  expect(at(proved, UNTIL_MS).ended).toEqual([]);
});

test('a grant above the ceiling is never wanted, and its absence is asked for', () => {
  const low = { ...ordered(), ceiling: { ...DEFAULT_CEILING, groups: ['db-*'] } };
  expect(at(low, FROM_MS)).toMatchObject({ grants: [], ended: [{ grantId: GRANT.grantId }] });
  expect(serverGrants(low, SERVER.serverId, FROM_MS).refused[0]?.fault.code).toBe('above-ceiling');
});

test('a grant that is extended beyond the ceiling goes on as long as that allows from its start, and the reason is told', () => {
  const extended = { ...GRANT, untilIso: new Date(UNTIL_MS + 7_200_000).toISOString(), extended: 1 };
  const low = { ...ordered({ grants: [extended] }), ceiling: { ...DEFAULT_CEILING, longestSeconds: 5400 } };
  const [endMs, when] = [FROM_MS + 5_400_000, UNTIL_MS];
  expect(at(low, when).grants).toMatchObject([{ untilSeconds: endMs / 1000 }]);
  const told = serverGrants(low, SERVER.serverId, when);
  expect([told.unproved, told.refused[0]?.fault.code]).toEqual([[], 'above-ceiling']);
  expect(nextDeadlineMs(low, SERVER.serverId, when)).toBe(endMs);
  expect(at(low, endMs)).toMatchObject({ grants: [], ended: [{ grantId: GRANT.grantId }] });
});

test('one grant with a reserved account spoils no other', () => {
  const root = givenGrant({ account: 'root' });
  const { grants, ended } = at(ordered({ grants: [GRANT, root] }), FROM_MS);
  expect(grants.map((grant) => grant.grantId)).toEqual([GRANT.grantId]);
  expect(ended).toEqual([]);
});

test('while new grants are withheld, all of them are wanted as far as they stand there: another instance may have given them', () => {
  const [there, fresh] = [givenGrant(), givenGrant()];
  const withBoth = sources(orderEntry(4, { grants: [there, fresh] }), {
    ...provedAbsent(),
    proved: [{ grantId: there.grantId, state: 'present', groups: [], remaining: [] }],
  } as JournalEntry);
  const held = at(withBoth, FROM_MS, true);
  expect(held.grants.map((grant) => grant.grantId).sort()).toEqual([there.grantId, fresh.grantId].sort());
  expect(held).toMatchObject({ hold: true, ended: [] });
  expect(at(withBoth, FROM_MS).hold).toBeUndefined();
  expect(presentDigest(held)).not.toBe(presentDigest(at(withBoth, FROM_MS)));
});

test('the next deadline is the nearest begin or end to come', () => {
  const from = ordered();
  expect(nextDeadlineMs(from, SERVER.serverId, FROM_MS - 1)).toBe(FROM_MS);
  expect(nextDeadlineMs(from, SERVER.serverId, FROM_MS)).toBe(UNTIL_MS);
  expect(nextDeadlineMs(from, SERVER.serverId, UNTIL_MS)).toBeUndefined();
});

describe('a grant whose sessions may finish', () => {
  const FINISH_MS = UNTIL_MS + 3_600_000;
  const finishing = { ...GRANT, finishUntilIso: new Date(FINISH_MS).toISOString() };
  const finishUntilSeconds = FINISH_MS / 1000;
  const read = (mayFinish: boolean): JournalEntry => ({
    ...(provedAbsent() as Extract<JournalEntry, { kind: 'receipt' }>),
    proved: [{ grantId: GRANT.grantId, state: 'absent', groups: [], remaining: ['session 7'], finishing: mayFinish }],
  });
  const given = ordered({ grants: [finishing] });

  test('is sent so from its begin on, and after its end until the last moment', () => {
    expect(at(given, FROM_MS).grants).toMatchObject([{ finishUntilSeconds }]);
    expect(at(given, UNTIL_MS).ended).toEqual([{ grantId: GRANT.grantId, account: 'ada', finishUntilSeconds }]);
    expect(at(given, FINISH_MS).ended).toEqual([{ grantId: GRANT.grantId, account: 'ada' }]);
  });

  test('waits for nothing once only sessions are left, and is overdue at the last moment', () => {
    const after = sources(orderEntry(4, { grants: [finishing] }), read(true));
    const left = (nowMs: number) => serverGrants(after, SERVER.serverId, nowMs);
    expect([left(UNTIL_MS).unproved.length, left(UNTIL_MS).finishing.length]).toEqual([0, 1]);
    expect([left(FINISH_MS).unproved.length, left(FINISH_MS).finishing.length]).toEqual([1, 0]);
    expect(nextDeadlineMs(after, SERVER.serverId, UNTIL_MS)).toBe(FINISH_MS);
    const other = sources(orderEntry(4, { grants: [finishing] }), read(false));
    expect(serverGrants(other, SERVER.serverId, UNTIL_MS).unproved).toHaveLength(1);
  });

  const { finishUntilIso: _, ...revoked } = { ...finishing, wanted: 'absent' as const };
  test.each<[string, ...JournalEntry[]]>([
    ['is revoked', orderEntry(5, { since: 4, grants: [revoked] })],
    ['is not in a complete order', orderEntry(5)],
    ['is on a server that is to be cleared', orderEntry(5, { since: 4, servers: [{ ...SERVER, wanted: 'removed' }] })],
    ['was revoked, and an order takes that back', orderEntry(5, { since: 4, grants: [revoked] }), orderEntry(6, { since: 5, grants: [finishing] })], // prettier-ignore
  ])('that %s lets nothing finish', (_title, ...orders) => {
    const from = sources(orderEntry(4, { grants: [finishing] }), read(true), ...orders);
    expect(at(from, UNTIL_MS + 1).ended).toEqual([{ grantId: GRANT.grantId, account: 'ada' }]);
    expect(serverGrants(from, SERVER.serverId, UNTIL_MS + 1).finishing).toEqual([]);
  });

  test('finishes no later than the ceiling lets access last', () => {
    const low = { ...given, ceiling: { ...DEFAULT_CEILING, longestSeconds: 5400 } };
    expect(at(low, UNTIL_MS).ended).toMatchObject([{ finishUntilSeconds: FROM_MS / 1000 + 5400 }]);
    expect(at(low, FROM_MS + 5_400_000).ended).toEqual([{ grantId: GRANT.grantId, account: 'ada' }]);
  });

  test('is named for its machine in the order of another server there, too', () => {
    const sibling = { ...SERVER, serverId: '44444444-4444-4444-8444-444444444445' as typeof SERVER.serverId };
    const from = sources(orderEntry(4, { servers: [SERVER, sibling], grants: [finishing] }), read(true));
    const wanted = wantedFor(from, sibling.serverId, { nowMs: UNTIL_MS, withholdNew: false });
    expect(withSiblings(from, sibling.serverId, wanted, { nowMs: UNTIL_MS, withholdNew: false }).ended).toEqual([
      { grantId: GRANT.grantId, account: 'ada', finishUntilSeconds },
    ]);
  });
});
