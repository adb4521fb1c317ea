/** What administrators read of all requests: pages of them, newest first, with what became of each. */
import { Injectable } from '@nestjs/common';
import { isWanted } from '#access/grant.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { debtSince } from '../grants/access-debt.js';
import { provedUntilTold } from '../grants/proved-end.js';
import { type ActivityQuery, MOST_COUNTED } from './activity.dto.js';
import { type ActivityRow, ActivityStore } from './activity.store.js';
import type { ActivityExtension, ActivityGrant, ActivityPage, ActivityView } from './activity.view.js';

@Injectable()
export class ActivityList {
  constructor(
    private readonly store: ActivityStore,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async page({ before, limit, ...filter }: ActivityQuery): Promise<ActivityPage> {
    const { reader } = this.transactions;
    const [rows, total, revocable] = await Promise.all([
      this.store.page(reader, filter, before, limit + 1),
      this.store.count(reader, filter, MOST_COUNTED + 1),
      this.store.countRunning(reader, filter),
    ]);
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? shown[shown.length - 1].id : null;
    const nowMs = this.clock.nowMs();
    return { items: shown.map((row) => activityView(row, nowMs)), total, revocable, next };
  }
}

export const activityView = ({ askedAt, decidedAt, approvals, ...row }: ActivityRow, nowMs: number): ActivityView => ({
  id: row.id,
  kind: row.kind,
  askedAt: askedAt.toISOString(),
  state: row.state,
  decidedAt: decidedAt?.toISOString() ?? null,
  startAt: row.startAt?.toISOString() ?? null,
  dueAt: row.dueAt?.toISOString() ?? null,
  lapsedBecause: row.lapsedBecause,
  requester: row.requester,
  receiver: row.receiver,
  resource: row.resource,
  permissions: row.permissions,
  durationSeconds: row.durationSeconds,
  reason: row.reason,
  fields: row.fields ?? [],
  flow: row.flow,
  approvals: approvals ?? [],
  extension: extensionOf(row),
  review: reviewOf(row, nowMs),
  grant: row.grantId === null ? null : grantView(row.grantId, row),
});

type RestOfRow = Omit<ActivityRow, 'askedAt' | 'decidedAt' | 'approvals'>;

const extensionOf = ({ extendsGrantId, ...row }: RestOfRow): ActivityExtension | null =>
  extendsGrantId === null
    ? null
    : {
        grantId: extendsGrantId,
        requestId: row.extendsRequestId,
        number: row.extensionNumber,
        fromUntilAt: row.extendedFrom?.toISOString() ?? null,
        untilAt: row.extendedTo?.toISOString() ?? null,
      };

const reviewOf = (
  { reviewDueAt: dueAt, reviewClosedAt: closedAt, ...row }: RestOfRow,
  nowMs: number,
): ActivityView['review'] =>
  dueAt === null
    ? null
    : {
        dueAt: dueAt.toISOString(),
        overdue: closedAt === null && dueAt.getTime() <= nowMs,
        closedAt: closedAt?.toISOString() ?? null,
        closedBy: row.reviewClosedBy,
        comment: row.reviewComment,
      };

const grantView = (id: string, row: RestOfRow): ActivityGrant => ({
  id,
  state: row.grantState,
  cause: row.cause,
  account: row.account,
  fromAt: row.fromAt.toISOString(),
  untilAt: row.untilAt.toISOString(),
  provedUntilAt: provedUntilTold(row),
  endedAt: row.endingAt?.toISOString() ?? null,
  provedAt: row.provedAt?.toISOString() ?? null,
  writtenOffAt: row.writtenOffAt?.toISOString() ?? null,
  fault: row.fault,
  debt: debtSince({ ...row, state: row.grantState }) !== null,
  finishingSessions: row.finishingSessions,
  certificateSerials: row.certificateSerials ?? [],
  mayRevoke: isWanted(row.grantState) || (row.grantState === 'ending' && row.finishUntil !== null),
});
