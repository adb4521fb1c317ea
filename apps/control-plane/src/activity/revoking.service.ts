import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { GrantRevocations } from '../grants/grant-revocations.service.js';
import type { SignedIn } from '../http/authority.js';
import { MOST_REVOKED, type RevokeGrants, type RevokeMatching } from './activity.dto.js';
import { ActivityStore } from './activity.store.js';
import type { RevocationsView, RevocationView } from './activity.view.js';

/** An administrator ends many grants at once: those that he ticked, or all that a filter lets through. */
@Injectable()
export class Revoking {
  constructor(
    private readonly store: ActivityStore,
    private readonly revocations: GrantRevocations,
    private readonly transactions: Transactions,
  ) {}

  async revoke(me: SignedIn, { grantIds, reason }: RevokeGrants): Promise<RevocationsView> {
    return answer(await this.end(me, grantIds, reason), { left: 0, next: null });
  }

  /** Never more than somebody has confirmed: what came since the count was shown is not ended by it. @throws Fault conflict */
  async revokeMatching(me: SignedIn, { reason, count, after, ...filter }: RevokeMatching): Promise<RevocationsView> {
    const ids = await this.store.running(this.transactions.reader, filter, after, count + 1);
    if (ids.length > count) {
      throw new Fault('conflict', `More grants run now than the ${count} that were confirmed. None was revoked.`, {
        hint: 'Look at the list again and confirm the new number.',
      });
    }
    const now = ids.slice(0, MOST_REVOKED);
    const left = ids.length - now.length;
    return answer(await this.end(me, now, reason), { left, next: left > 0 ? now[now.length - 1] : null });
  }

  private async end(me: SignedIn, ids: readonly GrantId[], reason: string): Promise<RevocationView[]> {
    const names = await this.store.names(this.transactions.reader, ids);
    const told = await this.revocations.revoke(me, ids, reason);
    return told.map((one) => ({ ...one, name: names.get(one.grantId) ?? null }));
  }
}

const answer = (items: RevocationView[], rest: Pick<RevocationsView, 'left' | 'next'>): RevocationsView => ({
  items,
  revoked: items.filter(({ outcome }) => outcome === 'revoked').length,
  ...rest,
});
