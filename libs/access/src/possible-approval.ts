/** What in the approvals of a flow can never be, by its own text: only people whom it names are counted, for teams, shifts and owners change. */
import type { AccessFlowVersion } from './access-flow.js';
import { canBeMet } from './approval-answers.js';
import {
  type ApprovalPolicy,
  type ApprovalTier,
  type Approver,
  approversOf,
  type ApproverSet,
} from './approval-policy.js';
import type { WrongField } from './fault.js';
import type { PersonId } from './ids.js';
import { inWords } from './in-words.js';
import type { PersonFacts } from './person.js';

type Said = Pick<AccessFlowVersion, 'approval' | 'breakGlass' | 'requestTimeoutSeconds'>;

/** The fields that ask for what can never be; none: it may be. */
export const wrongInPossible = ({ approval, breakGlass, requestTimeoutSeconds }: Said): WrongField[] => {
  if (approval === null) {
    return breakGlass === null
      ? []
      : [{ path: 'breakGlass', reason: 'must be null: nobody is asked, so access comes at once anyway' }];
  }
  return [
    ...approval.tiers.flatMap(wrongInTier),
    ...wrongInNoes(approval),
    ...wrongInInterval(approval, requestTimeoutSeconds),
  ];
};

/** One human at most stands behind it: a person by name, or the requester's manager. */
const isOnePerson = ({ kind }: Approver): boolean => kind === 'person' || kind === 'manager';

const distinct = (approvers: readonly Approver[]): number =>
  new Set(approvers.map((one) => (one.kind === 'person' ? one.id : one.kind))).size;

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** What of a set only people can fill whom the flow names; null: anybody might fill all of it. */
const namedPart = (set: ApproverSet): ApproverSet | null => {
  if ('any' in set) return set.any.every(isOnePerson) ? set : null;
  const all = set.all.filter(isOnePerson);
  return all.length === 0 ? null : { all };
};

const wrongInTier = (tier: ApprovalTier, at: number): WrongField[] => {
  const path = `approvers.tiers[${at}]`;
  const parts = tier.sets.map(namedPart);
  const sets = parts.flatMap((set, index): WrongField[] => {
    if (set === null) return [];
    const [needed, most] = 'any' in set ? [set.needed, distinct(set.any)] : [set.all.length, distinct(set.all)];
    if (most >= needed) return [];
    const where = `${path}.sets[${index}].${'any' in set ? 'needed' : 'all'}`;
    return [{ path: where, reason: `asks for ${people(needed)}, and only ${people(most)} can be meant` }];
  });
  if (sets.length > 0 || tier.mode === 'any-of') return sets;
  return isPossible(parts.filter((set) => set !== null))
    ? []
    : [{ path, reason: 'asks for more people than those whom its sets name: one human fills one place' }];
};

/** Whether such sets can be met together when everybody whom they name says yes. */
const isPossible = (sets: readonly ApproverSet[]): boolean => {
  if (sets.length === 0) return true;
  const policy = { ...ALONE, tiers: [{ mode: 'all-of', sets }] } as const;
  const [manager, requester] = [nobody('manager'), nobody('requester')];
  const ids = new Set(approversOf(policy).flatMap((one) => (one.kind === 'person' ? [one.id] : [])));
  const asked = { requester: { ...requester, managerId: manager.personId }, receiver: requester, resource: null };
  return canBeMet(policy, [manager, ...[...ids].map(nobody)], asked, 1);
};

const ALONE = { escalateAfterSeconds: null, noesNeeded: 1, requesterMayApprove: false, approverReasonRequired: false };

const nobody = (id: string): PersonFacts => ({
  personId: id as PersonId,
  displayName: id,
  email: null,
  enabled: true,
  teamIds: [],
});

const wrongInNoes = (approval: ApprovalPolicy): WrongField[] => {
  const approvers = approversOf(approval);
  const most = distinct(approvers);
  if (!approvers.every(isOnePerson) || approval.noesNeeded <= most) return [];
  return [{ path: 'approvers.noesNeeded', reason: `must not be above ${most}: only ${people(most)} can say no` }];
};

/** Tiers that open when the request is over are never asked. */
const wrongInInterval = ({ tiers, escalateAfterSeconds }: ApprovalPolicy, waitsSeconds: number): WrongField[] => {
  const lastAfter = (tiers.length - 1) * (escalateAfterSeconds ?? 0);
  if (lastAfter === 0 || lastAfter < waitsSeconds) return [];
  const reason = `is too long: tier ${tiers.length} would be asked ${inWords(lastAfter)} after the request, which waits for ${inWords(waitsSeconds)} only (requestTimeoutSeconds)`;
  return [{ path: 'approvers.escalateAfterSeconds', reason }];
};
