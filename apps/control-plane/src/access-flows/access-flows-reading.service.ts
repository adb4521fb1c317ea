import { Injectable } from '@nestjs/common';
import type { AccessFlowId, PersonId, TeamId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import { Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { PeopleService } from '../identity/people.service.js';
import type { Person, Team } from '../identity/person.js';
import { summaryOf, teamSummaryOf } from '../identity/person.view.js';
import { TeamsService } from '../identity/teams.service.js';
import type { AccessFlowEntity, AccessFlowVersionEntity } from './access-flow.entity.js';
import { noSuchFlow } from './access-flows.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import type { AccessFlowsPage, AccessFlowView, PeopleAndTeams } from './access-flows.view.js';

/** Flows as administrators see them: the current version, with the names of all that it names. */
@Injectable()
export class AccessFlowsReading {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
    private readonly transactions: Transactions,
  ) {}

  async page({ search, limit, offset }: PageQuery): Promise<AccessFlowsPage> {
    const [flows, total] = await this.store.page(this.transactions.reader, search?.trim() ?? '', limit, offset);
    return { items: await this.views(flows), total };
  }

  async get(id: AccessFlowId): Promise<AccessFlowView> {
    const flow = await this.store.find(this.transactions.reader, id);
    if (!flow) throw noSuchFlow();
    return (await this.views([flow]))[0];
  }

  private async views(flows: readonly AccessFlowEntity[]): Promise<AccessFlowView[]> {
    const versions = await this.store.current(this.transactions.reader, flows);
    const sets = versions.flatMap(({ requesters, approvers }) => [requesters, approvers ?? NOBODY]);
    const [people, teams, integrations] = await Promise.all([
      this.people.find([...new Set(sets.flatMap(({ personIds }) => personIds))]),
      this.teams.find([...new Set(sets.flatMap(({ teamIds }) => teamIds))]),
      this.store.integrations(this.transactions.reader, versions.flatMap(({ targets }) => targets.map((one) => one.integrationId))), // prettier-ignore
    ]);
    const byFlow = new Map(versions.map((version) => [version.flowId, version]));
    return flows.flatMap((flow) => {
      const version = byFlow.get(flow.id);
      return version ? [viewOf(flow, version, namer(people, teams), (id) => integrations.get(id)?.name ?? '')] : [];
    });
  }
}

const NOBODY: PeopleOrTeams = { personIds: [], teamIds: [] };

/** People and teams by name; who no longer exists is left out. */
const namer =
  (people: ReadonlyMap<PersonId, Person>, teams: ReadonlyMap<TeamId, Team>) =>
  ({ personIds, teamIds }: PeopleOrTeams): PeopleAndTeams => ({
    people: personIds.flatMap((id) => people.get(id) ?? []).map(summaryOf),
    teams: teamIds.flatMap((id) => teams.get(id) ?? []).map(teamSummaryOf),
  });

const viewOf = (
  flow: AccessFlowEntity,
  version: AccessFlowVersionEntity,
  named: (set: PeopleOrTeams) => PeopleAndTeams,
  nameOfIntegration: (id: AccessFlowVersionEntity['targets'][number]['integrationId']) => string,
): AccessFlowView => ({
  id: flow.id,
  name: flow.name,
  active: flow.active,
  version: version.version,
  requesters: named(version.requesters),
  targets: version.targets.map(({ integrationId, servers, permissions }) => ({
    integration: { id: integrationId, name: nameOfIntegration(integrationId) },
    servers,
    permissions: permissions === 'all' ? permissions : [...permissions],
  })),
  approvers: version.approvers && named(version.approvers),
  longestSeconds: version.longestSeconds,
  justificationRequired: version.justificationRequired,
  requestTimeoutSeconds: version.requestTimeoutSeconds,
  allowsForwarding: version.allowsForwarding,
  finishWithinSeconds: version.finishWithinSeconds,
  createdAt: flow.createdAt.toISOString(),
  changedAt: flow.changedAt.toISOString(),
});
