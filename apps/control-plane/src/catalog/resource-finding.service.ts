import { Injectable } from '@nestjs/common';
import type { PeopleOrTeams } from '#access/person.js';
import { PresenceService } from '../connectors/presence.service.js';
import type { Transaction } from '../database/transactions.js';
import { OwnersLookup } from './owners-lookup.service.js';
import { type ListedResource, resourceOf } from './resource-rows.js';
import type { OwnedRow, Resource, ResourceOutline, ResourceSelector } from './resource.js';
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

  /** The same of who owns them alone. Those that have the same owners get one and the same object of them. */
  async owned(outlines: readonly (ResourceOutline & OwnedRow)[], tx: Transaction): Promise<ResourceOutline[]> {
    const ownersOf = await this.owners.of(outlines, tx);
    const known = new Map<string, PeopleOrTeams>();
    const one = (owners: PeopleOrTeams): PeopleOrTeams => {
      const key = [...owners.personIds, ...owners.teamIds].join();
      const same = known.get(key) ?? owners;
      known.set(key, same);
      return same;
    };
    return outlines.map((outline) => ({ ...outline, owners: one(ownersOf(outline)) }));
  }
}
