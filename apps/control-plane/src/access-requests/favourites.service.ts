/** Servers that a person marked for himself. Whoever may not ask for one is answered as if there were none: the catalog's rule. */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ResourceId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { CatalogPageService } from './catalog-page.service.js';
import type { CatalogEntry } from './catalog.view.js';
import { FavouritesStore } from './favourites.store.js';

const MOST = 100;

@Injectable()
export class Favourites {
  constructor(
    private readonly catalog: CatalogPageService,
    private readonly store: FavouritesStore,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found for a server that the catalog does not show him; conflict where he has too many */
  async mark(me: SignedIn, resourceId: ResourceId, permissions: string[]): Promise<CatalogEntry> {
    await this.entry(me, resourceId);
    await this.transactions.run(async (tx) => {
      await this.store.hold(tx, me.personId);
      const marked = await this.store.of(tx, me.personId);
      if (!marked.has(resourceId) && marked.size >= MOST) {
        throw new Fault('conflict', `You have ${MOST} favourites already.`, { hint: 'Unmark one first.' });
      }
      await this.store.put(tx, { personId: me.personId, resourceId, permissions });
    });
    return this.entry(me, resourceId);
  }

  /** Unmarking what is not marked, or not there, is no error, and tells nothing. */
  async unmark(me: SignedIn, resourceId: ResourceId): Promise<void> {
    await this.transactions.run((tx) => this.store.remove(tx, me.personId, resourceId));
  }

  private async entry(me: SignedIn, resourceId: ResourceId): Promise<CatalogEntry> {
    const { items } = await this.catalog.page(me, { resourceId, limit: 1, offset: 0 });
    if (items.length > 0) return items[0];
    throw new Fault('not-found', 'There is no such server in your catalog.', { hint: 'Load the page again.' });
  }
}
