import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { accountNameFor } from '#access/account-name.js';
import { whyConfusing } from '#access/address.js';
import { Fault } from '#access/fault.js';
import type { PersonId } from '#access/ids.js';
import { isLinuxName, RESERVED_NAMES } from '#access/linux-names.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import type { EditPerson, NewPersonInput } from './people.dto.js';
import { PeopleStore, type PersonPatch } from './people.store.js';
import { noSuchPerson } from './people.service.js';
import { comparable, type Person } from './person.js';

export const LOCAL_ISSUER = 'local';

/** What changes in a person's record. Each runs in the caller's transaction, which holds the queue of changes. */
@Injectable()
export class PeopleChanges {
  constructor(
    private readonly store: PeopleStore,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Adds a person who signs in here. The password comes in by `PasswordsService`. */
  async add(tx: Transaction, actor: Actor, input: NewPersonInput): Promise<PersonId> {
    const id = randomUUID() as PersonId;
    await this.refuseAddress(tx, input.email, null);
    if (input.managerId) await this.mustExist(tx, input.managerId as PersonId);
    const accountName = await this.chosenAccountName(tx, input);
    const displayName = input.displayName.trim();
    await this.store.add(tx, {
      id,
      issuer: LOCAL_ISSUER,
      subject: id,
      displayName,
      email: input.email.trim(),
      emailKey: comparable(input.email),
      accountName,
      role: input.role,
      managerId: (input.managerId ?? null) as PersonId | null,
      attributes: { ...input.attributes },
    });
    await this.audit.record(tx, actor, {
      action: 'person.added',
      object: { kind: 'person', id, name: displayName },
      detail: { email: input.email.trim(), role: input.role, accountName, withPassword: input.password !== undefined },
    });
    this.wakeUps.send(tx, 'people');
    return id;
  }

  /** Changes what the input names. Without any difference nothing is written. */
  async edit(tx: Transaction, actor: Actor, id: PersonId, input: EditPerson): Promise<void> {
    const person = await this.lock(tx, id);
    const patch = differenceOf(person, input);
    if (patch.email) await this.refuseAddress(tx, patch.email, id);
    if (patch.accountName) await this.refuseAccountName(tx, patch.accountName);
    if (patch.managerId) await this.refuseManager(tx, id, patch.managerId);
    if (patch.role === 'member') await this.keepAnAdministrator(tx, person);
    const newPassword = input.password !== undefined;
    if (Object.keys(patch).length === 0 && !newPassword) return;
    if (Object.keys(patch).length > 0) await this.store.change(tx, id, patch);
    const { emailKey: _, ...shown } = patch;
    await this.audit.record(tx, actor, {
      action: 'person.edited',
      object: { kind: 'person', id, name: patch.displayName ?? person.displayName },
      detail: { ...shown, ...(newPassword && { newPassword }) },
    });
    this.wakeUps.send(tx, 'people');
  }

  async lock(tx: Transaction, id: PersonId): Promise<Person> {
    const person = await this.store.lock(tx, id);
    if (!person) throw noSuchPerson();
    return person;
  }

  /** @throws Fault conflict where nobody would be left to administer Curfew. */
  async keepAnAdministrator(tx: Transaction, person: Person): Promise<void> {
    if (person.role !== 'administrator' || person.disabled) return;
    if ((await this.store.enabledAdministrators(tx)) > 1) return;
    throw new Fault('conflict', `${person.displayName} is the last administrator.`, {
      hint: 'Make somebody else administrator first.',
    });
  }

  async recordLeaving(
    tx: Transaction,
    actor: Actor,
    { id, displayName }: Person,
    action: 'person.disabled' | 'person.enabled',
    detail: { reason?: string } = {},
  ): Promise<void> {
    await this.audit.record(tx, actor, { action, object: { kind: 'person', id, name: displayName }, detail });
    this.wakeUps.send(tx, 'people');
  }

  private async mustExist(tx: Transaction, managerId: PersonId): Promise<void> {
    const [manager] = await this.store.holdStill(tx, [managerId]);
    if (!manager) throw wrongField('managerId', 'There is no such manager.', 'must be the id of a person');
  }

  private async refuseManager(tx: Transaction, id: PersonId, managerId: PersonId): Promise<void> {
    if (managerId === id) throw wrongField('managerId', 'Nobody is his own manager.', 'must be another person');
    await this.mustExist(tx, managerId);
  }

  /** One that could be taken for another's is refused; who has such a one from before keeps it until it is changed. */
  private async refuseAddress(tx: Transaction, email: string, except: PersonId | null): Promise<void> {
    const reason = whyConfusing(email.trim());
    if (reason !== null) throw confusingAddress(email.trim(), reason);
    if (!(await this.store.emailTaken(tx, email, except))) return;
    throw new Fault('name-taken', 'Another person has this address already.', {
      hint: 'Look under People, also among the disabled ones.',
      fields: [{ path: 'email', reason: 'is taken' }],
    });
  }

  private async chosenAccountName(tx: Transaction, input: NewPersonInput): Promise<string> {
    if (input.accountName !== undefined) {
      await this.refuseAccountName(tx, input.accountName);
      return input.accountName;
    }
    const first = accountNameFor(input.email, () => false);
    const taken = await this.store.accountNamesLike(tx, first.slice(0, 20));
    return accountNameFor(input.email, (name) => taken.has(name));
  }

  private async refuseAccountName(tx: Transaction, name: string): Promise<void> {
    if (!isLinuxName(name) || RESERVED_NAMES.has(name)) {
      throw wrongField(
        'accountName',
        `${name} cannot be the name of a person's account.`,
        'is not allowed or reserved',
      );
    }
    if ((await this.store.accountNamesLike(tx, name)).has(name)) {
      throw new Fault('name-taken', `Another person has the account name ${name} already.`, {
        hint: 'Choose another account name.',
        fields: [{ path: 'accountName', reason: 'is taken' }],
      });
    }
  }
}

/** The domain can always be written in its other form; the part before it only its mail system can change. */
const confusingAddress = (email: string, reason: string): Fault => {
  const [, local = '', domain = ''] = /^(.*)@(.*)$/s.exec(email) ?? [];
  const ascii = domainToASCII(domain);
  const fine = ascii !== '' && whyConfusing(`${local}@${ascii}`) === null;
  const hint = fine
    ? `Write it as ${local}@${ascii}.`
    : 'Take an address of Latin letters, digits and signs, without quotes.';
  return new Fault('input-invalid', 'The address could be taken for that of somebody else.', {
    hint,
    fields: [{ path: 'email', reason }],
  });
};

const wrongField = (path: string, message: string, reason: string): Fault =>
  new Fault('input-invalid', message, { hint: 'Correct the field and send it again.', fields: [{ path, reason }] });

/** What of the input differs from the person as he is. */
const differenceOf = (person: Person, input: EditPerson): PersonPatch => {
  const wanted: PersonPatch = {
    displayName: input.displayName?.trim(),
    email: input.email?.trim(),
    accountName: input.accountName,
    role: input.role,
    managerId: input.managerId as PersonId | null | undefined,
    attributes: input.attributes && { ...input.attributes },
  };
  const differs = ([name, value]: [string, unknown]): boolean =>
    value !== undefined && !isDeepStrictEqual(value, person[name as keyof Person]);
  const patch = Object.fromEntries(Object.entries(wanted).filter(differs)) as PersonPatch;
  return patch.email ? { ...patch, emailKey: comparable(patch.email) } : patch;
};
