import fc from 'fast-check';
import {
  type AnswersVerdict,
  canBeMet,
  type GivenAnswer,
  judgeAnswers,
  nextTierAtMs,
  openTiers,
  whoIsAsked,
  whyNoApprover,
} from './approval-answers.js';
import {
  anyOneOf,
  type ApprovalPolicy,
  type Approver,
  type ApproverSet,
  type AskedFor,
  fills,
  isOwnYes,
} from './approval-policy.js';
import { NOW_MS, OWNERS, person, server } from './flow.fixture.js';
import type { PersonId, ShiftId, TeamId } from './ids.js';
import { isSameHuman, type PersonFacts } from './person.js'; // prettier-ignore

const LEADS = 'team-leads' as TeamId;
const DAY = 86_400;
const NIGHT = 'night' as ShiftId;
const boss = person('boss');
const rita = person('rita', { managerId: boss.personId });
const owners = ['olga', 'omar', 'oleg', 'olaf', 'otto'].map((name) => person(name, { teamIds: [OWNERS] }));
const [olga, omar, oleg] = owners;
const lea = person('lea', { teamIds: [LEADS] });
const nina = person('nina', { onShifts: [NIGHT] });
const asked: AskedFor = {
  requester: rita,
  receiver: rita,
  resource: server('web-1', { owners: { personIds: ['sven' as PersonId], teamIds: [] }, integrationOwners: { personIds: [], teamIds: [LEADS] } }),
}; // prettier-ignore
const team = (id: TeamId): Approver => ({ kind: 'team', id });
const named = (who: PersonFacts): Approver => ({ kind: 'person', id: who.personId });
const manager: Approver = { kind: 'manager' };
const policy = (sets: ApproverSet[], given: Partial<ApprovalPolicy> & { mode?: 'any-of' | 'all-of' } = {}): ApprovalPolicy => {
  const { mode = 'any-of', ...rest } = given;
  return { ...anyOneOf({ personIds: [], teamIds: [] }), tiers: [{ mode, sets }], ...rest };
}; // prettier-ignore
const yes = (...people: PersonFacts[]): GivenAnswer[] => people.map((one) => ({ person: one, answer: 'yes' }));
const no = (...people: PersonFacts[]): GivenAnswer[] => people.map((one) => ({ person: one, answer: 'no' }));
const judged = (by: ApprovalPolicy, answers: GivenAnswer[], open = 1, about = asked): string =>
  judgeAnswers(by, answers, about, open).kind;

