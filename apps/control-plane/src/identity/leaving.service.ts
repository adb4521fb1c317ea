import { Injectable } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { Departures } from './departures.js';
import { PeopleChanges } from './people-changes.service.js';
import { PeopleQueue } from './people-queue.js';
import { PeopleStore } from './people.store.js';
import { SessionsService } from './sessions.service.js';

/** A person goes, or comes back. */
@Injectable()
export class Leaving {
  constructor(
    private readonly queue: PeopleQueue,
    private readonly changes: PeopleChanges,
    private readonly store: PeopleStore,
    private readonly sessions: SessionsService,
    private readonly departures: Departures,
  ) {}

  /** Ends what rested on the person, then his sessions, and lets him in no more. All of it or nothing. */
  async disable(me: SignedIn, id: PersonId, reason: string): Promise<void> {
    const actor = actorOf(me);
    await this.queue.run(async (tx) => {
      const person = await this.changes.lock(tx, id);
      if (person.disabled) return;
      await this.changes.keepAnAdministrator(tx, person);
      await this.departures.announce(tx, { kind: 'person-disabled', personId: id, actor });
      await this.store.disable(tx, id);
      await this.sessions.endAllOf(tx, id);
      await this.changes.recordLeaving(tx, actor, person, 'person.disabled', { reason });
    });
  }

  async enable(me: SignedIn, id: PersonId): Promise<void> {
    await this.queue.run(async (tx) => {
      const person = await this.changes.lock(tx, id);
      if (!person.disabled) return;
      await this.store.enable(tx, id);
      await this.changes.recordLeaving(tx, actorOf(me), person, 'person.enabled');
    });
  }
}
