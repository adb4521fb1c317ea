import { Injectable } from '@nestjs/common';
import type { BundleId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';

/** What names a bundle: an access flow, by id and name. */
export interface BundleUse {
  bundleId: BundleId;
  id: string;
  name: string;
}

type Finder = (tx: Transaction, bundleIds: BundleId[]) => Promise<BundleUse[]>;

/** Lets the folders that build on bundles say what names them; a bundle that is named cannot be deleted. */
@Injectable()
export class BundleUses {
  private readonly finders: Finder[] = [];

  register(finder: Finder): void {
    this.finders.push(finder);
  }

  async of(tx: Transaction, bundleIds: BundleId[]): Promise<BundleUse[]> {
    const found = await Promise.all(this.finders.map((finder) => finder(tx, bundleIds)));
    return found.flat();
  }
}
