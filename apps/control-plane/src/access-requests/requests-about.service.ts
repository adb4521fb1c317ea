import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AskedFor } from '#access/approval-policy.js';
import type { AccessRequestId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { AccessRequestsStore, type RequestRow } from './access-requests.store.js';

/** One request with all that says who approves it, as things are now. */
export interface RequestAbout {
  request: RequestRow;
  resource: Resource;
  flow: AccessFlowVersion;
  asked: AskedFor;
  mine: PersonFacts;
}

/** Looks up one request and who has to do with it, without locks. */
@Injectable()
export class RequestsAbout {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
    private readonly transactions: Transactions,
  ) {}

  /** null: there is none. */
  async find(me: SignedIn, id: AccessRequestId): Promise<RequestAbout | null> {
    const request = await this.store.find(this.transactions.reader, id);
    if (!request) return null;
    const [people, versions, [resource]] = await Promise.all([
      this.people.now([...new Set([me.personId, request.requesterId, request.receiverId])]),
      this.flows.versions([request.flowVersionId]),
      this.resources.find([request.resourceId]),
    ]);
    const [mine, requester, receiver] = [me.personId, request.requesterId, request.receiverId].map((personId) =>
      people.find((one) => one.personId === personId),
    );
    const flow = versions.get(request.flowVersionId);
    if (!mine || !requester || !receiver || !flow || !resource) return null;
    return { request, resource, flow, mine, asked: { requester, receiver, resource: resourceFactsOf(resource) } };
  }
}
