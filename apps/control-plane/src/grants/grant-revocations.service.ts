import { Injectable, Logger } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { FaultCode } from '#access/fault-codes.js';
import type { GrantId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { type Ending, GrantEnds } from './grant-ends.service.js';
import { noSuchGrant } from './grant-returns.service.js';
import { type GrantRow, GrantsStore } from './grants.store.js';

export const REVOCATION_OUTCOMES = ['revoked', 'over-already', 'refused'] as const;
export type RevocationOutcome = (typeof REVOCATION_OUTCOMES)[number];

/** What became of one of the grants. */
export interface Revocation {
  readonly grantId: GrantId;
  readonly outcome: RevocationOutcome;
  /** Why it was not revoked. */
  readonly fault: { code: FaultCode; message: string } | null;
}

/** Few enough that the rows are locked for a moment only, and that deadlines and receipts get their turn between two batches. */
const BATCH = 50;

/**
 * An administrator ends many grants at once. Each ends or stays as a whole, with its one audit row; what stands in the way
 * of one holds up no other. Doing it twice does nothing twice.
 */
@Injectable()
export class GrantRevocations {
  private readonly log = new Logger(GrantRevocations.name);

  constructor(
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly transactions: Transactions,
  ) {}

  /** @returns what became of each, in the order in which they were named */
  async revoke(me: SignedIn, ids: readonly GrantId[], reason: string): Promise<Revocation[]> {
    if (me.role !== 'administrator') throw new Fault('not-allowed', 'Only administrators revoke many grants at once.');
    const ending: Ending = { cause: 'revoked', actor: actorOf(me), why: reason, byHand: true };
    const told: Revocation[] = [];
    for (let at = 0; at < ids.length; at += BATCH) told.push(...(await this.batch(ids.slice(at, at + BATCH), ending)));
    return told;
  }

  private async batch(ids: readonly GrantId[], ending: Ending): Promise<Revocation[]> {
    try {
      return await this.transactions.run((tx) => this.end(tx, ids, ending));
    } catch (error) {
      if (ids.length === 1) return [this.refused(ids[0], error)];
    }
    const told: Revocation[] = [];
    for (const id of ids) told.push(...(await this.batch([id], ending)));
    return told;
  }

  private async end(tx: Transaction, ids: readonly GrantId[], ending: Ending): Promise<Revocation[]> {
    const grants = await this.store.lock(tx, ids);
    const finishing = grants.filter((one) => one.state === 'ending' && one.finishUntil !== null).map(({ id }) => id);
    const ended = new Set([...finishing, ...(await this.ends.endLocked(tx, grants, ending))]);
    const known = new Map(grants.map((grant) => [grant.id, grant]));
    return ids.map((grantId) => ({ grantId, ...outcomeOf(known.get(grantId), ended.has(grantId)) }));
  }

  private refused(grantId: GrantId, error: unknown): Revocation {
    if (error instanceof Fault) return { grantId, outcome: 'refused', fault: faultOf(error) };
    this.log.error(`grant ${grantId} was not revoked: ${error instanceof Error ? error.message : String(error)}`);
    const message = 'Curfew itself failed at this one. The log has the detail; try it again.';
    return { grantId, outcome: 'refused', fault: { code: 'internal-error', message } };
  }
}

const faultOf = ({ code, message }: Fault): { code: FaultCode; message: string } => ({ code, message });

const outcomeOf = (grant: GrantRow | undefined, ended: boolean): Omit<Revocation, 'grantId'> => {
  if (ended) return { outcome: 'revoked', fault: null };
  if (grant === undefined) return { outcome: 'refused', fault: faultOf(noSuchGrant()) };
  if (grant.state !== 'failed') return { outcome: 'over-already', fault: null };
  const message = 'The grant never came into force, so there is nothing to end.';
  return { outcome: 'refused', fault: { code: 'grant-not-active', message } };
};
