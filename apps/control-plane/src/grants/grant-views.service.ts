import { Injectable } from '@nestjs/common';
import { whyNotApprover } from '#access/answering.js';
import { isWanted } from '#access/grant.js';
import type { PersonId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import type { SignedIn } from '../http/authority.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import type { PersonSummary } from '../identity/person.view.js';
import { debtSince } from './access-debt.js';
import { GrantFlows } from './grant-flows.service.js';
import { provedUntilTold } from './proved-end.js';
import { type RightsOnGrant, rightsOf } from './grant-rights.js';
import { extensionTold } from './grant-extension.view.js';
import { GrantsListStore } from './grants-list.store.js';
import type { GrantRow } from './grants.store.js';
import type { GrantView } from './grants.view.js';

/** From rows of grants to what one person is shown of them. */
@Injectable()
export class GrantViews {
  constructor(
    private readonly store: GrantsListStore,
    private readonly resources: ResourcesService,
    private readonly flows: GrantFlows,
    private readonly facts: PeopleFacts,
    private readonly transactions: Transactions,
  ) {}

  /** Rows that the person may not see are left out. */
  async show(me: SignedIn, grants: readonly GrantRow[]): Promise<GrantView[]> {
    if (grants.length === 0) return [];
    const asked = await this.store.requesters(this.transactions.reader, grants.map(({ requestId }) => requestId)); // prettier-ignore
    const [people, resources, versions, serials, waiting, emergencies] = await Promise.all([
      this.people([me.personId, ...asked.values(), ...grants.flatMap((one) => [one.personId, one.writtenOffById ?? one.personId])]), // prettier-ignore
      this.resources.find([...new Set(grants.map(({ resourceId }) => resourceId))]),
      this.flows.versionsOf(grants),
      this.store.serials(this.transactions.reader, grants.map(({ id }) => id)), // prettier-ignore
      this.store.waitingExtensions(this.transactions.reader, grants.map(({ id }) => id)), // prettier-ignore
      this.store.emergencies(this.transactions.reader, grants.map(({ requestId }) => requestId)), // prettier-ignore
    ]);
    const automatic = await this.flows.automatic(versions);
    const resourceOf = new Map(resources.map((resource) => [resource.id, resource]));
    return grants.flatMap((grant) => {
      const [mine, owner] = [people.get(me.personId), people.get(grant.personId)];
      const [version, resource] = [versions.get(grant.flowVersionId), resourceOf.get(grant.resourceId)];
      if (!mine || !owner || !resource) return [];
      const requester = people.get(asked.get(grant.requestId) ?? grant.personId) ?? owner;
      const about = { requester, receiver: owner, resource: resourceFactsOf(resource) };
      const isApprover = version !== undefined && whyNotApprover(mine, about, version) === null;
      const rights = rightsOf(me, { ownerId: grant.personId, requesterId: requester.personId, isApprover });
      if (!rights.maySee) return [];
      const by = grant.writtenOffById ? people.get(grant.writtenOffById) : undefined;
      const isTheirs = rights.isOwn || me.personId === requester.personId;
      const longer = extensionTold(grant, version, waiting.get(grant.id), isTheirs, emergencies.has(grant.requestId));
      const shown = viewOf(me, { grant, owner, resource, rights, by, serials: serials.get(grant.id) ?? [] });
      return [{ ...shown, ...longer, automatic: automatic.get(grant.flowVersionId) ?? null }];
    });
  }

  private async people(ids: readonly PersonId[]): Promise<Map<PersonId, PersonFacts>> {
    const people = await this.facts.now([...new Set(ids)]);
    return new Map(people.map((person) => [person.personId, person]));
  }
}

interface Shown {
  grant: GrantRow;
  owner: PersonFacts;
  resource: Resource;
  rights: RightsOnGrant;
  by: PersonFacts | undefined;
  serials: string[];
}

const summary = ({ personId, displayName, email }: PersonFacts): PersonSummary => ({
  id: personId,
  displayName,
  email,
});

const viewOf = (
  me: SignedIn,
  { grant, owner, resource, rights, by, serials }: Shown,
): Omit<GrantView, 'extension' | 'mayExtend' | 'automatic'> => ({
  id: grant.id,
  requestId: grant.requestId,
  state: grant.state,
  cause: grant.cause,
  person: summary(owner),
  resource: {
    id: resource.id,
    name: resource.name,
    integrationName: resource.integrationName,
    host: resource.host,
    port: resource.port,
  },
  account: grant.account,
  permissions: grant.permissions,
  sudoRoles: grant.sudoRoles.map(sudoRoleView),
  fromAt: grant.fromAt.toISOString(),
  untilAt: grant.untilAt.toISOString(),
  provedUntilAt: provedUntilTold(grant),
  finishUntilAt: grant.finishUntil?.toISOString() ?? null,
  finishingSessions: grant.finishingSessions,
  endedAt: grant.endingAt?.toISOString() ?? null,
  provedAt: grant.provedAt?.toISOString() ?? null,
  fault: faultFor(me, grant.fault),
  retryAt: grant.retryAt?.toISOString() ?? null,
  debt: debtSince(grant) !== null,
  debtSince: debtSince(grant)?.toISOString() ?? null,
  writtenOff: writeOffOf(grant, by),
  certificateSerials: serials,
  mayGiveBack: rights.isOwn && mayEnd(grant),
  mayRevoke: rights.mayEndForOthers && mayEnd(grant),
});

/** It runs, or sessions of it may. */
const mayEnd = ({ state, finishUntil }: GrantRow): boolean =>
  isWanted(state) || (state === 'ending' && finishUntil !== null);

/** The detail of a fault is for administrators. */
const faultFor = (me: SignedIn, fault: GrantRow['fault']): GrantView['fault'] => {
  if (fault === null || me.role === 'administrator') return fault;
  const { detail: _, ...told } = fault;
  return told;
};

const writeOffOf = (grant: GrantRow, by: PersonFacts | undefined): GrantView['writtenOff'] =>
  grant.writtenOffAt === null
    ? null
    : {
        by: by ? summary(by) : { id: '', displayName: 'Curfew', email: null },
        reason: grant.writtenOffReason ?? '',
        at: grant.writtenOffAt.toISOString(),
      };
