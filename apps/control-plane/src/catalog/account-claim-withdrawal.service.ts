import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { AccountClaimsStore } from './account-claims.store.js';
import { CatalogRecorder } from './catalog-recorder.js';
import { noSuchServer } from './servers-administration.service.js';
import { ServersStore } from './servers.store.js';
import { Withdrawals } from './withdrawals.js';

/** An administrator takes it back that an account is the same person: what was given on somebody else's account ends. */
@Injectable()
export class AccountClaimWithdrawal {
  constructor(
    private readonly store: AccountClaimsStore,
    private readonly servers: ServersStore,
    private readonly withdrawals: Withdrawals,
    private readonly transactions: Transactions,
    private readonly record: CatalogRecorder,
  ) {}

  /** @throws Fault not-found */
  withdraw(me: SignedIn, resourceId: ResourceId, personId: PersonId, reason: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const [server] = await this.servers.lock(tx, [resourceId]);
      if (!server) throw noSuchServer();
      const account = await this.store.remove(tx, personId, resourceId);
      if (account === undefined) {
        throw new Fault('not-found', `Nobody said that this person has an account on ${server.name}.`);
      }
      const actor = actorOf(me);
      const why = `An administrator said that the account ${account} on ${server.name} is not the same person.`;
      const concerned = { resourceIds: [resourceId], adoptedBy: personId };
      await this.withdrawals.announce(tx, { kind: 'resources-withdrawn', ...concerned, actor, why });
      await this.record.server(tx, actor, 'server.account-claim-withdrawn', server, { personId, account, reason });
    });
  }
}
