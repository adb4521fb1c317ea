import fc from 'fast-check';
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import { blastRadius, changesAnything } from './blast-radius.js';
import { canBeMet } from './approval-answers.js';
import { anyOneOf, type ApprovalPolicy, type Approver } from './approval-policy.js';
import { anyOfPeople } from './condition.js';
import { flow, OWNERS, person, server, WEB } from './flow.fixture.js';
import type { PersonId, TeamId } from './ids.js';
import type { PeopleOrTeams, PersonFacts } from './person.js';
import { mayAskFor } from './requesters.js';
import type { ResourceFacts } from './resource.js';
import { afterTeamEdit, looksAtTeam } from './team-edit.js';

const PEOPLE = [
  person('rita', { teamIds: [WEB], managerId: 'otto' as PersonId }),
  person('otto', { teamIds: [OWNERS] }),
  person('tom', { teamIds: [WEB, OWNERS], managerId: 'nadia' as PersonId }),
  person('dora', { teamIds: [WEB], enabled: false }),
  person('nadia', { managerId: 'rita' as PersonId }),
  // The same human as rita.
  person('rita-2', { email: 'rita+2@example.org', teamIds: [OWNERS], managerId: 'rita' as PersonId }),
];
const owned = (personIds: string[], teamIds: TeamId[] = []): PeopleOrTeams => ({ personIds: personIds as PersonId[], teamIds }); // prettier-ignore
const SERVERS = [
  server('web-1', { owners: owned(['tom']), integrationOwners: owned([], [WEB]) }),
  server('web-2', { tags: { env: 'test' }, owners: owned(['dora']), integrationOwners: owned(['otto']) }),
  server('db-1', { permissions: ['db-admins'], owners: owned(['rita', 'rita-2', 'nadia']) }),
];
const [{ integrationId }] = SERVERS;

const approver = fc.constantFrom<Approver>(
  { kind: 'team', id: OWNERS },
  { kind: 'team', id: WEB },
  { kind: 'person', id: 'tom' as PersonId },
  { kind: 'person', id: 'dora' as PersonId },
  { kind: 'manager' },
  { kind: 'resource-owner' },
  { kind: 'integration-owner' },
);
const set = fc.oneof(
  fc.record({ any: fc.array(approver, { minLength: 1, maxLength: 2 }), needed: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ all: fc.array(approver, { minLength: 1, maxLength: 2 }) }),
);
const policy = fc.record<ApprovalPolicy>({
  tiers: fc.array(fc.record({ mode: fc.constantFrom('any-of' as const, 'all-of' as const), sets: fc.array(set, { minLength: 1, maxLength: 2 }) }), { minLength: 1, maxLength: 2 }),
  escalateAfterSeconds: fc.constantFrom(null, 60),
  noesNeeded: fc.constant(1),
  requesterMayApprove: fc.boolean(),
  approverReasonRequired: fc.constant(false),
}); // prettier-ignore

const version = fc
  .record({
    requesters: fc.subarray([WEB, OWNERS], { minLength: 1 }).map((teamIds: TeamId[]) => anyOfPeople({ personIds: [], teamIds })),
    targets: fc.constantFrom([{ tags: { env: 'prod' } }], [{ all: true as const }], [{ names: ['web-2'] }, { names: ['db-1'] }]).map((scopes) => scopes.map((servers) => ({ integrationId, servers, permissions: 'all' as const }))),
    approval: fc.option(policy, { freq: 6 }),
    byItself: fc.boolean(),
    requestFor: fc.record({ self: fc.boolean(), directReports: fc.boolean(), others: fc.constantFrom(null, anyOfPeople({ personIds: [], teamIds: [WEB] })) }),
  })
  .map(({ approval, byItself, ...given }) => flow({ ...given, approval, trigger: approval === null && byItself ? 'condition' : 'ask' })); // prettier-ignore

/** Pair by pair: what could be asked for the person on the resource under the version, by whomever of these, and on whose yes. */
const gets = (by: AccessFlowVersion | null, among: readonly PersonFacts[], who: PersonFacts, what: ResourceFacts) => {
  const asking = by && who.enabled ? among.filter((one) => one.enabled && mayAskFor(by, one, who)) : [];
  if (by === null || asking.length === 0) return { asked: [], possible: false, own: false };
  const { approval, requestTimeoutSeconds: waits } = by;
  const met = (requester: PersonFacts, yeses: readonly PersonFacts[]): boolean =>
    approval !== null && canBeMet(approval, yeses, { requester, receiver: who, resource: what }, waits);
  const own = approval?.requesterMayApprove === true && asking.includes(who) && met(who, [who]);
  const possible = approval === null || asking.some((one) => met(one, among));
  return { asked: coveredPermissions(by, what), possible, own };
};
const more = (some: string[], others: string[]): boolean => some.some((one) => !others.includes(one));

