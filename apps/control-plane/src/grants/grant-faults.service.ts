import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import type { FaultReport, GrantFault } from '#protocol/from-connector.js';
import type { Actor } from '../audit/audit.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantExtensions } from './grant-extensions.service.js';
import { GrantRecord } from './grant-record.js';
import { type GrantRow, GrantsStore } from './grants.store.js';
import { holdsOtherEnd } from './proved-end.js';

/** What stood in the way of adding or removing a grant, told by its connector. */
@Injectable()
export class GrantFaults {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
    private readonly extensions: GrantExtensions,
    private readonly ends: GrantEnds,
  ) {}

  /** Faults of grants that are proved gone, or that are not this connector's, say nothing. */
  async take(tx: Transaction, connectorId: ConnectorId, { grantId, serverId, ...told }: GrantFault): Promise<void> {
    const [grant] = await this.store.lock(tx, [grantId]);
    if (!grant || grant.connectorId !== connectorId || grant.resourceId !== serverId || grant.provedAt) return;
    if (told.final && grant.state === 'granting') {
      return this.ends.fail(tx, grant, faultRecord(told.fault), await this.actor(tx, grant));
    }
    if (grant.state === 'active' && told.final && told.fault.code === 'grant-not-active') {
      // Root ended it on the server, or whoever runs the connector [I36]: it is over here, too, and its removal to be proved as ever
      const ending = { cause: 'revoked', why: told.fault.message, byHand: true } as const;
      await this.ends.endLocked(tx, [grant], { ...ending, actor: await this.actor(tx, grant) });
      return;
    }
    if (grant.state === 'active' && told.final && told.extended !== undefined) {
      // One that is repeated may be of an extension before this one.
      return told.extended === grant.extended
        ? this.extensions.takeBack(tx, grant, faultRecord(told.fault))
        : undefined;
    }
    // It was read back as wanted, or as finishing: an instance that cannot get there just now says nothing of that.
    if (!told.final && ((grant.state === 'active' && !holdsOtherEnd(grant)) || grant.finishingSessions !== null))
      return;
    const retryAt = told.retryAtIso ? new Date(told.retryAtIso) : null;
    await this.store.change(tx, [grant.id], { fault: faultRecord(told.fault), retryAt });
    this.record.changed(tx, grant);
  }

  /** For an audit row. */
  private async actor(tx: Transaction, { connectorId }: GrantRow): Promise<Actor> {
    const { id, name } = await this.connectors.get(connectorId, tx);
    return { kind: 'connector', id, name };
  }
}

const faultRecord = ({ code, message, hint, detail }: FaultReport): NonNullable<GrantRow['fault']> => ({
  code,
  message,
  ...(hint !== undefined && { hint }),
  ...(detail !== undefined && { detail }),
});
