/** Which tiers are open, who is asked, and whether the answers so far meet the policy. The order of answers changes nothing. */
import {
  type Approver,
  approversOfSet,
  type ApprovalPolicy,
  type ApprovalTier,
  type ApproverSet,
  type AskedFor,
  fills,
  isOwnYes,
} from './approval-policy.js';
import { humanKey, type PersonFacts } from './person.js';

/** What somebody answered, with the facts of him as they are when it is counted. */
export interface GivenAnswer {
  readonly person: PersonFacts;
  readonly answer: 'yes' | 'no';
}

/** A place that is still empty: any one person who is one of these fills it. */
export type OpenPlace = readonly Approver[];

export type AnswersVerdict =
  /** `tier` counts from 0; `own`: the requester's own yes is one of them. */
  | { readonly kind: 'met'; readonly tier: number; readonly by: readonly PersonFacts[]; readonly own: boolean }
  | { readonly kind: 'refused'; readonly by: readonly PersonFacts[] }
  /** Of each open tier, each way to meet it, with the places that are still empty. */
  | { readonly kind: 'waiting'; readonly stillNeeded: readonly { tier: number; places: readonly OpenPlace[] }[] };

/** How many tiers are open: the first at once, each further one an interval later. */
export const openTiers = (policy: ApprovalPolicy, askedAtMs: number, nowMs: number): number => {
  const { tiers, escalateAfterSeconds } = policy;
  if (escalateAfterSeconds === null) return Math.min(1, tiers.length);
  const passed = Math.floor(Math.max(0, nowMs - askedAtMs) / (escalateAfterSeconds * 1000));
  return Math.min(tiers.length, 1 + passed);
};

/** When the next tier opens; null: all that ever open are open. */
export const nextTierAtMs = (policy: ApprovalPolicy, askedAtMs: number, nowMs: number): number | null => {
  const open = openTiers(policy, askedAtMs, nowMs);
  if (policy.escalateAfterSeconds === null || open >= policy.tiers.length) return null;
  return askedAtMs + open * policy.escalateAfterSeconds * 1000;
};

/** Whether the person's answer counts in this tier as things are now. */
const countsIn = (tier: ApprovalTier, person: PersonFacts, asked: AskedFor): boolean =>
  tier.sets.some((set) => approversOfSet(set).some((approver) => fills(approver, person, asked)));

/** Why the person is no approver of the request; null: he is one. `open`: of how many tiers, or of any one some time. */
export const whyNoApprover = (
  policy: ApprovalPolicy | null,
  person: PersonFacts,
  asked: AskedFor,
  open: number = policy?.tiers.length ?? 0,
): 'approver-disabled' | 'not-an-approver' | 'own-request' | 'not-asked-yet' | null => {
  if (!person.enabled) return 'approver-disabled';
  const first = policy ? policy.tiers.findIndex((tier) => countsIn(tier, person, asked)) : -1;
  if (policy === null || first === -1) return 'not-an-approver';
  if (isOwnYes(policy, person, asked)) return 'own-request';
  return first >= open ? 'not-asked-yet' : null;
};

/** Of these people, those who are asked while so many tiers are open; each once, by whatever account. */
export const whoIsAsked = (
  policy: ApprovalPolicy,
  candidates: readonly PersonFacts[],
  asked: AskedFor,
  open: number,
): PersonFacts[] => candidates.filter((person) => whyNoApprover(policy, person, asked, open) === null);

/**
 * Judges the answers: those of people who are enabled and approvers now, each human once. Enough noes win over any yes.
 * @param open how many tiers are open, see `openTiers`
 */
