import fc from 'fast-check';
import { automaticStep, candidatesOf, NO_MARK, type RunningAutomatic, wantedAccess } from './automatic-access.js';
import { holds, type ConditionTree } from './condition.js';
import { decideAutomaticStep } from './decide.js';
import { flow, lookedUp, NOW_MS, OWNERS, person, server, WEB } from './flow.fixture.js';
import { flowSentence, sentenceText } from './flow-sentence.js';
import { whileInWords } from './flow-words.js';
import type { PersonId, ShiftId } from './ids.js';

const HOUR_MS = 3_600_000;
const automatic = flow({ trigger: 'condition', approval: null, longestSeconds: 7200 });
const rita = person('rita', { teamIds: [WEB] });
const facts = { flows: [automatic], people: [rita], resources: [server('web-1')], nowMs: NOW_MS };
const running = (given: Partial<RunningAutomatic> = {}): RunningAutomatic => ({
  state: 'active', permissions: ['web-ops'], sudoRoles: [], allowsForwarding: false, untilMs: NOW_MS + 2 * HOUR_MS, extended: 3, renewalRefused: false, ...given,
}); // prettier-ignore
const HELD = { held: true, retryAtMs: null };

describe('what is to be done so that a flow gives what it should by itself', () => {
  const holding = { wanted: facts, none: { ...facts, people: [person('rita')] } };
  const busy = { ...facts, resources: [server('web-1', { available: false })] };
  it.each([
    ['nothing runs, the condition holds', holding.wanted, null, NO_MARK, 'start'],
    ['somebody ended it by hand', holding.wanted, null, HELD, 'nothing'],
    ['it failed, and the next try is not due', holding.wanted, null, { held: false, retryAtMs: NOW_MS + 1 }, 'nothing'],
    ['it failed, and the next try is due', holding.wanted, null, { held: false, retryAtMs: NOW_MS }, 'start'],
    ['the server takes no new grants', busy, null, NO_MARK, 'nothing'],
    ['it runs, and has more than half of its time', holding.wanted, running(), NO_MARK, 'nothing'],
    ['it runs, and half of its time is over', holding.wanted, running({ untilMs: NOW_MS + HOUR_MS }), NO_MARK, 'renew'],
    ['half is over, and the server takes no new grants', busy, running({ untilMs: NOW_MS + HOUR_MS }), NO_MARK, 'nothing'],
    ['half is over, and it is not in force yet', holding.wanted, running({ state: 'granting', untilMs: NOW_MS + HOUR_MS }), NO_MARK, 'nothing'],
    ['half is over, and the site refused the renewal', holding.wanted, running({ untilMs: NOW_MS + HOUR_MS, renewalRefused: true }), NO_MARK, 'nothing'],
    ['it gives what it should not', holding.wanted, running({ permissions: ['web-ops', 'db-admins'] }), NO_MARK, 'replace'],
    ['it gives less than it should', holding.wanted, running({ permissions: [] }), NO_MARK, 'replace'],
    ['it lasts longer than the flow gives now', holding.wanted, running({ untilMs: NOW_MS + 3 * HOUR_MS }), NO_MARK, 'replace'],
    ['it lasts a little longer, by a clock that was set back', holding.wanted, running({ untilMs: NOW_MS + 2 * HOUR_MS + 60_000 }), NO_MARK, 'nothing'],
    ['it lets ports through, and should not', holding.wanted, running({ allowsForwarding: true }), NO_MARK, 'replace'],
    ['it gives what it should not, and the server takes no new grants', busy, running({ permissions: ['db-admins'] }), NO_MARK, 'end'],
    ['the condition ended', holding.none, running(), NO_MARK, 'end'],
    ['the condition ended, and nothing runs', holding.none, null, HELD, 'nothing'],
    ['the flow asks somebody', { ...facts, flows: [flow({ trigger: 'condition' })] }, running(), NO_MARK, 'end'],
    ['the flow is gone', { ...facts, flows: [] }, running(), NO_MARK, 'end'],
    ['the server is gone', { ...facts, resources: [] }, running(), NO_MARK, 'end'],
  ] as const)('%s', (_, given, runs, mark, step) => {
    expect(decideAutomaticStep(given, runs, mark).step).toBe(step);
    expect(automaticStep(wantedAccess(given)[0] ?? null, runs, mark, NOW_MS)).toBe(step);
  }); // prettier-ignore

  it('is renewed before the server warns that it ends, 10 minutes before, however short it is', () => {
    const short = { ...facts, flows: [{ ...automatic, longestSeconds: 900 }] };
    const left = (minutes: number) => running({ untilMs: NOW_MS + minutes * 60_000 });
    expect(decideAutomaticStep(short, left(11), NO_MARK).step).toBe('renew');
    expect(decideAutomaticStep(short, left(12), NO_MARK).step).toBe('nothing');
  });

  it('is never more than the flow’s longest time from now, and a renewal counts on', () => {
    const decided = decideAutomaticStep(facts, running({ untilMs: NOW_MS + HOUR_MS }), NO_MARK);
    expect(decided).toMatchObject({ step: 'renew', extension: { terms: { fromUntilMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 2 * HOUR_MS, number: 4 } } }); // prettier-ignore
  });
});

