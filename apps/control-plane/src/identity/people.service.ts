/**
 * Identity: who the people are, which teams they are in, and who is signed in. It knows nothing of access; those who give
 * access by person or team ask here, and hear from `Departures` when somebody goes.
 */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId, TeamId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { Page, PageQuery } from '../http/page.js';
import { PeopleStore } from './people.store.js';
import type { Person, PersonInTeams } from './person.js';
import { type PeoplePage, personView, type PersonView } from './person.view.js';
import { TeamsService } from './teams.service.js';

export const noSuchPerson = (): Fault =>
  new Fault('not-found', 'There is no such person.', { hint: 'Look the person up under People.' });

@Injectable()
export class PeopleService {
  constructor(
    private readonly store: PeopleStore,
    private readonly teams: TeamsService,
  ) {}

  /**
   * Gives the people of these ids that there are. With a transaction they stay as they are until it ends: nobody is disabled
   * in the meantime.
   */
  async find(ids: readonly PersonId[], tx?: Transaction): Promise<Map<PersonId, Person>> {
    const people = tx ? await this.store.holdStill(tx, ids) : await this.store.find(ids);
    return new Map(people.map((person) => [person.id, person]));
  }

  /** The same as they are now, without keeping them so, for what is looked at again before it counts. */
  async asTheyAre(ids: readonly PersonId[], tx?: Transaction): Promise<Map<PersonId, Person>> {
    return new Map((await this.store.find(ids, tx)).map((person) => [person.id, person]));
  }

  /** Everybody who is named himself or is in one of the teams, with all his teams, as they are now; disabled people too. */
  inTeams(personIds: readonly PersonId[], teamIds: readonly TeamId[] = [], tx?: Transaction): Promise<PersonInTeams[]> {
    return this.store.inTeams(personIds, teamIds, tx);
  }

  /** The people who have exactly these addresses, disabled ones too. */
  async withAddresses(addresses: readonly string[], tx?: Transaction): Promise<Map<string, Person>> {
    const people = await this.store.withAddresses(addresses, tx);
    return new Map(people.flatMap((person) => (person.email === null ? [] : [[person.email, person] as const])));
  }

  /** Everybody who is not disabled. */
  enabledIds(): Promise<PersonId[]> {
    return this.store.enabledIds();
  }

  /** Enabled administrators. They stay the same for whoever holds the queue of changes of people. */
  async administrators(tx?: Transaction): Promise<{ personId: PersonId; email: string | null }[]> {
    return (await this.store.administrators(tx)).map(({ id, email }) => ({ personId: id, email }));
  }

  /** @throws Fault not-found */
  async get(id: PersonId, tx?: Transaction): Promise<Person> {
    const person = (await this.find([id], tx)).get(id);
    if (!person) throw noSuchPerson();
    return person;
  }

  async view(id: PersonId): Promise<PersonView> {
    return (await this.viewsOf([await this.get(id)]))[0];
  }

  async page(query: PageQuery): Promise<PeoplePage> {
    const { items, total } = await this.store.page(query);
    return { items: await this.viewsOf(items), total };
  }

  /** At most `most` enabled people whose name holds the text, by name, and how many there are. */
  withName(search: string, most: number): Promise<Page<Person>> {
    return this.store.enabledByName(search, most);
  }

  /** Enabled people of whom this one is the manager. */
  reportsOf(managerId: PersonId): Promise<Person[]> {
    return this.store.reportsOf(managerId);
  }

  private async viewsOf(people: readonly Person[]): Promise<PersonView[]> {
    const managers = await this.find([...new Set(people.flatMap(({ managerId }) => managerId ?? []))]);
    const teams = await this.teams.ofEach(people.map(({ id }) => id));
    return people.map((person) =>
      personView(person, person.managerId ? managers.get(person.managerId) : undefined, teams.get(person.id) ?? []),
    );
  }
}
