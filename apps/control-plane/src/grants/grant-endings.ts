import { Injectable } from '@nestjs/common';
import type { GrantId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';

type Listener = (tx: Transaction, ids: readonly GrantId[], actor: Actor) => Promise<void>;

/** Tells those who hold something that rests on a running grant that its end was ordered, in the same transaction. */
@Injectable()
export class GrantEndings {
  private readonly listeners: Listener[] = [];

  register(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(tx: Transaction, ids: readonly GrantId[], actor: Actor): Promise<void> {
    for (const listener of this.listeners) await listener(tx, ids, actor);
  }
}
