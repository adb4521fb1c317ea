/** A request from its beginning to its end, in every order of what may happen to it: a model of what the database does by locks. */
import fc from 'fast-check';
import type { AccessFlowVersion } from './access-flow.js';
import { type AccessRequestState, mayRequestBecome } from './access-request.js';
import { type GivenAnswer, judgeAnswers, openTiers } from './approval-answers.js';
import { anyOneOf } from './approval-policy.js';
import { isStillEntitled } from './answering.js';
import type { LaterStart } from './clock-start.js';
import {
  decide,
  decideApproval,
  decideExtension,
  decideExtensionAnswer,
  decideStart,
  type GrantPermit,
} from './decide.js';
import { isDenial } from './denial.js';
import { flow, NOW_MS, OWNERS, person, server, WEB } from './flow.fixture.js';
import type { PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

const boss = person('boss');
const PEOPLE: PersonFacts[] = [
  person('rita', { teamIds: [WEB, OWNERS], managerId: boss.personId }),
  boss,
  person('olga', { teamIds: [OWNERS] }),
  person('olga2', { teamIds: [OWNERS], email: 'olga+2@example.org' }),
  person('omar', { teamIds: [OWNERS] }),
  person('nadia'),
];
const owners = { any: [{ kind: 'team', id: OWNERS }], needed: 1 } as const;
const manager = { any: [{ kind: 'manager' }], needed: 1 } as const;
const FLOWS: Partial<AccessFlowVersion>[] = [
  {},
  { approval: { ...plain(), tiers: [{ mode: 'any-of', sets: [{ ...owners, needed: 2 }] }] } },
  { approval: { ...plain(), tiers: [{ mode: 'all-of', sets: [owners, manager] }], noesNeeded: 2 } },
  { approval: { ...plain(), tiers: [{ mode: 'any-of', sets: [owners] }, { mode: 'any-of', sets: [manager] }], escalateAfterSeconds: 1800 } }, // prettier-ignore
  { approval: { ...plain(), tiers: [{ mode: 'any-of', sets: [owners] }], requesterMayApprove: true } },
  { clockStart: { at: 'scheduled', withinSeconds: 86_400 } },
  { clockStart: { at: 'scheduled', withinSeconds: 86_400 }, approval: null },
  { clockStart: { at: 'first-use', withinSeconds: 7200 } },
  { approval: null },
];
function plain() {
  return anyOneOf({ personIds: [], teamIds: [OWNERS] });
}

type Event =
  | { does: 'yes' | 'no'; who: number }
  | { does: 'cancel' }
  | { does: 'wait'; seconds: number }
  | { does: 'disable' | 'leave'; who: number }
  | { does: 'switch'; active: boolean }
  | { does: 'retag' }
  | { does: 'use' | 'look' };
const who = fc.nat(PEOPLE.length - 1);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('yes' as const, 'yes' as const, 'no' as const), who }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(60, 1800, 7200, 86_400) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('use' as const, 'look' as const) }) },
  fc.constant({ does: 'cancel' } as const),
  fc.record({ does: fc.constantFrom('disable' as const, 'leave' as const), who }),
  fc.record({ does: fc.constant('switch' as const), active: fc.boolean() }),
  fc.constant({ does: 'retag' } as const),
); // prettier-ignore

/** What the control plane keeps: rows, and facts of today. */
class Life {
  nowMs = NOW_MS;
  state: AccessRequestState = 'pending';
  readonly ends: AccessRequestState[] = [];
  later: LaterStart | null = null;
  decidedAtMs = 0;
  readonly answers: { who: number; answer: 'yes' | 'no' }[] = [];
  grants = 0;
  people = [...PEOPLE];
  resource: ResourceFacts = server('web-1');

  constructor(
    private flow: AccessFlowVersion,
    readonly startAtMs: number | null,
  ) {}

