import { Injectable } from '@nestjs/common';
import type { AccessRequestId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AccessRequestsListStore } from './access-requests-list.store.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { AskedPeople } from './asked-people.service.js';
import { RequestSteps } from './request-steps.js';

const AT_ONCE = 200;

/** Writes down whom each further tier asked when it opened, once for all replicas. Nothing is decided by it. */
@Injectable()
export class TierRecords {
  constructor(
    private readonly list: AccessRequestsListStore,
    private readonly store: AccessRequestsStore,
    private readonly asked: AskedPeople,
    private readonly steps: RequestSteps,
    private readonly transactions: Transactions,
  ) {}

  async recordOpened(nowMs: number): Promise<void> {
    const opened = await this.list.unrecordedTiers(nowMs, AT_ONCE);
    for (const { id, tier } of opened) await this.transactions.run((tx) => this.record(tx, id, tier));
  }

  /** Under the lock of the request: another replica may have come first, or an answer. */
  private async record(tx: Transaction, id: AccessRequestId, tier: number): Promise<void> {
    const request = await this.store.lock(tx, id);
    if (request?.state !== 'pending' || (await this.list.isTierRecorded(tx, id, tier))) return;
    await this.steps.escalated(tx, request, tier, await this.asked.ofTier(tx, request, tier));
  }
}