describe('the answers', () => {
  const any = (needed: number, ...approvers: Approver[]): ApproverSet => ({ any: approvers, needed });
  const each = (...all: Approver[]): ApproverSet => ({ all });
  const oneOwner = policy([any(1, team(OWNERS))]);
  const olga2 = person('olga2', { teamIds: [OWNERS], email: 'OLGA+2@example.org' });
  const bossOwner = { ...boss, teamIds: [OWNERS] };

  it.each<[string, ApprovalPolicy, GivenAnswer[], string]>([
    ['nobody answered', oneOwner, [], 'waiting'],
    ['one of the team', oneOwner, yes(olga), 'met'],
    ['somebody else', oneOwner, yes(lea), 'waiting'],
    ['2 of 5, one', policy([any(2, team(OWNERS))]), yes(olga), 'waiting'],
    ['2 of 5, two', policy([any(2, team(OWNERS))]), yes(olga, omar), 'met'],
    ['2 of 5, one human with two accounts', policy([any(2, team(OWNERS))]), yes(olga, olga2), 'waiting'],
    ['3 of 5 with one disabled since', policy([any(3, team(OWNERS))]), yes(olga, omar, { ...oleg, enabled: false }), 'waiting'],
    ['2 of 5, one left the team since', policy([any(2, team(OWNERS))]), yes(olga, { ...omar, teamIds: [] }), 'waiting'],
    ['any-of two sets, one met', policy([any(2, team(OWNERS)), any(1, team(LEADS))]), yes(lea), 'met'],
    ['all-of two sets, one met', policy([any(1, team(OWNERS)), any(1, team(LEADS))], { mode: 'all-of' }), yes(lea), 'waiting'],
    ['all-of two sets, both met', policy([any(1, team(OWNERS)), any(1, team(LEADS))], { mode: 'all-of' }), yes(lea, olga), 'met'],
    ['AND of manager and owners, both', policy([each(manager, team(OWNERS))]), yes(boss, olga), 'met'],
    ['AND of manager and owners, one who is both', policy([each(manager, team(OWNERS))]), yes(bossOwner), 'waiting'],
    ['AND, the one who is both and an owner', policy([each(manager, team(OWNERS))]), yes(olga, bossOwner), 'met'],
    ['AND, the owner first', policy([each(team(OWNERS), manager)]), yes(bossOwner, olga), 'met'],
    ['the shift', policy([any(1, { kind: 'shift', id: NIGHT })]), yes(nina), 'met'],
    ['the shift, over since', policy([any(1, { kind: 'shift', id: NIGHT })]), yes({ ...nina, onShifts: [] }), 'waiting'],
    ['the shift, not known', policy([any(1, { kind: 'shift', id: NIGHT })]), yes({ ...nina, onShifts: undefined }), 'waiting'],
    ['the owner of the server', policy([any(1, { kind: 'resource-owner' })]), yes(person('sven')), 'met'],
    ['an owner of the integration', policy([any(1, { kind: 'integration-owner' })]), yes(lea), 'met'],
    ['an approver of no known kind', policy([any(1, { kind: 'moon' } as never)]), yes(olga), 'waiting'],
    ['a set of nobody', policy([any(1)]), yes(olga), 'waiting'],
    ['AND of nobody', policy([each()]), yes(olga), 'waiting'],
    ['all-of with a set of nobody', policy([any(1, team(OWNERS)), each()], { mode: 'all-of' }), yes(olga), 'waiting'],
    ['all-of no set', policy([], { mode: 'all-of' }), yes(olga), 'waiting'],
    ['no tier', { ...oneOwner, tiers: [] }, yes(olga), 'waiting'],
    ['a needed number of zero', policy([any(0, team(OWNERS))]), [], 'waiting'],
    ['one no', oneOwner, no(olga), 'refused'],
    ['a no and enough yeses', oneOwner, [...yes(olga), ...no(omar)], 'refused'],
    ['a no by somebody else', oneOwner, no(lea), 'waiting'],
    ['one no where two are needed', policy([any(1, team(OWNERS))], { noesNeeded: 2 }), no(olga), 'waiting'],
    ['two noes by one human', policy([any(1, team(OWNERS))], { noesNeeded: 2 }), no(olga, olga2), 'waiting'],
    ['two noes', policy([any(1, team(OWNERS))], { noesNeeded: 2 }), no(olga, omar), 'refused'],
    ['yes and no by one human', policy([any(1, team(OWNERS))], { noesNeeded: 2 }), [...yes(olga), ...no(olga2)], 'waiting'],
    ['a needed number of noes of zero', policy([any(1, team(OWNERS))], { noesNeeded: 0 }), [], 'waiting'],
  ])('%s', (_, by, answers, expected) => expect(judged(by, answers)).toBe(expected)); // prettier-ignore

  it('of a later tier count when it is open, and those of an earlier one still', () => {
    const tiered: ApprovalPolicy = { ...oneOwner, escalateAfterSeconds: 1800, tiers: [...oneOwner.tiers, { mode: 'any-of', sets: [any(1, manager)] }] };
    expect([judged(tiered, yes(boss), 1), judged(tiered, yes(boss), 2), judged(tiered, yes(olga), 2)]).toEqual(['waiting', 'met', 'met']);
    expect([whyNoApprover(tiered, boss, asked, 1), whyNoApprover(tiered, boss, asked, 2)]).toEqual(['not-asked-yet', null]);
    const names = (open: number): string[] => whoIsAsked(tiered, [...owners, boss, rita], asked, open).map((one) => one.displayName);
    expect(names(1)).toEqual(['olga', 'omar', 'oleg', 'olaf', 'otto']);
    expect(names(2)).toContain('boss');
  }); // prettier-ignore

  it('tell whom it still waits for', () => {
    const by = policy([any(2, team(OWNERS)), each(manager, team(LEADS))]);
    expect(judgeAnswers(by, yes(olga, lea), asked, 1)).toEqual<AnswersVerdict>({
      kind: 'waiting',
      stillNeeded: [{ tier: 0, places: [[team(OWNERS)]] }, { tier: 0, places: [[manager]] }],
    }); // prettier-ignore
  });
});

