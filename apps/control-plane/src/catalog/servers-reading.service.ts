import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { IntegrationId, ResourceId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { IntegrationsStore } from './integrations.store.js';
import { noSuchServer } from './servers-administration.service.js';
import type { ServersPage, ServersQuery, ServerView } from './servers.dto.js';
import { ServersStore } from './servers.store.js';
import { serverView } from './servers.view.js';

/** Servers as administrators see them. */
@Injectable()
export class ServersReading {
  constructor(
    private readonly store: ServersStore,
    private readonly integrations: IntegrationsStore,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found */
  async page(integrationId: IntegrationId, query: ServersQuery): Promise<ServersPage> {
    const { reader } = this.transactions;
    if ((await this.integrations.findMany(reader, [integrationId])).length === 0) {
      throw new Fault('not-found', 'There is no such integration.', { hint: 'Look under Integrations.' });
    }
    const [servers, total] = await this.store.page(reader, integrationId, query);
    return { items: servers.map(serverView), total };
  }

  /** Gone servers too: ended grants name them. @throws Fault not-found */
  async view(id: ResourceId): Promise<ServerView> {
    const server = await this.store.find(this.transactions.reader, id);
    if (!server) throw noSuchServer();
    return serverView(server);
  }

  /** By name. */
  async views(ids: ResourceId[]): Promise<ServerView[]> {
    return (await this.store.findMany(this.transactions.reader, ids)).map(serverView);
  }
}