describe('the blast radius of an edit', () => {
  const compared = (before: AccessFlowVersion | null, after: AccessFlowVersion | null, were: readonly PersonFacts[], people: readonly PersonFacts[]) => {
    const pairs = people.flatMap((who, at) => SERVERS.map((what) => ({ who, what, was: gets(before, were, were[at], what), is: gets(after, people, who, what) })));
    const [[opened, open], [gave, given]] = [[before, after].map((by) => by?.approval === null), [before, after].map((by) => by?.trigger === 'condition')];
    type Got = (typeof pairs)[number]['is'];
    const told = (found: typeof pairs) => {
      const names = (each: string[]) => ({ count: new Set(each).size, first: [...new Set(each)].sort() });
      return { people: names(found.map(({ who }) => who.displayName)), resources: names(found.map(({ what }) => what.name)), pairs: found.length };
    };
    const newly = (has: (got: Got) => boolean, had: (got: Got) => boolean) => told(pairs.filter(({ was, is }) => has(is) && more(is.asked, had(was) ? was.asked : [])));
    return {
      gained: newly(({ possible }) => possible, ({ possible }) => possible),
      gainedWithoutApproval: newly(() => open, () => opened),
      gainedOnOwnYes: newly(({ own }) => own, ({ own }) => own || opened),
      lost: told(pairs.filter(({ was, is }) => was.possible && more(was.asked, is.possible ? is.asked : []))),
      unapprovable: newly(({ possible }) => !possible, ({ possible }) => !possible),
      givenAtOnce: newly(() => given, () => gave),
    };
  }; // prettier-ignore

  it('is what a comparison of every person with every server finds', () => {
    fc.assert(
      fc.property(fc.option(version), fc.option(version), (before, after) => {
        const found = blastRadius({ before, after, people: PEOPLE, resources: SERVERS });
        expect(found).toEqual(compared(before, after, PEOPLE, PEOPLE));
      }),
      { numRuns: 250 },
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
        const owns = SERVERS.some((one) => [one.owners, one.integrationOwners].some((set) => set?.teamIds.includes(edit.teamId))); // prettier-ignore
        if (!looksAtTeam(by, edit.teamId, owns)) expect(changesAnything(found)).toBe(false);
      }),
      { numRuns: 250 },
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
    ).concat(person('otto', { teamIds: [OWNERS] }));
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

  it('says apart what one could approve himself, and what nobody can ever approve', () => {
    const asked = (policy: Partial<ApprovalPolicy>, needed = 1) => {
      const approval = { ...anyOneOf(owned(['tom'], [OWNERS])), ...policy };
      const [{ mode, sets }] = approval.tiers;
      const tiers = [{ mode, sets: sets.map((one) => ({ ...one, needed })) }];
      const targets = [{ integrationId, servers: { names: ['web-1'] }, permissions: 'all' as const }];
      return blastRadius({ before: null, after: flow({ targets, approval: { ...approval, tiers } }), people: PEOPLE, resources: SERVERS }); // prettier-ignore
    };
    const names = ({ gained, gainedOnOwnYes, unapprovable }: ReturnType<typeof asked>) => [gained, gainedOnOwnYes, unapprovable].map(({ people }) => people.first); // prettier-ignore
    expect(names(asked({}))).toEqual([['rita', 'tom'], [], []]);
    expect(names(asked({ requesterMayApprove: true }))).toEqual([['rita', 'tom'], ['tom'], []]);
    // Otto and Tom, and the second account of Rita: for each of them who asks there are but two others, for Rita too.
    expect(names(asked({}, 2))).toEqual([['rita', 'tom'], [], []]);
    expect(names(asked({}, 3))).toEqual([[], [], ['rita', 'tom']]);
    expect(names(asked({ requesterMayApprove: true }, 3))).toEqual([['tom'], [], ['rita']]);
  });

  it('takes owners for others than who asks where too many of them would have to be told apart', () => {
    const people = Array.from({ length: 600 }, (_, at) => person(`p${at}`, { teamIds: [WEB] }));
    const resources = people.map(({ personId }, at) => server(`web-${at}`, { owners: owned([personId]) }));
    const approval = { ...anyOneOf(owned([])), tiers: [{ mode: 'any-of' as const, sets: [{ all: [{ kind: 'resource-owner' as const }] }] }] }; // prettier-ignore
    const { gained } = blastRadius({ before: null, after: flow({ approval }), people, resources });
    expect(gained.pairs).toBe(600 * 600);
    const unowned = [...resources, server('web-x', { owners: owned([]) })];
    const { unapprovable } = blastRadius({ before: null, after: flow({ approval }), people, resources: unowned });
    expect(unapprovable.resources.first).toEqual(['web-x']);
    const few = blastRadius({ before: null, after: flow({ approval }), people: people.slice(0, 9), resources: resources.slice(0, 10) }); // prettier-ignore
    // Nobody owns the tenth, and nobody approves his own.
    expect(few.gained.pairs).toBe(9 * 8);
    expect(few.unapprovable.pairs).toBe(9 + 9);
  });

  it('is found for 10,000 people and 100,000 servers', () => {
    const people = Array.from({ length: 10_000 }, (_, at) => person(`p${at}`, { teamIds: at % 3 ? [WEB] : [OWNERS] }));
    const resources = Array.from({ length: 100_000 }, (_, at) => server(`web-${at}`, { tags: { env: at % 2 ? 'prod' : 'test' } }));
    const targets = [{ integrationId, servers: { include: [{ patterns: ['web-*'] }], exclude: [{ names: ['web-0'] }] }, permissions: ['web-ops'] }];
    const { gained } = blastRadius({ before: flow(), after: flow({ targets }), people, resources });
    expect(gained).toMatchObject({ people: { count: 6666 }, resources: { count: 49_999 }, pairs: 6666 * 49_999 });
  }); // prettier-ignore
});
