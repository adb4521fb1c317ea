import { Injectable } from '@nestjs/common';
import { endProvedBy, type GrantReadBack, isWanted, judgeReadBack } from '#access/grant.js';
import type { ReceiptGrant, ReceiptPayload } from '#protocol/receipt-payload.js';
import type { Actor } from '../audit/audit.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { ConnectorRecord } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantRecord } from './grant-record.js';
import { type GrantRow, GrantsStore } from './grants.store.js';
import { holdsOtherEnd } from './proved-end.js';
import { StandingStore } from './standing.store.js';
import { unprovedSince } from './unproved-extension.js';

/** Draws from a checked receipt what it proves of each grant that it names. */
@Injectable()
export class GrantProofs {
  constructor(
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly record: GrantRecord,
    private readonly resources: ResourcesService,
    private readonly standing: StandingStore,
  ) {}

  /** Grants of other connectors or other servers are passed over, whatever the receipt says of them. */
  async draw(tx: Transaction, { id, name }: ConnectorRecord, payload: ReceiptPayload): Promise<void> {
    const actor: Actor = { kind: 'connector', id, name };
    const told = new Map(payload.grants.map((grant) => [grant.grantId, grant]));
    let proved = 0;
    for (const grant of await this.store.lock(tx, [...told.keys()])) {
      const readBack = told.get(grant.id);
      if (!readBack || grant.connectorId !== id || grant.resourceId !== payload.serverId) continue;
      proved += await this.apply(tx, actor, grant, readBack, payload);
    }
    await this.noteStanding(tx, payload);
    if (proved > 0) await this.resources.settle(tx, [payload.serverId]);
  }

  /** What is there that Curfew did not add, and what of that is there no more. */
  private async noteStanding(
    tx: Transaction,
    { serverId, standing, grants, readAtIso }: ReceiptPayload,
  ): Promise<void> {
    const readAt = new Date(readAtIso);
    const inForce = grants.filter(({ state }) => state === 'present').map(({ account }) => account);
    await this.standing.see(tx, serverId, standing, readAt);
    const gone = await this.standing.forgetGone(tx, serverId, [...new Set(inForce)], readAt);
    if (standing.length + gone > 0) this.record.standingChanged(tx);
  }

  /** @returns 1 if it proved the grant's absence */
  private async apply(
    tx: Transaction,
    actor: Actor,
    grant: GrantRow,
    told: ReceiptGrant,
    payload: ReceiptPayload,
  ): Promise<0 | 1> {
    const readAt = new Date(payload.readAtIso);
    const readBack = readBackOf(told, payload);
    const proved = provedEndOf(grant, readBack);
    switch (judgeReadBack(factsOf(grant), readBack)) {
      case 'in-force':
        await this.store.change(tx, [grant.id], {
          state: 'active',
          activeAt: readAt,
          fault: null,
          retryAt: null,
          ...proved,
        });
        await this.record.write(tx, actor, 'grant.activated', grant, { receiptId: payload.receiptId });
        return 0;
      case 'ended-by-deadline':
        await this.ends.endLocked(tx, [grant], { cause: 'expired', actor });
        return this.prove(tx, actor, { ...grant, state: 'ending' }, payload);
      case 'gone':
        return this.prove(tx, actor, grant, payload);
      case 'finishing':
        await this.finish(tx, actor, grant, told, payload);
        return 0;
      case 'something-left':
        await this.store.change(tx, [grant.id], { fault: leftFault(told), finishingSessions: null });
        return 0;
      case 'nothing':
        if (proved !== null && grant.state === 'active') await this.proveEnd(tx, actor, grant, proved, payload);
        return 0;
    }
  }

