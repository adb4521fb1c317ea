import fc from 'fast-check';
import { type AccessFlowVersion, betweenPeople, PLAIN_FLOW } from './access-flow.js';
import { isStillEntitled } from './answering.js';
import type { AskFacts, FlowFacts } from './asking.js';
import { anyOneOf, approversOf, fills } from './approval-policy.js';
import { anyOfPeople, holds } from './condition.js';
import { decide, decideApproval } from './decide.js';
import { DENIALS, deny, isDenial } from './denial.js';
import { explainDenial, faultOf } from './explain.js';
import { explainPermit } from './explain-permit.js';
import { running } from './flow.fixture.js';
import type { RunningAccess } from './grant.js';
import { inWords } from './in-words.js';
import type { FlowTarget, ServerScope } from './flow-target.js';
import type { AccessFlowId, AccessFlowVersionId, IntegrationId, PersonId, ResourceId, TeamId } from './ids.js';
import { isSameHuman, type PeopleOrTeams, type PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

const NOW_MS = 1_800_000_000_000;
const some = <T>(...of: T[]): fc.Arbitrary<T> => fc.constantFrom(...of);
const PEOPLE = ['p1', 'p2', 'p3'] as PersonId[];
const TEAMS = ['t1', 't2'] as TeamId[];
const INTEGRATIONS = ['i1', 'i2'] as IntegrationId[];
const PERMISSIONS = ['Default', 'web-ops', 'db-admins'];

/** Mostly the first, so that yeses are not rare. */
const mostly = <T>(usual: T, ...rare: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: some(...rare) });
const people: fc.Arbitrary<PeopleOrTeams> = fc.record({ personIds: fc.subarray(PEOPLE), teamIds: fc.subarray(TEAMS) });
const person: fc.Arbitrary<PersonFacts> = fc.record({
  personId: some(...PEOPLE),
  displayName: fc.constant('Somebody'),
  email: some(null, 'one@example.org', 'two@example.org'),
  enabled: mostly(true, false),
  teamIds: fc.subarray(TEAMS),
});
const tags = fc.dictionary(some('env', 'role'), some('prod', 'test'), { maxKeys: 2, noNullPrototype: true });
const scope: fc.Arbitrary<ServerScope> = fc.oneof(
  fc.constant({ all: true } as const),
  fc.record({ names: fc.subarray(['s1', 's2']) }),
  fc.record({ tags }),
);
const target: fc.Arbitrary<FlowTarget> = fc.record({
  integrationId: mostly(...(INTEGRATIONS as [IntegrationId, IntegrationId])),
  servers: scope,
  permissions: fc.oneof(fc.constant('all' as const), fc.subarray(PERMISSIONS)),
});
const flow: fc.Arbitrary<AccessFlowVersion> = fc.record({
  flowId: some('f1', 'f2', 'f3', 'f4') as fc.Arbitrary<AccessFlowId>,
  versionId: some('v1', 'v2') as fc.Arbitrary<AccessFlowVersionId>,
  version: fc.nat(3),
  name: some('A', 'B', 'C'),
  active: mostly(true, false),
  trigger: fc.constant('ask' as const),
  requesters: people.map(anyOfPeople),
  requestFor: fc.constant(PLAIN_FLOW.requestFor),
  targets: fc.array(target, { minLength: 1, maxLength: 3 }),
  approval: fc.option(people.map(anyOneOf)),
  defaultSeconds: fc.constant(null),
  fixedDuration: fc.constant(false),
  timeframe: fc.constant(null),
  clockStart: fc.constant(PLAIN_FLOW.clockStart),
  extensions: fc.constant(null),
  breakGlass: fc.constant(null),
  customFields: fc.constant([]),
  templates: fc.constant([]),
  longestSeconds: some(60, 3600),
  justificationRequired: mostly(false, true),
  requestTimeoutSeconds: some(60, 86_400),
  allowsForwarding: fc.boolean(),
  finishWithinSeconds: fc.option(fc.integer({ min: 60, max: 604_800 })),
});
const flowFacts: fc.Arbitrary<FlowFacts> = fc.record({ flow, approvers: fc.array(person, { maxLength: 3 }) });
const resource: fc.Arbitrary<ResourceFacts> = fc.record({
  resourceId: fc.constant('r1' as ResourceId),
  integrationId: mostly(...(INTEGRATIONS as [IntegrationId, IntegrationId])),
  name: some('s1', 's2'),
  tags,
  permissions: mostly(PERMISSIONS, [], ['Default']),
  sudoRoles: fc.constant([]),
  available: mostly(true, false),
});
const askedForOneself = fc.record({
  requester: person,
  resource: fc.option(resource, { freq: 10 }),
  flows: fc.uniqueArray(flowFacts, { minLength: 1, maxLength: 4, selector: (one) => one.flow.flowId }),
  permissions: fc.oneof(fc.subarray(PERMISSIONS, { minLength: 1, maxLength: 2 }), fc.constant([])),
  durationSeconds: mostly(60, -1, 0, 0.5, 61, 3600, 3601, Number.NaN, Infinity),
  reason: some(null, '', ' ', 'INC-1'),
  flowId: mostly<AccessFlowId | null>(null, 'f1' as AccessFlowId, 'f9' as AccessFlowId),
  running: mostly<RunningAccess[]>([], [running('web-ops')]),
  nowMs: fc.constant(NOW_MS),
}); // prettier-ignore
const facts: fc.Arbitrary<AskFacts> = askedForOneself.map((given) => ({ ...given, receiver: given.requester }));
const many = { numRuns: 3000 };