describe('who is looked at', () => {
  const leaf = fc.constantFrom<ConditionTree>(
    { subject: 'team', operator: 'is', values: [WEB] },
    lookedUp({ subject: 'team', operator: 'is-not', values: [OWNERS] }),
    { subject: 'person', operator: 'is', values: ['rita' as PersonId] },
    { subject: 'shift', operator: 'is', values: ['night' as ShiftId] },
    { subject: 'attribute', attribute: 'kind', operator: 'is', values: ['sre'] },
  );
  const tree = fc.letrec<{ tree: ConditionTree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('tree'), { maxLength: 3 }).map((any) => ({ any })),
    ),
  })).tree;
  const everybody = fc.record({
    personId: fc.constantFrom('rita', 'tom'),
    teamIds: fc.subarray([WEB, OWNERS]),
    onShifts: fc.subarray(['night' as ShiftId]),
    attributes: fc.constantFrom<Record<string, string>>({}, { kind: 'sre' }),
  });

  it('are all who can meet the conditions', () => {
    fc.assert(
      fc.property(tree, everybody, (conditions, { personId, ...given }) => {
        const candidates = candidatesOf(conditions);
        const one = person(personId, given);
        if (candidates === null || !holds(conditions, one)) return;
        const isAmong =
          candidates.personIds.includes(one.personId) ||
          candidates.teamIds.some((id) => one.teamIds.includes(id)) ||
          candidates.shiftIds.some((id) => one.onShifts?.includes(id));
        expect(isAmong).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are not everybody where people, teams or shifts are named', () => {
    const anySre: ConditionTree = { subject: 'attribute', attribute: 'kind', operator: 'is', values: ['sre'] };
    expect(candidatesOf(anySre)).toBeNull();
    expect(candidatesOf({ any: [automatic.requesters, anySre] })).toBeNull();
    expect(candidatesOf({ all: [anySre, automatic.requesters] })).toMatchObject({ teamIds: [WEB] });
  });
});

describe('what it is called', () => {
  const nameOf = (id: string) => ({ [WEB]: 'Web team', tom: 'Tom', night: 'Night', 'prod-servers': 'Shop' })[id];

  it('says that it is without asking, and what ends it when Curfew cannot', () => {
    expect(sentenceText(flowSentence({ ...automatic, allowsForwarding: true }, nameOf))).toBe(
      'Web team and Tom have, without asking, web-ops on servers tagged env=prod of Shop, for as long as that holds. Where Curfew cannot renew it, it ends by itself within 2 hours. Port forwarding is allowed.',
    );
  });

  it.each([
    [{ any: [{ subject: 'team', operator: 'is', values: [WEB] }] }, 'you are in the team “Web team”'],
    [{ subject: 'shift', operator: 'is', values: ['night'] }, 'you are on call: “Night”'],
    [{ subject: 'person', operator: 'is', values: ['tom'] }, 'the access flow names you'],
    [{ subject: 'team', operator: 'is-not', values: [WEB] }, 'this holds for you: the team is not “Web team”'],
  ] as [ConditionTree, string][])('%j', (conditions, words) => {
    expect(whileInWords(conditions, nameOf)).toBe(words);
  });
});
