import { anyOneOf } from './approval-policy.js';
import type { AskFacts, FlowFacts } from './asking.js';
import type { Condition } from './condition.js';
import { decideAutomatic } from './decide.js';
import { flow, lookedUp, NOW_MS, OWNERS, person, PROD, server, WEB } from './flow.fixture.js';
import type { AccessFlowId, ShiftId } from './ids.js';
import type { ResourceFacts } from './resource.js';
import { dryRun, simulate, type Told } from './simulate.js';

const NAMES: Record<string, string> = {
  [WEB]: 'Web team',
  [OWNERS]: 'DB owners',
  [PROD]: 'Shop',
  night: 'Night',
  tom: 'Tom',
};
const nameOf = (id: string): string | undefined => NAMES[id];
const rita = person('Rita', { teamIds: [WEB, OWNERS] });
const olga = person('Olga', { teamIds: [OWNERS] });
const onNight: Condition = { subject: 'shift', operator: 'is', values: ['night' as ShiftId] };
const strict = flow({
  flowId: 'strict' as AccessFlowId,
  name: 'Strict',
  requesters: { all: [{ subject: 'team', operator: 'is', values: [WEB] }, onNight] },
  timeframe: { timeZone: 'UTC', windows: [{ days: ['monday'], from: '08:00', until: '18:00' }] },
  approval: { ...anyOneOf({ personIds: [], teamIds: [OWNERS] }), tiers: [{ mode: 'any-of', sets: [{ any: [{ kind: 'team', id: OWNERS }], needed: 2 }] }, { mode: 'any-of', sets: [{ all: [{ kind: 'manager' }] }] }], escalateAfterSeconds: 1800 },
}); // prettier-ignore
const off = flow({ flowId: 'off' as AccessFlowId, name: 'Off', active: false });
const by = (...flows: ReturnType<typeof flow>[]): FlowFacts[] =>
  flows.map((one) => ({ flow: one, approvers: [rita, olga] }));
const facts = (given: Partial<AskFacts> = {}): AskFacts & { resource: ResourceFacts } => ({
  requester: rita, receiver: rita, flows: by(strict, flow(), off), permissions: ['web-ops'], durationSeconds: 3600, reason: null,
  flowId: null, running: [], nowMs: NOW_MS, ...given, resource: server('web-1'),
}); // prettier-ignore
const lines = (told: readonly Told[], indent = ''): string[] =>
  told.flatMap((one) => [
    `${indent}${one.holds ? 'yes' : 'no '} ${one.text}`,
    ...lines(one.parts ?? [], `${indent}  `),
  ]);

