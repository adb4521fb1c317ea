import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type AccessRequestState, mayRequestBecome } from '#access/access-request.js';
import type { LaterStart } from '#access/clock-start.js';
import type { ExtensionPermit, GrantPermit, RequestPermit } from '#access/decide.js';
import type { ExtensionFacts } from '#access/extension.js';
import { Fault } from '#access/fault.js';
import type { AccessRequestId, GrantId, ResourceId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { type Actor, AuditService } from '../audit/audit.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { AccessRequestsStore, type RequestRow } from './access-requests.store.js';
import { askedDetail } from './asked-detail.js';

/** What a request to make a grant longer says. */
export type ExtensionAsk = Pick<
  ExtensionFacts,
  'flow' | 'requester' | 'receiver' | 'permissions' | 'sudoRoles' | 'reason' | 'nowMs'
> & { fields: Readonly<Record<string, string>>; batchId: string | null };

/** What the audit says only where it was said. */
const saidToo = ({ fields, batchId }: RequestRow): Record<string, unknown> => ({
  ...(Object.keys(fields).length > 0 && { fields }),
  ...(batchId !== null && { batchId }),
});

/** Nothing has come of it yet. */
const NEW = { state: 'pending', decidedAt: null, dueAt: null, settledAt: null, lapsedBecause: null } as const;

/** The steps of a request's life: it opens by a permit, may wait for its start, and closes once. Each with its one audit row [I60]. */
@Injectable()
export class RequestSteps {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly audit: AuditService,
    private readonly resources: ResourcesService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  async open(tx: Transaction, actor: Actor, { terms }: RequestPermit, batchId: string | null): Promise<RequestRow> {
    const request: RequestRow = {
      id: randomUUID() as AccessRequestId,
      batchId,
      extendsGrantId: null,
      byCondition: false,
      requesterId: terms.requesterId,
      receiverId: terms.receiverId,
      resourceId: terms.resourceId,
      flowId: terms.flow.flowId,
      flowVersionId: terms.flow.versionId,
      permissions: [...terms.permissions],
      sudoRoles: [...terms.sudoRoles],
      durationSeconds: terms.durationSeconds,
      reason: terms.reason,
      fields: { ...terms.fields },
      startAt: terms.startAtMs === null ? null : new Date(terms.startAtMs),
      createdAt: new Date(terms.askedAtMs),
      timesOutAt: new Date(terms.timesOutAtMs),
      ...NEW,
    };
    await this.store.add(tx, request);
    const { durationSeconds, reason } = terms;
    const flow = { flow: terms.flow.name, flowVersion: terms.flow.version };
    const sudo = terms.sudoRoles.length > 0 ? { sudoRoles: terms.sudoRoles } : {};
    await this.record(tx, actor, 'submitted', request, {
      ...flow,
      ...sudo,
      durationSeconds,
      reason,
      ...askedDetail(terms.asked, terms.breakGlass === null ? 'asked' : 'told'),
      ...(request.startAt && { startAt: request.startAt.toISOString() }),
      ...saidToo(request),
    });
    return request;
  }

  /** Nobody asked: what a flow gives by itself is written down as a request all the same, which is approved at once. */
  async openByCondition(tx: Transaction, { terms }: GrantPermit): Promise<RequestRow> {
    const { flow, fromMs, untilMs, permissions } = terms;
    const request: RequestRow = {
      id: randomUUID() as AccessRequestId,
      batchId: null,
      extendsGrantId: null,
      byCondition: true,
      requesterId: terms.requesterId,
      receiverId: terms.personId,
      resourceId: terms.resourceId,
      flowId: flow.flowId,
      flowVersionId: flow.versionId,
      permissions: [...permissions],
      sudoRoles: [...terms.sudoRoles],
      durationSeconds: Math.round((untilMs - fromMs) / 1000),
      reason: null,
      fields: {},
      ...NEW,
      startAt: null,
      createdAt: new Date(fromMs),
      timesOutAt: new Date(untilMs),
    };
    await this.store.add(tx, request);
    const about = { flow: flow.name, flowVersion: flow.version, byCondition: true };
    await this.record(tx, { kind: 'system', name: 'Curfew' }, 'submitted', request, about);
    return request;
  }

  /** Gives what the audit says of a start at once. In an emergency a review is due: written with what it reviews. */
  async openReview(tx: Transaction, { id }: RequestRow, { terms }: RequestPermit): Promise<Record<string, unknown>> {
    if (terms.breakGlass === null) return { automatic: true };
    const dueAt = new Date(terms.breakGlass.reviewDueAtMs);
    await this.store.addReview(tx, id, dueAt);
    return { breakGlass: true, reviewDueAt: dueAt.toISOString() };
  }

  /** Somebody asks to make a running grant longer. It times out with the grant's end, from when on there is nothing to make longer. */
  async openExtension(
    tx: Transaction,
    actor: Actor,
    { terms }: ExtensionPermit,
    grant: { id: GrantId; resourceId: ResourceId },
    facts: ExtensionAsk,
    asked: readonly PersonFacts[] = [],
  ): Promise<RequestRow> {
    const { flow, requester, receiver, batchId, nowMs } = facts;
    const durationSeconds = Math.max(1, Math.round((terms.untilMs - terms.fromUntilMs) / 1000));
    const reason = facts.reason?.trim() || null;
    const request: RequestRow = {
      id: randomUUID() as AccessRequestId,
      batchId,
      extendsGrantId: grant.id,
      byCondition: false,
      requesterId: requester.personId,
      receiverId: receiver.personId,
      resourceId: grant.resourceId,
      flowId: flow.flowId,
      flowVersionId: flow.versionId,
      permissions: [...facts.permissions],
      sudoRoles: [...facts.sudoRoles],
      durationSeconds,
      reason,
      fields: { ...facts.fields },
      startAt: null,
      createdAt: new Date(nowMs),
      timesOutAt: new Date(Math.min(nowMs + flow.requestTimeoutSeconds * 1000, terms.fromUntilMs)),
      ...NEW,
    };
    await this.store.add(tx, request);
    const about = { flow: flow.name, flowVersion: flow.version, extendsGrantId: grant.id, number: terms.number };
    const said = { durationSeconds, reason, ...askedDetail(asked), ...saidToo(request) };
    await this.record(tx, actor, 'submitted', request, { ...about, ...said });
    return request;
  }

  /** @param request its row, locked by this transaction */
  async close(
    tx: Transaction,
    actor: Actor,
    request: RequestRow,
    state: 'approved' | 'denied' | 'cancelled' | 'timed-out',
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.move(tx, request, { state });
    await this.record(tx, actor, state, request, detail);
  }

  /** It is approved, and its access begins later. @param request its row, locked by this transaction */
  async approveForLater(
    tx: Transaction,
    actor: Actor,
    request: RequestRow,
    { at, dueMs }: LaterStart,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const dueAt = new Date(dueMs);
    await this.move(tx, request, { state: 'to-start', dueAt });
    const due = { [at === 'scheduled' ? 'startsAt' : 'firstUseUntil']: dueAt.toISOString() };
    await this.record(tx, actor, 'approved', request, { ...detail, ...due });
  }

  /** What was approved for later begins now. @param request its row, locked by this transaction */
  async begin(tx: Transaction, actor: Actor, request: RequestRow): Promise<void> {
    await this.move(tx, request, { state: 'approved' });
    await this.record(tx, actor, 'begun', request, {});
  }

  /** What was approved for later never begins. @param because why, for the person */
  async lapse(tx: Transaction, actor: Actor, request: RequestRow, because: string): Promise<void> {
    await this.move(tx, request, { state: 'lapsed', lapsedBecause: because });
    await this.record(tx, actor, 'lapsed', request, { why: because });
  }

  private async move(
    tx: Transaction,
    request: RequestRow,
    change: Partial<RequestRow> & { state: AccessRequestState },
  ): Promise<void> {
    if (!mayRequestBecome(request.state, change.state)) {
      throw new Fault('already-decided', `The request is ${request.state} already.`);
    }
    const at = this.clock.now();
    const when = request.state === 'pending' ? { decidedAt: at } : { settledAt: at };
    await this.store.change(tx, request.id, { ...change, ...when });
  }

  /** Somebody closed the review of what was taken in an emergency. */
  async reviewed(tx: Transaction, actor: Actor, request: RequestRow, detail: Record<string, unknown>): Promise<void> {
    await this.record(tx, actor, 'reviewed', request, detail);
  }

  /** Nobody closed the review in time. */
  async reviewOverdue(tx: Transaction, request: RequestRow, detail: Record<string, unknown>): Promise<void> {
    await this.record(tx, { kind: 'system', name: 'Curfew' }, 'review-overdue', request, detail);
  }

  /** Nobody answered in time, and more people are asked. @param tier from 2 */
  async escalated(tx: Transaction, request: RequestRow, tier: number, asked: readonly PersonFacts[]): Promise<void> {
    await this.record(tx, { kind: 'system', name: 'Curfew' }, 'escalated', request, { tier, ...askedDetail(asked) });
  }

  /** Somebody answered, and the request waits on. */
  async answered(tx: Transaction, actor: Actor, request: RequestRow, detail: Record<string, unknown>): Promise<void> {
    await this.record(tx, actor, 'answered', request, detail);
  }

  private async record(
    tx: Transaction,
    actor: Actor,
    what: string,
    { id, requesterId, receiverId, resourceId, permissions }: RequestRow,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const server = await this.resources.nameOf(tx, resourceId);
    await this.audit.record(tx, actor, {
      action: `access-request.${what}`,
      object: { kind: 'access-request', id, name: `${permissions.join(', ')} on ${server}` },
      detail: { requesterId, ...(receiverId !== requesterId && { receiverId }), resourceId, ...detail },
    });
    this.wakeUps.send(tx, `access-requests:${requesterId}`);
    if (receiverId !== requesterId) this.wakeUps.send(tx, `access-requests:${receiverId}`);
  }
}
