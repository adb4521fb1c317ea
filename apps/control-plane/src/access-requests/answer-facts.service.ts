import { Injectable } from '@nestjs/common';
import type { AnswerFacts } from '#access/decide.js';
import { Fault } from '#access/fault.js';
import type { AccessRequestId, PersonId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { AccessRequestsStore, type RequestRow } from './access-requests.store.js';

export const noSuchRequest = (): Fault => new Fault('not-found', 'There is no such access request.');

/** The facts that an answer to a request is decided on, with everything locked that could change them meanwhile. */
@Injectable()
export class AnswerFactsLoader {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
  ) {}

  /** People are locked before the request, in the order in which a departure locks them. @throws Fault not-found */
  async load(
    tx: Transaction,
    approverId: PersonId,
    requestId: AccessRequestId,
  ): Promise<{ request: RequestRow; facts: Omit<AnswerFacts, 'answer' | 'nowMs'> }> {
    const known = await this.store.find(tx, requestId);
    if (!known) throw noSuchRequest();
    const [approver, requester] = await this.people.held(tx, approverId, known.requesterId);
    const flow = await this.flows.heldVersion(tx, known.flowVersionId);
    const request = await this.store.lock(tx, requestId);
    if (!request) throw noSuchRequest();
    const [resource] = await this.resources.find([request.resourceId], tx);
    const { state, permissions, sudoRoles, durationSeconds } = request;
    const terms = { state, permissions, sudoRoles, durationSeconds, timesOutAtMs: request.timesOutAt.getTime() };
    return { request, facts: { approver, requester, flow, resource: resourceFactsOf(resource), ...terms } };
  }
}
