/** Resources as the other folders see them: what can be asked for, and whether it can be asked for now. */
import { Injectable } from '@nestjs/common';
import type { ConnectorId, IntegrationId, ResourceId } from '#access/ids.js';
import type { OrderedIntegration, OrderedServer } from '#protocol/order.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { orderedIntegration, orderedServer } from './resource-rows.js';
import { ResourceFinding } from './resource-finding.service.js';
import { ResourceSettling } from './resource-settling.js';
import type {
  OwnedRow,
  Resource,
  ResourceOutline,
  ResourcePage,
  ResourceSearch,
  ResourceSelector,
} from './resource.js';
import { ResourcesStore } from './resources.store.js';

@Injectable()
export class ResourcesService {
  /** The names that a transaction has read. */
  private readonly found = new WeakMap<Transaction, Map<ResourceId, string>>();

  constructor(
    private readonly store: ResourcesStore,
    private readonly settling: ResourceSettling,
    private readonly finding: ResourceFinding,
    private readonly transactions: Transactions,
  ) {}

  /** Those of the resources that exist, gone ones too. */
  async find(ids: ResourceId[], tx: Transaction = this.transactions.reader): Promise<Resource[]> {
    if (ids.length === 0) return [];
    const found = await this.store.find(tx, ids);
    this.remember(tx, found);
    return this.finding.completed(tx, found);
  }

  /** What the audit calls it: as this transaction found it. Empty where there is no such resource. */
  async nameOf(tx: Transaction, id: ResourceId): Promise<string> {
    return this.found.get(tx)?.get(id) ?? this.store.nameOf(tx, id);
  }

  /** Living resources that at least one of the selectors names, by name; for the catalog page and access flows. */
  async matching(
    selectors: ResourceSelector[],
    search: ResourceSearch,
    tx: Transaction = this.transactions.reader,
  ): Promise<ResourcePage> {
    if (selectors.length === 0) return { items: [], total: 0, tags: [] };
    const [servers, total] = await this.store.matching(tx, selectors, search);
    const tags = await this.store.tagsOf(tx, selectors);
    return { items: await this.finding.completed(tx, servers), total, tags };
  }

  /** Living resources that the selectors name, only with what flows look at. */
  outlinesOf(selectors: ResourceSelector[]): Promise<ResourceOutline[]> {
    return selectors.length === 0 ? Promise.resolve([]) : this.store.outlinesOf(this.transactions.reader, selectors);
  }

  /** Living resources that the selectors name and that take no new grants now. */
  unavailable(selectors: ResourceSelector[]): Promise<Resource[]> {
    return selectors.length === 0 ? Promise.resolve([]) : this.finding.unavailable(this.transactions.reader, selectors);
  }

  /**
   * Every living resource, only with what flows look at. A hundred thousand of them fit into memory.
   * @param owned with who owns each now; what has the same owners has one and the same object of them
   */
  async outlines(owned: boolean): Promise<ResourceOutline[]> {
    const outlines = await this.store.outlines(this.transactions.reader, owned);
    return owned ? this.finding.owned(outlines as (ResourceOutline & OwnedRow)[], this.transactions.reader) : outlines;
  }

  /** What the connector is ordered of integrations and servers: what changed above `since`, or with null all of it. */
  async orderedSince(
    connectorId: ConnectorId,
    since: number | null,
    tx: Transaction = this.transactions.reader,
  ): Promise<{ integrations: OrderedIntegration[]; servers: OrderedServer[] }> {
    const servers = await this.store.serversSince(tx, connectorId, since);
    const integrations = await this.store.integrationsSince(tx, connectorId, since);
    return { integrations: integrations.map(orderedIntegration), servers: servers.map(orderedServer) };
  }

  /** How often each of the connector's integrations was wanted looked at: a greater number than before is a wish. */
  async looksWanted(connectorId: ConnectorId): Promise<Map<IntegrationId, number>> {
    const integrations = await this.store.integrationsSince(this.transactions.reader, connectorId, null);
    return new Map(integrations.map(({ id, looksWanted }) => [id, looksWanted]));
  }

  /**
   * Does what waited for the resources to hold nothing: an address takes effect, a server is cleared or leaves. Call it in
   * the transaction that proves or writes off a grant; a slow poll calls it too.
   */
  settle(tx: Transaction, resourceIds: ResourceId[]): Promise<void> {
    return this.settling.settle(tx, resourceIds);
  }

  private remember(tx: Transaction, found: readonly { id: ResourceId; name: string }[]): void {
    if (tx === this.transactions.reader) return;
    const names = this.found.get(tx) ?? new Map<ResourceId, string>();
    for (const { id, name } of found) names.set(id, name);
    this.found.set(tx, names);
  }
}
