import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { PersonId, TeamId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import type { PageQuery } from '../http/page.js';
import { Departures } from './departures.js';
import { PeopleQueue } from './people-queue.js';
import { PeopleStore } from './people.store.js';
import type { Team } from './person.js';
import { summaryOf } from './person.view.js';
import { TeamRecord } from './team-record.js';
import type { EditTeam, NewTeam, TeamsPage, TeamView } from './teams.dto.js';
import { noSuchTeam } from './teams.service.js';
import { TeamsStore } from './teams.store.js';

/** What administrators do with teams. Who leaves one loses first what rested on it. */
@Injectable()
export class TeamsAdministration {
  constructor(
    private readonly queue: PeopleQueue,
    private readonly store: TeamsStore,
    private readonly people: PeopleStore,
    private readonly departures: Departures,
    private readonly record: TeamRecord,
  ) {}

  async page(query: PageQuery): Promise<TeamsPage> {
    const { items, total } = await this.store.page(query);
    return { items: await this.views(items), total };
  }

  async view(id: TeamId): Promise<TeamView> {
    const [view] = await this.views(await this.store.find([id]));
    if (!view) throw noSuchTeam();
    return view;
  }

  async add(me: SignedIn, input: NewTeam): Promise<TeamId> {
    const team: Team = {
      id: randomUUID() as TeamId,
      name: input.name.trim(),
      description: input.description?.trim() ?? '',
    };
    const memberIds = (input.memberIds ?? []) as PersonId[];
    await this.queue.run(async (tx) => {
      await this.refuseTakenName(tx, team.name, null);
      const members = await this.namesOf(tx, memberIds, 'memberIds');
      await this.store.add(tx, team);
      await this.store.addMembers(tx, team.id, memberIds);
      await this.record.write(tx, actorOf(me), 'team.added', team, { description: team.description, members });
    });
    return team.id;
  }

  async edit(me: SignedIn, id: TeamId, input: EditTeam): Promise<void> {
    await this.queue.run(async (tx) => {
      const team = await this.get(tx, id);
      const edited = {
        id,
        name: input.name?.trim() ?? team.name,
        description: input.description?.trim() ?? team.description,
      };
      if (edited.name === team.name && edited.description === team.description) return;
      await this.refuseTakenName(tx, edited.name, id);
      await this.store.change(tx, id, edited);
      await this.record.write(tx, actorOf(me), 'team.edited', edited, { before: team.name, after: edited.name });
    });
  }

  async setMembers(me: SignedIn, id: TeamId, personIds: readonly PersonId[]): Promise<void> {
    await this.queue.run(async (tx) => {
      const team = await this.get(tx, id);
      const before = (await this.store.memberIds([id], tx)).map(({ personId }) => personId);
      const joining = personIds.filter((personId) => !before.includes(personId));
      const leaving = before.filter((personId) => !personIds.includes(personId));
      if (joining.length === 0 && leaving.length === 0) return;
      const joined = await this.namesOf(tx, joining, 'personIds');
      const left = await this.leave(tx, me, id, leaving);
      await this.store.addMembers(tx, id, joining);
      await this.record.write(tx, actorOf(me), 'team.members-set', team, { joined, left });
    });
  }

  /** Deletes a team that nothing names any more: who is kept out by it would be let in. @throws Fault conflict, not-found */
  async remove(me: SignedIn, id: TeamId): Promise<void> {
    await this.queue.run(async (tx) => {
      const members = (await this.store.memberIds([id], tx)).map(({ personId }) => personId);
      await this.people.lockAll(tx, members); // before the team: an ask holds its people first, too
      const team = await this.store.lock(tx, id);
      if (!team) throw noSuchTeam();
      await this.record.refuseNamed(tx, team);
      const left = await this.leave(tx, me, id, members);
      await this.store.remove(tx, id);
      await this.record.write(tx, actorOf(me), 'team.removed', team, { left });
    });
  }

  /** Gives the names of those who left. */
  private async leave(
    tx: Transaction,
    me: SignedIn,
    teamId: TeamId,
    personIds: readonly PersonId[],
  ): Promise<string[]> {
    const people = await this.people.lockAll(tx, personIds);
    for (const { id: personId } of people) {
      await this.departures.announce(tx, { kind: 'left-team', personId, teamId, actor: actorOf(me) });
    }
    await this.store.removeMembers(tx, teamId, personIds);
    return people.map(({ displayName }) => displayName);
  }

  private async get(tx: Transaction, id: TeamId): Promise<Team> {
    const [team] = await this.store.find([id], tx);
    if (!team) throw noSuchTeam();
    return team;
  }

  private async namesOf(tx: Transaction, personIds: readonly PersonId[], field: string): Promise<string[]> {
    const people = await this.people.holdStill(tx, personIds);
    if (people.length === personIds.length) return people.map(({ displayName }) => displayName);
    const known = new Set(people.map(({ id }) => id));
    const unknown = personIds.flatMap((id, index) => (known.has(id) ? [] : [index]));
    throw new Fault('input-invalid', 'The list of members names somebody who does not exist.', {
      hint: 'Load the page again and choose the members anew.',
      fields: unknown.map((index) => ({ path: `${field}[${index}]`, reason: 'must be the id of a person' })),
    });
  }

  private async refuseTakenName(tx: Transaction, name: string, except: TeamId | null): Promise<void> {
    if (!(await this.store.nameTaken(tx, name, except))) return;
    throw new Fault('name-taken', `There is a team named ${name} already.`, {
      hint: 'Choose another name.',
      fields: [{ path: 'name', reason: 'is taken' }],
    });
  }

  private async views(teams: readonly Team[]): Promise<TeamView[]> {
    const members = await this.people.membersOf(teams.map(({ id }) => id));
    return teams.map(({ id, name, description }) => ({
      id,
      name,
      description,
      members: members
        .filter(({ teamId }) => teamId === id)
        .map(({ person }) => summaryOf(person))
        .sort((one, other) => one.displayName.localeCompare(other.displayName)),
    }));
  }
}
