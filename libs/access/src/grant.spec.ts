import fc from 'fast-check';
import {
  GRANT_STATES,
  GRANT_TRANSITIONS,
  type GrantFacts,
  type GrantReadBack,
  judgeReadBack,
  mayGrantBecome,
} from './grant.js';

const UNTIL_MS = 10_000;
const facts = (given: Partial<GrantFacts> = {}): GrantFacts => ({
  state: 'granting', groups: ['web-ops'], sudoRoles: [], untilMs: UNTIL_MS, startGeneration: 5, endGeneration: null, mayFinish: false, ...given,
}); // prettier-ignore
const ending = facts({ state: 'ending', endGeneration: 9 });
const read = (given: Partial<GrantReadBack>): GrantReadBack => ({
  state: 'absent', groups: [], sudoRoles: [], untilMs: null, remaining: [], finishing: false, generation: 9, readAtMs: 1000, ...given,
}); // prettier-ignore
const present = read({ state: 'present', groups: ['web-ops'] });

describe('what a receipt proves', () => {
  it('is in force once account and every group were read back', () =>
    expect(judgeReadBack(facts(), present)).toBe('in-force'));
  it('is not in force while a group is missing', () =>
    expect(judgeReadBack(facts({ groups: ['web-ops', 'db-admins'] }), present)).toBe('nothing'));
  it('is not in force before its sudo roles were read back with exactly the commands that were approved', () => {
    const role = { name: 'restart', commands: ['/usr/bin/systemctl restart nginx'] };
    const wider = { ...role, commands: [...role.commands, 'ALL'] };
    const judge = (...sudoRoles: (typeof role)[]) =>
      judgeReadBack(facts({ sudoRoles: [role] }), read({ ...present, sudoRoles }));
    expect([judge(), judge(wider), judge(role, { ...role, name: 'x' }), judge(role)]).toEqual(['nothing', 'nothing', 'nothing', 'in-force']); // prettier-ignore
  });
  it('is gone once nothing was left after the end was ordered', () =>
    expect(judgeReadBack(ending, read({}))).toBe('gone'));
  it('is not gone by a read-back from before the end was ordered', () =>
    expect(judgeReadBack(ending, read({ generation: 8 }))).toBe('nothing'));
  it('is gone by a read-back from after the deadline, whatever the order that the connector held', () =>
    expect(judgeReadBack(ending, read({ generation: 5, readAtMs: UNTIL_MS }))).toBe('gone'));
  it('is not gone by the read-back of an order from before it began', () =>
    expect(judgeReadBack(ending, read({ generation: 4, readAtMs: UNTIL_MS }))).toBe('nothing'));
  it('is not gone while something is left', () =>
    expect(judgeReadBack(ending, read({ remaining: ['process 7'] }))).toBe('something-left'));
  it('was ended by the connector at the deadline before this side did', () =>
    expect(judgeReadBack(facts({ state: 'active' }), read({ generation: 6, readAtMs: UNTIL_MS }))).toBe(
      'ended-by-deadline',
    ));
  it('is not ended because it was missing for a moment while it runs', () =>
    expect(judgeReadBack(facts({ state: 'active' }), read({}))).toBe('nothing'));
  it('is finishing while only sessions are left that may, and neither gone nor left over', () => {
    const sessions = read({ remaining: ['session 7'], finishing: true, readAtMs: UNTIL_MS });
    const mayFinish = true;
    expect(judgeReadBack({ ...ending, mayFinish }, sessions)).toBe('finishing');
    expect(judgeReadBack(facts({ state: 'active', mayFinish }), sessions)).toBe('finishing');
    expect(judgeReadBack({ ...ending, mayFinish }, read({ finishing: true }))).toBe('gone');
    // Before its time is over, after somebody ended them, or where more is left
    const early = read({ ...sessions, generation: 6, readAtMs: UNTIL_MS - 1 });
    expect(judgeReadBack(facts({ state: 'active', mayFinish }), early)).toBe('nothing');
    expect(judgeReadBack(ending, sessions)).toBe('something-left');
    expect(judgeReadBack({ ...ending, mayFinish }, read({ ...sessions, finishing: false }))).toBe('something-left');
  });
  it('of a failed grant shows nothing there', () =>
    expect(judgeReadBack(facts({ state: 'failed', endGeneration: 6 }), read({}))).toBe('gone'));

  it('never makes an ending or ended grant run again, in whatever order receipts come', () => {
    const readBacks = fc.record({
      state: fc.constantFrom('present' as const, 'absent' as const),
      groups: fc.subarray(['web-ops']),
      sudoRoles: fc.constant([]),
      untilMs: fc.constant(null),
      remaining: fc.subarray(['x']),
      finishing: fc.boolean(),
      generation: fc.nat(12),
      readAtMs: fc.nat(20_000),
    });
    const over = fc.constantFrom(
      ending,
      facts({ state: 'ended', endGeneration: 9 }),
      facts({ state: 'failed', endGeneration: 9 }),
    );
    fc.assert(fc.property(over, readBacks, (grant, readBack) => judgeReadBack(grant, readBack) !== 'in-force'));
  });
});

describe('the states of a grant', () => {
  it('reach ended through ending only, and nothing leads out of ended', () => {
    const before = GRANT_STATES.filter((state) => GRANT_TRANSITIONS[state].includes('ended'));
    expect(before).toEqual(['ending']);
    expect(GRANT_TRANSITIONS.ended).toEqual([]);
    expect(mayGrantBecome('ended', 'active')).toBe(false);
  });
});
