import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { ConnectorId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { ConnectorEntity } from './connector.entity.js';

type Fields = QueryDeepPartialEntity<ConnectorEntity>;

@Injectable()
export class ConnectorsStore {
  async add(tx: Transaction, fields: Fields): Promise<ConnectorId> {
    const { identifiers } = await tx.insert(ConnectorEntity, fields);
    return (identifiers[0] as { id: ConnectorId }).id;
  }

  async change(tx: Transaction, id: ConnectorId, fields: Fields): Promise<void> {
    await tx.update(ConnectorEntity, { id }, fields);
  }

  /** Living ones, by name. */
  async page(tx: Transaction, search: string, limit: number, offset: number): Promise<[ConnectorEntity[], number]> {
    const query = tx.createQueryBuilder(ConnectorEntity, 'connector').where('connector.deletedAt IS NULL');
    if (search) query.andWhere('strpos(lower(connector.name), lower(:search)) > 0', { search });
    return query
      .orderBy('lower(connector.name)')
      .addOrderBy('connector.id')
      .limit(limit)
      .offset(offset)
      .getManyAndCount();
  }

  find(tx: Transaction, id: ConnectorId): Promise<ConnectorEntity | null> {
    return tx.findOneBy(ConnectorEntity, { id, deletedAt: IsNull() });
  }

  findMany(tx: Transaction, ids: ConnectorId[]): Promise<ConnectorEntity[]> {
    return tx.findBy(ConnectorEntity, { id: In(ids) });
  }

  /** A living connector, its row locked to the end of the transaction. */
  lock(tx: Transaction, id: ConnectorId): Promise<ConnectorEntity | null> {
    return tx.findOne(ConnectorEntity, { where: { id, deletedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
  }

  lockByToken(tx: Transaction, enrolmentTokenHash: string, now: Date): Promise<ConnectorEntity | null> {
    const where = { enrolmentTokenHash, enrolmentTokenUntil: MoreThan(now), deletedAt: IsNull() };
    return tx.findOne(ConnectorEntity, { where, lock: { mode: 'pessimistic_write' } });
  }

  nameTaken(tx: Transaction, name: string): Promise<boolean> {
    return tx.existsBy(ConnectorEntity, { name, deletedAt: IsNull() });
  }

  /** Adds one and gives the new generation; undefined: no such connector. */
  async raiseGeneration(tx: Transaction, id: ConnectorId): Promise<number | undefined> {
    const [rows] = (await tx.query(
      'UPDATE connector SET generation = generation + 1 WHERE id = $1 RETURNING generation',
      [id],
    )) as [{ generation: string }[], number];
    return rows[0] ? Number(rows[0].generation) : undefined;
  }

  /** Notes a generation that was never given. Gives the name; undefined: it was noted already, or was given. */
  async noteAhead(tx: Transaction, id: ConnectorId, held: number): Promise<string | undefined> {
    const [rows] = (await tx.query(
      `UPDATE connector SET ahead_generation = $2::bigint
         WHERE id = $1 AND generation < $2::bigint AND coalesce(ahead_generation, 0) < $2::bigint RETURNING name`,
      [id, held],
    )) as [{ name: string }[], number];
    return rows[0]?.name;
  }

  /** Takes a new generation, greater than `above`; who holds an older one gets a complete order from here on. */
  async forgetDeltas(tx: Transaction, id: ConnectorId, above = 0): Promise<void> {
    await tx.query(
      `UPDATE connector SET generation = greatest(generation, $2::bigint) + 1,
         complete_below = greatest(generation, $2::bigint) + 1 WHERE id = $1`,
      [id, above],
    );
  }
}