  private facts() {
    const [requester] = this.people;
    const { flow: by, resource, state, startAtMs, nowMs } = this;
    const asked = { permissions: ['web-ops'], sudoRoles: [], durationSeconds: 3600 };
    return { requester, receiver: requester, flow: by, resource, state, startAtMs, nowMs, ...asked };
  }

  private given(): GivenAnswer[] {
    return this.answers.map(({ who: one, answer }) => ({ person: this.people[one], answer }));
  }

  private become(state: AccessRequestState): void {
    if (!mayRequestBecome(this.state, state)) throw new Error(`${this.state} became ${state}`);
    if (this.state === 'pending') this.decidedAtMs = this.nowMs;
    this.state = state;
    if (state !== 'to-start') this.ends.push(state);
  }

  /** What an approval gives: a grant now, or a start later; exactly one of them. */
  private approve(grant: GrantPermit | null, later: LaterStart | null): void {
    expect([grant, later].filter((one) => one !== null)).toHaveLength(1);
    this.later = later;
    this.become(later ? 'to-start' : 'approved');
    if (grant) this.grant(grant);
  }

  private start() {
    const { later, decidedAtMs } = this;
    if (later === null) return null;
    return decideStart({ ...this.facts(), later, decidedAtMs, answers: this.given(), askedAtMs: NOW_MS });
  }

  /** Its receiver uses it. */
  private use(): void {
    const decision = this.later?.at === 'first-use' ? this.start() : null;
    if (decision === null || isDenial(decision)) return;
    this.become('approved');
    this.grant(decision);
  }

  /** Somebody looks for what is due, some time after it was. */
  private look(): void {
    if (this.later === null || this.nowMs < this.later.dueMs || this.state !== 'to-start') return;
    const decision = this.start();
    if (decision === null || isDenial(decision)) return this.become('lapsed');
    this.become('approved');
    this.grant(decision);
  }

  /** What must be true of the version's demands whenever a grant starts. */
  private grant({ terms }: GrantPermit): void {
    this.grants += 1;
    const beganMs = this.later?.at === 'scheduled' ? this.later.dueMs : this.nowMs;
    expect([terms.fromMs, terms.untilMs]).toEqual([this.nowMs, beganMs + 3_600_000]);
    expect(this.nowMs).toBeGreaterThanOrEqual(beganMs);
    const { flow: by, requester, receiver, resource } = this.facts();
    expect(by.active && isStillEntitled(by, { requester, receiver, resource }, ['web-ops'])).toBe(true);
    if (by.approval === null) return;
    const open = openTiers(by.approval, NOW_MS, this.decidedAtMs || this.nowMs);
    expect(judgeAnswers(by.approval, this.given(), { requester, receiver, resource }, open).kind).toBe('met');
  }

  ask(): void {
    const [requester] = this.people;
    const flows = [{ flow: this.flow, approvers: this.people }];
    const answer = decide({ requester, receiver: requester, resource: this.resource, flows, permissions: ['web-ops'], durationSeconds: 3600, reason: null, startAtMs: this.startAtMs, flowId: null, running: [], nowMs: this.nowMs }); // prettier-ignore
    if (isDenial(answer)) throw new Error(answer.reason);
    if (answer.terms.automatic) this.approve(answer.grant, answer.later);
  }

  private answer(one: number, answer: 'yes' | 'no'): void {
    const rest = { answer, reason: null, askedAtMs: NOW_MS, timesOutAtMs: NOW_MS + 86_400_000 };
    const decision = decideApproval({ ...this.facts(), ...rest, approver: this.people[one], answers: this.given() });
    if (isDenial(decision)) return;
    this.answers.push({ who: one, answer });
    const { kind } = decision.terms.verdict;
    if (kind === 'refused') this.become('denied');
    if (kind === 'met') this.approve(decision.grant, decision.later);
  }

