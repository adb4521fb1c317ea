import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { PersonId, ShiftId, ShiftOverrideId } from '#access/ids.js';
import type { ShiftOverride } from '#access/shift.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person } from '../identity/person.js';
import { ShiftRecord } from './shift-record.js';
import { noSuchShift } from './shifts.service.js';
import { ShiftsStore } from './shifts.store.js';
import type { StoredShift } from './stored-shift.js';

const MOST_COMING = 500;

/** Somebody else is on duty for a while: added, and taken back while it has not ended. */
@Injectable()
export class ShiftOverrides {
  constructor(
    private readonly store: ShiftsStore,
    private readonly people: PeopleService,
    private readonly record: ShiftRecord,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws Fault input-invalid, conflict where it overlaps another one, not-found */
  async add(me: SignedIn, shiftId: ShiftId, override: ShiftOverride): Promise<void> {
    if (!(override.fromMs < override.untilMs)) throw wrongField('until', 'The override ends before it begins.', 'must be later than its beginning'); // prettier-ignore
    if (override.untilMs <= this.clock.nowMs()) throw wrongField('until', 'The override has ended already.', 'must be in the future'); // prettier-ignore
    await this.transactions.run(async (tx) => {
      const shift = await this.lock(tx, shiftId);
      refuseOverlap(shift, override);
      const person = await this.mayBeOnDuty(tx, override.personId);
      const id = randomUUID() as ShiftOverrideId;
      await this.store.addOverride(tx, shiftId, { ...override, id, byId: me.personId }, this.clock.now());
      await this.record.write(tx, me, 'shift.override-added', shift, told(override, person.displayName));
    });
  }

  /** Takes back one that has not ended; from now on those of the rotation are on duty. @throws Fault not-found */
  async remove(me: SignedIn, shiftId: ShiftId, id: ShiftOverrideId): Promise<void> {
    await this.transactions.run(async (tx) => {
      const shift = await this.lock(tx, shiftId);
      const override = shift.overrides.find((one) => one.id === id);
      if (!override) {
        throw new Fault('not-found', 'There is no such override, or it has ended.', { hint: 'Load the page again.' });
      }
      const person = (await this.people.find([override.personId], tx)).get(override.personId);
      await this.store.removeOverride(tx, id);
      await this.record.write(tx, me, 'shift.override-removed', shift, told(override, person?.displayName ?? ''));
    });
  }

  private async lock(tx: Transaction, id: ShiftId): Promise<StoredShift> {
    const shift = await this.store.lock(tx, id, this.clock.nowMs());
    if (!shift) throw noSuchShift();
    return shift;
  }

  private async mayBeOnDuty(tx: Transaction, id: PersonId): Promise<Person> {
    const person = (await this.people.find([id], tx)).get(id);
    if (!person) throw wrongField('personId', 'There is no such person.', 'must be the id of a person');
    if (person.disabled) throw wrongField('personId', `${person.displayName} is disabled and cannot be on duty.`, 'is disabled'); // prettier-ignore
    return person;
  }
}

const refuseOverlap = ({ name, overrides }: StoredShift, { fromMs, untilMs }: ShiftOverride): void => {
  const other = overrides.find((one) => one.fromMs < untilMs && fromMs < one.untilMs);
  if (other) {
    throw new Fault('conflict', `${name} has an override from ${iso(other.fromMs)} to ${iso(other.untilMs)} already.`, {
      hint: 'Take that one back first, or choose another time.',
    });
  }
  if (overrides.length < MOST_COMING) return;
  throw new Fault('conflict', `${name} has ${MOST_COMING} overrides that have not ended; there can be no more.`, {
    hint: 'Take some of them back first.',
  });
};

const iso = (ms: number): string => new Date(ms).toISOString();

const told = ({ fromMs, untilMs }: ShiftOverride, person: string): Record<string, unknown> => ({
  person,
  from: iso(fromMs),
  until: iso(untilMs),
});

const wrongField = (path: string, message: string, reason: string): Fault =>
  new Fault('input-invalid', message, { hint: 'Correct the field and send it again.', fields: [{ path, reason }] });
