import fc from 'fast-check';
import { canBeMet } from './approval-answers.js';
import type { ApprovalPolicy, Approver } from './approval-policy.js';
import { decide } from './decide.js';
import { isDenial } from './denial.js';
import { explainDenial } from './explain.js';
import { flow, NOW_MS, person, server, WEB } from './flow.fixture.js';
import type { PersonId, TeamId } from './ids.js';
import { wrongInPossible } from './possible-approval.js';

const [ann, ben] = ['ann', 'ben'].map((name) => ({ kind: 'person', id: name as PersonId }) as const);
const team = { kind: 'team', id: 'team' as TeamId } as const;
const manager = { kind: 'manager' } as const;
const policy = (tiers: ApprovalPolicy['tiers'], given: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({
  ...{ tiers, escalateAfterSeconds: null, noesNeeded: 1, requesterMayApprove: false, approverReasonRequired: false },
  ...given,
});
const any = (needed: number, ...of: Approver[]) => ({ any: of, needed });
const one = (...sets: ApprovalPolicy['tiers'][number]['sets']) => [{ mode: 'any-of' as const, sets }];
const all = (...sets: ApprovalPolicy['tiers'][number]['sets']) => [{ mode: 'all-of' as const, sets }];
const wrong = (approval: ApprovalPolicy | null, rest = {}): string[] =>
  wrongInPossible({ approval, breakGlass: null, requestTimeoutSeconds: 86_400, ...rest }).map(({ path, reason }) => `${path} ${reason}`); // prettier-ignore

describe('what a flow asks for', () => {
  it.each<[string, ApprovalPolicy | null, object, string]>([
    ['2 yeses of one person', policy(one(any(2, ann))), {}, 'approvers.tiers[0].sets[0].needed asks for 2 people, and only 1 person can be meant'],
    ['3 yeses of a person and the manager', policy(one(any(3, ann, manager))), {}, 'approvers.tiers[0].sets[0].needed asks for 3 people, and only 2 people can be meant'],
    ['one person in two places of a set', policy(one({ all: [ann, ann] })), {}, 'approvers.tiers[0].sets[0].all asks for 2 people, and only 1 person can be meant'],
    ['one person in two sets that must both be met', policy(all(any(1, ann), any(1, ann), any(2, team))), {}, 'approvers.tiers[0] asks for more people than those whom its sets name: one human fills one place'],
    ['it in the second tier', policy([...one(any(1, team)), ...one(any(2, ben))], { escalateAfterSeconds: 60 }), {}, 'approvers.tiers[1].sets[0].needed asks for 2 people, and only 1 person can be meant'],
    ['20 noes of one person', policy(one(any(1, ann)), { noesNeeded: 20 }), {}, 'approvers.noesNeeded must not be above 1: only 1 person can say no'],
    ['an emergency where nobody approves', null, { breakGlass: { reviewWithinSeconds: 3600 } }, 'breakGlass must be null: nobody is asked, so access comes at once anyway'],
    ['a tier that is asked when the request is over', policy([...one(any(1, ann)), ...one(any(1, ben))], { escalateAfterSeconds: 3600 }), { requestTimeoutSeconds: 60 }, 'approvers.escalateAfterSeconds is too long: tier 2 would be asked 1 hour after the request, which waits for 1 minute only (requestTimeoutSeconds)'],
    ['a third that is', policy([...one(any(1, ann)), ...one(any(1, ben)), ...one(any(1, team))], { escalateAfterSeconds: 1800 }), { requestTimeoutSeconds: 3600 }, 'approvers.escalateAfterSeconds is too long: tier 3 would be asked 1 hour after the request, which waits for 1 hour only (requestTimeoutSeconds)'],
  ])('is refused where it is %s', (_, approval, rest, said) => expect(wrong(approval, rest)).toEqual([said])); // prettier-ignore

  it.each<[string, ApprovalPolicy | null, object]>([
    ['nobody', null, {}],
    ['many of a team, whose members change', policy(one(any(20, team)), { noesNeeded: 20 }), {}],
    ['two of two', policy(one(any(2, ann, ben)), { noesNeeded: 2 }), {}],
    ['a person and one of a team in all', policy(all(any(1, ann), any(1, ann, team))), {}],
    ['one of two sets', policy(one(any(1, ann), any(1, ben))), {}],
    ['noes of two tiers', policy([...one(any(1, ann)), ...one(any(1, ben))], { escalateAfterSeconds: 3599, noesNeeded: 2 }), { requestTimeoutSeconds: 3600 }],
    ['an emergency that is reviewed', policy(one(any(1, ann))), { breakGlass: { reviewWithinSeconds: 3600 } }],
  ])('may be %s', (_, approval, rest) => expect(wrong(approval, rest)).toEqual([])); // prettier-ignore

  it('is refused exactly where nobody could ever meet it, whoever is in the teams', () => {
    const boss = person('boss');
    const asked = { requester: person('rita', { managerId: boss.personId }), receiver: person('rita'), resource: null };
    const crowd = Array.from({ length: 12 }, (_, at) => person(`member ${at}`, { teamIds: [team.id] }));
    const everybody = [person('ann'), person('ben'), boss, ...crowd];
    const approver = fc.constantFrom<Approver>(ann, ann, ben, manager, team);
    const approvers = fc.array(approver, { minLength: 1, maxLength: 3 });
    const set = fc.oneof(fc.record({ any: approvers, needed: fc.integer({ min: 1, max: 3 }) }), fc.record({ all: approvers }));
    const seen = { wrong: 0, right: 0 };
    fc.assert(fc.property(fc.array(set, { minLength: 1, maxLength: 3 }), (sets) => {
      const isWrong = wrong(policy(all(...sets))).length > 0;
      expect(isWrong).toBe(!canBeMet(policy(all(...sets)), everybody, asked, 60));
      seen[isWrong ? 'wrong' : 'right'] += 1;
    }), { numRuns: 1000 });
    expect(Math.min(seen.wrong, seen.right)).toBeGreaterThan(100);
  }); // prettier-ignore
});

it('an ask under a flow from before, whose only other approver is asked too late, is not made', () => {
  const [rita, omar] = [person('rita', { teamIds: [WEB] }), person('omar')];
  const approver = ({ personId: id }: typeof rita) => one(any(1, { kind: 'person', id }));
  const late = policy([...approver(rita), ...approver(omar)], { escalateAfterSeconds: 3600 });
  const asked = { requester: rita, receiver: rita, resource: server('web-1'), permissions: ['web-ops'], durationSeconds: null, reason: null, flowId: null, running: [], nowMs: NOW_MS }; // prettier-ignore
  const said = (requestTimeoutSeconds: number): string => {
    const by = flow({ approval: late, requestTimeoutSeconds });
    const answer = decide({ ...asked, flows: [{ flow: by, approvers: [rita, omar] }] });
    return isDenial(answer) ? explainDenial(answer) : 'yes';
  };
  expect(said(60)).toBe('The access flow “Web operators” needs more approvers than there are who could answer: some are asked only after the 1 minute that a request waits.'); // prettier-ignore
  expect(said(7200)).toBe('yes');
});
