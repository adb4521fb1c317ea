import { Injectable } from '@nestjs/common';
import type { AskFacts, FlowFacts } from '#access/asking.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { AccessRequestsStore, type HeldOnResource } from './access-requests.store.js';
import type { Seen } from './seen.js';

/** The facts that an ask is decided on, with everything locked that could change them before the answer is written. */
@Injectable()
export class AskFactsLoader {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
  ) {}

  /** Until the transaction ends no other ask for this person is decided. What he has is read first: an ask may mean that. */
  async held(tx: Transaction, receiverId: PersonId, resourceId: ResourceId): Promise<HeldOnResource> {
    await this.store.holdAsksFor(tx, receiverId);
    return this.store.heldOn(tx, receiverId, resourceId);
  }

  async load(
    tx: Transaction,
    { requesterId, receiverId }: { requesterId: PersonId; receiverId: PersonId },
    resourceId: ResourceId,
  ): Promise<{ facts: Pick<AskFacts, 'requester' | 'receiver' | 'resource'> & { flows: FlowFacts[] }; seen: Seen }> {
    const [requester, receiver] = await this.people.held(tx, requesterId, receiverId);
    const resources = await this.resources.find([resourceId], tx);
    const resource = resourceFactsOf(resources[0]);
    const flows = await this.flows.heldFor(tx, requester, resource);
    const seen = { people: [requester, receiver], resources, flows: flows.map(({ flow }) => flow) };
    return { facts: { requester, receiver, flows, resource }, seen };
  }
}
