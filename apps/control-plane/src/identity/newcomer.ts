import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { Passwords } from './passwords.js';
import { PeopleChanges } from './people-changes.service.js';
import type { FirstAdministrator } from './people.dto.js';
import { PeopleStore } from './people.store.js';
import { SessionsService } from './sessions.service.js';
import type { Caller, Started } from './sign-in.service.js';

/** The person who comes first: nobody else can add him. */
@Injectable()
export class Newcomer {
  constructor(
    private readonly store: PeopleStore,
    private readonly changes: PeopleChanges,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
  ) {}

  async hasAdministrator(tx: Transaction): Promise<boolean> {
    return (await this.store.enabledAdministrators(tx)) > 0;
  }

  async hashOf(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  async administrator(tx: Transaction, input: FirstAdministrator, hash: string, caller: Caller): Promise<Started> {
    const { displayName, email } = input;
    const actor = { kind: 'system', name: 'first-administrator link' } as const;
    const personId = await this.changes.add(tx, actor, { displayName, email, role: 'administrator' });
    await this.store.setPassword(tx, personId, hash);
    const [person] = await this.store.holdStill(tx, [personId]);
    return { ...(await this.sessions.start(tx, person, caller.ip, caller.formerToken)), personId };
  }
}
