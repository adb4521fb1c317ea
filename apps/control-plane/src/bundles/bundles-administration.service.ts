import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { BundleId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { authorOf, type SignedIn } from '../http/authority.js';
import { FourEyes } from '../identity/four-eyes.service.js';
import { BundleChanges, type BundleContents } from './bundle-changes.service.js';

/** What an administrator does with bundles by himself; refused where a second one must approve it. */
@Injectable()
export class BundlesAdministration {
  constructor(
    private readonly changes: BundleChanges,
    private readonly fourEyes: FourEyes,
    private readonly transactions: Transactions,
  ) {}

  async add(me: SignedIn, contents: BundleContents): Promise<BundleId> {
    const id = randomUUID() as BundleId;
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.add(tx, authorOf(me), id, contents);
    });
    return id;
  }

  /** @param edited the version from which the edit was made; undefined: whatever there is */
  async edit(me: SignedIn, id: BundleId, contents: BundleContents, edited?: number): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.edit(tx, authorOf(me), id, contents, edited);
    });
  }

  async remove(me: SignedIn, id: BundleId): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.remove(tx, authorOf(me), id);
    });
  }
}
