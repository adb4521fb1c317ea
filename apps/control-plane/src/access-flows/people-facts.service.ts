import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId, ShiftId, TeamId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person, PersonInTeams } from '../identity/person.js';
import { TeamsService } from '../identity/teams.service.js';
import { ShiftsService } from '../shifts/shifts.service.js';

/** People by name, by team, and by the shift that they are on. */
export interface PeopleSources {
  readonly personIds: readonly PersonId[];
  readonly teamIds: readonly TeamId[];
  readonly shiftIds?: readonly ShiftId[];
}

/** People as decisions see them. */
@Injectable()
export class PeopleFacts {
  constructor(
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
    private readonly shifts: ShiftsService,
    private readonly clock: Clock,
  ) {}

  /**
   * These people, locked: until the transaction ends nobody of them is disabled or leaves a team.
   * @throws Fault not-found
   */
  async held(tx: Transaction, ...ids: PersonId[]): Promise<PersonFacts[]> {
    if (ids.length === 0) return [];
    const held = await this.people.find([...new Set(ids)], tx);
    const teams = await this.teams.ofEach([...held.keys()], tx);
    const onDuty = await this.shifts.onDutyNow(tx, this.clock.nowMs());
    return ids.map((id) => {
      const person = held.get(id);
      if (!person) throw new Fault('not-found', 'There is no such person.');
      return factsOf(person, teams.get(id) ?? [], onDuty);
    });
  }

  /** These people as they are now, without locks. With a time: on duty is who will be then. */
  async now(ids: readonly PersonId[], atMs: number = this.clock.nowMs(), tx?: Transaction): Promise<PersonFacts[]> {
    return this.members({ personIds: ids, teamIds: [] }, atMs, tx);
  }

  /** Who was on duty then, by the shifts as they are now. */
  onDutyAt(tx: Transaction, atMs: number): Promise<ReadonlyMap<ShiftId, PersonId>> {
    return this.shifts.onDutyNow(tx, atMs);
  }

  /** Everybody whom the sources name, by name, through a team or on a shift now (or then), disabled people too; without locks. */
  async members(
    { personIds, teamIds, shiftIds = [] }: PeopleSources,
    atMs: number = this.clock.nowMs(),
    tx?: Transaction,
  ): Promise<PersonFacts[]> {
    if (personIds.length + teamIds.length + shiftIds.length === 0) return [];
    const onDuty = await this.shifts.whoIsOnDuty(atMs, 'all', tx);
    const onCall = shiftIds.flatMap((id) => onDuty.get(id) ?? []);
    const people = await this.people.inTeams([...personIds, ...onCall], teamIds, tx);
    return people.map((person) => factsOf(person, person.teams, onDuty));
  }

  /** Everybody who is not disabled, as they are now, read in parts. */
  async everybody(): Promise<PersonFacts[]> {
    const ids = await this.people.enabledIds();
    const facts: PersonFacts[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) facts.push(...(await this.now(ids.slice(at, at + AT_ONCE))));
    return facts;
  }
}

/** So many people are read by one query. */
const AT_ONCE = 2000;

const factsOf = (
  person: Person,
  teams: PersonInTeams['teams'],
  onDuty: ReadonlyMap<ShiftId, PersonId>,
): PersonFacts => ({
  personId: person.id,
  displayName: person.displayName,
  email: person.email,
  enabled: !person.disabled,
  teamIds: teams.map(({ id }) => id),
  teamNames: teams.map(({ name }) => name),
  attributes: person.attributes,
  managerId: person.managerId,
  onShifts: [...onDuty].flatMap(([shiftId, personId]) => (personId === person.id ? [shiftId] : [])),
});
