import { deny } from './denial.js';
import { explainDenial } from './explain.js';
import type { PersonId, TeamId } from './ids.js';
import { NO_OWNERS, ownersFrom, type OwnerTag, ownerValuesOf } from './owners.js';
import { whyNobodyOwns } from './asking.js';
import { anyOneOf, type Approver } from './approval-policy.js';

const BY: OwnerTag[] = [
  { tag: 'owner', names: 'team' },
  { tag: 'contact', names: 'person' },
];
const known = {
  teams: new Map([['dba', 'team-dba' as TeamId]]),
  people: new Map([['omar@example.org', 'omar' as PersonId]]),
};
const owners = (tags: Record<string, string>, named = NO_OWNERS) => ownersFrom(named, ownerValuesOf(tags, BY), known);

describe('the owners of a resource', () => {
  it.each<[string, Record<string, string>, string[], string[]]>([
    ['are the team of the tag', { owner: 'dba' }, [], ['team-dba']],
    ['are the person of the tag', { contact: 'omar@example.org' }, ['omar'], []],
    ['are both where both tags are there', { owner: 'dba', contact: 'omar@example.org' }, ['omar'], ['team-dba']],
    ['are nobody where the value is another spelling', { owner: 'DBA', contact: 'Omar@example.org' }, [], []],
    ['are nobody where the value has a blank too many', { owner: 'dba ' }, [], []],
    ['are nobody where a tag of another name says it', { Owner: 'dba' }, [], []],
    ['are not a person by the tag for teams, nor a team by that for people', { owner: 'omar@example.org', contact: 'dba' }, [], []],
    ['are nobody where the tag is empty', { owner: '' }, [], []],
  ])('%s', (_, tags, personIds, teamIds) => expect(owners(tags)).toEqual({ personIds, teamIds })); // prettier-ignore

  it('are those named on it too, each once', () => {
    const named = { personIds: ['olga' as PersonId], teamIds: ['team-dba' as TeamId] };
    expect(owners({ owner: 'dba' }, named)).toEqual({ personIds: ['olga'], teamIds: ['team-dba'] });
  });

  it('come from no tag that only the prototype has', () => {
    expect(ownerValuesOf({}, [{ tag: 'constructor', names: 'team' }])).toEqual([]);
  });
});

describe('a flow that asks owners', () => {
  const asks = (...any: Approver[]) => ({
    ...anyOneOf(NO_OWNERS),
    tiers: [{ mode: 'any-of' as const, sets: [{ any, needed: 1 }] }],
  });
  const [ofServer, ofIntegration] = [{ kind: 'resource-owner' }, { kind: 'integration-owner' }] as const;
  const someone = { personIds: ['olga' as PersonId], teamIds: [] };

  it.each([
    ['the server', asks(ofServer), { name: 'db-1' }, 'db-1 has no owner.'],
    ['the server, with an empty set', asks(ofServer), { name: 'db-1', owners: NO_OWNERS }, 'db-1 has no owner.'],
    [
      'the integration',
      asks(ofIntegration),
      { name: 'db-1', owners: someone },
      'the integration of db-1 has no owner.',
    ],
    ['both', asks(ofServer, ofIntegration), { name: 'db-1' }, 'db-1 and its integration have no owner.'],
    ['nobody', asks(ofServer), { name: 'db-1', owners: someone }, undefined],
  ])('says that nobody owns %s', (_, policy, resource, words) => expect(whyNobodyOwns(policy, resource)).toBe(words));

  it.each(['no-approver', 'too-few-approvers'] as const)('is denied with that: %s', (reason) => {
    const denial = deny(reason, { flow: 'Databases', because: 'db-1 has no owner.' });
    expect(explainDenial(denial)).toContain(': db-1 has no owner.');
    expect(explainDenial(deny(reason, { flow: 'Databases' }))).not.toContain(':');
  });
});
