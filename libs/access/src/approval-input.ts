/** Whether something that came from outside is an approval policy, and where it is not [I50]. */
import { APPROVAL_LIMITS, APPROVER_KINDS, TIER_MODES } from './approval-policy.js';
import { hasOnly, isId, isRecord } from './condition-input.js';
import type { WrongField } from './fault.js';

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

const NAMES = ['tiers', 'escalateAfterSeconds', 'noesNeeded', 'requesterMayApprove', 'approverReasonRequired'];

/** The fields that are wrong; none: it is an ApprovalPolicy within its limits. */
export const wrongInApproval = (value: unknown, path: string): WrongField[] => {
  if (!isRecord(value) || !hasOnly(value, ...NAMES)) return [{ path, reason: `must have exactly ${NAMES.join(', ')}` }];
  const { tiers, escalateAfterSeconds, noesNeeded } = value;
  const { least, most } = APPROVAL_LIMITS.escalateAfterSeconds;
  if (!Array.isArray(tiers) || tiers.length === 0 || tiers.length > APPROVAL_LIMITS.tiers)
    return [{ path: `${path}.tiers`, reason: `must be a list of 1 to ${APPROVAL_LIMITS.tiers} tiers` }];
  const escalates = tiers.length > 1;
  const rightInterval = escalates ? isWhole(escalateAfterSeconds, least, most) : escalateAfterSeconds === null;
  return [
    ...(rightInterval ? [] : [{ path: `${path}.escalateAfterSeconds`, reason: escalates ? `must be a whole number of ${least} to ${most}` : 'must be null where there is one tier' }]),
    ...(isWhole(noesNeeded, 1, APPROVAL_LIMITS.noesNeeded) ? [] : [{ path: `${path}.noesNeeded`, reason: `must be a whole number of 1 to ${APPROVAL_LIMITS.noesNeeded}` }]),
    ...['requesterMayApprove', 'approverReasonRequired'].flatMap((name) => typeof value[name] === 'boolean' ? [] : [{ path: `${path}.${name}`, reason: 'must be true or false' }]),
    ...tiers.flatMap((tier, at) => wrongInTier(tier, `${path}.tiers[${at}]`)),
  ]; // prettier-ignore
};

const wrongInTier = (tier: unknown, path: string): WrongField[] => {
  if (!isRecord(tier) || !hasOnly(tier, 'mode', 'sets')) return [{ path, reason: 'must have exactly mode, sets' }];
  const { mode, sets } = tier;
  if (!TIER_MODES.includes(mode as never))
    return [{ path: `${path}.mode`, reason: `must be one of ${TIER_MODES.join(', ')}` }];
  if (!Array.isArray(sets) || sets.length === 0 || sets.length > APPROVAL_LIMITS.setsPerTier)
    return [{ path: `${path}.sets`, reason: `must be a list of 1 to ${APPROVAL_LIMITS.setsPerTier} sets` }];
  return sets.flatMap((set, at) => wrongInSet(set, `${path}.sets[${at}]`));
};

const wrongInSet = (set: unknown, path: string): WrongField[] => {
  const [joint, names] = isRecord(set) && Object.hasOwn(set, 'any') ? ['any', ['any', 'needed']] : ['all', ['all']];
  if (!isRecord(set) || !hasOnly(set, ...names)) return [{ path, reason: 'must have exactly any and needed, or all' }];
  const approvers = set[joint];
  if (!Array.isArray(approvers) || approvers.length === 0 || approvers.length > APPROVAL_LIMITS.approversPerSet)
    return [
      { path: `${path}.${joint}`, reason: `must be a list of 1 to ${APPROVAL_LIMITS.approversPerSet} approvers` },
    ];
  const rightNumber = joint === 'all' || isWhole(set['needed'], 1, APPROVAL_LIMITS.needed);
  return [
    ...(rightNumber ? [] : [{ path: `${path}.needed`, reason: `must be a whole number of 1 to ${APPROVAL_LIMITS.needed}` }]),
    ...approvers.flatMap((one, at) => wrongInApprover(one, `${path}.${joint}[${at}]`)),
  ]; // prettier-ignore
};

const wrongInApprover = (value: unknown, path: string): WrongField[] => {
  if (!isRecord(value) || !APPROVER_KINDS.includes(value['kind'] as never))
    return [{ path: `${path}.kind`, reason: `must be one of ${APPROVER_KINDS.join(', ')}` }];
  const byId = ['person', 'team', 'shift'].includes(value['kind'] as string);
  if (!hasOnly(value, 'kind', ...(byId ? ['id'] : [])))
    return [{ path, reason: byId ? 'must have exactly kind, id' : 'must have nothing beside kind' }];
  return !byId || isId(value['id']) ? [] : [{ path: `${path}.id`, reason: 'must be an id' }];
};
