import type { GrantReadBack, HostAnswer } from '#host/answer.js';
import type { WantedServer } from '#host/wanted.js';
import { givenGrant, IDENTITY } from '../../connector.fixture.js';
import type { GrantRecord } from '../../journal/journal-state.js';
import { outcomeOf } from './outcome.js';

const ORDERED = givenGrant();
const { grantId } = ORDERED;

const wanted = (present: boolean): WantedServer => ({
  ...IDENTITY,
  generation: 1,
  nowSeconds: 1,
  userCaKeys: [],
  grants: present ? [{ ...ORDERED, allows: [], untilSeconds: 2, groups: ['web-ops'] }] : [],
  ended: present ? [] : [{ grantId, account: 'ada' }],
});
const answer = (grants: Partial<GrantReadBack>[], more: Partial<HostAnswer> = {}): HostAnswer => ({
  scriptVersion: '1',
  generation: 1,
  clockSeconds: 1,
  changed: true,
  grants: grants.map((one) => ({ grantId, state: 'present', account: 'ada', groups: [], remaining: [], ...one })),
  standing: [],
  faults: [],
  ...more,
});
const judge = (present: boolean, found: HostAnswer, record: Partial<GrantRecord> = {}) =>
  outcomeOf(wanted(present), found, () => ({ ordered: ORDERED, over: !present, ...record }));

test('what was read back as wanted is proved', () => {
  expect(judge(true, answer([{ groups: ['web-ops'] }]))).toMatchObject({
    proved: [{ grantId, state: 'present' }],
    failed: [],
  });
  expect(judge(false, answer([{ state: 'absent' }]))).toMatchObject({
    proved: [{ grantId, state: 'absent' }],
    failed: [],
  });
});

test('what was read back with other sudo commands than wanted is not proved', () => {
  const role = { name: 'look', commands: ['/usr/bin/id'] };
  const sent = wanted(true);
  sent.grants.forEach((grant) => (grant.sudoRoles = [role]));
  const outcome = (...sudoRoles: (typeof role)[]) =>
    outcomeOf(sent, answer([{ groups: ['web-ops'], sudoRoles }]), () => ({ ordered: ORDERED, over: false }));
  expect(outcome(role)).toMatchObject({ proved: [{ sudoRoles: [role] }], failed: [] });
  for (const found of [[], [{ ...role, commands: ['ALL'] }]]) {
    expect(outcome(...found)).toMatchObject({ proved: [], failed: [{ fault: { code: 'host-script-failed' } }] });
  }
});

test('what is there and may last no longer is proved, and told with the reason', () => {
  const fault = { code: 'above-policy' as const, message: 'No longer than 2 h.' };
  expect(judge(true, answer([{ groups: ['web-ops'], fault }]))).toMatchObject({
    proved: [{ grantId, state: 'present' }],
    failed: [{ grantId, final: true, fault: { code: 'above-policy' } }],
  });
});

describe('the end that a server holds', () => {
  const ordered = { ...ORDERED, tellEnd: true };
  const told = (untilSeconds?: number, record: Partial<GrantRecord> = {}) =>
    judge(true, answer([{ groups: ['web-ops'], ...(untilSeconds && { untilSeconds }) }]), { ordered, ...record });
  const untilIso = '1970-01-01T00:00:02.000Z';

  test('is told when it was ordered to be, and only then', () => {
    expect(told(2).proved).toMatchObject([{ state: 'present', untilIso }]);
    expect(told(2, { ordered: ORDERED }).proved[0]).not.toHaveProperty('untilIso');
    expect(told().proved[0]).not.toHaveProperty('untilIso');
  });

  test('is news when it is another one; an older script that says none unsays nothing', () => {
    const [proved] = told(2).proved;
    expect(told(2, { proved }).proved).toEqual([]);
    expect(told(undefined, { proved }).proved).toEqual([]);
    expect(told(2, { proved: { ...proved, untilIso: '1970-01-01T00:00:01.000Z' } }).proved).toMatchObject([
      { untilIso },
    ]);
    const { untilIso: _, ...untold } = proved;
    expect(told(2, { proved: untold }).proved).toMatchObject([{ untilIso }]);
  });

  test('is told as it is where it is not the ordered one, which is tried again', () => {
    expect(told(1)).toMatchObject({
      proved: [{ untilIso: '1970-01-01T00:00:01.000Z' }],
      failed: [{ final: false, fault: { code: 'host-script-failed', message: expect.stringContaining('00:00:01') } }],
    });
  });
});

