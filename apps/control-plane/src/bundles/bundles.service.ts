/** Bundles: named sets of resources with permissions. This is what others ask. */
import { Injectable } from '@nestjs/common';
import type { Bundle } from '#access/bundle.js';
import { Fault } from '#access/fault.js';
import type { BundleId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { BundlesStore } from './bundles.store.js';

export const noSuchBundle = (): Fault =>
  new Fault('not-found', 'There is no such bundle.', { hint: 'Look it up under Bundles.' });

@Injectable()
export class BundlesService {
  constructor(private readonly store: BundlesStore) {}

  /** Gives those of these bundles that there are. With a transaction they stay as they are until it ends. */
  async find(ids: readonly BundleId[], tx?: Transaction): Promise<Map<BundleId, Bundle>> {
    return new Map((await this.store.find(ids, tx)).map((bundle) => [bundle.id, bundle]));
  }
}
