import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Like, type QueryDeepPartialEntity } from 'typeorm';
import type { PersonId, TeamId } from '#access/ids.js';
import { among } from '../database/among.js';
import { Transactions, type Transaction } from '../database/transactions.js';
import type { Page, PageQuery } from '../http/page.js';
import { PasswordEntity } from './password.entity.js';
import { comparable, type Person, type PersonInTeams } from './person.js';
import { PersonEntity } from './person.entity.js';
import { TeamMemberEntity } from './team.entity.js';

export type NewPerson = Omit<PersonEntity, 'createdAt' | 'disabled' | 'manager'>;
export type PersonPatch = Partial<
  Pick<PersonEntity, 'displayName' | 'email' | 'emailKey' | 'accountName' | 'role' | 'managerId' | 'attributes'>
>;

/** The columns of `person` as `Person` has them: people are read with every call, and the mapper takes longer than the query. */
export const PERSON = `person.id, person.issuer, person.subject, person.display_name AS "displayName", person.email,
  person.account_name AS "accountName", person.role, person.disabled, person.manager_id AS "managerId", person.attributes,
  person.created_at AS "createdAt"`;

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

@Injectable()
export class PeopleStore {
  constructor(private readonly transactions: Transactions) {}

  async find(ids: readonly PersonId[], tx: Transaction = this.transactions.reader): Promise<Person[]> {
    if (ids.length === 0) return [];
    const { sql, values } = among(ids);
    return await tx.query(`SELECT ${PERSON} FROM person WHERE id ${sql}`, [...values]);
  }

  /** Everybody who is named himself or is in one of the teams. */
  async inTeams(
    personIds: readonly PersonId[],
    teamIds: readonly TeamId[],
    tx?: Transaction,
  ): Promise<PersonInTeams[]> {
    if (personIds.length + teamIds.length === 0) return [];
    return (tx ?? this.transactions.reader).query(
      `SELECT ${PERSON}, (
         SELECT coalesce(json_agg(json_build_object('id', team.id, 'name', team.name) ORDER BY team.name_key), '[]')
         FROM team_member JOIN team ON team.id = team_member.team_id WHERE team_member.person_id = person.id) AS teams
       FROM person WHERE person.id = ANY(
         CAST($1 AS uuid[]) || ARRAY(SELECT person_id FROM team_member WHERE team_id = ANY($2)))`,
      [[...personIds], [...teamIds]],
    );
  }

  /** By the exact address: the compared form only finds them. */
  async withAddresses(addresses: readonly string[], tx?: Transaction): Promise<Person[]> {
    if (addresses.length === 0) return [];
    const manager = tx ?? this.transactions.reader;
    const alike = await manager.findBy(PersonEntity, { emailKey: In([...new Set(addresses.map(comparable))]) });
    return alike.filter(({ email }) => email !== null && addresses.includes(email));
  }

  /** Everybody who is not disabled. */
  async enabledIds(): Promise<PersonId[]> {
    const rows = await this.transactions.reader.find(PersonEntity, {
      select: { id: true },
      where: { disabled: false },
    });
    return rows.map(({ id }) => id);
  }

  /** Reads people and keeps them as they are until the transaction ends; in one order, so that two do not block each other. */
  async holdStill(tx: Transaction, ids: readonly PersonId[]): Promise<Person[]> {
    return this.locked(tx, ids, 'SHARE');
  }

  /** Reads a person whom this transaction is going to change. */
  async lock(tx: Transaction, id: PersonId): Promise<Person | undefined> {
    return (await this.locked(tx, [id], 'UPDATE'))[0];
  }

  async lockAll(tx: Transaction, ids: readonly PersonId[]): Promise<Person[]> {
    return this.locked(tx, ids, 'UPDATE');
  }

  private async locked(tx: Transaction, ids: readonly PersonId[], mode: 'SHARE' | 'UPDATE'): Promise<Person[]> {
    if (ids.length === 0) return [];
    const { sql, values } = among(ids);
    return await tx.query(`SELECT ${PERSON} FROM person WHERE id ${sql} ORDER BY id FOR ${mode}`, [...values]);
  }

