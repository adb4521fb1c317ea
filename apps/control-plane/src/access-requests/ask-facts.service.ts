import { Injectable } from '@nestjs/common';
import type { AskFacts, FlowFacts } from '#access/decide.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import { type ApproversByVersion, FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { AccessRequestsStore } from './access-requests.store.js';

/** The facts that an ask is decided on, with everything locked that could change them before the answer is written. */
@Injectable()
export class AskFactsLoader {
  constructor(
    private readonly store: AccessRequestsStore,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
  ) {}

  /** What is looked up before the transaction begins, so that it needs one connection only. */
  async approversFor(personId: PersonId): Promise<ApproversByVersion> {
    const [person] = await this.people.now([personId]);
    return person ? this.flows.approversFor(person) : new Map<never, never>();
  }

  async load(
    tx: Transaction,
    personId: PersonId,
    resourceId: ResourceId,
    approvers: ApproversByVersion,
  ): Promise<Pick<AskFacts, 'requester' | 'resource' | 'held'> & { flows: FlowFacts[] }> {
    await this.store.holdAsksOf(tx, personId);
    const [requester] = await this.people.held(tx, personId);
    const flows = await this.flows.heldFor(tx, requester, approvers);
    const [resource] = await this.resources.find([resourceId], tx);
    const held = await this.store.held(tx, personId, resourceId);
    return { requester, flows, resource: resourceFactsOf(resource), held };
  }
}
