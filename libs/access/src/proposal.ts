/** Edits of flows and bundles that a second administrator must approve: who may answer one, and to what. */
import { Fault } from './fault.js';
import { humanKey, isSameHuman, type PersonFacts } from './person.js';

/** What an edit is of. `four-eyes`: the setting itself. */
export const PROPOSAL_KINDS = ['access-flow', 'bundle', 'four-eyes'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export const PROPOSAL_ACTIONS = ['add', 'edit', 'activate', 'remove', 'switch-off'] as const;
export type ProposalAction = (typeof PROPOSAL_ACTIONS)[number];

/** `stale`: what it edits changed before it was approved. Every state but `pending` is for good. */
export const PROPOSAL_STATES = ['pending', 'approved', 'refused', 'withdrawn', 'stale'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export type ProposalAnswer = 'approve' | 'refuse' | 'withdraw';

/** An administrator, or somebody who was one. */
export type Administrator = Pick<PersonFacts, 'personId' | 'displayName' | 'email'> & {
  /** Whether he is an enabled administrator now. */
  readonly administers: boolean;
};

export interface ProposalFacts {
  readonly state: ProposalState;
  readonly proposer: Administrator;
  readonly answerer: Administrator;
}

/** Why this answer may not be given; null: it may. The proposer, from whatever account, never approves [I32]. */
export const whyNotAnswer = (answer: ProposalAnswer, { state, proposer, answerer }: ProposalFacts): Fault | null => {
  const own = isSameHuman(proposer, answerer);
  if (!answerer.administers)
    return new Fault('not-allowed', 'Only an enabled administrator answers a proposal.', { hint: 'Ask an administrator.' }); // prettier-ignore
  if (answer === 'withdraw' && !own)
    return new Fault('not-allowed', `Only ${proposer.displayName}, who proposed this, withdraws it.`, { hint: 'Refuse it, with the reason.' }); // prettier-ignore
  if (answer !== 'withdraw' && own)
    return new Fault('own-proposal', 'You proposed this yourself: it needs the eyes of another administrator, whatever account you use.', { hint: 'Ask another administrator to look at it, or withdraw it.' }); // prettier-ignore
  if (state !== 'pending')
    return new Fault('already-decided', `This proposal was ${IN_WORDS[state]} already.`, { hint: 'Load the page again. Propose the edit anew if it is still needed.' }); // prettier-ignore
  if (answer === 'approve' && !proposer.administers)
    return new Fault('proposer-left', `${proposer.displayName}, who proposed this, is no administrator any more: nobody can approve it.`, { hint: 'Refuse it, and propose the edit yourself; another administrator then approves it.' }); // prettier-ignore
  return null;
};

const IN_WORDS: Readonly<Record<Exclude<ProposalState, 'pending'>, string>> = {
  approved: 'approved',
  refused: 'refused',
  withdrawn: 'withdrawn',
  stale: 'found out of date',
};

/** How many human beings these are, whatever the number of their accounts. */
export const humansAmong = (people: readonly Pick<PersonFacts, 'personId' | 'email'>[]): number =>
  new Set(people.map(humanKey)).size;

/** Two pairs of eyes need two humans. null: there are. */
export const whyNoFourEyes = (administrators: readonly Pick<PersonFacts, 'personId' | 'email'>[]): Fault | null =>
  humansAmong(administrators) >= 2
    ? null
    : new Fault('second-administrator-missing', 'There is only one enabled administrator: nobody could approve what is proposed.', {
        hint: 'Make another person administrator under People, then switch it on. Two accounts of one address count as one person.',
      }); // prettier-ignore
