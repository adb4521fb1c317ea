import { Injectable } from '@nestjs/common';
import type { PersonFacts } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import type { RequestRow } from './access-requests.store.js';

/** Teams, shifts and owners change: whoever is asked when a tier opens is looked up then, for the record. */
@Injectable()
export class AskedPeople {
  constructor(
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
  ) {}

  /** Who is asked as this tier opens, and was not before. @param tier from 1 */
  async ofTier(tx: Transaction, request: RequestRow, tier: number): Promise<PersonFacts[]> {
    const { requesterId, receiverId, flowVersionId } = request;
    const people = await this.people.now([...new Set([requesterId, receiverId])], undefined, tx);
    const [requester, receiver] = [requesterId, receiverId].map((id) => people.find(({ personId }) => personId === id));
    const flow = (await this.flows.versions([flowVersionId], tx)).get(flowVersionId);
    const [resource] = await this.resources.find([request.resourceId], tx);
    if (!requester || !receiver || !flow) return [];
    return this.flows.whoIsAsked(tx, flow, { requester, receiver, resource: resourceFactsOf(resource) }, tier);
  }
}
