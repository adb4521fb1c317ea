import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId, TeamId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { Page } from '../http/page.js';
import type { Team } from './person.js';
import { TeamsStore } from './teams.store.js';

export const noSuchTeam = (): Fault =>
  new Fault('not-found', 'There is no such team.', { hint: 'Look it up under Teams.' });

/** What others ask about teams. */
@Injectable()
export class TeamsService {
  constructor(private readonly store: TeamsStore) {}

  /** Gives the teams of these ids that there are, in the order of their names. */
  async find(ids: readonly TeamId[], tx?: Transaction): Promise<Map<TeamId, Team>> {
    return new Map((await this.store.find(ids, tx)).map((team) => [team.id, team]));
  }

  /** The same; until the transaction ends nobody deletes or renames them. */
  async held(tx: Transaction, ids: readonly TeamId[]): Promise<Map<TeamId, Team>> {
    return new Map((await this.store.held(tx, ids)).map((team) => [team.id, team]));
  }

  /** The teams that bear exactly these names. */
  async named(names: readonly string[], tx?: Transaction): Promise<Map<string, Team>> {
    return new Map((await this.store.named(names, tx)).map((team) => [team.name, team]));
  }

  /** The teams of each person, in the order of their names. Who is kept as he is by the transaction stays in them until it ends. */
  async ofEach(personIds: readonly PersonId[], tx?: Transaction): Promise<Map<PersonId, Team[]>> {
    const teams = new Map<PersonId, Team[]>();
    for (const { personId, team } of await this.store.ofEach(personIds, tx)) {
      teams.set(personId, [...(teams.get(personId) ?? []), team]);
    }
    return teams;
  }

  /** At most `most` teams whose name holds the text, by name, and how many there are. */
  withName(search: string, most: number): Promise<Page<Team>> {
    return this.store.page({ search, limit: most, offset: 0 });
  }
}
