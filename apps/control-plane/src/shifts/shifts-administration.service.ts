import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Fault } from '#access/fault.js';
import type { PersonId, ShiftId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { PeopleService } from '../identity/people.service.js';
import { ShiftRecord } from './shift-record.js';
import { ShiftUses } from './shift-uses.js';
import { noSuchShift } from './shifts.service.js';
import { ShiftsStore } from './shifts.store.js';
import type { ShiftContents, StoredShift } from './stored-shift.js';

/** What administrators do with shifts. Overrides have a service of their own. */
@Injectable()
export class ShiftsAdministration {
  constructor(
    private readonly store: ShiftsStore,
    private readonly people: PeopleService,
    private readonly uses: ShiftUses,
    private readonly record: ShiftRecord,
    private readonly transactions: Transactions,
  ) {}

  async add(me: SignedIn, contents: ShiftContents): Promise<ShiftId> {
    const id = randomUUID() as ShiftId;
    await this.transactions.run(async (tx) => {
      await this.refuseTakenName(tx, contents.name, null);
      const people = await this.namesOf(tx, contents.people);
      await this.store.add(tx, id, contents);
      await this.record.write(tx, me, 'shift.added', { id, name: contents.name }, told(contents, people));
    });
    return id;
  }

  /** Says all of a shift anew; without any difference nothing is written. Its overrides stay. */
  async edit(me: SignedIn, id: ShiftId, contents: ShiftContents): Promise<void> {
    await this.transactions.run(async (tx) => {
      const before = await this.lock(tx, id);
      if (isDeepStrictEqual(contentsOf(before), contentsOf(contents))) return;
      await this.refuseTakenName(tx, contents.name, id);
      const people = await this.namesOf(tx, contents.people);
      await this.store.change(tx, id, contents);
      const detail = { ...told(contents, people), ...(before.name !== contents.name && { before: before.name }) };
      await this.record.write(tx, me, 'shift.edited', { id, name: contents.name }, detail);
    });
  }

  /** Deletes a shift that nothing names any more, with its overrides. @throws Fault conflict, not-found */
  async remove(me: SignedIn, id: ShiftId): Promise<void> {
    await this.transactions.run(async (tx) => {
      const shift = await this.lock(tx, id);
      const uses = await this.uses.of(tx, [id]);
      if (uses.length > 0) {
        throw new Fault('conflict', `The shift ${shift.name} is named by ${uses.map(({ name }) => name).join(', ')}.`, {
          hint: 'Take it out there first.',
        });
      }
      await this.store.remove(tx, id);
      await this.record.write(tx, me, 'shift.removed', shift, {});
    });
  }

  private async lock(tx: Transaction, id: ShiftId): Promise<StoredShift> {
    const shift = await this.store.lock(tx, id, 0);
    if (!shift) throw noSuchShift();
    return shift;
  }

  private async namesOf(tx: Transaction, ids: readonly PersonId[]): Promise<string[]> {
    const people = await this.people.find(ids, tx);
    const unknown = ids.flatMap((id, at) => (people.has(id) ? [] : [at]));
    if (unknown.length === 0) return ids.map((id) => people.get(id)?.displayName ?? '');
    throw new Fault('input-invalid', 'The list of people names somebody who does not exist.', {
      hint: 'Load the page again and choose the people anew.',
      fields: unknown.map((at) => ({ path: `personIds[${at}]`, reason: 'must be the id of a person' })),
    });
  }

  private async refuseTakenName(tx: Transaction, name: string, except: ShiftId | null): Promise<void> {
    if (!(await this.store.nameTaken(tx, name, except))) return;
    throw new Fault('name-taken', `There is a shift named ${name} already.`, {
      hint: 'Choose another name.',
      fields: [{ path: 'name', reason: 'is taken' }],
    });
  }
}

const contentsOf = ({ name, people, length, timeZone, startDate, handoverTime }: ShiftContents): ShiftContents => ({
  name,
  people,
  length,
  timeZone,
  startDate,
  handoverTime,
});

const told = (contents: ShiftContents, people: string[]): Record<string, unknown> => {
  const { name: _, ...said } = contentsOf(contents);
  return { ...said, people };
};
