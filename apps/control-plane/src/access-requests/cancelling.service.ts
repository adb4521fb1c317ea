import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { AccessRequestId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { AccessRequestViews } from './access-request-views.service.js';
import { AccessRequestsStore, type RequestRow } from './access-requests.store.js';
import { noSuchRequest } from './answer-facts.service.js';
import { RequestSteps } from './request-steps.js';

/**
 * Requests are taken back: by him who asked or receives, or by an administrator. What is approved and has not begun also by an
 * approver, as he could revoke it if it ran [I36].
 */
@Injectable()
export class Cancelling {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly views: AccessRequestViews,
    private readonly steps: RequestSteps,
    private readonly transactions: Transactions,
  ) {}

  /** Cancelling what is cancelled does nothing. @throws Fault already-decided, not-found */
  async cancel(me: SignedIn, id: AccessRequestId): Promise<void> {
    const isConcerned = await this.isConcerned(me, id);
    await this.transactions.run(async (tx) => {
      const request = await this.store.lock(tx, id);
      if (!request || !mayCancel(me, request, isConcerned)) throw noSuchRequest();
      if (request.state === 'cancelled') return;
      if (request.state !== 'pending' && request.state !== 'to-start') {
        throw new Fault('already-decided', `The request is ${request.state} already.`, {
          hint: request.state === 'approved' ? 'Give the grant back instead.' : undefined,
        });
      }
      await this.steps.close(tx, actorOf(me), request, 'cancelled');
    });
  }

  /** Who is shown a request asked, receives, approves or administers. */
  private async isConcerned(me: SignedIn, id: AccessRequestId): Promise<boolean> {
    const known = await this.store.find(this.transactions.reader, id);
    return known !== null && (await this.views.show(me, [known])).length > 0;
  }
}

const mayCancel = (me: SignedIn, { requesterId, receiverId, dueAt }: RequestRow, isConcerned: boolean): boolean =>
  me.personId === requesterId ||
  me.personId === receiverId ||
  me.role === 'administrator' ||
  (isConcerned && dueAt !== null);
