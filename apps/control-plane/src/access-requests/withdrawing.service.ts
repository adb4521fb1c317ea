import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { AccessRequestId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { GrantEndings } from '../grants/grant-endings.js';
import { Departures } from '../identity/departures.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { noSuchRequest } from './answer-facts.service.js';
import { RequestSteps } from './request-steps.js';

/** Requests are cancelled: by him who asked, by an administrator, because he who asked was disabled, or what they would make longer ended. */
@Injectable()
export class Withdrawing implements OnModuleInit {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly departures: Departures,
    private readonly endings: GrantEndings,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.departures.register(async (tx, { kind, personId, actor }) => {
      if (kind !== 'person-disabled') return;
      for (const request of await this.store.lockPendingOf(tx, personId)) {
        await this.steps.close(tx, actor, request, 'cancelled', { why: 'The person was disabled.' });
      }
    });
    this.endings.register(async (tx, ids, actor) => {
      for (const request of await this.store.lockPendingExtensions(tx, ids)) {
        await this.steps.close(tx, actor, request, 'cancelled', { why: 'The access ended.' });
      }
    });
  }

  /** Cancelling what is cancelled does nothing. @throws Fault already-decided, not-found */
  async cancel(me: SignedIn, id: AccessRequestId): Promise<void> {
    await this.transactions.run(async (tx) => {
      const request = await this.store.lock(tx, id);
      const isTheirs = request?.requesterId === me.personId || request?.receiverId === me.personId;
      if (!request || (!isTheirs && me.role !== 'administrator')) throw noSuchRequest();
      if (request.state === 'cancelled') return;
      if (request.state !== 'pending') {
        throw new Fault('already-decided', `The request is ${request.state} already.`, {
          hint: request.state === 'approved' ? 'Give the grant back instead.' : undefined,
        });
      }
      await this.steps.close(tx, actorOf(me), request, 'cancelled');
    });
  }
}
