import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import type { PersonId, ShiftId, ShiftOverrideId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { comparable } from '../identity/person.js';
import { ShiftEntity, ShiftOverrideEntity, ShiftPersonEntity } from './shift.entity.js';
import type { ShiftContents, StoredOverride, StoredShift } from './stored-shift.js';

type ShiftRow = Omit<ShiftEntity, 'nameKey' | 'createdAt'>;

/** Every decision looks who is on duty, and most sites have few shifts or none: the mapper would take longer than the query. */
const SHIFT = `id, name, length_count AS "lengthCount", length_unit AS "lengthUnit", time_zone AS "timeZone",
  start_date AS "startDate", handover_time AS "handoverTime"`;

@Injectable()
export class ShiftsStore {
  constructor(private readonly transactions: Transactions) {}

  /** The shifts of these ids, or all, by name, with their overrides that end after that moment. */
  async read(ids: readonly ShiftId[] | 'all', afterMs: number, tx?: Transaction): Promise<StoredShift[]> {
    return this.withParts(await this.rows(tx ?? this.transactions.reader, ids, 'ORDER BY name_key'), afterMs, tx);
  }

  /** As `read`; until the transaction ends nobody edits these shifts or their overrides. In one order, so that two do not block each other. */
  async held(tx: Transaction, ids: readonly ShiftId[] | 'all', afterMs: number): Promise<StoredShift[]> {
    return this.withParts(await this.rows(tx, ids, 'ORDER BY id FOR SHARE'), afterMs, tx);
  }

  /** A shift that this transaction is going to change. */
  async lock(tx: Transaction, id: ShiftId, afterMs: number): Promise<StoredShift | undefined> {
    const rows = await tx.find(ShiftEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return (await this.withParts(rows, afterMs, tx))[0];
  }

  async page({ search, limit, offset }: PageQuery): Promise<{ ids: ShiftId[]; total: number }> {
    const query = this.transactions.reader.createQueryBuilder(ShiftEntity, 'shift');
    if (search?.trim()) query.where('strpos(shift.nameKey, :text) > 0', { text: comparable(search) });
    const [rows, total] = await query.orderBy('shift.nameKey').limit(limit).offset(offset).getManyAndCount();
    return { ids: rows.map(({ id }) => id), total };
  }

  async nameTaken(tx: Transaction, name: string, except: ShiftId | null): Promise<boolean> {
    const found = await tx.findOneBy(ShiftEntity, { nameKey: comparable(name) });
    return found !== null && found.id !== except;
  }

  async add(tx: Transaction, id: ShiftId, contents: ShiftContents): Promise<void> {
    await tx.insert(ShiftEntity, { id, ...rowOf(contents) });
    await this.addPeople(tx, id, contents.people);
  }

  async change(tx: Transaction, id: ShiftId, contents: ShiftContents): Promise<void> {
    await tx.update(ShiftEntity, { id }, rowOf(contents));
    await tx.delete(ShiftPersonEntity, { shiftId: id });
    await this.addPeople(tx, id, contents.people);
  }

  async remove(tx: Transaction, id: ShiftId): Promise<void> {
    await tx.delete(ShiftEntity, { id });
  }

  async addOverride(tx: Transaction, shiftId: ShiftId, { fromMs, untilMs, ...override }: StoredOverride, at: Date): Promise<void> {
    await tx.insert(ShiftOverrideEntity, { ...override, shiftId, at, fromAt: new Date(fromMs), untilAt: new Date(untilMs) });
  } // prettier-ignore

  async removeOverride(tx: Transaction, id: ShiftOverrideId): Promise<void> {
    await tx.delete(ShiftOverrideEntity, { id });
  }

  private async addPeople(tx: Transaction, shiftId: ShiftId, people: readonly PersonId[]): Promise<void> {
    await tx.insert(
      ShiftPersonEntity,
      people.map((personId, position) => ({ shiftId, personId, position })),
    );
  }

  private rows(tx: Transaction, ids: readonly ShiftId[] | 'all', which: string): Promise<ShiftRow[]> {
    const all = ids === 'all' ? null : [...ids];
    return tx.query(`SELECT ${SHIFT} FROM shift WHERE CAST($1 AS uuid[]) IS NULL OR id = ANY($1) ${which}`, [all]);
  }

  private async withParts(rows: ShiftRow[], afterMs: number, tx?: Transaction): Promise<StoredShift[]> {
    if (rows.length === 0) return [];
    const manager = tx ?? this.transactions.reader;
    const shiftId = In(rows.map(({ id }) => id));
    const people = await manager.find(ShiftPersonEntity, { where: { shiftId }, order: { position: 'ASC' } });
    const overrides = await manager.find(ShiftOverrideEntity, {
      where: { shiftId, untilAt: MoreThan(new Date(afterMs)) },
      order: { fromAt: 'ASC' },
    });
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      people: people.filter((one) => one.shiftId === row.id).map(({ personId }) => personId),
      length: { count: row.lengthCount, unit: row.lengthUnit },
      timeZone: row.timeZone,
      startDate: row.startDate,
      handoverTime: row.handoverTime,
      overrides: overrides.filter((one) => one.shiftId === row.id).map(overrideOf),
    }));
  }
}

const rowOf = ({ name, length, timeZone, startDate, handoverTime }: ShiftContents): Omit<ShiftEntity, 'id' | 'createdAt'> => ({
  name,
  nameKey: comparable(name),
  lengthCount: length.count,
  lengthUnit: length.unit,
  timeZone,
  startDate,
  handoverTime,
}); // prettier-ignore

const overrideOf = ({ id, fromAt, untilAt, personId, byId }: ShiftOverrideEntity): StoredOverride => ({
  id,
  fromMs: fromAt.getTime(),
  untilMs: untilAt.getTime(),
  personId,
  byId,
});
