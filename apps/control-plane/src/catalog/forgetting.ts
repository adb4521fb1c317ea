import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/audit.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { Holdings } from './holdings.js';
import { IntegrationsStore } from './integrations.store.js';
import type { ListedResource } from './resource-rows.js';
import { movedTo } from './server-fields.js';
import { ServersStore } from './servers.store.js';

/** Giving up servers that nobody will reach again. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly servers: ServersStore,
    private readonly integrations: IntegrationsStore,
    private readonly holdings: Holdings,
    private readonly connectors: ConnectorsService,
  ) {}

  writeOff(tx: Transaction, { id }: ListedResource, actor: Actor, reason: string): Promise<number> {
    return this.holdings.writeOff(tx, { resourceId: id, actor, reason });
  }

  /**
   * Lets a server leave or move though the connector never reported that it was cleared.
   * @returns false: it was not waiting for that, or still holds a grant that runs
   */
  async forget(tx: Transaction, server: ListedResource): Promise<boolean> {
    const waits = server.clearing || server.wanted === 'removed';
    if (!waits || !(server.leaving || server.nextAddress)) return false;
    if ((await this.holdings.free(tx, [server.id])).length === 0) return false;
    const generation = await this.connectors.raiseGeneration(tx, server.integration.connectorId);
    const fields = server.leaving ? { gone: true } : server.nextAddress ? movedTo(server.nextAddress) : {};
    await this.servers.change(tx, [server.id], { ...fields, clearing: false, generation });
    await this.integrations.forgetEmptied(tx, [server.integrationId], generation);
    return true;
  }
}
