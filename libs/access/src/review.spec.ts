import { decideReview } from './decide.js';
import { isDenial } from './denial.js';
import { flow, OWNERS, person } from './flow.fixture.js';
import type { ReviewFacts } from './review.js';

const rita = person('rita', { teamIds: [OWNERS] });
const boss = person('boss', { teamIds: [OWNERS] });
const omar = person('omar', { teamIds: [OWNERS] });
const given = (changes: Partial<ReviewFacts> = {}): ReviewFacts => ({
  reviewer: omar,
  requester: boss,
  receiver: rita,
  resource: null,
  flow: flow({ breakGlass: { reviewWithinSeconds: 3600 } }),
  closed: false,
  comment: ' It was needed. ',
  ...changes,
});
const reasonOf = (changes: Partial<ReviewFacts>): string => {
  const decision = decideReview(given(changes));
  return isDenial(decision) ? decision.reason : 'permitted';
};

describe('a review of access that was taken in an emergency', () => {
  it('is closed by an approver with a comment', () => {
    expect(decideReview(given())).toMatchObject({ terms: { reviewerId: 'omar', comment: 'It was needed.' } });
  });

  it('is never closed by who asked or received, from whatever account, also where he may approve his own requests [I32]', () => {
    const { approval } = given().flow;
    const lax = flow({ approval: approval && { ...approval, requesterMayApprove: true } });
    const second = person('second', { email: 'BOSS+x@example.org', teamIds: [OWNERS] });
    for (const reviewer of [boss, rita, second]) {
      expect([reasonOf({ reviewer }), reasonOf({ reviewer, flow: lax })]).toEqual(['own-request', 'own-request']);
    }
  });

  it.each<[string, Partial<ReviewFacts>]>([
    ['not-an-approver', { reviewer: person('mallory') }],
    ['approver-disabled', { reviewer: { ...omar, enabled: false } }],
    ['not-an-approver', { flow: flow({ approval: null }) }],
    ['already-decided', { closed: true }],
    ['review-comment-missing', { comment: ' ' }],
    ['review-comment-missing', { comment: null }],
  ])('is refused with %s', (reason, changes) => {
    expect(reasonOf(changes)).toBe(reason);
  });
});