  happen(event: Event): void {
    if (event.does === 'yes' || event.does === 'no') return this.answer(event.who, event.does);
    if (event.does === 'wait') this.nowMs += event.seconds * 1000;
    if (event.does === 'cancel' && mayRequestBecome(this.state, 'cancelled')) this.become('cancelled');
    if (event.does === 'disable') this.people = this.people.with(event.who, { ...this.people[event.who], enabled: false });
    if (event.does === 'leave') this.people = this.people.with(event.who, { ...this.people[event.who], teamIds: [] });
    if (event.does === 'switch') this.flow = { ...this.flow, active: event.active };
    if (event.does === 'retag') this.resource = { ...this.resource, tags: {} };
    if (event.does === 'use') this.use();
    if (event.does === 'look') this.look();
    if (this.nowMs >= NOW_MS + 86_400_000 && this.state === 'pending') this.become('timed-out');
  } // prettier-ignore
}

describe('a request', () => {
  it('has at most one end in whatever order things happen, and no grant without what its flow version demands', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.constantFrom(...FLOWS), fc.array(event, { maxLength: 14 }), (given, events) => {
        const by = flow(given);
        const life = new Life(by, by.clockStart.at === 'scheduled' ? NOW_MS + 3_600_000 : null);
        life.ask();
        for (const one of events) life.happen(one);
        expect(life.ends.length).toBe(life.state === 'pending' || life.state === 'to-start' ? 0 : 1);
        expect(life.grants).toBe(life.state === 'approved' ? 1 : 0);
        seen.set(life.state, (seen.get(life.state) ?? 0) + 1);
      }),
      { numRuns: 4000 },
    );
    const ends = ['approved', 'cancelled', 'denied', 'lapsed', 'pending', 'timed-out', 'to-start'];
    expect([...seen].filter(([, count]) => count > 20).map(([end]) => end).sort()).toEqual(ends); // prettier-ignore
  });
});

/** A grant that runs, and what moves its end: nothing without what its flow version demands. */
class Running {
  nowMs = NOW_MS;
  untilMs = NOW_MS + 3_600_000;
  people = [...PEOPLE];
  private used = 0;
  private asked: { atMs: number; answers: GivenAnswer[] } | null = null;
  /** Seconds that it was made longer, by whether the approvers said yes to it. */
  readonly gained = { approved: 0, unasked: 0 };

  constructor(
    private readonly flow: AccessFlowVersion,
    private readonly emergency: boolean,
  ) {}

  private facts() {
    const [requester] = this.people;
    const { flow: by, emergency, nowMs, untilMs, used: extensionsUsed } = this;
    const asked = { permissions: ['web-ops'], sudoRoles: [], reason: null, seconds: 1800, seenUntilMs: null };
    const state = nowMs < untilMs ? ('active' as const) : ('ending' as const);
    return { flow: by, emergency, nowMs, untilMs, extensionsUsed, requester, receiver: requester, resource: server('web-1'), state, ...asked }; // prettier-ignore
  }

  private move(untilMs: number, by: keyof Running['gained']): void {
    this.gained[by] += (untilMs - this.untilMs) / 1000;
    this.untilMs = untilMs;
    this.used += 1;
    this.asked = null;
  }

  extend(): void {
    const decision = decideExtension({ ...this.facts(), waiting: this.asked !== null });
    if (isDenial(decision)) return;
    if (decision.terms.approvalNeeded) this.asked = { atMs: this.nowMs, answers: [] };
    else this.move(decision.terms.untilMs, 'unasked');
  }

