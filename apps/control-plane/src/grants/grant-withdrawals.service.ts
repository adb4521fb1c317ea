import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Holdings } from '../catalog/holdings.js';
import { Withdrawals } from '../catalog/withdrawals.js';
import { AccessDebt } from './access-debt.service.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantsStore } from './grants.store.js';

/** What the catalog asks before a server goes: end the grants on it, say whether it holds any still, write off the rest. */
@Injectable()
export class GrantWithdrawals implements OnModuleInit {
  constructor(
    private readonly withdrawals: Withdrawals,
    private readonly holdings: Holdings,
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly debt: AccessDebt,
  ) {}

  onModuleInit(): void {
    this.withdrawals.register(async (tx, { resourceIds, permissions, adoptedBy, actor, why }) => {
      await this.store.holdStarts(tx);
      const concerned = await this.store.runningOnResources(tx, resourceIds, { permissions, adoptedBy });
      await this.ends.end(tx, concerned, { cause: 'revoked', actor, why });
    });
    this.holdings.register((tx, resourceIds) => this.store.resourcesHeld(tx, resourceIds));
    this.holdings.registerWriteOff((tx, order) => this.debt.writeOff(tx, order));
  }
}
