import { Injectable } from '@nestjs/common';
import type { RunningAutomatic } from '#access/automatic-access.js';
import type { ExtensionPermit, GrantPermit } from '#access/decide.js';
import type { AccessRequestId, GrantId, PersonId, ResourceId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantExtensions } from './grant-extensions.service.js';
import { GrantStarts } from './grant-starts.service.js';
import { type AutomaticPlace, type GrantRow, GrantsStore } from './grants.store.js';

export type { AutomaticPlace };

const CURFEW = { kind: 'system', name: 'Curfew' } as const;

/** Grants that a flow gives by itself: they start, are renewed and end like all others, by permits. */
@Injectable()
export class AutomaticGrants {
  constructor(
    private readonly store: GrantsStore,
    private readonly starts: GrantStarts,
    private readonly extensions: GrantExtensions,
    private readonly ends: GrantEnds,
    private readonly transactions: Transactions,
  ) {}

  /** Those that run now, without locks. */
  running(personIds: readonly PersonId[] | 'all'): Promise<GrantRow[]> {
    return this.store.runningAutomatic(this.transactions.reader, personIds);
  }

  /** Where something runs on these resources. */
  runningOn(resourceIds: readonly ResourceId[]): Promise<AutomaticPlace[]> {
    return this.store.runningAutomaticOn(this.transactions.reader, resourceIds);
  }

  /** The running one, locked to the end of the transaction, and the last one where none runs. */
  async held(tx: Transaction, place: AutomaticPlace): Promise<{ running: GrantRow | null; last: GrantRow | null }> {
    const running = await this.store.lockAutomatic(tx, place);
    return { running, last: running ?? (await this.store.lastAutomatic(tx, place)) };
  }

  /** Call it first in a transaction that may start one. */
  prepare(tx: Transaction): Promise<void> {
    return this.starts.prepare(tx);
  }

  start(tx: Transaction, permit: GrantPermit, requestId: AccessRequestId): Promise<GrantId> {
    return this.starts.start(tx, permit, requestId, CURFEW);
  }

  renew(tx: Transaction, permit: ExtensionPermit, grant: GrantRow): Promise<void> {
    return this.extensions.renew(tx, permit, grant, CURFEW);
  }

  async end(tx: Transaction, grant: GrantRow, why: string): Promise<void> {
    await this.ends.endLocked(tx, [grant], { cause: 'revoked', actor: CURFEW, why });
  }
}

/** A running grant as the decision sees it. */
export const runningAutomatic = (grant: GrantRow): RunningAutomatic => ({
  state: grant.state,
  permissions: grant.permissions,
  sudoRoles: grant.sudoRoles,
  allowsForwarding: grant.extensions.includes('permit-port-forwarding'),
  untilMs: grant.untilAt.getTime(),
  extended: grant.extended,
  renewalRefused: grant.extendedUntilAt !== null && grant.extendedUntilAt > grant.untilAt,
});
