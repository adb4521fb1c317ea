/** A request from its beginning to its end, in every order of what may happen to it: a model of what the database does by locks. */
import fc from 'fast-check';
import type { AccessFlowVersion } from './access-flow.js';
import { type AccessRequestState, mayRequestBecome } from './access-request.js';
import { type GivenAnswer, judgeAnswers, openTiers } from './approval-answers.js';
import { anyOneOf } from './approval-policy.js';
import { isStillEntitled } from './answering.js';
import { decide, decideApproval, decideExtension, decideExtensionAnswer, decideStart } from './decide.js';
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
  | { does: 'start' };
const who = fc.nat(PEOPLE.length - 1);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('yes' as const, 'yes' as const, 'no' as const), who }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(60, 1800, 86_400) }) },
  { weight: 2, arbitrary: fc.constant({ does: 'start' } as const) },
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
    this.state = state;
    this.ends.push(state);
  }

  /** What must be true of the version's demands whenever a grant starts. */
  private grant(): void {
    this.grants += 1;
    const { flow: by, requester, receiver, resource } = this.facts();
    expect(by.active && isStillEntitled(by, { requester, receiver, resource }, ['web-ops'])).toBe(true);
    if (by.approval === null || this.startAtMs !== null) return;
    const open = openTiers(by.approval, NOW_MS, this.nowMs);
    expect(judgeAnswers(by.approval, this.given(), { requester, receiver, resource }, open).kind).toBe('met');
  }

  ask(): void {
    const [requester] = this.people;
    const flows = [{ flow: this.flow, approvers: this.people }];
    const answer = decide({ requester, receiver: requester, resource: this.resource, flows, permissions: ['web-ops'], durationSeconds: 3600, reason: null, startAtMs: this.startAtMs, flowId: null, held: [], nowMs: this.nowMs }); // prettier-ignore
    if (isDenial(answer)) throw new Error(answer.reason);
    if (answer.terms.automatic) this.become('approved');
    if (answer.grant) this.grant();
  }

  private answer(one: number, answer: 'yes' | 'no'): void {
    const rest = { answer, reason: null, askedAtMs: NOW_MS, timesOutAtMs: NOW_MS + 86_400_000 };
    const decision = decideApproval({ ...this.facts(), ...rest, approver: this.people[one], answers: this.given() });
    if (isDenial(decision)) return;
    this.answers.push({ who: one, answer });
    const { kind } = decision.terms.verdict;
    if (kind === 'refused') this.become('denied');
    if (kind === 'met') this.become('approved');
    expect(decision.grant !== null).toBe(kind === 'met' && (this.startAtMs ?? 0) <= this.nowMs);
    if (decision.grant) this.grant();
  }

  happen(event: Event): void {
    if (event.does === 'yes' || event.does === 'no') return this.answer(event.who, event.does);
    if (event.does === 'wait') this.nowMs += event.seconds * 1000;
    if (event.does === 'cancel' && mayRequestBecome(this.state, 'cancelled')) this.become('cancelled');
    if (event.does === 'disable') this.people = this.people.with(event.who, { ...this.people[event.who], enabled: false });
    if (event.does === 'leave') this.people = this.people.with(event.who, { ...this.people[event.who], teamIds: [] });
    if (event.does === 'switch') this.flow = { ...this.flow, active: event.active };
    if (event.does === 'retag') this.resource = { ...this.resource, tags: {} };
    if (event.does === 'start' && this.grants === 0 && !isDenial(decideStart(this.facts()))) this.grant();
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
        expect(life.ends.length).toBe(life.state === 'pending' ? 0 : 1);
        expect(life.grants).toBeLessThanOrEqual(life.state === 'approved' ? 1 : 0);
        if (life.state === 'approved' && life.startAtMs === null) expect(life.grants).toBe(1);
        const end = `${life.state}${life.grants > 0 ? ', granted' : ''}`;
        seen.set(end, (seen.get(end) ?? 0) + 1);
      }),
      { numRuns: 3000 },
    );
    const ends = ['approved', 'approved, granted', 'cancelled', 'denied', 'pending', 'timed-out'];
    expect([...seen].filter(([, count]) => count > 20).map(([end]) => end).sort()).toEqual(ends); // prettier-ignore
  });
});

const NEVER = { timeZone: 'UTC', windows: [] };

describe('a running grant', () => {
  const [requester] = PEOPLE;
  const facts = {
    flow: flow({ extensions: { most: 2, longestSeconds: 1800, approvalAgain: false } }), requester, receiver: requester, resource: server('web-1'),
    permissions: ['web-ops'], sudoRoles: [], state: 'active' as const, untilMs: NOW_MS + 60_000, extensionsUsed: 0, waiting: false, seconds: 1800, reason: null, nowMs: NOW_MS,
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
    expect(longer({ extensionsUsed: 2 })).toBe('extensions-used-up');
    expect(longer({ seconds: 1801 })).toBe('extension-too-long');
  });

  it('is asked to be approved again where its flow says so, and there is somebody to ask', () => {
    const again = { most: 1, longestSeconds: 1800, approvalAgain: true };
    expect(longer({ flow: flow({ extensions: again }) })).toMatchObject({ approvalNeeded: true });
    expect(longer({ flow: flow({ extensions: again, approval: null }) })).toMatchObject({ approvalNeeded: false });
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
    ['half a second', { seconds: 0.5 }, 'duration-invalid'],
    ['its end reached', { untilMs: NOW_MS }, 'grant-not-running'],
    ['its end ordered', { state: 'ending' as 'active' }, 'grant-not-running'],
    ['not in force yet', { state: 'granting' as 'active' }, 'grant-not-running'],
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
