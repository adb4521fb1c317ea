import { Injectable } from '@nestjs/common';
import { ownersFrom, type OwnerValue, ownerValuesOf } from '#access/owners.js';
import type { PeopleOrTeams } from '#access/person.js';
import type { Transaction } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person, Team } from '../identity/person.js';
import { TeamsService } from '../identity/teams.service.js';
import type { OwnedRow } from './resource.js';

/** The teams and people whom values of tags name now. */
export interface OwnersFound {
  readonly teams: ReadonlyMap<string, Team>;
  readonly people: ReadonlyMap<string, Person>;
}

/** Whom the tags of servers name as owners. Looked up at each reading and kept nowhere: a team that is renamed is another name. */
@Injectable()
export class OwnersLookup {
  constructor(
    private readonly teams: TeamsService,
    private readonly people: PeopleService,
  ) {}

  /** Gives, for each of these servers, who owns it now. */
  async of(servers: readonly OwnedRow[], tx: Transaction): Promise<(server: OwnedRow) => PeopleOrTeams> {
    const valuesOf = ({ tags, integration }: OwnedRow): OwnerValue[] => ownerValuesOf(tags, integration.ownerTags);
    const { teams, people } = await this.named(servers.flatMap(valuesOf), tx);
    const known = { teams: idsOf(teams), people: idsOf(people) };
    return (server) => ownersFrom(server.owners, valuesOf(server), known);
  }

  async named(values: readonly OwnerValue[], tx: Transaction): Promise<OwnersFound> {
    const texts = (kind: OwnerValue['names']): string[] => [
      ...new Set(values.flatMap(({ names, value }) => (names === kind ? [value] : []))),
    ];
    return {
      teams: await this.teams.named(texts('team'), tx),
      people: await this.people.withAddresses(texts('person'), tx),
    };
  }
}

const idsOf = <Id>(found: ReadonlyMap<string, { id: Id }>): Map<string, Id> =>
  new Map([...found].map(([value, { id }]) => [value, id]));
