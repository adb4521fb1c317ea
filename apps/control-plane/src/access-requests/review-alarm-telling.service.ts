import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { Alarms } from '../alarms/alarms.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { RequestSteps } from './request-steps.js';
import type { OverdueReview } from './review-alarms.store.js';

/** Puts alarms about overdue reviews into words: an audit row and a message for each. */
@Injectable()
export class ReviewAlarmTelling {
  constructor(
    private readonly requests: AccessRequestsStore,
    private readonly steps: RequestSteps,
    private readonly resources: ResourcesService,
    private readonly alarms: Alarms,
  ) {}

  /** @returns one fault for each, for the log. Whose the access was is not told outside. */
  async overdue(tx: Transaction, reviews: readonly OverdueReview[]): Promise<Fault[]> {
    const requests = await this.requests.findAll(tx, reviews.map(({ requestId }) => requestId)); // prettier-ignore
    const faults: Fault[] = [];
    for (const request of requests) {
      const dueAt = reviews.find(({ requestId }) => requestId === request.id)?.dueAt.toISOString();
      const server = { id: request.resourceId, name: await this.resources.nameOf(tx, request.resourceId) };
      const text = `Access to ${server.name} was taken in an emergency, and its review was due ${dueAt}.`;
      await this.steps.reviewOverdue(tx, request, { dueAt });
      const facts = { server, request: { id: request.id, permissions: request.permissions, dueAt } };
      const page = `/requests/${request.id}`;
      await this.alarms.raise(tx, { kind: 'break-glass-review.overdue', subjectId: request.id, text, page, facts });
      faults.push(new Fault('review-overdue', text, { hint: 'One of its approvers closes it on the page Approvals.' }));
    }
    return faults;
  }
}
