import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ResourceId } from '#access/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import type { DismissStanding, StandingQuery } from './grants.dto.js';
import type { StandingFindingsPage } from './grants.view.js';
import { StandingStore } from './standing.store.js';

/** Standing access that connectors found next to grants: memberships and keys that Curfew did not add, and leaves alone. */
@Injectable()
export class StandingAccess {
  constructor(
    private readonly store: StandingStore,
    private readonly resources: ResourcesService,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly wakeUps: WakeUps,
  ) {}

  async page(query: StandingQuery): Promise<StandingFindingsPage> {
    const [rows, total] = await this.store.page(this.transactions.reader, query);
    const items = rows.map(({ resourceId, serverName, account, kind, name, foundAt, seenAt, watched }) => ({
      server: { id: resourceId, name: serverName },
      ...{ account, kind, name, watched },
      foundAt: foundAt.toISOString(),
      seenAt: seenAt.toISOString(),
    }));
    return { items, total };
  }

  /** An administrator has seen to it: it goes from the list, and comes back if a server shows it again. @throws Fault not-found */
  async dismiss(me: SignedIn, resourceId: ResourceId, { reason, ...finding }: DismissStanding): Promise<void> {
    await this.transactions.run(async (tx) => {
      const [server] = await this.resources.find([resourceId], tx);
      const removed = server && (await this.store.remove(tx, resourceId, finding));
      if (!removed) throw new Fault('not-found', 'This is not in the list of standing access any more.');
      const { id, name } = server;
      const object = { kind: 'server', id, name };
      const detail = { ...finding, reason };
      await this.audit.record(tx, actorOf(me), { action: 'standing-access.dismissed', object, detail });
      this.wakeUps.send(tx, 'servers');
    });
  }
}
