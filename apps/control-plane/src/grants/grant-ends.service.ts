import { Injectable } from '@nestjs/common';
import { type GrantCause, isWanted } from '#access/grant.js';
import type { ConnectorId, GrantId } from '#access/ids.js';
import type { Actor } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantEndings } from './grant-endings.js';
import { GrantRecord } from './grant-record.js';
import { type GrantChange, type GrantRow, GrantsStore } from './grants.store.js';

export interface Ending {
  cause: GrantCause;
  actor: Actor;
  /** For the audit row: why, where somebody gave a reason. */
  why?: string | undefined;
  /** Somebody ended just this, and no rule did: what a flow gives by itself does not come back at once. */
  byHand?: boolean;
}

/**
 * Grants end: given back, revoked, at the deadline, or because what they rested on is gone. Each is `ending` until proved. At the
 * deadline alone its sessions may finish, where its flow says so; whatever else ends a grant ends them too, also afterwards.
 */
@Injectable()
export class GrantEnds {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
    private readonly endings: GrantEndings,
    private readonly clock: Clock,
  ) {}

  /** Ends those of the grants that still run, and sessions that finish, in this transaction; wakes their connectors. Gives the grants that it ended. */
  async end(tx: Transaction, ids: readonly GrantId[], ending: Ending): Promise<GrantId[]> {
    return this.endLocked(tx, await this.store.lock(tx, ids), ending);
  }

  /** As `end`, for rows that this transaction has locked. */
  async endLocked(tx: Transaction, grants: readonly GrantRow[], ending: Ending): Promise<GrantId[]> {
    const { cause, actor, why } = ending;
    const now = this.clock.now();
    const detail = why ? { why } : {};
    const running = grants.filter(({ state }) => isWanted(state));
    const mayGoOn = ({ finishUntil }: GrantRow): boolean =>
      cause === 'expired' && finishUntil !== null && finishUntil > now;
    for (const goesOn of [true, false]) {
      await this.order(tx, running.filter((one) => mayGoOn(one) === goesOn), {
        ...{ state: 'ending', cause, fault: null, retryAt: null, endingAt: now },
        ...(!goesOn && { finishUntil: null }),
      }); // prettier-ignore
    }
    for (const grant of running) await this.record.write(tx, actor, `grant.${cause}`, grant, detail);
    const sessions = grants.filter((one) => one.state === 'ending' && one.finishUntil !== null && !mayGoOn(one));
    for (const counted of [true, false]) {
      const ended = sessions.filter((one) => (one.finishingSessions !== null) === counted);
      const since = counted ? { sessionsEndedAt: now } : {};
      await this.order(tx, ended, { finishUntil: null, finishingSessions: null, ...since });
    }
    for (const grant of sessions) await this.record.write(tx, actor, 'grant.sessions-ended', grant, detail);
    const ids = running.map(({ id }) => id);
    if (ids.length > 0) await this.endings.announce(tx, running, ending);
    return ids;
  }

  /** One that never came into force, and that is not tried again. Its connector still has to prove that nothing of it is there. */
  async fail(tx: Transaction, grant: GrantRow, fault: NonNullable<GrantRow['fault']>, actor: Actor): Promise<void> {
    await this.order(tx, [grant], { state: 'failed', fault, retryAt: null, endingAt: this.clock.now() });
    await this.record.write(tx, actor, 'grant.failed', grant, { code: fault.code, message: fault.message });
  }

  /** The change, and the order that tells the connectors of it. */
  private async order(tx: Transaction, grants: readonly GrantRow[], change: GrantChange): Promise<void> {
    for (const [connectorId, ids] of byConnector(grants)) {
      const generation = await this.connectors.raiseGeneration(tx, connectorId);
      await this.store.change(tx, ids, { ...change, generation, endGeneration: generation });
    }
  }
}

const byConnector = (grants: readonly GrantRow[]): [ConnectorId, GrantId[]][] => {
  const groups = new Map<ConnectorId, GrantId[]>();
  for (const { id, connectorId } of grants) groups.set(connectorId, [...(groups.get(connectorId) ?? []), id]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
};
