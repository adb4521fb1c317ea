import { Injectable } from '@nestjs/common';
import type { PersonId, ResourceId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';

/** Resources that may not be used any more, from this transaction on. */
export interface ResourcesWithdrawn {
  kind: 'resources-withdrawn';
  resourceIds: ResourceId[];
  /** Only grants with one of these permissions; absent: with any. */
  permissions?: string[];
  /** Only grants on an account of this person that was there before; absent: on any. */
  adoptedBy?: PersonId;
  actor: Actor;
  /** For the person whose access ends: a whole sentence. */
  why: string;
}

type Listener = (tx: Transaction, withdrawn: ResourcesWithdrawn) => Promise<void>;

/** Tells whoever holds something on a resource that it is about to go, in the same transaction and before it goes. */
@Injectable()
export class Withdrawals {
  private readonly listeners: Listener[] = [];

  register(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** @returns when every listener has ended in `tx` what it held there. */
  async announce(tx: Transaction, withdrawn: ResourcesWithdrawn): Promise<void> {
    if (withdrawn.resourceIds.length === 0) return;
    for (const listener of this.listeners) await listener(tx, withdrawn);
  }
}