  /** The end that the server holds. Of one that was moved it is told when the server knows it, and no more what was in the way. */
  private async proveEnd(tx: Transaction, actor: Actor, grant: GrantRow, proved: ProvedEnd, { readAtIso, receiptId }: ReceiptPayload): Promise<void> {
    await this.store.change(tx, [grant.id], proved);
    const { untilAt, provedUntilAt: before } = grant;
    if (proved.provedUntilAt.getTime() === before?.getTime()) return;
    if (grant.automaticFlowId !== null) await this.store.proveRenewal(tx, grant.id, receiptId);
    if (grant.extended === 0 || holdsOtherEnd({ untilAt, ...proved })) return this.record.changed(tx, grant);
    if (grant.retryAt !== null) await this.store.change(tx, [grant.id], { fault: null, retryAt: null });
    const isBegunAnew = before !== null && before.getTime() + CERTAINLY_ENDED_MS <= Date.parse(readAtIso);
    const ends = { until: untilAt.toISOString(), ...(isBegunAnew && { endedAt: before.toISOString() }) };
    await this.record.write(tx, actor, 'grant.end-proved', grant, { receiptId, ...ends });
  } // prettier-ignore

  /** Its time is over, and nothing of it is left but sessions that its flow lets finish. It is `ending` until they are gone. */
  private async finish(
    tx: Transaction,
    actor: Actor,
    grant: GrantRow,
    { remaining }: ReceiptGrant,
    { receiptId }: ReceiptPayload,
  ): Promise<void> {
    if (isWanted(grant.state)) await this.ends.endLocked(tx, [grant], { cause: 'expired', actor });
    const sessions = remaining.length;
    await this.store.change(tx, [grant.id], { finishingSessions: sessions, fault: null, retryAt: null });
    if (grant.finishingSessions !== null) return this.record.changed(tx, grant);
    const detail = { receiptId, sessions, until: grant.finishUntil?.toISOString() };
    await this.record.write(tx, actor, 'grant.finishing', grant, detail);
  }

  private async prove(tx: Transaction, actor: Actor, grant: GrantRow, payload: ReceiptPayload): Promise<0 | 1> {
    if (grant.provedAt !== null) return 0;
    const proof = { provedAt: new Date(payload.readAtIso), retryAt: null, finishUntil: null, finishingSessions: null };
    const failed = grant.state === 'failed';
    await this.store.change(tx, [grant.id], failed ? proof : { ...proof, state: 'ended', fault: null });
    await this.record.write(tx, actor, failed ? 'grant.proved-absent' : 'grant.ended', grant, {
      receiptId: payload.receiptId,
    });
    return 1;
  }
}

/** So long after the end that it holds a server has ended a grant by itself. */
const CERTAINLY_ENDED_MS = 60_000;

interface ProvedEnd {
  provedUntilAt: Date;
  provedUntilGeneration: number;
  extensionUnprovedSince: Date | null;
}

const provedEndOf = (grant: GrantRow, readBack: GrantReadBack): ProvedEnd | null => {
  const untilMs = endProvedBy(grant, readBack);
  if (untilMs === null) return null;
  const provedUntilAt = new Date(untilMs);
  const extensionUnprovedSince = unprovedSince({ ...grant, provedUntilAt }, new Date(readBack.readAtMs));
  return { provedUntilAt, provedUntilGeneration: readBack.generation, extensionUnprovedSince };
};

const factsOf = (grant: GrantRow): Parameters<typeof judgeReadBack>[0] => ({
  state: grant.state,
  groups: grant.groups,
  sudoRoles: grant.sudoRoles,
  untilMs: Math.max(grant.untilAt.getTime(), grant.extendedUntilAt?.getTime() ?? 0),
  startGeneration: grant.startGeneration,
  endGeneration: grant.endGeneration,
  mayFinish: grant.finishUntil !== null,
});

const readBackOf = (
  { state, groups, sudoRoles = [], untilIso, remaining, finishing = false }: ReceiptGrant,
  payload: ReceiptPayload,
): GrantReadBack => ({
  state,
  groups,
  sudoRoles,
  untilMs: untilIso === undefined ? null : Date.parse(untilIso),
  remaining,
  finishing,
  generation: payload.generation,
  readAtMs: Date.parse(payload.readAtIso),
});

const leftFault = ({ remaining }: ReceiptGrant): NonNullable<GrantRow['fault']> => ({
  code: 'removal-unproved',
  message: `Something of the grant is left on the server: ${remaining.slice(0, 5).join(', ')}`.slice(0, 2000),
  hint: 'The connector tries again until nothing is left.',
  detail: remaining.join('\n').slice(0, 4000),
});
