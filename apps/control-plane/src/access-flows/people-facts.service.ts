import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId } from '#access/ids.js';
import type { PeopleOrTeams, PersonFacts } from '#access/person.js';
import type { Transaction } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person } from '../identity/person.js';
import { TeamsService } from '../identity/teams.service.js';

/** People as decisions see them. */
@Injectable()
export class PeopleFacts {
  constructor(
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
  ) {}

  /**
   * These people, locked: until the transaction ends nobody of them is disabled or leaves a team.
   * @throws Fault not-found
   */
  async held(tx: Transaction, ...ids: PersonId[]): Promise<PersonFacts[]> {
    const held = await this.people.find([...new Set(ids)], tx);
    const facts: PersonFacts[] = [];
    for (const id of ids) {
      const person = held.get(id);
      if (!person) throw new Fault('not-found', 'There is no such person.');
      facts.push(factsOf(person, [...(await this.teams.teamsOf(id, tx))]));
    }
    return facts;
  }

  /** These people as they are now, without locks. */
  async now(ids: readonly PersonId[]): Promise<PersonFacts[]> {
    const [people, teams] = await Promise.all([this.people.find(ids), this.teams.ofEach(ids)]);
    return [...people.values()].map((person) =>
      factsOf(
        person,
        (teams.get(person.id) ?? []).map(({ id }) => id),
      ),
    );
  }

  /** Everybody whom the set names, locked as by `held`; who no longer exists is left out. */
  async heldMembers(tx: Transaction, set: PeopleOrTeams): Promise<PersonFacts[]> {
    const ids = await this.teams.membersOf([...set.teamIds], tx);
    set.personIds.forEach((id) => ids.add(id));
    return this.held(tx, ...(await this.people.find([...ids], tx)).keys());
  }

  /** Everybody whom the set names, by name or through a team, disabled people too. */
  async members(set: PeopleOrTeams): Promise<PersonFacts[]> {
    const ids = await this.teams.membersOf([...set.teamIds]);
    set.personIds.forEach((id) => ids.add(id));
    return this.now([...ids]);
  }
}

const factsOf = (person: Person, teamIds: PersonFacts['teamIds']): PersonFacts => ({
  personId: person.id,
  displayName: person.displayName,
  email: person.email,
  enabled: !person.disabled,
  teamIds,
});
