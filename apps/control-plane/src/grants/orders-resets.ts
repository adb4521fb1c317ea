import { Injectable } from '@nestjs/common';
import type { ConnectorId, PersonId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';

export interface OrdersResetBy {
  readonly connectorId: ConnectorId;
  readonly actor: Actor;
  readonly personId: PersonId;
  readonly why: string;
}

type Listener = (tx: Transaction, reset: OrdersResetBy) => Promise<void>;

/**
 * Tells those who would give access by themselves that the database was restored and nobody compared it with what was taken
 * away since, in the transaction in which all that runs on the connector's servers is ended.
 */
@Injectable()
export class OrdersResets {
  private readonly listeners: Listener[] = [];

  register(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(tx: Transaction, reset: OrdersResetBy): Promise<void> {
    for (const listener of this.listeners) await listener(tx, reset);
  }
}