describe('the simulator', () => {
  it('says that a second account of somebody who is kept out is kept out with him', () => {
    const requesters = lookedUp({ subject: 'person', operator: 'is-not', values: ['tom'] });
    const requester = person('Tom again', { email: 'tom+2@example.org' });
    const { why } = simulate(facts({ requester, receiver: requester, flows: by(flow({ requesters })) }), nameOf)
      .flows[0];
    expect(lines(why)).toContain('no  the person is not “Tom”: Tom again has the address of one who is named, so no.');
  });

  it('says where a flow keeps out by something that was deleted that it therefore holds for nobody', () => {
    const requesters = lookedUp({ subject: 'team', operator: 'is-not', values: ['deleted'] });
    const { why } = simulate(facts({ flows: by(flow({ requesters })) }), nameOf).flows[0];
    expect(lines(why)).toContain('no  the team is not “somebody unknown”: it names what no longer exists, so no.');
  });

  it('says of each flow whether it answers, and why, sentence by sentence', () => {
    const { flows, outcome } = simulate(facts(), nameOf);
    expect(flows.map((one) => [one.flow.name, one.applies])).toEqual([['Web operators', true], ['Strict', false], ['Off', false]]);
    expect(lines(flows[0].why)).toEqual([
      'yes The flow is active.',
      'yes Any one of these holds:',
      '  no  the person is “Tom”: Rita has Rita, so no.',
      '  yes the team is “Web team”: Rita has Web team and DB owners, so yes.',
      'yes On web-1 it reaches web-ops.',
      '  yes servers tagged env=prod of Shop: web-ops.',
      'yes It gives access for up to 8 hours.',
      'yes Approved by the team “DB owners”. Asked first: Olga. Not counted, because it would be their own: Rita.',
    ]);
    expect(lines(flows[1].why)).toEqual([
      'yes The flow is active.',
      'no  All of these hold:',
      '  yes the team is “Web team”: Rita has Web team and DB owners, so yes.',
      '  no  the shift on duty is “Night”: not known of Rita, so no.',
      'yes On web-1 it reaches web-ops.',
      '  yes servers tagged env=prod of Shop: web-ops.',
      expect.stringMatching(/^no {2}Open /),
      'yes It gives access for up to 8 hours.',
      "yes Approved by 2 of the team “DB owners”; after 30 minutes also the requester's manager. Asked first: Olga. Not counted, because it would be their own: Rita.",
    ]);
    expect(outcome).toMatchObject({ would: 'wait', asked: ['Olga'], text: expect.stringContaining('once any one of its approvers says yes') as unknown });
  }); // prettier-ignore

  it('says how long, and when the time begins', () => {
    const said = (given: Partial<ReturnType<typeof flow>>) => {
      const { why } = simulate(facts({ flows: by(flow(given)) }), nameOf).flows[0];
      return why.find(({ about }) => about === 'time')?.text;
    };
    const firstUse = { at: 'first-use', withinSeconds: 3600 } as const;
    expect(said({ fixedDuration: true, clockStart: firstUse })).toBe(
      'It gives access for exactly 8 hours. The time begins at the first use, which must come within 1 hour of the approval.',
    );
    expect(said({ defaultSeconds: 1800, clockStart: { at: 'scheduled', withinSeconds: 86_400 } })).toBe(
      'It gives access for up to 8 hours (30 minutes unless they say). They may name a later start, up to 1 day ahead.',
    );
  });

  it('finds that a flow applies exactly where deciding by it alone permits something', () => {
    for (const each of [strict, flow(), off, flow({ trigger: 'condition', approval: null })]) {
      for (const requester of [rita, olga, { ...rita, onShifts: ['night' as ShiftId] }]) {
        for (const nowMs of [NOW_MS, NOW_MS + 86_400_000]) {
          const given = facts({ requester, receiver: requester, nowMs, flows: [{ flow: each, approvers: [olga, person('Omar', { teamIds: [OWNERS] }), person('Oleg', { teamIds: [OWNERS] })] }] });
          const automatic = decideAutomatic({ flows: [each], people: [requester], resources: [given.resource], nowMs });
          const permitted = each.trigger === 'ask' ? dryRun(given).would !== 'refuse' : automatic.length > 0;
          expect(simulate(given, nameOf).flows[0].applies).toBe(permitted);
        }
      }
    }
  }); // prettier-ignore
});

describe('a dry run', () => {
  it('says what would help where it would be refused', () => {
    expect(dryRun(facts({ durationSeconds: 9 * 3600, flows: by(flow()) }))).toMatchObject({
      would: 'refuse', text: 'The access flow “Web operators” gives access for at most 8 hours.', help: 'Ask for a shorter time.',
    });
    expect(dryRun(facts({ flows: by(strict), requester: { ...rita, onShifts: ['night' as ShiftId] } }))).toMatchObject({
      would: 'refuse', text: expect.stringContaining('may not be used at this hour: Open') as unknown,
    });
  }); // prettier-ignore

  it('says whether it would wait, be refused, start or start later', () => {
    const unasked = (clockStart: ReturnType<typeof flow>['clockStart']) => by(flow({ approval: null, clockStart }));
    const first = facts({ flows: unasked({ at: 'first-use', withinSeconds: 3600 }) });
    const scheduled = facts({ flows: unasked({ at: 'scheduled', withinSeconds: 86_400 }), startAtMs: NOW_MS + 3_600_000 });
    const each = [facts(), { ...facts(), resource: null }, facts({ flows: by(flow({ approval: null })) }), first, scheduled];
    expect(each.map((one) => dryRun(one).would)).toEqual(['wait', 'refuse', 'start', 'later', 'later']);
    expect(dryRun(scheduled).text).toBe('The access flow “Web operators” gives web-ops on web-1 for 1 hour, nobody is asked. It begins 2026-11-22 13:00 UTC.');
    expect(dryRun(first).text).toMatch(/nobody is asked. The time begins at the first use, which must come within 1 hour of the approval.$/);
  }); // prettier-ignore
});
