import { Injectable } from '@nestjs/common';
import type { PersonId, ResourceId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { AccessRequestsListStore, type MineOnResource } from './access-requests-list.store.js';
import { FavouritesStore } from './favourites.store.js';

/** What the catalog says of the person himself: what he has and waits for, and his favourites. */
@Injectable()
export class MineInCatalog {
  constructor(
    private readonly requests: AccessRequestsListStore,
    private readonly marked: FavouritesStore,
    private readonly transactions: Transactions,
  ) {}

  on(personId: PersonId, ids: readonly ResourceId[]): Promise<MineOnResource[]> {
    return this.requests.mineOn(personId, ids);
  }

  /** With the permissions of each; also of servers that the catalog does not show him. */
  favourites(personId: PersonId): Promise<ReadonlyMap<ResourceId, string[]>> {
    return this.marked.of(this.transactions.reader, personId);
  }
}
