import { DEFAULT_CEILING } from '../../ceiling/ceiling.js';
import { FROM_MS, givenGrant, IDENTITY, orderEntry, SERVER, UNTIL_MS } from '../../connector.fixture.js';
import type { JournalEntry } from '../../journal/entries.js';
import { applyEntry } from '../../journal/apply-entry.js';
import { emptyState } from '../../journal/journal-state.js';
import { nextDeadlineMs, presentDigest, serverGrants, wantedFor, type WantedSources } from './wanted-for.js';

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