  answer(one: number, answer: 'yes' | 'no'): void {
    if (this.asked === null) return;
    const { atMs: askedAtMs, answers } = this.asked;
    const facts = { ...this.facts(), waiting: false };
    const asked = { ...facts, state: 'pending' as const, durationSeconds: 1800, askedAtMs, timesOutAtMs: this.untilMs };
    const approver = this.people[one];
    const decision = decideExtensionAnswer({ ...asked, answer, approver, answers }, facts);
    if (isDenial(decision)) return;
    answers.push({ person: approver, answer });
    if (decision.terms.verdict.kind === 'refused') this.asked = null;
    if (!decision.extension) return;
    const open = openTiers(this.flow.approval ?? plain(), askedAtMs, this.nowMs);
    expect(judgeAnswers(this.flow.approval ?? plain(), answers, facts, open).kind).toBe('met');
    this.move(decision.extension.terms.untilMs, 'approved');
  }
}

describe('a grant that may be made longer', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ does: 'extend' } as const) },
    { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('yes' as const, 'yes' as const, 'no' as const), who }) },
    fc.constant({ does: 'wait' } as const),
  );
  it('never goes on unapproved: none that was taken in an emergency, and of others only where the flow says so', () => {
    const seen = new Set<string>();
    const asking = FLOWS.filter(({ approval, clockStart }) => approval !== null && !clockStart);
    const one = fc.record({ by: fc.constantFrom(...asking), approvalAgain: fc.boolean(), emergency: fc.boolean() });
    fc.assert(
      fc.property(one, fc.array(step, { maxLength: 16 }), ({ by, approvalAgain, emergency }, steps) => {
        const extensions = { most: 3, longestSeconds: 1800, approvalAgain };
        const grant = new Running(flow({ ...by, extensions, breakGlass: { reviewWithinSeconds: 3600 } }), emergency);
        for (const each of steps) {
          if (each.does === 'extend') grant.extend();
          else if (each.does === 'wait') grant.nowMs += 900_000;
          else grant.answer(each.who, each.does);
        }
        const { approved, unasked } = grant.gained;
        if (emergency || approvalAgain) expect(unasked).toBe(0);
        else expect(approved).toBe(0);
        seen.add(`${emergency} ${approvalAgain} ${approved > 0} ${unasked > 0}`);
      }),
      { numRuns: 3000 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(['true false true false', 'true true true false', 'false true true false', 'false false false true'])); // prettier-ignore
  });
});

const NEVER = { timeZone: 'UTC', windows: [] };

