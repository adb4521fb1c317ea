import { Injectable } from '@nestjs/common';
import { PresenceService } from '../connectors/presence.service.js';
import type { Transaction } from '../database/transactions.js';
import { OwnersLookup } from './owners-lookup.service.js';
import { type ListedResource, resourceOf } from './resource-rows.js';
import type { Resource, ResourceSelector } from './resource.js';
import { ResourcesStore } from './resources.store.js';

/** Puts to the rows of resources what stands elsewhere: who owns them now, and what is in the way of their connector. */
@Injectable()
export class ResourceFinding {
  constructor(
    private readonly store: ResourcesStore,
    private readonly owners: OwnersLookup,
    private readonly presence: PresenceService,
  ) {}

  async completed(tx: Transaction, servers: readonly ListedResource[]): Promise<Resource[]> {
    const obstacles = await this.presence.obstacles(tx);
    return this.completedWith(tx, servers, obstacles);
  }

  /** Those that the selectors name and that take no new grants now: few, however many there are. */
  async unavailable(tx: Transaction, selectors: ResourceSelector[]): Promise<Resource[]> {
    const obstacles = await this.presence.obstacles(tx);
    const doubtful = await this.store.doubtful(tx, selectors, [...obstacles.keys()]);
    return (await this.completedWith(tx, doubtful, obstacles)).filter(({ available }) => !available);
  }

  private async completedWith(
    tx: Transaction,
    servers: readonly ListedResource[],
    obstacles: Awaited<ReturnType<PresenceService['obstacles']>>,
  ): Promise<Resource[]> {
    const ownersOf = await this.owners.of(servers, tx);
    return servers.map((server) => resourceOf(server, ownersOf(server), obstacles));
  }
}
