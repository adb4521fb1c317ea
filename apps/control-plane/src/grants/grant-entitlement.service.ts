import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { whyNotEntitled } from '#access/answering.js';
import type { Denial } from '#access/denial.js';
import type { GrantId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantsListStore } from './grants-list.store.js';
import { type GrantRow, GrantsStore } from './grants.store.js';

/** Whether what a running grant was asked under would let it be asked for now. */
@Injectable()
export class GrantEntitlement {
  constructor(
    private readonly store: GrantsStore,
    private readonly list: GrantsListStore,
    private readonly flows: FlowFactsService,
    private readonly people: PeopleFacts,
    private readonly resources: ResourcesService,
  ) {}

  /**
   * Why it would not; null: it would, or there is no such grant. People and flow are locked, so that it stays so to the
   * transaction's end: call it before the grant is locked, in the order in which a departure locks them.
   */
  async whyNot(tx: Transaction, grantId: GrantId): Promise<Denial | null> {
    const [grant] = await this.store.find(tx, [grantId]);
    if (!grant) return null;
    const asked = await this.list.requesters(tx, [grant.requestId]);
    const [receiver, requester] = await this.people.held(tx, grant.personId, asked.get(grant.requestId) ?? grant.personId); // prettier-ignore
    const flow = await this.counting(tx, grant);
    const [resource] = await this.resources.find([grant.resourceId], tx);
    const { permissions } = grant;
    return whyNotEntitled({ flow, requester, receiver, resource: resourceFactsOf(resource), permissions });
  }

  /** The version under which it was asked; of a flow that gives access by itself what it says today. */
  private async counting(tx: Transaction, { flowVersionId }: GrantRow): Promise<AccessFlowVersion> {
    const version = await this.flows.heldVersion(tx, flowVersionId);
    return version.trigger === 'ask' ? version : ((await this.flows.heldActive(tx, version.flowId)) ?? version);
  }
}
