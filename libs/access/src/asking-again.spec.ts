/**
 * Asking for what runs. The golden table says what each ask comes to; after a wanted change: `UPDATE_GOLDEN=1 npm run jest --
 * libs/access`, and read the diff. The properties say that it gives no more than making it longer does.
 */
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AskAgainFacts, meantByAsk } from './asking-again.js';
import { decide, decideAskAgain, decideExtension } from './decide.js';
import { isDenial } from './denial.js';
import { explainDenial } from './explain.js';
import { flow, NOW_MS, OWNERS, person, running, server, WEB } from './flow.fixture.js';
import { table } from './golden-table.fixture.js';
import type { AccessFlowId } from './ids.js';

const HOUR = 3600;
const rita = person('rita', { teamIds: [WEB] });
const olga = person('olga', { teamIds: [OWNERS] });
/** It ends in half an hour. */
const UNTIL_MS = NOW_MS + (HOUR / 2) * 1000;
const rule = (given: object = {}) => ({ most: 2, longestSeconds: HOUR, approvalAgain: false, ...given });
const both = [{ integrationId: server('web-1').integrationId, servers: { all: true as const }, permissions: 'all' as const }]; // prettier-ignore
const facts: AskAgainFacts = {
  flow: flow({ extensions: rule(), targets: both }),
  ...{ requester: rita, receiver: rita, resource: server('web-1'), permissions: ['web-ops'], sudoRoles: [] },
  ...{
    state: 'active',
    untilMs: UNTIL_MS,
    extensionsUsed: 0,
    waiting: false,
    emergency: false,
    seenUntilMs: null,
    reason: null,
  },
  ...{ durationSeconds: HOUR, fields: {}, nowMs: NOW_MS },
};
const ask = {
  ...{ requesterId: rita.personId, receiverId: rita.personId, permissions: ['web-ops'], flowId: null as AccessFlowId | null },
  ...{ startAtMs: null as number | null, breakGlass: false, durationSeconds: HOUR as number | null, seenUntilMs: null as number | null, nowMs: NOW_MS },
}; // prettier-ignore
type Ask = typeof ask;

const ASKS: Record<string, Partial<Ask>> = {
  'for an hour from now': {},
  'for as long as it runs': { durationSeconds: HOUR / 2 },
  'for five minutes more': { durationSeconds: HOUR / 2 + 300 },
  'for too long': { durationSeconds: 2 * HOUR },
  'without saying how long': { durationSeconds: null },
  'under its flow': { flowId: 'flow' as AccessFlowId },
  'under another flow': { flowId: 'another' as AccessFlowId },
  'for both permissions': { permissions: ['web-ops', 'db-admins'] },
  'from its end on': { startAtMs: UNTIL_MS },
  'from a moment before its end': { startAtMs: UNTIL_MS - 1 },
  'from a moment that has passed': { startAtMs: NOW_MS - 1 },
  'in an emergency': { breakGlass: true },
  'by another, for him who has it': { requesterId: olga.personId },
  'who saw its end': { seenUntilMs: UNTIL_MS },
  'who saw another end': { seenUntilMs: UNTIL_MS - 1000 },
};
const RUNS: Record<
  string,
  { facts?: Partial<AskAgainFacts>; permissions?: string[]; active?: boolean; askedFor?: boolean }
> = {
  'made longer at once': {},
  'approved again': { facts: { flow: { ...facts.flow, extensions: rule({ approvalAgain: true }) } } },
  'runs with another': { permissions: ['web-ops', 'db-admins'] },
  'without extensions': { facts: { flow: { ...facts.flow, extensions: null } } },
  'extensions used up': { facts: { extensionsUsed: 2 } },
  'an extension waits': { facts: { waiting: true } },
  'not in force yet': { active: false },
  'given by itself': { askedFor: false },
};

const answer = (given: Ask, runs: (typeof RUNS)[string]): string => {
  const { permissions = ['web-ops'], active = true, askedFor = true } = runs;
  const held = [running('web-ops', { permissions, active, askedFor, untilMs: UNTIL_MS })];
  if (meantByAsk(given, held)) {
    const { durationSeconds, seenUntilMs, nowMs } = given;
    const decision = decideAskAgain({ ...facts, permissions, ...runs.facts, durationSeconds, seenUntilMs, nowMs });
    if (isDenial(decision)) return `no: ${decision.reason}`;
    const minutes = (decision.terms.untilMs - decision.terms.fromUntilMs) / 60_000;
    return `LONGER by ${minutes} min${decision.terms.approvalNeeded ? ', if approved' : ''}`;
  }
  const by = flow({ targets: both, clockStart: { at: 'scheduled', withinSeconds: 86_400 }, requestFor: { self: true, directReports: false, others: { all: [] } } }); // prettier-ignore
  const requester = [rita, olga].find(({ personId }) => personId === given.requesterId) ?? rita;
  const about = { requester: { ...requester, teamIds: [WEB] }, receiver: rita, resource: server('web-1'), reason: 'it is down' };
  const decision = decide({ ...given, ...about, flowId: null, running: held, waiting: runs.facts?.waiting ? ['web-ops'] : [], flows: [{ flow: by, approvers: [olga] }] });
  return isDenial(decision) ? `no: ${decision.reason}` : 'NEW, if approved';
}; // prettier-ignore

