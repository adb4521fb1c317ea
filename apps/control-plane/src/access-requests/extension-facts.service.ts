import { Injectable } from '@nestjs/common';
import type { ExtensionFacts } from '#access/extension.js';
import type { GrantId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { GrantExtensions } from '../grants/grant-extensions.service.js';
import { noSuchGrant } from '../grants/grant-returns.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { AccessRequestsStore } from './access-requests.store.js';

/** What is decided on besides what the person says. */
export type ExtensionBasis = Omit<ExtensionFacts, 'seconds' | 'seenUntilMs' | 'reason' | 'nowMs'>;

/** The facts that making a grant longer is decided on, with everything locked that could change them meanwhile. */
@Injectable()
export class ExtensionFactsLoader {
  constructor(
    private readonly requests: AccessRequestsStore,
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
    private readonly extensions: GrantExtensions,
  ) {}

  /** People are locked first, in the order in which a departure locks them, then the grant. @throws Fault not-found */
  async load(tx: Transaction, grantId: GrantId): Promise<{ grant: GrantRow; facts: ExtensionBasis }> {
    const known = await this.extensions.find(tx, grantId);
    const asked = known && (await this.requests.find(tx, known.requestId));
    if (!asked) throw noSuchGrant();
    const [requester, receiver] = await this.people.held(tx, asked.requesterId, asked.receiverId);
    const flow = await this.flows.heldVersion(tx, asked.flowVersionId);
    const grant = await this.extensions.held(tx, grantId);
    if (!grant) throw noSuchGrant();
    const [resource] = await this.resources.find([grant.resourceId], tx);
    const waiting = await this.requests.isExtensionPending(tx, grantId);
    const emergency = await this.requests.isEmergency(tx, known.requestId);
    const facts = { requester, receiver, flow, resource: resourceFactsOf(resource), waiting, emergency };
    return { grant, facts: { ...facts, ...factsOfGrant(grant) } };
  }
}

/** What the grant itself says. */
export const factsOfGrant = ({
  permissions,
  sudoRoles,
  state,
  untilAt,
  extended,
}: GrantRow): Pick<ExtensionFacts, 'permissions' | 'sudoRoles' | 'state' | 'untilMs' | 'extensionsUsed'> => ({
  permissions,
  sudoRoles,
  state,
  untilMs: untilAt.getTime(),
  extensionsUsed: extended,
});
