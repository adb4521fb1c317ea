import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GrantEndings } from '../grants/grant-endings.js';
import { OrdersResets } from '../grants/orders-resets.js';
import { Departures } from '../identity/departures.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { RequestSteps } from './request-steps.js';

/**
 * Requests are cancelled because he who asked was disabled, what they would make longer ended, or the database that says that
 * they may begin was restored.
 */
@Injectable()
export class Withdrawing implements OnModuleInit {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly departures: Departures,
    private readonly endings: GrantEndings,
    private readonly resets: OrdersResets,
  ) {}

  onModuleInit(): void {
    this.departures.register(async (tx, { kind, personId, actor }) => {
      if (kind !== 'person-disabled') return;
      for (const request of await this.store.lockWaitingOf(tx, personId)) {
        await this.steps.close(tx, actor, request, 'cancelled', { why: 'The person was disabled.' });
      }
    });
    this.endings.register(async (tx, grants, { actor }) => {
      const ids = grants.map(({ id }) => id);
      for (const request of await this.store.lockPendingExtensions(tx, ids)) {
        await this.steps.close(tx, actor, request, 'cancelled', { why: 'The access ended.' });
      }
    });
    this.resets.register(async (tx, { connectorId, actor, why }) => {
      for (const request of await this.store.lockToStartOf(tx, connectorId)) {
        await this.steps.close(tx, actor, request, 'cancelled', { why });
      }
    });
  }
}
