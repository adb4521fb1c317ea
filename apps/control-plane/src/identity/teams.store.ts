import { Injectable } from '@nestjs/common';
import { In, type QueryDeepPartialEntity } from 'typeorm';
import type { PersonId, TeamId } from '#access/ids.js';
import { among } from '../database/among.js';
import { Transactions, type Transaction } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { comparable, type Team } from './person.js';
import { TeamEntity, TeamMemberEntity } from './team.entity.js';

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

@Injectable()
export class TeamsStore {
  constructor(private readonly transactions: Transactions) {}

  async find(ids: readonly TeamId[], tx?: Transaction): Promise<Team[]> {
    if (ids.length === 0) return [];
    const { sql, values } = among(ids);
    const which = `WHERE id ${sql} ORDER BY name_key`;
    return (tx ?? this.transactions.reader).query(`SELECT id, name, description FROM team ${which}`, [...values]);
  }

  /** Reads teams and keeps them as they are until the transaction ends; in one order, so that two do not block each other. */
  async held(tx: Transaction, ids: readonly TeamId[]): Promise<Team[]> {
    if (ids.length === 0) return [];
    return tx.find(TeamEntity, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_read' },
    });
  }

  /** A team that this transaction is going to delete: whoever wants it to stay waits, or was first. */
  async lock(tx: Transaction, id: TeamId): Promise<Team | null> {
    return tx.findOne(TeamEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** By the exact name: the compared form only finds them. */
  async named(names: readonly string[], tx?: Transaction): Promise<Team[]> {
    if (names.length === 0) return [];
    const manager = tx ?? this.transactions.reader;
    const alike = await manager.findBy(TeamEntity, { nameKey: In([...new Set(names.map(comparable))]) });
    return alike.filter(({ name }) => names.includes(name));
  }

  async page({ search, limit, offset }: PageQuery): Promise<{ items: Team[]; total: number }> {
    const query = this.transactions.reader.createQueryBuilder(TeamEntity, 'team');
    if (search?.trim()) query.where('team.name ILIKE :text', { text: `%${literally(search.trim())}%` });
    const [items, total] = await query.orderBy('team.name_key').limit(limit).offset(offset).getManyAndCount();
    return { items, total };
  }

  /** The teams of each person, by name. */
  async ofEach(personIds: readonly PersonId[], tx?: Transaction): Promise<{ personId: PersonId; team: Team }[]> {
    if (personIds.length === 0) return [];
    const { sql, values } = among(personIds);
    const rows = (await (tx ?? this.transactions.reader).query(
      `SELECT person_id AS "personId", team.id, name, description FROM team_member JOIN team ON team.id = team_id
       WHERE person_id ${sql} ORDER BY name_key`,
      [...values],
    )) as ({ personId: PersonId } & Team)[];
    return rows.map(({ personId, ...team }) => ({ personId, team }));
  }

  async memberIds(teamIds: readonly TeamId[], tx?: Transaction): Promise<{ teamId: TeamId; personId: PersonId }[]> {
    if (teamIds.length === 0) return [];
    return (tx ?? this.transactions.reader).findBy(TeamMemberEntity, { teamId: In([...teamIds]) });
  }

  async nameTaken(tx: Transaction, name: string, except: TeamId | null): Promise<boolean> {
    const found = await tx.findOneBy(TeamEntity, { nameKey: comparable(name) });
    return found !== null && found.id !== except;
  }

  async add(tx: Transaction, team: Team): Promise<void> {
    await tx.insert(TeamEntity, { ...team, nameKey: comparable(team.name) } as QueryDeepPartialEntity<TeamEntity>);
  }

  async change(tx: Transaction, id: TeamId, { name, description }: Omit<Team, 'id'>): Promise<void> {
    await tx.update(TeamEntity, { id }, { name, nameKey: comparable(name), description });
  }

  async remove(tx: Transaction, id: TeamId): Promise<void> {
    await tx.delete(TeamEntity, { id });
  }

  async addMembers(tx: Transaction, teamId: TeamId, personIds: readonly PersonId[]): Promise<void> {
    if (personIds.length > 0)
      await tx.insert(
        TeamMemberEntity,
        personIds.map((personId) => ({ teamId, personId })),
      );
  }

  async removeMembers(tx: Transaction, teamId: TeamId, personIds: readonly PersonId[]): Promise<void> {
    if (personIds.length > 0) await tx.delete(TeamMemberEntity, { teamId, personId: In([...personIds]) });
  }
}
