import { Injectable } from '@nestjs/common';
import type { FlowTarget } from '#access/flow-target.js';
import { approvalInWords, treeInWords } from '#access/flow-words.js';
import type { AccessFlowId, BundleId, IntegrationId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import { BundlesService } from '../bundles/bundles.service.js';
import { Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { summaryOf, teamSummaryOf } from '../identity/person.view.js';
import type { AccessFlowEntity, AccessFlowVersionEntity } from './access-flow.entity.js';
import { noSuchFlow } from './access-flows.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import type { AccessFlowsPage, AccessFlowView, FlowTargetView, PeopleAndTeams } from './access-flows.view.js';
import { type FlowNames, FlowNaming } from './flow-names.service.js';
import { approversNamedIn, isSimple, namedIn } from './simple-flow.js';

/** Flows as administrators see them: the current version, with the names of all that it names. */
@Injectable()
export class AccessFlowsReading {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly naming: FlowNaming,
    private readonly bundles: BundlesService,
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
    const versions = await this.store.currentOf(this.transactions.reader, flows);
    const trees = versions.flatMap(({ requesters, requestFor }) => [requesters, requestFor.others]);
    const [names, integrations, bundles] = await Promise.all([
      this.naming.of(versions.map(({ approval }) => approval), trees),
      this.store.integrations(this.transactions.reader, versions.flatMap(integrationsOf)),
      this.bundles.find(versions.flatMap(bundlesOf)),
    ]); // prettier-ignore
    const nameOf = (id: IntegrationId | BundleId): string =>
      integrations.get(id as IntegrationId)?.name ?? bundles.get(id as BundleId)?.name ?? '';
    const byFlow = new Map(versions.map((version) => [version.flowId, version]));
    return flows.flatMap((flow) => {
      const version = byFlow.get(flow.id);
      return version ? [viewOf(flow, version, names, nameOf)] : [];
    });
  }
}

const integrationsOf = ({ targets }: AccessFlowVersionEntity): IntegrationId[] =>
  targets.flatMap((target) => ('integrationId' in target ? [target.integrationId] : []));

const bundlesOf = ({ targets }: AccessFlowVersionEntity): BundleId[] =>
  targets.flatMap((target) => ('bundleId' in target ? [target.bundleId] : []));

/** People and teams by name; who no longer exists is left out. */
const namer =
  ({ people, teams }: FlowNames) =>
  ({ personIds, teamIds }: PeopleOrTeams): PeopleAndTeams => ({
    people: personIds.flatMap((id) => people.get(id) ?? []).map(summaryOf),
    teams: teamIds.flatMap((id) => teams.get(id) ?? []).map(teamSummaryOf),
  });

const targetView = (target: FlowTarget, nameOf: (id: IntegrationId | BundleId) => string): FlowTargetView => {
  const none = { integration: null, servers: { all: true }, query: null, bundle: null, permissions: 'all' } as const;
  if ('bundleId' in target) return { ...none, bundle: { id: target.bundleId, name: nameOf(target.bundleId) } };
  const permissions = target.permissions === 'all' ? target.permissions : [...target.permissions];
  if ('query' in target) return { ...none, query: target.query, permissions };
  const { integrationId: id, servers } = target;
  return { ...none, integration: { id, name: nameOf(id) }, servers, permissions };
};

const viewOf = (
  flow: AccessFlowEntity,
  version: AccessFlowVersionEntity,
  names: FlowNames,
  nameOfThing: (id: IntegrationId | BundleId) => string,
): AccessFlowView => ({
  id: flow.id,
  name: flow.name,
  active: flow.active,
  version: version.version,
  simple: isSimple(version),
  requesters: namer(names)(namedIn(version.requesters)),
  conditions: version.requesters,
  requestersInWords: treeInWords(version.requesters, names.nameOf),
  requestFor: version.requestFor,
  targets: version.targets.map((target) => targetView(target, nameOfThing)),
  approvers: version.approval && namer(names)(approversNamedIn(version.approval)),
  approval: version.approval,
  approvalInWords: version.approval && approvalInWords(version.approval, names.nameOf),
  longestSeconds: version.longestSeconds,
  defaultSeconds: version.defaultSeconds,
  fixedDuration: version.fixedDuration,
  timeframe: version.timeframe,
  justificationRequired: version.justificationRequired,
  breakGlassReviewSeconds: version.breakGlass?.reviewWithinSeconds ?? null,
  customFields: version.customFields,
  requestTimeoutSeconds: version.requestTimeoutSeconds,
  allowsForwarding: version.allowsForwarding,
  finishWithinSeconds: version.finishWithinSeconds,
  createdAt: flow.createdAt.toISOString(),
  changedAt: flow.changedAt.toISOString(),
});
