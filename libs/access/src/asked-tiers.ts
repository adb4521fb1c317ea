/** Whom a request would ask, tier by tier, and when: what its requester is told before he sends it. */
import { whoIsAsked } from './approval-answers.js';
import type { ApprovalPolicy, AskedFor } from './approval-policy.js';
import { approvalInWords, type NameOf } from './flow-words.js';
import type { PersonFacts } from './person.js';

export interface AskedTier {
  /** When it is asked, if nobody ended the request before. */
  readonly atMs: number;
  readonly inWords: string;
  /** Who is asked then and was not before: each human once, as things are now. */
  readonly people: readonly PersonFacts[];
}

/** The tiers that are ever asked, the first first. */
export const askedTiers = (
  policy: ApprovalPolicy,
  candidates: readonly PersonFacts[],
  asked: AskedFor,
  { askedAtMs, nameOf }: { askedAtMs: number; nameOf: NameOf },
): AskedTier[] => {
  const { tiers, escalateAfterSeconds } = policy;
  const reachable = escalateAfterSeconds === null ? tiers.slice(0, 1) : tiers;
  return reachable.map((tier, at) => {
    const before = new Set(at === 0 ? [] : whoIsAsked(policy, candidates, asked, at));
    return {
      atMs: askedAtMs + at * (escalateAfterSeconds ?? 0) * 1000,
      inWords: approvalInWords({ ...policy, tiers: [tier] }, nameOf),
      people: whoIsAsked(policy, candidates, asked, at + 1).filter((person) => !before.has(person)),
    };
  });
};