  /** One page of the people whose name, address or account name holds the text, by name. */
  async page({ search, limit, offset }: PageQuery): Promise<{ items: Person[]; total: number }> {
    const query = this.transactions.reader.createQueryBuilder(PersonEntity, 'person');
    if (search?.trim()) {
      const text = `%${literally(search.trim())}%`;
      query.where(
        '(person.display_name ILIKE :text OR person.email ILIKE :text OR person.account_name ILIKE :text)',
        { text }, // prettier-ignore
      );
    }
    query.orderBy('LOWER(person.display_name)').addOrderBy('person.id').limit(limit).offset(offset);
    const [rows, total] = await query.getManyAndCount();
    return { items: rows, total };
  }

  async enabledByName(search: string, most: number): Promise<Page<Person>> {
    const query = this.transactions.reader
      .createQueryBuilder(PersonEntity, 'person')
      .where('NOT person.disabled AND person.display_name ILIKE :text', { text: `%${literally(search)}%` })
      .orderBy('LOWER(person.display_name)')
      .addOrderBy('person.id')
      .limit(most);
    const [items, total] = await query.getManyAndCount();
    return { items, total };
  }

  /** Who has this person as manager. */
  reportsOf(managerId: PersonId): Promise<Person[]> {
    return this.transactions.reader.findBy(PersonEntity, { managerId, disabled: false });
  }

  async membersOf(teamIds: readonly string[]): Promise<{ teamId: string; person: Person }[]> {
    if (teamIds.length === 0) return [];
    const members = await this.transactions.reader.findBy(TeamMemberEntity, { teamId: In([...teamIds]) });
    const people = await this.find([...new Set(members.map(({ personId }) => personId))]);
    const byId = new Map(people.map((person) => [person.id, person]));
    return members.flatMap(({ teamId, personId }) => {
      const person = byId.get(personId);
      return person ? [{ teamId, person }] : [];
    });
  }

  async add(tx: Transaction, person: NewPerson): Promise<void> {
    await tx.insert(PersonEntity, person as QueryDeepPartialEntity<PersonEntity>);
  }

  async change(tx: Transaction, id: PersonId, patch: PersonPatch): Promise<void> {
    await tx.update(PersonEntity, { id }, patch as QueryDeepPartialEntity<PersonEntity>);
  }

  async disable(tx: Transaction, id: PersonId): Promise<void> {
    await tx.update(PersonEntity, { id }, { disabled: true });
  }

  async enable(tx: Transaction, id: PersonId): Promise<void> {
    await tx.update(PersonEntity, { id }, { disabled: false });
  }

  async emailTaken(tx: Transaction, email: string, except: PersonId | null): Promise<boolean> {
    const found = await tx.findOneBy(PersonEntity, { emailKey: comparable(email) });
    return found !== null && found.id !== except;
  }

  /** The taken account names that begin so. */
  async accountNamesLike(tx: Transaction, beginning: string): Promise<Set<string>> {
    const rows = await tx.find(PersonEntity, {
      select: { id: true, accountName: true },
      where: { accountName: Like(`${literally(beginning)}%`) },
    });
    return new Set(rows.map(({ accountName }) => accountName));
  }

  administrators(tx: Transaction = this.transactions.reader): Promise<Person[]> {
    return tx.findBy(PersonEntity, { role: 'administrator', disabled: false });
  }

  async enabledAdministrators(tx: Transaction): Promise<number> {
    return tx.createQueryBuilder(PersonEntity, 'person')
      .where(`person.role = 'administrator' AND NOT person.disabled`)
      .getCount(); // prettier-ignore
  }

  async setPassword(tx: Transaction, personId: PersonId, hash: string): Promise<void> {
    await tx.upsert(PasswordEntity, { personId, hash }, ['personId']);
  }

  async passwordHash(manager: EntityManager, personId: PersonId): Promise<string | null> {
    return (await manager.findOneBy(PasswordEntity, { personId }))?.hash ?? null;
  }

  /** The person of an address, with the hash of his password. */
  async forSignIn(email: string): Promise<{ person: Person; hash: string | null } | undefined> {
    const row = await this.transactions.reader.findOneBy(PersonEntity, { emailKey: comparable(email) });
    if (!row) return undefined;
    return { person: row, hash: await this.passwordHash(this.transactions.reader, row.id) };
  }
}
