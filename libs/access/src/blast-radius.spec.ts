import fc from 'fast-check';
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import { blastRadius, changesAnything } from './blast-radius.js';
import { anyOfPeople } from './condition.js';
import { flow, OWNERS, person, server, WEB } from './flow.fixture.js';
import type { PersonId, TeamId } from './ids.js';
import type { PersonFacts } from './person.js';
import { mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { afterTeamEdit, looksAtTeam } from './team-edit.js';

const PEOPLE = [
  person('rita', { teamIds: [WEB], managerId: 'otto' as PersonId }),
  person('otto', { teamIds: [OWNERS] }),
  person('tom', { teamIds: [WEB, OWNERS] }),
  person('dora', { teamIds: [WEB], enabled: false }),
  person('nadia', { managerId: 'rita' as PersonId }),
];
const SERVERS = [
  server('web-1'),
  server('web-2', { tags: { env: 'test' } }),
  server('db-1', { permissions: ['db-admins'] }),
];
const [{ integrationId }] = SERVERS;

const version = fc
  .record({
    requesters: fc.subarray([WEB, OWNERS], { minLength: 1 }).map((teamIds: TeamId[]) => anyOfPeople({ personIds: [], teamIds })),
    targets: fc.constantFrom([{ tags: { env: 'prod' } }], [{ all: true as const }], [{ names: ['web-2'] }, { names: ['db-1'] }]).map((scopes) => scopes.map((servers) => ({ integrationId, servers, permissions: 'all' as const }))),
    unasked: fc.boolean(),
    byItself: fc.boolean(),
    requestFor: fc.record({ self: fc.boolean(), directReports: fc.boolean(), others: fc.constantFrom(null, anyOfPeople({ personIds: [], teamIds: [WEB] })) }),
  })
  .map(({ unasked, byItself, ...given }) => flow({ ...given, ...(unasked && { approval: null, trigger: byItself ? 'condition' : 'ask' }) })); // prettier-ignore

/** Pair by pair: what the person could get on the resource under the version, by whomever of these it is asked. */
const gets = (by: AccessFlowVersion | null, among: readonly PersonFacts[], who: PersonFacts, what: ResourceFacts): string[] => {
  const asker = by && among.some((one) => one.enabled && who.enabled && mayAskFor(by, one, who));
  return asker ? coveredPermissions(by, what) : [];
}; // prettier-ignore
const more = (some: string[], others: string[]): boolean => some.some((one) => !others.includes(one));

describe('the blast radius of an edit', () => {
  const compared = (before: AccessFlowVersion | null, after: AccessFlowVersion | null, were: readonly PersonFacts[], people: readonly PersonFacts[]) => {
    const pairs = people.flatMap((who, at) => SERVERS.map((what) => ({ who, what, was: gets(before, were, were[at], what), is: gets(after, people, who, what) })));
    const open = (by: AccessFlowVersion | null): boolean => by?.approval === null;
    const told = (found: typeof pairs) => {
      const names = (each: string[]) => ({ count: new Set(each).size, first: [...new Set(each)].sort() });
      return { people: names(found.map(({ who }) => who.displayName)), resources: names(found.map(({ what }) => what.name)), pairs: found.length };
    };
    return {
      gained: told(pairs.filter(({ was, is }) => more(is, was))),
      gainedWithoutApproval: told(open(after) ? pairs.filter(({ was, is }) => more(is, open(before) ? was : [])) : []),
      lost: told(pairs.filter(({ was, is }) => more(was, is))),
      givenAtOnce: told(after?.trigger === 'condition' ? pairs.filter(({ was, is }) => more(is, before?.trigger === 'condition' ? was : [])) : []),
    };
  }; // prettier-ignore

  it('is what a comparison of every person with every server finds', () => {
    fc.assert(
      fc.property(fc.option(version), fc.option(version), (before, after) => {
        const found = blastRadius({ before, after, people: PEOPLE, resources: SERVERS });
        expect(found).toEqual(compared(before, after, PEOPLE, PEOPLE));
      }),
      { numRuns: 1000 },
    );
  });

  it('of a team is the same comparison by each flow that looks at it, and by no other is there any', () => {
    const members = fc.subarray(PEOPLE.map(({ personId }) => personId)).map((ids) => new Set(ids));
    const team = fc.record({ teamId: fc.constantFrom(WEB, OWNERS), memberIds: members, name: fc.constantFrom('Web team', 'Staff') });
    const byName = fc.constantFrom('contains' as const, 'does-not-contain' as const).map((operator) => flow({ requesters: { subject: 'team', operator, values: ['Web'] } }));
    const named = PEOPLE.map((one) => ({ ...one, teamNames: one.teamIds.map((id) => (id === WEB ? 'Web team' : 'Owners')) }));
    fc.assert(
      fc.property(fc.oneof(version, byName), team, (by, given) => {
        const edit = { ...given, nameBefore: given.teamId === WEB ? 'Web team' : 'Owners' };
        const people = named.map((one) => afterTeamEdit(one, edit));
        const found = blastRadius({ before: by, after: by, were: named, people, resources: SERVERS });
        expect(found).toEqual(compared(by, by, named, people));
        if (!looksAtTeam(by, edit.teamId)) expect(changesAnything(found)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  }); // prettier-ignore

  it('of a team takes its old name from everybody, and gives its new one to its members', () => {
    const edit = { teamId: WEB, nameBefore: 'Web', name: 'Shop', memberIds: new Set(['tom' as PersonId]) };
    const after = (name: string) =>
      afterTeamEdit(person(name, { teamIds: [WEB, OWNERS], teamNames: ['Web', 'Owners'] }), edit);
    expect(after('tom')).toMatchObject({ teamIds: [OWNERS, WEB], teamNames: ['Owners', 'Shop'] });
    expect(after('rita')).toMatchObject({ teamIds: [OWNERS], teamNames: ['Owners'] });
  });

  it('tells the first ten by name, and how many there are', () => {
    const people = Array.from({ length: 30 }, (_, at) =>
      person(`p${String(29 - at).padStart(2, '0')}`, { teamIds: [WEB] }),
    );
    const { gained } = blastRadius({ before: null, after: flow(), people, resources: [server('web-1')] });
    expect(gained.people).toEqual({ count: 30, first: Array.from({ length: 10 }, (_, at) => `p0${at}`) });
  });

  it('counts a glass that may be broken as access without approval', () => {
    const after = flow({ breakGlass: { reviewWithinSeconds: 3600 } });
    const { gained, gainedWithoutApproval } = blastRadius({
      before: flow(),
      after,
      people: PEOPLE,
      resources: SERVERS,
    });
    expect([gained.pairs, gainedWithoutApproval.pairs]).toEqual([0, 2]);
  });

  it('is found for 10,000 people and 100,000 servers', () => {
    const people = Array.from({ length: 10_000 }, (_, at) => person(`p${at}`, { teamIds: at % 3 ? [WEB] : [OWNERS] }));
    const resources = Array.from({ length: 100_000 }, (_, at) => server(`web-${at}`, { tags: { env: at % 2 ? 'prod' : 'test' } }));
    const targets = [{ integrationId, servers: { include: [{ patterns: ['web-*'] }], exclude: [{ names: ['web-0'] }] }, permissions: ['web-ops'] }];
    const { gained } = blastRadius({ before: flow(), after: flow({ targets }), people, resources });
    expect(gained).toMatchObject({ people: { count: 6666 }, resources: { count: 49_999 }, pairs: 6666 * 49_999 });
  }); // prettier-ignore
});
