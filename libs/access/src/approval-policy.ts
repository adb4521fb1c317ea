/**
 * Who must approve. A policy is a list of tiers; the first is asked at once, each further one when the interval has passed
 * without an end, and who was asked earlier may still answer. It is met as soon as one open tier is met:
 * - a tier of `any-of` by one of its sets, of `all-of` by each of its sets;
 * - a set of `any` by `needed` people, each of whom is one of its approvers; a set of `all` by one person for each of its approvers.
 * One human is one yes in one place: whoever is manager and owner both does not fill both places of an `all` [I33].
 */
import type { PersonId, ShiftId, TeamId } from './ids.js';
import { includesPerson, isSameHuman, type PeopleOrTeams, type PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

/** A place that an approver fills: somebody by name, anybody of a team or on a shift, or whoever stands so to the request. */
export type Approver =
  | { readonly kind: 'person'; readonly id: PersonId }
  | { readonly kind: 'team'; readonly id: TeamId }
  | { readonly kind: 'shift'; readonly id: ShiftId }
  | { readonly kind: 'manager' }
  | { readonly kind: 'resource-owner' }
  | { readonly kind: 'integration-owner' };

export const APPROVER_KINDS = ['person', 'team', 'shift', 'manager', 'resource-owner', 'integration-owner'] as const;

export type ApproverSet =
  { readonly any: readonly Approver[]; readonly needed: number } | { readonly all: readonly Approver[] };

export const TIER_MODES = ['any-of', 'all-of'] as const;

export interface ApprovalTier {
  readonly mode: (typeof TIER_MODES)[number];
  readonly sets: readonly ApproverSet[];
}

export interface ApprovalPolicy {
  readonly tiers: readonly ApprovalTier[];
  /** From one tier to the next. null: only the first is ever asked. */
  readonly escalateAfterSeconds: number | null;
  /** How many people must say no to end a request. */
  readonly noesNeeded: number;
  /** Whether the requester's own yes counts where he is an approver. It is marked. */
  readonly requesterMayApprove: boolean;
  readonly approverReasonRequired: boolean;
}

export const APPROVAL_LIMITS = {
  tiers: 5,
  setsPerTier: 20,
  approversPerSet: 50,
  needed: 20,
  noesNeeded: 20,
  escalateAfterSeconds: { least: 60, most: 7 * 86_400 },
} as const;

/** What an approver is judged by: who asks, who receives, on what. null: the resource is gone. */
export interface AskedFor {
  readonly requester: PersonFacts;
  readonly receiver: PersonFacts;
  readonly resource: Pick<ResourceFacts, 'owners' | 'integrationOwners'> | null;
}

/** One tier of one set in which any one suffices. */
export const anyOneOf = ({ personIds, teamIds }: PeopleOrTeams): ApprovalPolicy => ({
  tiers: [
    {
      mode: 'any-of',
      sets: [
        {
          any: [
            ...teamIds.map((id) => ({ kind: 'team', id }) as const),
            ...personIds.map((id) => ({ kind: 'person', id }) as const),
          ],
          needed: 1,
        },
      ],
    },
  ],
  escalateAfterSeconds: null,
  noesNeeded: 1,
  requesterMayApprove: false,
  approverReasonRequired: false,
});

export const approversOfSet = (set: ApproverSet): readonly Approver[] => ('any' in set ? set.any : set.all);

export const isOwnerKind = ({ kind }: Approver): boolean => kind === 'resource-owner' || kind === 'integration-owner';

/** Everybody who is named in some tier. */
export const approversOf = ({ tiers }: ApprovalPolicy): Approver[] =>
  tiers.flatMap(({ sets }) => sets.flatMap(approversOfSet));

/** What must be looked up to know who the approvers are today. */
export interface ApproverSources extends PeopleOrTeams {
  readonly shiftIds: readonly ShiftId[];
  readonly manager: boolean;
  readonly owners: boolean;
}

export const sourcesOf = (policy: ApprovalPolicy): ApproverSources => {
  const approvers = approversOf(policy);
  const idsOf = <Kind extends 'person' | 'team' | 'shift'>(kind: Kind) =>
    [...new Set(approvers.flatMap((one) => (one.kind === kind ? [one.id] : [])))] as Extract<
      Approver,
      { kind: Kind }
    >['id'][];
  return {
    personIds: idsOf('person'),
    teamIds: idsOf('team'),
    shiftIds: idsOf('shift'),
    manager: approvers.some(({ kind }) => kind === 'manager'),
    owners: approvers.some(isOwnerKind),
  };
};

/** Whether the person fills this place of an approver now. What is not known fills none. */
export const fills = (approver: Approver, person: PersonFacts, asked: AskedFor): boolean => {
  switch (approver.kind) {
    case 'person':
      return approver.id === person.personId;
    case 'team':
      return person.teamIds.includes(approver.id);
    case 'shift':
      return person.onShifts?.includes(approver.id) ?? false;
    case 'manager':
      return asked.requester.managerId === person.personId;
    case 'resource-owner':
      return isOwner(asked.resource?.owners, person);
    case 'integration-owner':
      return isOwner(asked.resource?.integrationOwners, person);
    default:
      return false;
  }
};

const isOwner = (owners: PeopleOrTeams | undefined, person: PersonFacts): boolean =>
  owners !== undefined && includesPerson(owners, person);

/**
 * Whether the person's yes would be one to his own access [I32]: he asks or receives, from whatever account. With
 * `requesterMayApprove` the requester's very own yes counts; never that of a receiver for whom somebody else asked.
 */
export const isOwnYes = (policy: ApprovalPolicy, person: PersonFacts, { requester, receiver }: AskedFor): boolean => {
  if (policy.requesterMayApprove && person.personId === requester.personId) {
    return requester.personId !== receiver.personId && isSameHuman(person, receiver);
  }
  return isSameHuman(person, requester) || isSameHuman(person, receiver);
};