test('what was proved before is not proved again', () => {
  const proved = { grantId, state: 'present' as const, groups: ['web-ops'], remaining: [] };
  expect(judge(true, answer([{ groups: ['web-ops'] }]), { proved }).proved).toEqual([]);
});

test.each<[string, boolean, HostAnswer, string, boolean]>([
  ['a grant that the answer does not name', true, answer([]), 'host-script-failed', false],
  ['an end that the answer does not name', false, answer([]), 'host-script-failed', false],
  ['a grant without its group', true, answer([{ groups: [] }]), 'host-script-failed', false],
  ['an end that says present', false, answer([{ state: 'present' }]), 'removal-unproved', false],
  [
    'an end with something left',
    false,
    answer([{ state: 'absent', remaining: ['process 7'] }]),
    'removal-unproved',
    false,
  ],
  ['a partial end', false, answer([{ state: 'partial', remaining: ['trust line'] }]), 'removal-unproved', false],
  [
    'a refusal for good',
    true,
    answer([{ state: 'refused', fault: { code: 'group-missing', message: 'No group.' } }]),
    'group-missing',
    true,
  ],
  [
    'a server that refuses the whole order',
    true,
    answer([], { faults: [{ code: 'order-older-than-ledger', message: 'Older.' }] }),
    'order-older-than-ledger',
    false,
  ],
])('%s is not proved', (_title, present, found, code, final) => {
  expect(judge(present, found)).toMatchObject({ proved: [], failed: [{ grantId, final, fault: { code } }] });
});

describe('sessions that may finish', () => {
  const found = answer([{ state: 'partial', finishing: ['session 12'] }]);
  const asked = (finishUntilSeconds?: number): WantedServer => ({
    ...wanted(false),
    ended: [{ grantId, account: 'ada', ...(finishUntilSeconds !== undefined && { finishUntilSeconds }) }],
  });
  const judged = (sent: WantedServer, told: HostAnswer, record: Partial<GrantRecord> = {}) =>
    outcomeOf(sent, told, () => ({ ordered: ORDERED, over: true, ...record }));

  test('are proved as what remains, never as nothing', () => {
    const { proved, failed } = judged(asked(2), found);
    expect([proved, failed]).toMatchObject([[{ state: 'absent', remaining: ['session 12'], finishing: true }], []]);
    const [before] = proved;
    expect(judged(asked(2), found, { proved: before }).proved).toEqual([]);
    expect(judged(asked(2), answer([{ state: 'absent' }]), { proved: before }).proved).toMatchObject([
      { remaining: [] },
    ]);
  });

  test('beside anything else that is left, or where nobody asked for it, are a failure', () => {
    const more = answer([{ state: 'partial', finishing: ['session 12'], remaining: ['membership web-ops'] }]);
    // Whoever was told that it finishes is told what is left now
    const proved = { grantId, state: 'absent' as const, groups: [], remaining: ['session 12'], finishing: true };
    const told = judged(asked(2), more, { proved });
    expect(told.proved).toMatchObject([{ state: 'absent', remaining: ['membership web-ops', 'session 12'] }]);
    expect(told.proved[0]).not.toHaveProperty('finishing');
    for (const outcome of [judged(asked(2), more), judged(asked(), found)])
      expect(outcome).toMatchObject({ proved: [], failed: [{ fault: { code: 'removal-unproved' } }] });
  });
});
