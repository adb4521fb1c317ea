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
    return (await this.findAll(me, [id]))[0] ?? null;
  }

  /** Those of the requests that there are. */
  async findAll(me: SignedIn, ids: readonly AccessRequestId[]): Promise<RequestAbout[]> {
    const requests = await this.store.findAll(this.transactions.reader, ids);
    if (requests.length === 0) return [];
    const concerned = requests.flatMap(({ requesterId, receiverId }) => [requesterId, receiverId]);
    const [people, versions, resources] = await Promise.all([
      this.people.now([...new Set([me.personId, ...concerned])]),
      this.flows.versions(requests.map(({ flowVersionId }) => flowVersionId)),
      this.resources.find([...new Set(requests.map(({ resourceId }) => resourceId))]),
    ]);
    const byId = new Map(people.map((one) => [one.personId, one]));
    return requests.flatMap((request) => {
      const [mine, requester, receiver] = [me.personId, request.requesterId, request.receiverId].map((id) =>
        byId.get(id),
      );
      const flow = versions.get(request.flowVersionId);
      const resource = resources.find(({ id }) => id === request.resourceId);
      if (!mine || !requester || !receiver || !flow || !resource) return [];
      return [{ request, resource, flow, mine, asked: { requester, receiver, resource: resourceFactsOf(resource) } }];
    });
  }
}
