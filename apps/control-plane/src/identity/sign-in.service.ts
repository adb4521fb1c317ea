import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId } from '#access/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { Passwords } from './passwords.js';
import { PeopleStore } from './people.store.js';
import type { Person } from './person.js';
import { SessionsService, type SessionToken } from './sessions.service.js';
import type { ChangePassword, SignIn } from './sign-in.dto.js';

/** Where a sign-in comes from: the network address, and the token that the browser still had. */
export interface Caller {
  readonly ip: string;
  readonly formerToken: string | undefined;
}

export interface Started extends SessionToken {
  readonly personId: PersonId;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly people: PeopleStore,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /**
   * Begins a session for who knows the password. Unknown address, wrong password, no password, disabled person: one answer,
   * after the same work [I52].
   * @throws Fault sign-in-refused
   */
  async signIn(input: SignIn, caller: Caller): Promise<Started> {
    const found = await this.people.forSignIn(input.email);
    const fits = await this.passwords.fits(found?.hash ?? null, input.password);
    if (!fits || !found || found.person.disabled) throw refused();
    return this.start(found.person, caller);
  }

  async signOut(me: SignedIn): Promise<void> {
    await this.transactions.run((tx) => this.sessions.signOut(tx, personActor(me), me.sessionId));
  }

  /** Sets a new password for who knows the present one, ends all his sessions, and begins a new one. */
  async changePassword(me: SignedIn, input: ChangePassword): Promise<Started> {
    const present = await this.people.passwordHash(this.transactions.reader, me.personId);
    if (!(await this.passwords.fits(present, input.current))) {
      throw new Fault('sign-in-refused', 'The present password is wrong.', {
        hint: 'Type it again, or ask an administrator to set a new one.',
        fields: [{ path: 'current', reason: 'is wrong' }],
      });
    }
    const hash = await this.passwords.hash(input.next);
    const person = await this.transactions.run(async (tx) => {
      const locked = await this.people.lock(tx, me.personId);
      if (!locked || locked.disabled || (await this.people.passwordHash(tx, me.personId)) !== present) throw refused();
      await this.people.setPassword(tx, me.personId, hash);
      await this.sessions.endAllOf(tx, me.personId);
      await this.audit.record(tx, actorOf(me), {
        action: 'person.password-changed',
        object: { kind: 'person', id: me.personId, name: me.displayName },
      });
      return locked;
    });
    return this.start(person, { ip: me.ip, formerToken: undefined });
  }

  /** Begins the session, unless the person was disabled just now. */
  private async start({ id }: Person, { ip, formerToken }: Caller): Promise<Started> {
    return this.transactions.run(async (tx) => {
      const [person] = await this.people.holdStill(tx, [id]);
      if (!person || person.disabled) throw refused();
      return { ...(await this.sessions.start(tx, person, ip, formerToken)), personId: id };
    });
  }
}

const refused = (): Fault =>
  new Fault('sign-in-refused', 'Address or password is wrong.', {
    hint: 'Check both. If you have forgotten the password, an administrator can set a new one.',
  });

const personActor = (me: SignedIn) => ({ kind: 'person', id: me.personId, name: me.displayName, ip: me.ip }) as const;
