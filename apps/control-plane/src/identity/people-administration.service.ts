import { Injectable } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { Passwords } from './passwords.js';
import { PeopleChanges } from './people-changes.service.js';
import type { EditPerson, NewPersonInput } from './people.dto.js';
import { PeopleQueue } from './people-queue.js';
import { PeopleStore } from './people.store.js';
import { SessionsService } from './sessions.service.js';

/** What administrators do with people. */
@Injectable()
export class PeopleAdministration {
  constructor(
    private readonly queue: PeopleQueue,
    private readonly changes: PeopleChanges,
    private readonly store: PeopleStore,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
  ) {}

  async add(me: SignedIn, input: NewPersonInput): Promise<PersonId> {
    const hash = input.password === undefined ? null : await this.passwords.hash(input.password);
    return this.queue.run(async (tx) => {
      const id = await this.changes.add(tx, actorOf(me), input);
      if (hash) await this.store.setPassword(tx, id, hash);
      return id;
    });
  }

  /** Changes a person; a new password ends his sessions. */
  async edit(me: SignedIn, id: PersonId, input: EditPerson): Promise<void> {
    const hash = input.password === undefined ? null : await this.passwords.hash(input.password);
    await this.queue.run(async (tx) => {
      await this.changes.edit(tx, actorOf(me), id, input);
      if (!hash) return;
      await this.store.setPassword(tx, id, hash);
      await this.sessions.endAllOf(tx, id);
    });
  }
}
