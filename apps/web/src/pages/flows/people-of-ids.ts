/** People and teams by id, as the field for both takes them. Pure. */
import type { Choice } from '../../ui/pick.js';
import type { PeopleAndTeams } from '../../ui/pickers.js';

export const chosenPeople = (
  { personIds, teamIds }: { personIds: readonly string[]; teamIds: readonly string[] },
  nameOf: (id: string) => string | undefined,
): PeopleAndTeams => ({
  people: personIds.map((id) => ({ id, displayName: nameOf(id) ?? id })),
  teams: teamIds.map((id) => ({ id, name: nameOf(id) ?? id })),
});

export const namesOfChosen = ({ people, teams }: PeopleAndTeams): Choice[] => [
  ...people.map(({ id, displayName }) => ({ value: id, label: displayName })),
  ...teams.map(({ id, name }) => ({ value: id, label: name })),
];
