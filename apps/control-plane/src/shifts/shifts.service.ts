/**
 * Shifts: who is on call. This is what others ask: who is on duty now, and when somebody else is. A disabled person on duty
 * counts as nobody.
 */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId, ShiftId } from '#access/ids.js';
import { nextHandoverMs, onDuty } from '#access/shift.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person } from '../identity/person.js';
import { ShiftsStore } from './shifts.store.js';
import type { StoredShift } from './stored-shift.js';

export const noSuchShift = (): Fault =>
  new Fault('not-found', 'There is no such shift.', { hint: 'Look it up under Shifts.' });

@Injectable()
export class ShiftsService {
  constructor(
    private readonly store: ShiftsStore,
    private readonly people: PeopleService,
    private readonly clock: Clock,
  ) {}

  /**
   * Who is on duty on each shift at that moment; a shift that is missing has nobody. Until the transaction ends nobody edits
   * the shifts or disables these people. With `ids` only these shifts are looked at.
   */
  async onDutyNow(tx: Transaction, nowMs: number, ids: readonly ShiftId[] | 'all' = 'all'): Promise<Map<ShiftId, PersonId>> {
    const shifts = await this.store.held(tx, ids, nowMs);
    return enabledOnDuty(shifts, nowMs, (ids) => this.people.find(ids, tx));
  } // prettier-ignore

  /** The same without locks. */
  async whoIsOnDuty(nowMs: number, ids: readonly ShiftId[] | 'all' = 'all', tx?: Transaction): Promise<Map<ShiftId, PersonId>> {
    const shifts = await this.store.read(ids, nowMs, tx);
    return enabledOnDuty(shifts, nowMs, (ids) => this.people.asTheyAre(ids, tx));
  } // prettier-ignore

  /**
   * When somebody else is on duty on any shift: what rests on being on call is looked at again then. null: as far as is
   * known, never. An edit may bring it nearer, and then wakes by the topic `shifts`.
   */
  async nextChangeMs(): Promise<number | null> {
    const nowMs = this.clock.nowMs();
    const shifts = await this.store.read('all', nowMs);
    const changes = shifts.map((shift) => nextHandoverMs(shift, nowMs)).filter((atMs) => atMs !== null);
    return changes.length === 0 ? null : Math.min(...changes);
  }

  /** The same as `find`; until the transaction ends nobody deletes or edits them. */
  async held(tx: Transaction, ids: readonly ShiftId[]): Promise<Map<ShiftId, { id: ShiftId; name: string }>> {
    const shifts = ids.length === 0 ? [] : await this.store.held(tx, ids, this.clock.nowMs());
    return new Map(shifts.map(({ id, name }) => [id, { id, name }]));
  }

  /** Gives the names of those of these shifts that there are. */
  async find(ids: readonly ShiftId[], tx?: Transaction): Promise<Map<ShiftId, { id: ShiftId; name: string }>> {
    const shifts = ids.length === 0 ? [] : await this.store.read(ids, this.clock.nowMs(), tx);
    return new Map(shifts.map(({ id, name }) => [id, { id, name }]));
  }
}

const enabledOnDuty = async (
  shifts: readonly StoredShift[],
  nowMs: number,
  find: (ids: PersonId[]) => Promise<ReadonlyMap<PersonId, Person>>,
): Promise<Map<ShiftId, PersonId>> => {
  const duties = shifts.map(({ id, ...shift }) => ({ id, personId: onDuty(shift, nowMs) }));
  const people = await find([...new Set(duties.flatMap(({ personId }) => personId ?? []))]);
  return new Map(
    duties.flatMap(({ id, personId }) =>
      personId !== null && people.get(personId)?.disabled === false ? [[id, personId] as const] : [],
    ),
  );
};