export const judgeAnswers = (
  policy: ApprovalPolicy,
  answers: readonly GivenAnswer[],
  asked: AskedFor,
  open: number,
): AnswersVerdict => {
  const isOwn = ({ personId }: PersonFacts): boolean => personId === asked.requester.personId;
  const counted = answers.filter(({ person }) => whyNoApprover(policy, person, asked, open) === null);
  const noes = humansOf(counted.filter(({ answer }) => answer === 'no'));
  if (noes.length >= Math.max(1, policy.noesNeeded)) return { kind: 'refused', by: noes.map(([first]) => first) };
  const against = new Set(noes.flat().map(humanKey));
  const yes = counted.filter(({ answer, person }) => answer === 'yes' && !against.has(humanKey(person)));
  const yeses = humansOf(yes).sort(([one], [other]) => Number(isOwn(one)) - Number(isOwn(other)));
  const stillNeeded: { tier: number; places: readonly OpenPlace[] }[] = [];
  for (const [tier, { mode, sets }] of policy.tiers.slice(0, open).entries()) {
    for (const places of waysToMeet(mode, sets)) {
      const { filled, empty } = fill(places, yeses, asked);
      if (empty.length === 0) return { kind: 'met', tier, by: filled, own: filled.some(isOwn) };
      stillNeeded.push({ tier, places: empty });
    }
  }
  return { kind: 'waiting', stillNeeded };
};

/**
 * Whether these people could meet the policy if all of them said yes, with every tier open that opens before the request is over.
 * @param waitsSeconds how long the request waits
 */
export const canBeMet = (
  policy: ApprovalPolicy,
  candidates: readonly PersonFacts[],
  asked: AskedFor,
  waitsSeconds: number,
): boolean => {
  const answers = candidates.map((person) => ({ person, answer: 'yes' }) as const);
  const { tiers, escalateAfterSeconds } = policy;
  const reachable = escalateAfterSeconds === null ? 1 : Math.min(tiers.length, Math.ceil(waitsSeconds / escalateAfterSeconds)); // prettier-ignore
  return judgeAnswers(policy, answers, asked, reachable).kind === 'met';
};

/** The accounts of each human among those who answered. In one order, whatever the order of the answers. */
const humansOf = (answers: readonly GivenAnswer[]): (readonly PersonFacts[])[] => {
  const humans = new Map<string, PersonFacts[]>();
  const people = answers.map(({ person }) => person).sort((one, other) => (one.personId < other.personId ? -1 : 1));
  for (const person of people) {
    const accounts = humans.get(humanKey(person));
    if (accounts) accounts.push(person);
    else humans.set(humanKey(person), [person]);
  }
  return [...humans].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, accounts]) => accounts);
};

const waysToMeet = (mode: ApprovalTier['mode'], sets: readonly ApproverSet[]): (readonly OpenPlace[])[] => {
  const bySet = sets.map(placesOf).filter((places) => places.length > 0);
  if (bySet.length < sets.length || bySet.length === 0) return mode === 'any-of' ? bySet : [];
  return mode === 'any-of' ? bySet : [bySet.flat()];
};

const placesOf = (set: ApproverSet): OpenPlace[] =>
  'any' in set ? Array.from({ length: Math.max(1, set.needed) }, () => set.any) : set.all.map((approver) => [approver]);

/** Gives each place one human of his own, as many as can be: a matching by augmenting paths. */
const fill = (
  places: readonly OpenPlace[],
  humans: readonly (readonly PersonFacts[])[],
  asked: AskedFor,
): { filled: PersonFacts[]; empty: OpenPlace[] } => {
  const placeOf = new Map<number, number>();
  const accountFor = (place: number, human: number): PersonFacts | undefined =>
    humans[human].find((person) => places[place].some((approver) => fills(approver, person, asked)));
  const seat = (place: number, tried: Set<number>): boolean => {
    for (let human = 0; human < humans.length; human += 1) {
      if (tried.has(human) || !accountFor(place, human)) continue;
      tried.add(human);
      const taken = placeOf.get(human);
      if (taken !== undefined && !seat(taken, tried)) continue;
      placeOf.set(human, place);
      return true;
    }
    return false;
  };
  const empty = places.filter((_, place) => !seat(place, new Set()));
  const filled = [...placeOf].sort(([, one], [, other]) => one - other);
  return { filled: filled.flatMap(([human, place]) => accountFor(place, human) ?? []), empty };
};
