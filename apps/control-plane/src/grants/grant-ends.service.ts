import { Injectable } from '@nestjs/common';
import { type GrantCause, isWanted } from '#access/grant.js';
import type { ConnectorId, GrantId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantRecord } from './grant-record.js';
import { type GrantRow, GrantsStore } from './grants.store.js';

export interface Ending {
  cause: GrantCause;
  actor: Actor;
  /** For the audit row: why, where somebody gave a reason. */
  why?: string | undefined;
}

/** Grants end: given back, revoked, at the deadline, or because what they rested on is gone. Each is `ending` until proved. */
@Injectable()
export class GrantEnds {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
    private readonly clock: Clock,
  ) {}

  /** Ends those of the grants that still run, in this transaction, and wakes their connectors. Gives those that it ended. */
  async end(tx: Transaction, ids: readonly GrantId[], ending: Ending): Promise<GrantId[]> {
    return this.endLocked(tx, await this.store.lock(tx, ids), ending);
  }

  /** As `end`, for rows that this transaction has locked. */
  async endLocked(tx: Transaction, grants: readonly GrantRow[], { cause, actor, why }: Ending): Promise<GrantId[]> {
    const running = grants.filter(({ state }) => isWanted(state));
    for (const [connectorId, ids] of byConnector(running)) {
      const generation = await this.connectors.raiseGeneration(tx, connectorId);
      const order = { generation, endGeneration: generation, endingAt: this.clock.now() };
      await this.store.change(tx, ids, { state: 'ending', cause, fault: null, retryAt: null, ...order });
    }
    for (const grant of running) await this.record.write(tx, actor, `grant.${cause}`, grant, why ? { why } : {});
    return running.map(({ id }) => id);
  }
}

const byConnector = (grants: readonly GrantRow[]): [ConnectorId, GrantId[]][] => {
  const groups = new Map<ConnectorId, GrantId[]>();
  for (const { id, connectorId } of grants) groups.set(connectorId, [...(groups.get(connectorId) ?? []), id]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
};