describe('deciding on an ask', () => {
  it('permits nothing without an active flow that names person, server and every permission', () => {
    let permits = 0;
    fc.assert(
      fc.property(facts, (given) => {
        const answer = decide(given);
        if (isDenial(answer)) return;
        permits += 1;
        const { flow: by, permissions } = answer.terms;
        const found = given.flows.find((one) => one.flow === by);
        expect(found && by.active && holds(by.requesters, given.requester)).toBe(true);
        expect(given.resource && isStillEntitled(by, { ...given, resource: given.resource }, permissions)).toBe(true);
        expect(permissions).toEqual(given.permissions);
        expect(given.requester.enabled && given.resource?.available).toBe(true);
        expect(given.durationSeconds).toBeLessThanOrEqual(by.longestSeconds);
        expect(answer.grant !== null).toBe(by.approval === null);
      }),
      many,
    );
    expect(permits).toBeGreaterThan(100);
  });

  it('gives a grant without asking anybody only under a flow that has no approvers', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const answer = decide(given);
        if (isDenial(answer) || answer.terms.flow.approval === null) return;
        const { approvers } = given.flows.find((one) => one.flow === answer.terms.flow) ?? { approvers: [] };
        expect(approvers.some((one) => one.enabled && !isSameHuman(one, given.requester))).toBe(true);
        expect(answer.grant).toBeNull();
      }),
      many,
    );
  });

  it('never turns a yes into a no because one more flow exists', () => {
    fc.assert(
      fc.property(facts, flowFacts, (given, more) => {
        fc.pre(given.flows.every((one) => one.flow.flowId !== more.flow.flowId));
        const before = decide(given);
        if (isDenial(before)) return;
        const after = decide({ ...given, flows: [...given.flows, more] });
        expect(isDenial(after)).toBe(false);
        const sameFlow = decide({ ...given, flows: [...given.flows, more], flowId: before.terms.flow.flowId });
        expect(sameFlow).toEqual(before);
      }),
      many,
    );
  });

  it('answers the same whatever the order of the flows', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(decide({ ...given, flows: [...given.flows].reverse() })).toEqual(decide(given));
      }),
      many,
    );
  });

  it('permits nothing more when a flow is switched off, a person disabled, or a server unknown', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const off = given.flows.map((one) => ({ ...one, flow: { ...one.flow, active: false } }));
        expect(isDenial(decide({ ...given, flows: off }))).toBe(true);
        expect(isDenial(decide({ ...given, requester: { ...given.requester, enabled: false } }))).toBe(true);
        expect(isDenial(decide({ ...given, resource: null }))).toBe(true);
      }),
      many,
    );
  });

  it('ends a grant as long after the start as was asked, and a request when its flow says', () => {
    const asked = automatic({ durationSeconds: 3600 });
    const answer = decide(asked);
    if (isDenial(answer)) throw new Error(answer.reason);
    expect(answer.grant?.terms).toMatchObject({ fromMs: NOW_MS, untilMs: NOW_MS + 3_600_000 });
    expect(answer.terms.timesOutAtMs).toBe(NOW_MS + 600_000);
  });
});

