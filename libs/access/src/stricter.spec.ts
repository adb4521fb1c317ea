/**
 * "More rules never remove a no": one more rule in a flow (a condition under AND, an exclusion, a field, hours, a tier that all
 * must meet, one more yes) never turns its no into a yes. And one more flow never takes a yes away: see decide.spec.ts.
 */
import fc from 'fast-check';
import type { AccessFlowVersion } from './access-flow.js';
import { anyOneOf } from './approval-policy.js';
import type { AskFacts } from './asking.js';
import type { Condition, ConditionTree } from './condition.js';
import { decide } from './decide.js';
import { isDenial } from './denial.js';
import { flow, lookedUp, NOW_MS, OWNERS, person, PROD, server, WEB } from './flow.fixture.js';
import type { ServerSelector } from './flow-target.js';
import type { PersonId, ShiftId } from './ids.js';

const some = fc.constantFrom;
const condition: fc.Arbitrary<ConditionTree> = some<Condition[]>(
  { subject: 'team', operator: 'is', values: [WEB] },
  lookedUp({ subject: 'team', operator: 'is-not', values: [OWNERS] }),
  { subject: 'shift', operator: 'is', values: ['night' as ShiftId] },
  lookedUp({ subject: 'shift', operator: 'is-not', values: ['night' as ShiftId] }),
  { subject: 'attribute', attribute: 'site', operator: 'starts-with', values: ['Ber'] },
  { subject: 'attribute', attribute: 'site', operator: 'does-not-contain', values: ['x'] },
);
const selector = some<ServerSelector[]>(
  { all: true },
  { patterns: ['web-*'] },
  { tags: { env: 'prod' } },
  { names: ['db-1'] },
);
const hours = { timeZone: 'UTC', windows: [{ days: ['sunday', 'monday'], from: '08:00', until: '12:00' }] } as const;
const owners = (needed: number) => ({ any: [{ kind: 'team', id: OWNERS }], needed }) as const;
const policy = (needed: number) => ({
  ...anyOneOf({ personIds: [], teamIds: [] }),
  tiers: [{ mode: 'all-of' as const, sets: [owners(needed)] }],
});

const version: fc.Arbitrary<AccessFlowVersion> = fc
  .record({
    requesters: fc.array(condition, { minLength: 1, maxLength: 2 }).map((all) => ({ all })),
    include: fc.array(selector, { minLength: 1, maxLength: 2 }),
    longestSeconds: some(3600, 7200),
    approval: some(null, policy(1), policy(2)),
    justificationRequired: fc.boolean(),
  })
  .map(({ include, ...given }) =>
    flow({ ...given, targets: [{ integrationId: PROD, servers: { include, exclude: [] }, permissions: 'all' }] }),
  );
const requester = fc
  .record({
    teamIds: fc.subarray([WEB, OWNERS]),
    onShifts: some(undefined, [], ['night' as ShiftId]),
    attributes: some(undefined, { site: 'Berlin' }),
    managerId: some(null, 'boss' as PersonId),
  })
  .map((given) => person('rita', given));
const ask: fc.Arbitrary<Omit<AskFacts, 'flows'>> = fc
  .record({ requester, reason: some(null, 'INC-1'), durationSeconds: some(null, 3600, 7200), resource: some(server('web-1'), server('db-1', { tags: {} })), nowMs: some(NOW_MS, NOW_MS - 3_600_000), approvers: fc.constant([]) })
  .map((given) => ({ ...given, receiver: given.requester, permissions: ['web-ops'], flowId: null, running: [] })); // prettier-ignore

type Stricter = (
  by: AccessFlowVersion,
  more: { condition: ConditionTree; selector: ServerSelector },
) => AccessFlowVersion;
const RULES: Record<string, Stricter> = {
  'one more condition': (by, more) => ({ ...by, requesters: { all: [by.requesters, more.condition] } }),
  'one more exclusion': (by, { selector: exclude }) => ({
    ...by,
    targets: by.targets.map((target) => 'servers' in target && 'include' in target.servers ? { ...target, servers: { ...target.servers, exclude: [exclude] } } : target),
  }),
  hours: (by) => ({ ...by, timeframe: hours }),
  'a needed field': (by) => ({ ...by, customFields: [{ name: 'ticket', label: 'Ticket', pattern: null, required: true }] }),
  'a needed reason': (by) => ({ ...by, justificationRequired: true }),
  'a shorter time': (by) => ({ ...by, longestSeconds: by.longestSeconds / 2, defaultSeconds: 3600 }),
  'three more yeses': (by) => ({ ...by, approval: { ...policy(1), tiers: [{ mode: 'all-of', sets: [...(by.approval?.tiers[0].sets ?? []), owners(3)] }] } }),
}; // prettier-ignore

describe('a flow', () => {
  it.each(Object.entries(RULES))('with %s permits nothing that it refused before', (_, stricter) => {
    const crowd = ['olga', 'omar', 'oleg', 'otto'].map((name) => person(name, { teamIds: [OWNERS] }));
    let noes = 0;
    let taken = 0;
    fc.assert(
      fc.property(version, ask, condition, selector, fc.nat(4), (by, facts, one, exclude, count) => {
        const under = (each: AccessFlowVersion) =>
          decide({ ...facts, flows: [{ flow: each, approvers: crowd.slice(0, count) }] });
        const [before, after] = [under(by), under(stricter(by, { condition: one, selector: exclude }))];
        if (isDenial(before)) {
          noes += 1;
          // Who names no time gets a shorter one: that is another ask.
          if (facts.durationSeconds !== null) expect(isDenial(after)).toBe(true);
        } else if (isDenial(after)) taken += 1;
        if (!isDenial(before) && !isDenial(after) && before.grant === null) expect(after.grant).toBeNull();
      }),
      { numRuns: 600 },
    );
    expect(Math.min(noes, taken)).toBeGreaterThan(10);
  });
});
