import { Injectable } from '@nestjs/common';
import type { PersonId, TeamId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import type { Transaction } from '../database/transactions.js';

export type Departure =
  | { kind: 'person-disabled'; personId: PersonId; actor: Actor }
  | { kind: 'left-team'; personId: PersonId; teamId: TeamId; actor: Actor };

type Listener = (tx: Transaction, departure: Departure) => Promise<void>;

/**
 * Tells those who gave a person something because of who he was, before he is that no more and in the same transaction: so
 * that grants end first.
 */
@Injectable()
export class Departures {
  private readonly listeners: Listener[] = [];

  register(listener: Listener): void {
    this.listeners.push(listener);
  }

  async announce(tx: Transaction, departure: Departure): Promise<void> {
    for (const listener of this.listeners) await listener(tx, departure);
  }
}