describe('nobody approves his own access', () => {
  const anyOwner = (given: Partial<ApprovalPolicy> = {}): ApprovalPolicy =>
    policy([{ any: [team(OWNERS), manager, named(rita)], needed: 1 }], given);
  const gerd = person('gerd', { teamIds: [OWNERS] });
  const forGerd: AskedFor = { ...asked, receiver: gerd };
  const second = (of: PersonFacts, email: string): PersonFacts =>
    person(`${of.displayName}-second`, { teamIds: [OWNERS], email });

  it.each<[string, PersonFacts, AskedFor]>([
    ['the requester', rita, asked],
    ['an alias of the requester', second(rita, 'rita+ops@example.org'), asked],
    ['another case of the requester', second(rita, 'RITA@EXAMPLE.ORG'), asked],
    ['a look-alike of the requester', second(rita, 'r\u0456t\u0430@example.org'), asked],
    ['the receiver, for whom somebody else asks', gerd, forGerd],
    ['a second account of the receiver', second(gerd, 'Gerd@example.org.'), forGerd],
    ['a manager who is the requester with another account', { ...second(rita, 'rita+boss@example.org'), personId: boss.personId }, asked],
  ])('%s', (_, who, about) => {
    expect(judged(anyOwner(), yes(who), 1, about)).toBe('waiting');
    expect(whyNoApprover(anyOwner(), who, about)).toBe('own-request');
    expect(canBeMet(anyOwner(), [who], about, DAY)).toBe(false);
  }); // prettier-ignore

  it('but the requester with his own account where the flow says so, which is marked', () => {
    const by = anyOwner({ requesterMayApprove: true });
    expect(judgeAnswers(by, yes(rita), asked, 1)).toMatchObject({ kind: 'met', own: true });
    expect(judgeAnswers(by, yes(rita, olga), asked, 1)).toMatchObject({ kind: 'met', own: false });
    expect(judged(by, yes(second(rita, 'rita+x@example.org')))).toBe('waiting');
    expect(judged(by, yes(gerd), 1, forGerd)).toBe('waiting');
    expect(judged(by, yes(rita), 1, forGerd)).toBe('met');
  });
});

describe('tiers', () => {
  const tiered = { ...policy([]), tiers: Array.from({ length: 3 }, () => ({ mode: 'any-of' as const, sets: [] })), escalateAfterSeconds: 1800 }; // prettier-ignore
  it.each([[-1, 1], [0, 1], [1799, 1], [1800, 2], [3599, 2], [3600, 3], [99_999, 3]])('after %d seconds: %d', (seconds, open) =>
    expect(openTiers(tiered, NOW_MS, NOW_MS + seconds * 1000)).toBe(open),
  ); // prettier-ignore

  it('open at the moment that was told before', () => {
    for (let atMs: number | null = NOW_MS, open = 1; atMs !== null; open += 1) {
      expect(openTiers(tiered, NOW_MS, atMs)).toBe(open);
      atMs = nextTierAtMs(tiered, NOW_MS, atMs);
    }
    expect(openTiers({ ...tiered, escalateAfterSeconds: null }, NOW_MS, NOW_MS + 1e12)).toBe(1);
    expect(nextTierAtMs({ ...tiered, escalateAfterSeconds: null }, NOW_MS, NOW_MS)).toBeNull();
  });
});

const PEOPLE = [rita, boss, olga, omar, lea, person('olga2', { teamIds: [OWNERS, LEADS], email: 'olga+2@example.org' }), { ...oleg, enabled: false }]; // prettier-ignore
const approver = fc.constantFrom(team(OWNERS), team(LEADS), manager, named(omar), named(rita));
const set: fc.Arbitrary<ApproverSet> = fc.oneof(
  fc.record({ any: fc.array(approver, { minLength: 1, maxLength: 3 }), needed: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ all: fc.array(approver, { minLength: 1, maxLength: 3 }) }),
);
const anyPolicy: fc.Arbitrary<ApprovalPolicy> = fc.record({
  tiers: fc.array(fc.record({ mode: fc.constantFrom('any-of' as const, 'all-of' as const), sets: fc.array(set, { minLength: 1, maxLength: 2 }) }), { minLength: 1, maxLength: 2 }),
  escalateAfterSeconds: fc.constant(60), noesNeeded: fc.integer({ min: 1, max: 2 }), requesterMayApprove: fc.boolean(), approverReasonRequired: fc.constant(false),
}); // prettier-ignore
const anyAnswers = fc.subarray(PEOPLE).chain((people) => fc.tuple(...people.map((one) => fc.constantFrom('yes' as const, 'yes' as const, 'no' as const).map((answer): GivenAnswer => ({ person: one, answer }))))); // prettier-ignore

/** The same by trying everything: each place gets one of the people, no human twice. */
const canFill = (places: readonly (readonly Approver[])[], people: readonly PersonFacts[]): boolean => {
  const [first, ...rest] = places;
  if (!first) return true;
  return people.some(
    (one) => first.some((each) => fills(each, one, asked)) && canFill(rest, people.filter((other) => !isSameHuman(one, other))),
  ); // prettier-ignore
};
const placesOf = (each: ApproverSet): (readonly Approver[])[] =>
  'all' in each ? each.all.map((one) => [one]) : Array.from({ length: each.needed }, () => each.any);

