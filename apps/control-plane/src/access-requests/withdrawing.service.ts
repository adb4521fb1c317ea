import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GrantEndings } from '../grants/grant-endings.js';
import { Departures } from '../identity/departures.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { RequestSteps } from './request-steps.js';

/** Requests are cancelled because he who asked was disabled, or what they would make longer ended. */
@Injectable()
export class Withdrawing implements OnModuleInit {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly departures: Departures,
    private readonly endings: GrantEndings,
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
  }
}
