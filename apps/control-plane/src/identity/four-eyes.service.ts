import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { Transaction } from '../database/transactions.js';
import { InstallationStore } from './installation.store.js';

/** Whether edits of access flows and bundles need a second administrator. Those who edit ask here, in their transaction. */
@Injectable()
export class FourEyes {
  constructor(private readonly store: InstallationStore) {}

  async required(): Promise<boolean> {
    return (await this.store.read()).fourEyes;
  }

  /** The same; it stays so until the transaction ends. */
  held(tx: Transaction): Promise<boolean> {
    return this.store.heldFourEyes(tx);
  }

  /** @throws Fault four-eyes-required where an edit must be proposed instead of carried out */
  async refuseUnproposed(tx: Transaction): Promise<void> {
    if (!(await this.held(tx))) return;
    throw new Fault('four-eyes-required', 'Nothing was changed: a second administrator must approve this edit.', {
      hint: 'Load the page again and propose it. A program does so with POST /api/flow-proposals.',
    });
  }

  /** Only for whoever holds the queue of changes of people. */
  set(tx: Transaction, on: boolean): Promise<void> {
    return this.store.setFourEyes(tx, on);
  }
}
