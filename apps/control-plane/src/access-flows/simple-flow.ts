/** Flows that say no more than: these people may ask for those servers, any one of these approves. */
import { isDeepStrictEqual } from 'node:util';
import { PLAIN_FLOW } from '#access/access-flow.js';
import { anyOneOf, approversOf, type ApprovalPolicy } from '#access/approval-policy.js';
import { conditionsOf, type ConditionTree, peopleOf } from '#access/condition.js';
import type { FlowTarget } from '#access/flow-target.js';
import type { PersonId, TeamId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import type { FlowContents } from './flow-changes.service.js';

/** The people and teams whom a tree names in order to let them ask, whatever else it demands of them. */
export const namedIn = (tree: ConditionTree): PeopleOrTeams => {
  const named = conditionsOf(tree).filter(({ operator }) => operator === 'is');
  const ids = (subject: string) => named.flatMap((one) => (one.subject === subject ? [...one.values] : []));
  return { personIds: ids('person') as PersonId[], teamIds: ids('team') as TeamId[] };
};

/** The people and teams whom a policy names in some tier. */
export const approversNamedIn = (approval: ApprovalPolicy): PeopleOrTeams => {
  const named = approversOf(approval);
  return {
    personIds: named.flatMap((one) => (one.kind === 'person' ? [one.id] : [])),
    teamIds: named.flatMap((one) => (one.kind === 'team' ? [one.id] : [])),
  };
};

const isSimpleTarget = (target: FlowTarget): boolean =>
  'servers' in target && ['all', 'names', 'tags'].some((by) => by in target.servers);

/** Whether lists of people, teams and servers say the whole of it. */
export const isSimple = (flow: FlowContents): boolean => {
  const { approval, targets, requesters } = flow;
  const plain = Object.entries(PLAIN_FLOW).every(([name, value]) =>
    isDeepStrictEqual(flow[name as keyof typeof PLAIN_FLOW], value),
  );
  const oneYes = approval === null || isDeepStrictEqual(approval, anyOneOf(approversNamedIn(approval)));
  return plain && oneYes && peopleOf(requesters) !== null && targets.every(isSimpleTarget);
};
