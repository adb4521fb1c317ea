/** The record of who changed what. A change and its row are written in one transaction, or neither is. */
import { Injectable } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { AuditStore } from './audit.store.js';

/** Who does something: a person by the web, a connector by its link, or Curfew itself at a deadline. */
export type Actor =
  | { kind: 'person'; id: string; name: string; ip: string | null }
  | { kind: 'connector'; id: string; name: string }
  | { kind: 'system'; name: string };

/** On whose word an edit is made: the actor of its row, who wrote it, and what the row says of an approval that it needed. */
export interface Author {
  actor: Actor;
  personId: PersonId;
  approval?: { proposalId: string; proposedBy: string; approvedBy: string };
}

export interface AuditEntry {
  /** `<noun>.<past participle>`, e.g. `access-request.approved`. */
  action: string;
  object: { kind: string; id: string | null; name: string };
  /** Never a secret. */
  detail?: Record<string, unknown>;
}

@Injectable()
export class AuditService {
  constructor(
    private readonly store: AuditStore,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Writes the one row of a state change, in that change's transaction. */
  async record(tx: Transaction, actor: Actor, entry: AuditEntry): Promise<void> {
    await this.store.add(tx, {
      at: this.clock.now(),
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.id,
      actorName: actor.name,
      action: entry.action,
      objectKind: entry.object.kind,
      objectId: entry.object.id,
      objectName: entry.object.name,
      detail: entry.detail ?? {},
      ip: actor.kind === 'person' ? actor.ip : null,
    });
    this.wakeUps.send(tx, 'audit');
  }

  /** What things were called that may be there no more, by their id. */
  lastNames(objectIds: readonly string[]): Promise<Map<string, string>> {
    return this.store.lastNames(objectIds);
  }
}
