/** What an administrator does with access flows by himself; refused where a second one must approve it. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AccessFlowId } from '#access/ids.js';
import { Transactions } from '../database/transactions.js';
import { authorOf, type SignedIn } from '../http/authority.js';
import { FourEyes } from '../identity/four-eyes.service.js';
import { FlowChanges, type FlowContents } from './flow-changes.service.js';

@Injectable()
export class AccessFlowsService {
  constructor(
    private readonly changes: FlowChanges,
    private readonly fourEyes: FourEyes,
    private readonly transactions: Transactions,
  ) {}

  async add(me: SignedIn, contents: FlowContents): Promise<AccessFlowId> {
    const id = randomUUID() as AccessFlowId;
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.add(tx, authorOf(me), id, contents);
    });
    return id;
  }

  /** @param edited the version from which the edit was made; undefined: whatever there is */
  async edit(me: SignedIn, id: AccessFlowId, contents: FlowContents, edited?: number): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.edit(tx, authorOf(me), id, contents, edited);
    });
  }

  async activate(me: SignedIn, id: AccessFlowId): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.setActive(tx, authorOf(me), id, true);
    });
  }

  /** At once, also under four eyes: taking away must not wait for anybody. */
  async deactivate(me: SignedIn, id: AccessFlowId): Promise<void> {
    await this.transactions.run((tx) => this.changes.setActive(tx, authorOf(me), id, false));
  }

  async remove(me: SignedIn, id: AccessFlowId): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.fourEyes.refuseUnproposed(tx);
      await this.changes.remove(tx, authorOf(me), id);
    });
  }
}
