import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { type Ending, GrantEnds } from './grant-ends.service.js';
import { GrantRights, type RightsOnGrant } from './grant-rights.js';
import { GrantsStore } from './grants.store.js';

export const noSuchGrant = (): Fault => new Fault('not-found', 'There is no such grant.');

/** People end grants. Ending needs less authority than giving [I36]: he who has it, an approver of it, an administrator. */
@Injectable()
export class GrantReturns {
  constructor(
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly rights: GrantRights,
    private readonly transactions: Transactions,
  ) {}

  /** The person whose grant it is needs it no more. Doing it twice does nothing twice. */
  async giveBack(me: SignedIn, id: GrantId): Promise<void> {
    if (!(await this.rightsOn(me, id)).isOwn) {
      throw new Fault('not-allowed', 'Only the person whose grant it is can give it back.', { hint: 'Revoke it.' });
    }
    await this.endOnce(id, { cause: 'given-back', actor: actorOf(me), byHand: true });
  }

  async revoke(me: SignedIn, id: GrantId, reason: string): Promise<void> {
    const rights = await this.rightsOn(me, id);
    if (!rights.mayEndForOthers) {
      throw new Fault('not-allowed', 'Only its approvers and administrators can revoke a grant.', {
        hint: rights.isOwn ? 'Give it back.' : undefined,
      });
    }
    await this.endOnce(id, { cause: 'revoked', actor: actorOf(me), why: reason, byHand: true });
  }

  /** What rests on rows that change (who approves) is read before: ending needs no stricter proof than that. */
  private async rightsOn(me: SignedIn, id: GrantId): Promise<RightsOnGrant> {
    const [grant] = await this.store.find(this.transactions.reader, [id]);
    const rights = grant && (await this.rights.of(me, grant));
    if (!rights?.maySee) throw noSuchGrant();
    return rights;
  }

  private async endOnce(id: GrantId, ending: Ending): Promise<void> {
    await this.transactions.run(async (tx) => {
      const grants = await this.store.lock(tx, [id]);
      if (grants.some(({ state }) => state === 'failed')) {
        throw new Fault('grant-not-active', 'The grant never came into force, so there is nothing to end.');
      }
      await this.ends.endLocked(tx, grants, ending);
    });
  }
}
