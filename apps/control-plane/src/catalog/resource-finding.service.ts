import { Injectable } from '@nestjs/common';
import { PresenceService } from '../connectors/presence.service.js';
import type { Transaction } from '../database/transactions.js';
import { OwnersLookup } from './owners-lookup.service.js';
import { type ListedResource, resourceOf } from './resource-rows.js';
import type { Resource } from './resource.js';

/** Puts to the rows of resources what stands elsewhere: who owns them now, and what is in the way of their connector. */
@Injectable()
export class ResourceFinding {
  constructor(
    private readonly owners: OwnersLookup,
    private readonly presence: PresenceService,
  ) {}

  async completed(tx: Transaction, servers: readonly ListedResource[]): Promise<Resource[]> {
    const obstacles = await this.presence.obstacles(tx);
    const ownersOf = await this.owners.of(servers, tx);
    return servers.map((server) => resourceOf(server, ownersOf(server), obstacles));
  }
}
