import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { NameOf } from '#access/flow-words.js';
import type { AccessFlowId, AccessFlowVersionId, BundleId, IntegrationId } from '#access/ids.js';
import { BundlesService } from '../bundles/bundles.service.js';
import { Transactions } from '../database/transactions.js';
import { type AccessFlowInput, contentsOfInput } from './access-flows.dto.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { FlowFactsService } from './flow-facts.service.js';
import type { FlowContents } from './flow-changes.service.js';
import { type FlowNames, FlowNaming } from './flow-names.service.js';
import { FlowReferences } from './flow-references.service.js';

type Said = Pick<AccessFlowVersion, 'requesters' | 'requestFor' | 'targets' | 'approval'>;

/** Names of all that flows name: people, teams, shifts, integrations and bundles. */
@Injectable()
export class FlowNameBook {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly naming: FlowNaming,
    private readonly bundles: BundlesService,
    private readonly transactions: Transactions,
  ) {}

  async of(flows: readonly Said[]): Promise<FlowNames> {
    const trees = flows.flatMap(({ requesters, requestFor }) => [requesters, requestFor.others]);
    const [names, integrations, bundles] = await Promise.all([
      this.naming.of(flows.map(({ approval }) => approval), trees),
      this.store.integrations(this.transactions.reader, flows.flatMap(integrationsOf)),
      this.bundles.find(flows.flatMap(bundlesOf)),
    ]); // prettier-ignore
    const nameOf: NameOf = (id) =>
      names.nameOf(id) ?? integrations.get(id as IntegrationId)?.name ?? bundles.get(id as BundleId)?.name;
    return { ...names, nameOf };
  }
}

const integrationsOf = ({ targets }: Said): IntegrationId[] =>
  targets.flatMap((target) => {
    if ('query' in target) return [...(target.query.integrationIds ?? [])];
    return 'integrationId' in target ? [target.integrationId] : [];
  });

const bundlesOf = ({ targets }: Said): BundleId[] =>
  targets.flatMap((target) => ('bundleId' in target ? [target.bundleId] : []));

/** What somebody has written of a flow and not saved yet, as a version that decisions can be tried on. */
@Injectable()
export class FlowDrafts {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly references: FlowReferences,
  ) {}

  /** @throws Fault input-invalid as saving it would */
  async versionOf(input: AccessFlowInput, flowId: AccessFlowId | null): Promise<AccessFlowVersion> {
    const contents = contentsOfInput(input);
    await this.references.refuseUnknown(input);
    return this.versionOfContents(contents, flowId);
  }

  /** The same of contents that were checked already. */
  async versionOfContents(contents: FlowContents, flowId: AccessFlowId | null): Promise<AccessFlowVersion> {
    const ids = {
      flowId: flowId ?? (randomUUID() as AccessFlowId),
      versionId: randomUUID() as AccessFlowVersionId,
      version: 0,
    };
    const [version] = await this.flows.asTheyAre([{ ...contents, ...ids, active: true }]);
    return version;
  }
}