describe('a running grant', () => {
  const [requester] = PEOPLE;
  const facts = {
    flow: flow({ extensions: { most: 2, longestSeconds: 1800, approvalAgain: false } }), requester, receiver: requester, resource: server('web-1'),
    permissions: ['web-ops'], sudoRoles: [], state: 'active' as const, untilMs: NOW_MS + 60_000, extensionsUsed: 0, waiting: false, emergency: false, seconds: 1800, seenUntilMs: null as number | null, reason: null, nowMs: NOW_MS,
  }; // prettier-ignore
  const longer = (given: Partial<Parameters<typeof decideExtension>[0]> = {}): unknown => {
    const answer = decideExtension({ ...facts, ...given });
    return isDenial(answer) ? answer.reason : answer.terms;
  };

  it('is made longer from its end, as often and as long as its flow version says', () => {
    expect(longer()).toEqual({
      fromUntilMs: NOW_MS + 60_000,
      untilMs: NOW_MS + 1_860_000,
      number: 1,
      approvalNeeded: false,
    });
    expect(longer({ extensionsUsed: 1, seconds: 1 })).toMatchObject({ untilMs: NOW_MS + 61_000, number: 2 });
    expect(longer({ seenUntilMs: NOW_MS + 60_000 })).toMatchObject({ number: 1 });
    expect(longer({ extensionsUsed: 2 })).toBe('extensions-used-up');
    expect(longer({ seconds: 1801 })).toBe('extension-too-long');
  });

  it('is asked to be approved again where its flow says so, and there is somebody to ask', () => {
    const again = { most: 1, longestSeconds: 1800, approvalAgain: true };
    expect(longer({ flow: flow({ extensions: again }) })).toMatchObject({ approvalNeeded: true });
    expect(longer({ flow: flow({ extensions: again, approval: null }) })).toMatchObject({ approvalNeeded: false });
  });

  it('that nobody approved is made longer only with approval, whatever its flow says', () => {
    const atOnce = flow({ extensions: { most: 1, longestSeconds: 1800, approvalAgain: false } });
    expect(longer({ flow: atOnce, emergency: true })).toMatchObject({ approvalNeeded: true });
    expect(longer({ flow: atOnce })).toMatchObject({ approvalNeeded: false });
  });

  it('is made longer by the yes that meets the policy, and by none where the grant may not any more', () => {
    const approver = PEOPLE.find(({ displayName }) => displayName === 'omar') ?? PEOPLE[4];
    const again = flow({ extensions: { most: 1, longestSeconds: 1800, approvalAgain: true } });
    const asked = { ...facts, flow: again, durationSeconds: 1800, approver, answers: [], askedAtMs: NOW_MS, timesOutAtMs: NOW_MS + 60_000 };
    const answer = (answered: 'yes' | 'no', given: Partial<typeof facts> = {}): unknown => {
      const decision = decideExtensionAnswer({ ...asked, state: 'pending', answer: answered }, { ...facts, flow: again, ...given });
      return isDenial(decision) ? decision.reason : [decision.terms.verdict.kind, decision.grant, decision.extension?.terms.untilMs];
    };
    expect(answer('yes')).toEqual(['met', null, NOW_MS + 1_860_000]);
    expect(answer('no')).toEqual(['refused', null, undefined]);
    expect(answer('yes', { state: 'ending' as 'active' })).toBe('grant-not-running');
    expect(answer('yes', { extensionsUsed: 1 })).toBe('extensions-used-up');
    expect(answer('no', { state: 'ending' as 'active' })).toEqual(['refused', null, undefined]);
  }); // prettier-ignore

  it.each<[string, Partial<typeof facts>, string]>([
    ['no extensions', { flow: flow() }, 'no-extensions'],
    ['zero extensions', { flow: flow({ extensions: { most: 0, longestSeconds: 60, approvalAgain: false } }) }, 'no-extensions'],
    ['another extension that waits', { waiting: true }, 'extension-waits'],
    ['another end than the one that was seen', { seenUntilMs: NOW_MS + 59_999 }, 'extended-meanwhile'],
    ['the end of before its only extension', { seenUntilMs: NOW_MS, extensionsUsed: 2 }, 'extended-meanwhile'],
    ['half a second', { seconds: 0.5 }, 'duration-invalid'],
    ['its end reached', { untilMs: NOW_MS }, 'grant-not-running'],
    ['its end ordered', { state: 'ending' as 'active' }, 'grant-not-running'],
    ['not in force yet', { state: 'granting' as 'active' }, 'not-in-force-yet'],
    ['its flow switched off', { flow: { ...facts.flow, active: false } }, 'flow-inactive'],
    ['no reason where one is needed', { flow: { ...facts.flow, justificationRequired: true } }, 'reason-missing'],
    ['a requester who was disabled', { requester: { ...requester, enabled: false } }, 'requester-disabled'],
    ['a receiver who left', { receiver: { ...requester, teamIds: [] }, requester: { ...requester, teamIds: [] } }, 'requester-no-longer-entitled'],
    ['a server that lost its tag', { resource: server('web-1', { tags: {} }) }, 'requester-no-longer-entitled'],
    ['a server whose clock is off', { resource: server('web-1', { available: false, clockOff: 'server-clock-off' }) }, 'server-clock-off'],
    ['an hour at which its flow may not be used', { flow: { ...facts.flow, timeframe: NEVER } }, 'outside-timeframe'],
    ['a role that was edited', { resource: server('web-1', { sudoRoles: [{ name: 'web-ops', commands: ['/bin/id'] }] }) }, 'sudo-role-changed'],
  ])('with %s is not', (_, given, reason) => expect(longer(given)).toBe(reason)); // prettier-ignore
});
