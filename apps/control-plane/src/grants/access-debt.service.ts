import { Injectable } from '@nestjs/common';
import type { PersonId, ResourceId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { GrantRecord } from './grant-record.js';
import { GrantsStore } from './grants.store.js';

/** Grants that have ended and whose removal is not proved. They are retried for ever, until proved or written off. */
@Injectable()
export class AccessDebt {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly clock: Clock,
  ) {}

  /**
   * An administrator says that the server is gone for good: what could not be proved on it is nobody's task any more. The
   * grants keep their state, because nothing shows that they were removed.
   * @returns how many were written off
   */
  async writeOff(
    tx: Transaction,
    { resourceId, actor, reason }: { resourceId: ResourceId; actor: Actor; reason: string },
  ): Promise<number> {
    const grants = await this.store.lock(tx, await this.store.unprovedOn(tx, resourceId));
    const open = grants.filter(({ provedAt, writtenOffAt }) => provedAt === null && writtenOffAt === null);
    const by = actor.kind === 'person' ? (actor.id as PersonId) : null;
    const ids = open.map(({ id }) => id);
    const how = { writtenOffAt: this.clock.now(), writtenOffById: by, writtenOffReason: reason, retryAt: null };
    if (ids.length > 0) await this.store.change(tx, ids, how);
    for (const grant of open) await this.record.write(tx, actor, 'grant.written-off', grant, { reason });
    return ids.length;
  }
}
