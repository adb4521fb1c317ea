import { wrongInApproval } from './approval-input.js';
import { anyOneOf } from './approval-policy.js';
import type { PersonId, TeamId } from './ids.js';
import { areTargetPermissions, isResourceQuery, isServerScope } from './target-input.js';

const ID = '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c';
const right = anyOneOf({ personIds: [ID as PersonId], teamIds: [ID as TeamId] });
const set = { all: [{ kind: 'manager' }, { kind: 'shift', id: ID }] };
const tiers = (...sets: unknown[]) => [{ mode: 'any-of', sets }];

describe('an approval policy from outside', () => {
  it('that is right has nothing wrong', () => {
    expect(wrongInApproval(right, 'a')).toEqual([]);
    const rich = { ...right, tiers: [...tiers(set), ...tiers(set)], escalateAfterSeconds: 1800, noesNeeded: 2 };
    expect(wrongInApproval(rich, 'a')).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'a'],
    ['a field more', { ...right, more: 1 }, 'a'],
    ['no tier', { ...right, tiers: [] }, 'a.tiers'],
    ['six tiers', { ...right, tiers: Array(6).fill(tiers(set)[0]) }, 'a.tiers'],
    ['two tiers without an interval', { ...right, tiers: [...tiers(set), ...tiers(set)] }, 'a.escalateAfterSeconds'],
    ['an interval for one tier', { ...right, escalateAfterSeconds: 60 }, 'a.escalateAfterSeconds'],
    ['no noes', { ...right, noesNeeded: 0 }, 'a.noesNeeded'],
    ['a word for a truth', { ...right, requesterMayApprove: 'no' }, 'a.requesterMayApprove'],
    ['an unknown mode', { ...right, tiers: [{ mode: 'none-of', sets: [set] }] }, 'a.tiers[0].mode'],
    ['no set', { ...right, tiers: tiers() }, 'a.tiers[0].sets'],
    ['an empty set', { ...right, tiers: tiers({ all: [] }) }, 'a.tiers[0].sets[0].all'],
    ['both joints', { ...right, tiers: tiers({ ...set, any: [], needed: 1 }) }, 'a.tiers[0].sets[0]'],
    ['zero of some', { ...right, tiers: tiers({ any: set.all, needed: 0 }) }, 'a.tiers[0].sets[0].needed'],
    ['an unknown kind', { ...right, tiers: tiers({ all: [{ kind: 'moon' }] }) }, 'a.tiers[0].sets[0].all[0].kind'],
    ['a name for an id', { ...right, tiers: tiers({ all: [{ kind: 'team', id: 'x' }] }) }, 'a.tiers[0].sets[0].all[0].id'],
    ['a manager by id', { ...right, tiers: tiers({ all: [{ kind: 'manager', id: ID }] }) }, 'a.tiers[0].sets[0].all[0]'],
  ])('with %s is refused, with the place', (_, value, path) =>
    expect(wrongInApproval(value, 'a').map((one) => one.path)).toEqual([path]),
  ); // prettier-ignore
});

describe('a target from outside', () => {
  it.each<[unknown, boolean]>([
    [{ all: true }, true], [{ all: false }, false], [{ names: ['web-1'] }, true], [{ names: [] }, false], [{ ids: [ID] }, true],
    [{ ids: ['web-1'] }, false], [{ patterns: ['web-*'] }, true], [{ tags: { env: '' } }, true], [{ tags: {} }, false],
    [{ tagPatterns: { env: 'p*' } }, true], [{ all: true, names: ['x'] }, false], [{ include: [{ all: true }], exclude: [] }, true],
    [{ include: [], exclude: [] }, false], [{ include: [{ all: true }] }, false], [{ include: [{ include: [], exclude: [] }], exclude: [] }, false],
    [{ constructor: ['x'] }, false], [{}, false], [null, false], ['all', false],
  ])('names servers by %j: %s', (value, expected) => expect(isServerScope(value)).toBe(expected)); // prettier-ignore

  it.each<[unknown, boolean]>([
    [{ text: 'web', tags: {}, integrationIds: null }, true],
    [{ text: null, tags: { env: 'prod' }, integrationIds: [ID] }, true],
    [{ text: null, tags: {}, integrationIds: null }, false],
    [{ text: 'web' }, false],
  ])('is found by %j: %s', (value, expected) => expect(isResourceQuery(value)).toBe(expected));

  it.each<[unknown, boolean]>([['all', true], [['web-ops', 'Default'], true], [[], false], [['a,b'], false], [['x', 'x'], false]])(
    'has permissions %j: %s', (value, expected) => expect(areTargetPermissions(value)).toBe(expected),
  ); // prettier-ignore
});
