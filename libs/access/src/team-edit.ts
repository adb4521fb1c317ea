/** A team as somebody edits it, and what that makes of people and of the flows that look at it. Pure. */
import type { AccessFlowVersion } from './access-flow.js';
import { type Approver, approversOf, isOwnerKind } from './approval-policy.js';
import type { ConditionTree } from './condition.js';
import type { PersonId, TeamId } from './ids.js';
import type { PersonFacts } from './person.js';

export interface TeamEdit {
  readonly teamId: TeamId;
  /** null: the team is new. */
  readonly nameBefore: string | null;
  readonly name: string;
  readonly memberIds: ReadonlySet<PersonId>;
}

/**
 * Whether somebody could ask, receive or approve by this flow because of this team, or because he is not in it.
 * @param owns the team owns something
 */
export const looksAtTeam = (
  { requesters, requestFor: { others }, approval }: AccessFlowVersion,
  teamId: TeamId,
  owns: boolean,
): boolean =>
  namesTeam(requesters, teamId) ||
  (others !== null && namesTeam(others, teamId)) ||
  (approval !== null && approversOf(approval).some((one) => asksTeam(one, teamId, owns)));

const asksTeam = (approver: Approver, teamId: TeamId, owns: boolean): boolean =>
  approver.kind === 'team' ? approver.id === teamId : owns && isOwnerKind(approver);

/** Conditions on the names of teams look at every team, and a negation is taken to. */
const namesTeam = (tree: ConditionTree, teamId: TeamId): boolean => {
  if ('all' in tree) return tree.all.some((each) => namesTeam(each, teamId));
  if ('any' in tree) return tree.any.some((each) => namesTeam(each, teamId));
  return tree.subject === 'team' && (tree.operator !== 'is' || tree.values.includes(teamId));
};

/** The person as he is when the edit is done. */
export const afterTeamEdit = (person: PersonFacts, { teamId, nameBefore, name, memberIds }: TeamEdit): PersonFacts => {
  const joins = memberIds.has(person.personId);
  // Whoever has nothing to do with the team stays the very same.
  if (!joins && !person.teamIds.includes(teamId)) return person;
  const teamNames = (person.teamNames ?? []).filter((one) => one !== nameBefore);
  return {
    ...person,
    teamIds: [...person.teamIds.filter((one) => one !== teamId), ...(joins ? [teamId] : [])],
    teamNames: [...teamNames, ...(joins ? [name] : [])],
  };
};
