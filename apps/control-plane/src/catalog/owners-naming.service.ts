import { Injectable } from '@nestjs/common';
import { Fault, type WrongField } from '#access/fault.js';
import type { OwnerValue } from '#access/owners.js';
import type { PeopleOrTeams } from '#access/person.js';
import { PeopleService } from '../identity/people.service.js';
import { summaryOf, teamSummaryOf } from '../identity/person.view.js';
import { TeamsService } from '../identity/teams.service.js';
import type { OwnersFound } from './owners-lookup.service.js';
import type { OwnersView, OwnerValueView } from './owners.dto.js';

/** Owners by name, for administrators. */
@Injectable()
export class OwnersNaming {
  constructor(
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
  ) {}

  /** Looks all of them up at once; who no longer exists is left out. */
  async of(sets: readonly PeopleOrTeams[]): Promise<(owners: PeopleOrTeams) => OwnersView> {
    const [people, teams] = await Promise.all([
      this.people.find([...new Set(sets.flatMap(({ personIds }) => personIds))]),
      this.teams.find([...new Set(sets.flatMap(({ teamIds }) => teamIds))]),
    ]);
    return ({ personIds, teamIds }) => ({
      people: personIds.flatMap((id) => people.get(id) ?? []).map(summaryOf),
      teams: teamIds.flatMap((id) => teams.get(id) ?? []).map(teamSummaryOf),
    });
  }

  /**
   * Whoever is named as owner exists when it is written. Who goes later simply approves nothing any more.
   * @param path of the field that names them; empty: the input itself
   * @throws Fault input-invalid that names each id that is unknown
   */
  async refuseUnknown(owners: PeopleOrTeams | undefined, path: string): Promise<void> {
    if (!owners) return;
    const [people, teams] = await Promise.all([this.people.find(owners.personIds), this.teams.find(owners.teamIds)]);
    const at = (list: string, index: number): string => `${path === '' ? '' : `${path}.`}${list}[${index}]`;
    const fields: WrongField[] = [
      ...owners.personIds.flatMap((id, index) =>
        people.has(id) ? [] : [{ path: at('personIds', index), reason: 'is nobody' }],
      ),
      ...owners.teamIds.flatMap((id, index) =>
        teams.has(id) ? [] : [{ path: at('teamIds', index), reason: 'is no team' }],
      ),
    ];
    if (fields.length === 0) return;
    throw new Fault('input-invalid', 'The owners name somebody who does not exist.', {
      hint: 'Load the page again and choose anew.',
      fields,
    });
  }
}

/** A value with whom it names now. */
export const ownerValueView = ({ tag, names, value }: OwnerValue, { teams, people }: OwnersFound): OwnerValueView => {
  const team = names === 'team' ? teams.get(value) : undefined;
  const person = names === 'person' ? people.get(value) : undefined;
  return { tag, names, value, team: team ? teamSummaryOf(team) : null, person: person ? summaryOf(person) : null };
};
