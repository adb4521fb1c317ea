import { anyOneOf, type ApprovalPolicy } from './approval-policy.js';
import { askedTiers } from './asked-tiers.js';
import { NOW_MS, OWNERS, person } from './flow.fixture.js';

const boss = person('boss');
const rita = person('rita', { managerId: boss.personId });
const olga = person('olga', { teamIds: [OWNERS] });
const gone = person('gone', { teamIds: [OWNERS], enabled: false });
const asked = { requester: rita, receiver: rita, resource: null };
const policy: ApprovalPolicy = {
  ...anyOneOf({ personIds: [], teamIds: [OWNERS] }),
  tiers: [
    { mode: 'any-of', sets: [{ any: [{ kind: 'team', id: OWNERS }], needed: 1 }] },
    { mode: 'any-of', sets: [{ any: [{ kind: 'team', id: OWNERS }, { kind: 'manager' }], needed: 1 }] },
  ],
  escalateAfterSeconds: 1800,
};
const told = (given: ApprovalPolicy, candidates = [olga, gone, boss, { ...rita, teamIds: [OWNERS] }]) =>
  askedTiers(given, candidates, asked, { askedAtMs: NOW_MS, nameOf: () => 'Owners' }).map(
    ({ atMs, inWords, people }) => [
      (atMs - NOW_MS) / 1000,
      inWords,
      people.map(({ displayName }) => displayName).join(),
    ],
  );

describe('the tiers that would be asked', () => {
  it('name each person once, where he is asked first, and neither the requester nor who is disabled', () => {
    expect(told(policy)).toEqual([
      [0, 'the team “Owners”', 'olga'],
      [1800, "the team “Owners” or the requester's manager", 'boss'],
    ]);
  });

  it('end with the first where no interval is set', () => {
    expect(told({ ...policy, escalateAfterSeconds: null })).toEqual([[0, 'the team “Owners”', 'olga']]);
  });
});
