import { Injectable } from '@nestjs/common';
import type { PersonId, ResourceId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { PeopleService } from '../identity/people.service.js';
import { summaryOf } from '../identity/person.view.js';
import { AccountClaimsStore } from './account-claims.store.js';
import { CatalogRecorder } from './catalog-recorder.js';
import { noSuchServer } from './servers-administration.service.js';
import type { AccountClaimsView } from './servers.dto.js';
import { ServersStore } from './servers.store.js';

/** Administrators say that an account which is on a server already is the same person. It counts for grants given later. */
@Injectable()
export class AccountClaims {
  constructor(
    private readonly store: AccountClaimsStore,
    private readonly servers: ServersStore,
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
    private readonly record: CatalogRecorder,
  ) {}

  async of(resourceId: ResourceId): Promise<AccountClaimsView> {
    if (!(await this.servers.find(this.transactions.reader, resourceId))) throw noSuchServer();
    const claims = await this.store.of(this.transactions.reader, resourceId);
    const people = await this.people.find([...new Set(claims.flatMap(({ personId, byId }) => [personId, byId]))]);
    const items = claims.flatMap(({ personId, byId, account, reason, at }) => {
      const [person, by] = [people.get(personId), people.get(byId)];
      if (!person || !by) return [];
      const adopted = person.accountName === account;
      return [{ person: summaryOf(person), account, adopted, reason, by: summaryOf(by), at: at.toISOString() }];
    });
    return { items };
  }

  /** @throws Fault not-found */
  put(me: SignedIn, resourceId: ResourceId, personId: PersonId, reason: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const [server] = await this.servers.lock(tx, [resourceId]);
      if (!server) throw noSuchServer();
      const person = await this.people.get(personId, tx);
      const account = person.accountName;
      await this.store.put(tx, { personId, resourceId, account, reason, byId: me.personId, at: this.record.now() });
      const detail = { person: person.displayName, personId, account, reason };
      await this.record.server(tx, actorOf(me), 'server.account-claimed', server, detail);
    });
  }
}
