import { Injectable } from '@nestjs/common';
import type { PersonId, ResourceId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { FavouriteEntity } from './favourite.entity.js';

@Injectable()
export class FavouritesStore {
  /** Until the transaction ends nobody else marks anything for this person. */
  async hold(tx: Transaction, personId: PersonId): Promise<void> {
    await tx.query('SELECT FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId]);
  }

  /** Also those that the person may not ask for now: they are for nobody to see. */
  async of(tx: Transaction, personId: PersonId): Promise<Map<ResourceId, string[]>> {
    const rows = await tx.findBy(FavouriteEntity, { personId });
    return new Map(rows.map(({ resourceId, permissions }) => [resourceId, permissions]));
  }

  async put(
    tx: Transaction,
    favourite: Pick<FavouriteEntity, 'personId' | 'resourceId' | 'permissions'>,
  ): Promise<void> {
    await tx.upsert(FavouriteEntity, favourite, ['personId', 'resourceId']);
  }

  async remove(tx: Transaction, personId: PersonId, resourceId: ResourceId): Promise<void> {
    await tx.delete(FavouriteEntity, { personId, resourceId });
  }
}
