import { Injectable } from '@nestjs/common';
import type { FlowTarget } from '#access/flow-target.js';
import { flowSentence, sentenceText } from '#access/flow-sentence.js';
import { approvalInWords, type NameOf, treeInWords } from '#access/flow-words.js';
import type { AccessFlowId } from '#access/ids.js';
import type { PeopleOrTeams } from '#access/person.js';
import { Transactions } from '../database/transactions.js';
import type { PageQuery } from '../http/page.js';
import { summaryOf, teamSummaryOf } from '../identity/person.view.js';
import type { AccessFlowEntity, AccessFlowVersionEntity } from './access-flow.entity.js';
import { noSuchFlow } from './flow-changes.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import type { AccessFlowsPage, AccessFlowView, FlowTargetView, PeopleAndTeams } from './access-flows.view.js';
import { FlowNameBook } from './flow-drafts.service.js';
import type { FlowNames } from './flow-names.service.js';
import { approversNamedIn, isSimple, namedIn } from './simple-flow.js';

/** Flows as administrators see them: the current version, with the names of all that it names. */
@Injectable()
export class AccessFlowsReading {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly names: FlowNameBook,
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
    const names = await this.names.of(versions);
    const byFlow = new Map(versions.map((version) => [version.flowId, version]));
    return flows.flatMap((flow) => {
      const version = byFlow.get(flow.id);
      return version ? [viewOf(flow, version, names)] : [];
    });
  }
}

/** People and teams by name; who no longer exists is left out. */
const namer =
  ({ people, teams }: FlowNames) =>
  ({ personIds, teamIds }: PeopleOrTeams): PeopleAndTeams => ({
    people: personIds.flatMap((id) => people.get(id) ?? []).map(summaryOf),
    teams: teamIds.flatMap((id) => teams.get(id) ?? []).map(teamSummaryOf),
  });

const targetView = (target: FlowTarget, nameOf: NameOf): FlowTargetView => {
  const none = { integration: null, servers: { all: true }, query: null, bundle: null, permissions: 'all' } as const;
  if ('bundleId' in target) return { ...none, bundle: { id: target.bundleId, name: nameOf(target.bundleId) ?? '' } };
  const permissions = target.permissions === 'all' ? target.permissions : [...target.permissions];
  if ('query' in target) return { ...none, query: target.query, permissions };
  const { integrationId: id, servers } = target;
  return { ...none, integration: { id, name: nameOf(id) ?? '' }, servers, permissions };
};

/** Every id anywhere in it that is the id of something. */
const namesIn = ({ requesters, requestFor, targets, approval }: AccessFlowVersionEntity, nameOf: NameOf) => {
  const ids = JSON.stringify([requesters, requestFor, targets, approval]).match(/[0-9a-f-]{36}/g) ?? [];
  return [...new Set(ids)].flatMap((id) => {
    const name = nameOf(id);
    return name === undefined ? [] : [{ id, name }];
  });
};

const viewOf = (flow: AccessFlowEntity, version: AccessFlowVersionEntity, names: FlowNames): AccessFlowView => ({
  id: flow.id,
  name: flow.name,
  active: flow.active,
  version: version.version,
  trigger: version.trigger,
  simple: isSimple(version),
  requesters: namer(names)(namedIn(version.requesters)),
  conditions: version.requesters,
  requestersInWords: treeInWords(version.requesters, names.nameOf),
  requestFor: version.requestFor,
  targets: version.targets.map((target) => targetView(target, names.nameOf)),
  approvers: version.approval && namer(names)(approversNamedIn(version.approval)),
  approval: version.approval,
  approvalInWords: version.approval && approvalInWords(version.approval, names.nameOf),
  longestSeconds: version.longestSeconds,
  defaultSeconds: version.defaultSeconds,
  fixedDuration: version.fixedDuration,
  timeframe: version.timeframe,
  clockStart: version.clockStart,
  extensions: version.extensions,
  breakGlass: version.breakGlass,
  justificationRequired: version.justificationRequired,
  customFields: version.customFields,
  templates: version.templates.map((template) => ({ ...template, fields: { ...template.fields } })),
  requestTimeoutSeconds: version.requestTimeoutSeconds,
  allowsForwarding: version.allowsForwarding,
  finishWithinSeconds: version.finishWithinSeconds,
  sentence: sentenceText(flowSentence(version, names.nameOf)),
  names: namesIn(version, names.nameOf),
  createdAt: flow.createdAt.toISOString(),
  changedAt: flow.changedAt.toISOString(),
});