describe('deciding on an answer', () => {
  it('starts no grant but by another human who is an approver today, under a flow that still lets the requester ask', () => {
    let permits = 0;
    const answers = fc.record({ answer: some('yes' as const, 'no' as const), approver: person, requester: person, reason: fc.constant(null), answers: fc.constant([]), askedAtMs: fc.constant(NOW_MS - 1), resource: fc.option(resource, { freq: 10 }), flow, state: some('pending' as const, 'pending' as const, 'denied' as const), permissions: fc.subarray(PERMISSIONS, { minLength: 1, maxLength: 1 }), sudoRoles: fc.constant([]), durationSeconds: some(60), timesOutAtMs: some(NOW_MS, NOW_MS + 1), nowMs: fc.constant(NOW_MS) }); // prettier-ignore
    fc.assert(
      fc.property(answers, (asked) => {
        const given = { ...asked, receiver: asked.requester };
        const answer = decideApproval(given);
        if (isDenial(answer)) return;
        const places = given.flow.approval ? approversOf(given.flow.approval) : [];
        expect(places.some((place) => fills(place, given.approver, given))).toBe(true);
        expect(given.approver.enabled && !isSameHuman(given.approver, given.requester)).toBe(true);
        expect(given.state).toBe('pending');
        expect(given.timesOutAtMs).toBeGreaterThan(NOW_MS);
        if (answer.grant === null) return expect(given.answer).toBe('no');
        permits += 1;
        expect(given.answer).toBe('yes');
        expect(given.flow.active && given.resource?.available).toBe(true);
        expect(
          given.resource && isStillEntitled(given.flow, { ...given, resource: given.resource }, given.permissions),
        ).toBe(true);
      }),
      { numRuns: 8000 },
    );
    expect(permits).toBeGreaterThan(20);
  });
});

describe('explaining', () => {
  it('has a sentence and a fault code for every denial', () => {
    for (const reason of Object.keys(DENIALS) as (keyof typeof DENIALS)[]) {
      const denial = deny(reason, { flow: 'F', resource: 'web-1', permissions: ['web-ops'], longestSeconds: 3600 });
      expect(explainDenial(denial)).toMatch(/^\S.*\.$/);
      expect(faultOf(denial)).toMatchObject({ code: DENIALS[reason], message: explainDenial(denial) });
    }
  });

  it('says of a server out of reach exactly what it says of one that does not exist', () => {
    const unknown = faultOf(deny('resource-unknown'));
    const unreached = faultOf(deny('no-flow', { resource: 'secret-server', permissions: ['x'] }));
    expect([unreached.code, unreached.message, unreached.hint]).toEqual([unknown.code, unknown.message, unknown.hint]);
  });

  it('says what is permitted and who is asked', () => {
    const answer = decide(automatic({ durationSeconds: 5400 }));
    if (isDenial(answer)) throw new Error(answer.reason);
    expect(explainPermit(answer, 'web-1')).toBe(
      'The access flow “Auto” gives web-ops on web-1 for 1 hour 30 minutes, at once, nobody is asked.',
    );
  });

  it.each([[0, '0 seconds'], [1, '1 second'], [3600, '1 hour'], [90_061, '1 day 1 hour']])('says %d as %s', (seconds, words) =>
    expect(inWords(seconds)).toBe(words),
  ); // prettier-ignore
});

const automatic = (given: Partial<AskFacts>): AskFacts => {
  const rita = 'rita' as PersonId;
  const by: AccessFlowVersion = {
    flowId: 'f' as AccessFlowId, versionId: 'v' as AccessFlowVersionId, version: 1, name: 'Auto', active: true,
    ...PLAIN_FLOW, ...betweenPeople({ personIds: [rita], teamIds: [] }, null),
    targets: [{ integrationId: 'i' as IntegrationId, servers: { all: true }, permissions: 'all' }],
    longestSeconds: 7200, justificationRequired: false, requestTimeoutSeconds: 600, allowsForwarding: false,
  }; // prettier-ignore
  const requester: PersonFacts = { personId: rita, displayName: 'Rita', email: null, enabled: true, teamIds: [] };
  return {
    requester, receiver: requester,
    resource: { resourceId: 'r' as ResourceId, integrationId: 'i' as IntegrationId, name: 'web-1', tags: {}, permissions: ['web-ops'], sudoRoles: [], available: true },
    flows: [{ flow: by, approvers: [] }],
    permissions: ['web-ops'], durationSeconds: 60, reason: null, flowId: null, running: [], nowMs: NOW_MS, ...given,
  }; // prettier-ignore
};
