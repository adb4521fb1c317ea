import { Injectable } from '@nestjs/common';
import { whyNotApprover } from '#access/decide.js';
import type { PersonFacts } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import type { SignedIn } from '../http/authority.js';
import type { GrantRow } from './grants.store.js';

/** What one person may do with one grant. Who may not see it is told that there is none. */
export interface RightsOnGrant {
  readonly isOwn: boolean;
  readonly maySee: boolean;
  /** An approver under the grant's flow version today, or an administrator. */
  readonly mayEndForOthers: boolean;
}

@Injectable()
export class GrantRights {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly facts: PeopleFacts,
  ) {}

  async of(me: SignedIn, grant: GrantRow): Promise<RightsOnGrant> {
    const version = (await this.flows.versions([grant.flowVersionId])).get(grant.flowVersionId);
    const people = await this.facts.now([me.personId, grant.personId]);
    const [mine, theirs] = [me.personId, grant.personId].map((id) => people.find(({ personId }) => personId === id));
    const isApprover = version && mine && theirs ? whyNotApprover(mine, theirs, version) === null : false;
    return rightsOf(me, grant.personId, isApprover);
  }
}

/** @param isApprover whether the person could answer requests under the grant's flow version, see `whyNotApprover` */
export const rightsOf = (me: SignedIn, ownerId: PersonFacts['personId'], isApprover: boolean): RightsOnGrant => {
  const isOwn = me.personId === ownerId;
  const mayEndForOthers = me.role === 'administrator' || isApprover;
  return { isOwn, mayEndForOthers, maySee: isOwn || mayEndForOthers };
};