describe('asking for what runs', () => {
  it('comes to what the golden table says', () => {
    const rows = Object.entries(ASKS).map(([name, given]): [string, string[]] => [
      name,
      Object.values(RUNS).map((runs) => answer({ ...ask, ...given }, runs)),
    ]);
    const text = [
      '# What asking for running access comes to',
      '',
      'Written by asking-again.spec.ts. web-ops on web-1 runs for half an hour more, by a flow that makes it longer twice, by an hour',
      'at once. Rows are asks of who has it, columns say what runs; an ask for something new goes by a flow that lets one name a start.',
      '',
      table('Asked for', Object.keys(RUNS), rows),
      '',
    ].join('\n');
    const file = new URL('./asking-again.golden.txt', import.meta.url);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  const given = fc.record({
    most: fc.integer({ min: 1, max: 3 }),
    longestSeconds: fc.constantFrom(60, HOUR),
    approvalAgain: fc.boolean(),
    approval: fc.boolean(),
    leftMs: fc.integer({ min: 1, max: 2 * HOUR * 1000 }),
    used: fc.nat(3),
    durationSeconds: fc.oneof(fc.integer({ min: 5, max: 3 * HOUR }), fc.constant(null)),
  });
  const factsOf = ({ most, longestSeconds, approvalAgain, approval, leftMs, used, durationSeconds }: typeof given extends fc.Arbitrary<infer T> ? T : never): AskAgainFacts => {
    const by = flow({ targets: both, extensions: { most, longestSeconds, approvalAgain } });
    return { ...facts, flow: approval ? by : { ...by, approval: null }, untilMs: NOW_MS + leftMs, extensionsUsed: used, durationSeconds };
  }; // prettier-ignore

  it('gives what making it longer gives and no more: its limits, its approvals, and an end as far from now as was asked for', () => {
    let longer = 0;
    fc.assert(
      fc.property(given, (one) => {
        const known = factsOf(one);
        const decision = decideAskAgain(known);
        if (isDenial(decision)) return;
        longer += 1;
        const { terms } = decision;
        const seconds = (terms.untilMs - terms.fromUntilMs) / 1000;
        expect(decideExtension({ ...known, seconds })).toMatchObject({ terms });
        expect(terms).toMatchObject({ fromUntilMs: known.untilMs, number: one.used + 1 });
        expect(terms.approvalNeeded).toBe(one.approvalAgain && one.approval);
        expect(one.used < one.most && seconds <= one.longestSeconds).toBe(true);
        expect(terms.untilMs - NOW_MS).toBeLessThanOrEqual((one.durationSeconds ?? known.flow.longestSeconds) * 1000);
        if (one.durationSeconds !== null) expect(terms.untilMs - NOW_MS).toBeGreaterThan(one.durationSeconds * 1000 - 1000); // prettier-ignore
      }),
      { numRuns: 3000 },
    );
    expect(longer).toBeGreaterThan(300);
  });

  it('twice in a short time is given once', () => {
    let twice = 0;
    fc.assert(
      fc.property(given, fc.nat(400), (one, laterMs) => {
        const known = factsOf(one);
        const first = decideAskAgain(known);
        if (isDenial(first)) return;
        const next = { untilMs: first.terms.untilMs, extensionsUsed: first.terms.number, nowMs: NOW_MS + laterMs };
        const second = decideAskAgain({ ...known, ...next });
        twice += 1;
        expect(isDenial(second) && second.reason).toMatch(/^runs-(long-enough|extensions-used-up)$/);
      }),
      { numRuns: 2000 },
    );
    expect(twice).toBeGreaterThan(200);
  });

  it('means the access that lasts longest, where several give all that is asked for', () => {
    const held = [60_000, 90_000, 30_000].map((ms) => running('web-ops', { untilMs: NOW_MS + ms }));
    expect(meantByAsk(ask, held)).toBe(held[1]);
    expect(meantByAsk({ ...ask, permissions: [] }, held)).toBeNull();
    expect(meantByAsk({ ...ask, requesterId: olga.personId }, held)).toBeNull();
    const askedByOlga = running('web-ops', { requesterId: olga.personId });
    expect(meantByAsk({ ...ask, requesterId: olga.personId }, [...held, askedByOlga])).toBe(askedByOlga);
  });

  it('is refused with what runs, until when, and why it does not get longer', () => {
    const told = (part: Partial<AskAgainFacts>): string => {
      const decision = decideAskAgain({ ...facts, ...part });
      return isDenial(decision) ? explainDenial(decision) : 'longer';
    };
    const runs = 'web-ops on web-1 runs already, until 2026-11-22 12:30 UTC';
    const by = 'The access flow “Web operators”';
    expect(told({ flow: { ...facts.flow, extensions: null } })).toBe(`${runs}. ${by} does not let access be made longer.`);
    expect(told({ extensionsUsed: 2 })).toBe(`${runs}. ${by} lets access be made longer 2 times, and it was.`);
    expect(told({ durationSeconds: 600 })).toBe(`${runs}: for 10 minutes from now it would not run noticeably longer.`);
    expect(told({ durationSeconds: 9000 })).toBe(`${by} makes access longer by at most 1 hour at once: until 2026-11-22 13:30 UTC at the latest.`);
    expect(told({ flow: { ...facts.flow, justificationRequired: true } })).toBe(`${by} needs a justification.`);
  }); // prettier-ignore

  it('asks for no field of its flow, and takes none that is wrong', () => {
    const customFields = [{ name: 'ticket', label: 'Ticket', pattern: String.raw`INC-\d+`, required: true }];
    const reasonOf = (fields: Record<string, string>): unknown => {
      const decision = decideAskAgain({ ...facts, flow: { ...facts.flow, customFields }, fields });
      return isDenial(decision) ? decision.reason : 'longer';
    };
    expect([reasonOf({}), reasonOf({ ticket: 'INC-1' })]).toEqual(['longer', 'longer']);
    expect([reasonOf({ ticket: 'no' }), reasonOf({ colour: 'red' })]).toEqual(['field-malformed', 'field-unknown']);
  });
});