describe('judging', () => {
  it('finds a policy met exactly where some way of seating distinct, enabled people who may answer fills every place', () => {
    const seen = { met: 0, waiting: 0, refused: 0 };
    fc.assert(
      fc.property(anyPolicy, anyAnswers, fc.integer({ min: 1, max: 2 }), (by, answers, tiers) => {
        const open = Math.min(tiers, by.tiers.length);
        const verdict = judgeAnswers(by, answers, asked, open);
        seen[verdict.kind] += 1;
        const inOpenTier = (one: PersonFacts): boolean => by.tiers.slice(0, open).some(({ sets }) => sets.flatMap(placesOf).flat().some((each) => fills(each, one, asked)));
        const counted = answers.filter(({ person: one }) => one.enabled && !isOwnYes(by, one, asked) && inOpenTier(one));
        const noes = counted.filter(({ answer }) => answer === 'no').map(({ person: one }) => one);
        const against = noes.filter((one, at) => noes.findIndex((other) => isSameHuman(one, other)) === at);
        if (against.length >= by.noesNeeded) return expect(verdict.kind).toBe('refused');
        const yeses = counted.flatMap(({ answer, person: one }) => (answer === 'yes' && !noes.some((other) => isSameHuman(one, other)) ? [one] : []));
        const met = by.tiers.slice(0, open).some(({ mode, sets }) => mode === 'any-of' ? sets.some((each) => canFill(placesOf(each), yeses)) : canFill(sets.flatMap(placesOf), yeses));
        expect(verdict.kind).toBe(met ? 'met' : 'waiting');
        if (verdict.kind === 'met') expect(verdict.by.every((one) => yeses.includes(one))).toBe(true);
      }),
      { numRuns: 3000 },
    ); // prettier-ignore
    expect(Math.min(seen.met, seen.waiting, seen.refused)).toBeGreaterThan(100);
  });

  it('comes to the same in whatever order the answers came', () => {
    fc.assert(
      fc.property(anyPolicy, anyAnswers.chain((answers) => fc.tuple(fc.constant(answers), fc.shuffledSubarray([...answers], { minLength: answers.length }))), (by, [answers, shuffled]) => {
        const open = by.tiers.length;
        expect(judgeAnswers(by, shuffled, asked, open)).toEqual(judgeAnswers(by, answers, asked, open));
      }),
      { numRuns: 2000 },
    ); // prettier-ignore
  });

  it('takes no yes for more than before where one more tier, set of all-of, or yes is demanded', () => {
    fc.assert(
      fc.property(anyPolicy, set, anyAnswers, (by, more, answers) => {
        const [first, ...others] = by.tiers;
        const stricter = { ...by, tiers: [{ mode: 'all-of' as const, sets: [...first.sets, more] }, ...others] };
        const before = { ...by, tiers: [{ mode: 'all-of' as const, sets: first.sets }, ...others] };
        if (judged(stricter, answers) === 'met') expect(judged(before, answers)).toBe('met');
      }),
      { numRuns: 2000 },
    );
  });

  it('cannot be met by those who are asked when the request is over', () => {
    const tierOf = (id: TeamId) => policy([{ any: [team(id)], needed: 1 }]).tiers;
    const tiers = [...tierOf(OWNERS), ...tierOf(LEADS)];
    const by = { ...policy([]), tiers, escalateAfterSeconds: 3600 };
    const lead = person('lead', { teamIds: [LEADS] });
    expect([60, 3600, 3601, DAY].map((waits) => canBeMet(by, [lead], asked, waits))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(canBeMet(by, [olga], asked, 60)).toBe(true);
    expect(canBeMet({ ...by, escalateAfterSeconds: null }, [lead], asked, DAY)).toBe(false);
  });

  it('is quick where many people are asked for many yeses', () => {
    const crowd = Array.from({ length: 1000 }, (_, at) => person(`p${at}`, { teamIds: [at % 2 ? OWNERS : LEADS] }));
    const by = policy(
      [
        { any: [team(OWNERS)], needed: 20 },
        { any: [team(LEADS)], needed: 20 },
      ],
      { mode: 'all-of' },
    );
    const before = process.cpuUsage();
    expect(canBeMet(by, crowd, asked, DAY)).toBe(true);
    expect(canBeMet(by, crowd.slice(0, 30), asked, DAY)).toBe(false);
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });
});
