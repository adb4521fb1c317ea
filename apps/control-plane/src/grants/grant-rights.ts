import { Injectable } from '@nestjs/common';
import { whyNotApprover } from '#access/answering.js';
import type { PersonFacts } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { GrantsListStore } from './grants-list.store.js';
import type { GrantRow } from './grants.store.js';

/** What one person may do with one grant. Who may not see it is told that there is none. */
export interface RightsOnGrant {
  readonly isOwn: boolean;
  readonly maySee: boolean;
  /** An approver under the grant's flow version today, he who asked for it, or an administrator. */
  readonly mayEndForOthers: boolean;
}

@Injectable()
export class GrantRights {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly facts: PeopleFacts,
    private readonly resources: ResourcesService,
    private readonly list: GrantsListStore,
    private readonly transactions: Transactions,
  ) {}

  async of(me: SignedIn, grant: GrantRow): Promise<RightsOnGrant> {
    const version = (await this.flows.versions([grant.flowVersionId])).get(grant.flowVersionId);
    const asked = await this.list.requesters(this.transactions.reader, [grant.requestId]);
    const requesterId = asked.get(grant.requestId) ?? grant.personId;
    const ids = [me.personId, grant.personId, requesterId];
    const [people, resources] = await Promise.all([
      this.facts.now([...new Set(ids)]),
      this.resources.find([grant.resourceId]),
    ]);
    const [mine, receiver, requester] = ids.map((id) => people.find(({ personId }) => personId === id));
    const resource = resourceFactsOf(resources[0]);
    const isApprover =
      version && mine && receiver && requester
        ? whyNotApprover(mine, { requester, receiver, resource }, version) === null
        : false;
    return rightsOf(me, { ownerId: grant.personId, requesterId, isApprover });
  }
}

/** @param isApprover whether the person could answer requests under the grant's flow version, see `whyNotApprover` */
export const rightsOf = (
  me: SignedIn,
  of: { ownerId: PersonFacts['personId']; requesterId: PersonFacts['personId']; isApprover: boolean },
): RightsOnGrant => {
  const isOwn = me.personId === of.ownerId;
  const askedForAnother = me.personId === of.requesterId && !isOwn;
  const mayEndForOthers = me.role === 'administrator' || of.isApprover || askedForAnother;
  return { isOwn, mayEndForOthers, maySee: isOwn || mayEndForOthers };
};
