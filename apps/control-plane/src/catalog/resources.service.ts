/** Resources as the other folders see them: what can be asked for, and whether it can be asked for now. */
import { Injectable } from '@nestjs/common';
import type { ConnectorId, IntegrationId, PersonId, ResourceId } from '#access/ids.js';
import type { OfferedHostKey, ServerState } from '#protocol/from-connector.js';
import type { OrderedIntegration, OrderedServer } from '#protocol/order.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AccountClaimsStore } from './account-claims.store.js';
import { ResourceSettling } from './resource-settling.js';
import { ResourcesStore } from './resources.store.js';

/** One resource that is or was in the catalog. */
export interface Resource {
  id: ResourceId;
  kind: 'ssh-server';
  name: string;
  integrationId: IntegrationId;
  integrationName: string;
  connectorId: ConnectorId;
  /** Linux groups that may be asked for; empty: only the permission `Default`. */
  userGroups: string[];
  host: string;
  port: number;
  tags: Record<string, string>;
  state: ServerState;
  /** New grants are possible now. */
  available: boolean;
  /** A sentence for the person; there when `available` is false. */
  unavailableReason?: string;
  /** Of the host key that an administrator confirmed. */
  confirmedFingerprint: string | null;
  /** The host keys that the server last showed. */
  hostKeys: OfferedHostKey[];
  /** Groups of the integration that this server lacks. */
  missingGroups: string[];
  /** It has left the list for good. */
  gone: boolean;
}

/** Names resources of one integration: all of them, some by name, or those that have all of these tags. */
export interface ResourceSelector {
  integrationId: IntegrationId;
  servers: { all: true } | { names: string[] } | { tags: Record<string, string> };
}

export interface ResourceSearch {
  /** Part of the name or of the integration's name, in any case. */
  search?: string;
  /** `key` or `key=value`. */
  tag?: string;
  integrationId?: IntegrationId;
  limit: number;
  offset: number;
}

export interface ResourcePage {
  items: Resource[];
  total: number;
  /** Every `key=value` (or bare `key`) among all resources that the selectors name, sorted; at most 500. */
  tags: string[];
}

@Injectable()
export class ResourcesService {
  constructor(
    private readonly store: ResourcesStore,
    private readonly claims: AccountClaimsStore,
    private readonly settling: ResourceSettling,
    private readonly transactions: Transactions,
  ) {}

  /** Those of the resources that exist, gone ones too. */
  find(ids: ResourceId[], tx: Transaction = this.transactions.reader): Promise<Resource[]> {
    return this.store.find(tx, ids);
  }

  /** Living resources that at least one of the selectors names, by name; for the catalog page and access flows. */
  matching(selectors: ResourceSelector[], search: ResourceSearch): Promise<ResourcePage> {
    return this.store.matching(this.transactions.reader, selectors, search);
  }

  /** What the connector is ordered of integrations and servers: what changed above `since`, or with null all of it. */
  orderedSince(
    connectorId: ConnectorId,
    since: number | null,
    tx: Transaction = this.transactions.reader,
  ): Promise<{ integrations: OrderedIntegration[]; servers: OrderedServer[] }> {
    return this.store.orderedSince(tx, connectorId, since);
  }

  /** Whether an administrator said that `account` on that server is that person's. */
  adopted(tx: Transaction, personId: PersonId, resourceId: ResourceId, account: string): Promise<boolean> {
    return this.claims.exists(tx, personId, resourceId, account);
  }

  /**
   * Does what waited for the resources to hold nothing: an address takes effect, a server is cleared or leaves. Call it in
   * the transaction that proves or writes off a grant; a slow poll calls it too.
   */
  settle(tx: Transaction, resourceIds: ResourceId[]): Promise<void> {
    return this.settling.settle(tx, resourceIds);
  }
}
