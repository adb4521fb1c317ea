/** What decisions need of flows: the active ones for a person, a version by its id, and whom its approvers are today. */
import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { sourcesOf } from '#access/approval-policy.js';
import type { FlowFacts } from '#access/asking.js';
import { Fault } from '#access/fault.js';
import type { AccessFlowVersionId, PersonId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { mayAsk } from '#access/requesters.js';
import type { ResourceFacts } from '#access/resource.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { BundlesService } from '../bundles/bundles.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { PeopleFacts, type PeopleSources } from './people-facts.service.js';

export type ApproversByVersion = ReadonlyMap<AccessFlowVersionId, readonly PersonFacts[]>;
const NOBODY: PeopleSources = { personIds: [], teamIds: [] };

@Injectable()
export class FlowFactsService {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly facts: PeopleFacts,
    private readonly bundles: BundlesService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The active flows under which this person may ask; they stay active to the transaction's end. Whom their approvers are was
   * looked up before (`approversFor`), so that the transaction needs no second connection; for a version that is newer than
   * that, and for those who depend on who asks for what, it is done here.
   */
  async heldFor(
    tx: Transaction,
    person: PersonFacts,
    resource: ResourceFacts | null,
    known: ApproversByVersion,
  ): Promise<FlowFacts[]> {
    const flows = (await this.store.active(tx)).filter((flow) => mayAsk(flow, person));
    const facts: FlowFacts[] = [];
    const held = await this.store.holdActive(tx, flows.map(({ flowId }) => flowId)); // prettier-ignore
    for (const flow of await this.withBundles(held, tx)) {
      const named = known.get(flow.versionId) ?? (await this.facts.heldMembers(tx, namedIn(flow)));
      const close = await this.facts.heldMembers(tx, closeTo(flow, person, resource));
      facts.push({ flow, approvers: [...named, ...close.filter((one) => !named.some(isThe(one.personId)))] });
    }
    return facts;
  } // prettier-ignore

  /** Whom the approvers of the person's flows are today, disabled people too. Call it outside of transactions. */
  async approversFor(person: PersonFacts): Promise<ApproversByVersion> {
    const flows = await this.activeFor(person);
    const approvers = flows.map(async (flow) => [flow.versionId, await this.facts.members(namedIn(flow))] as const);
    return new Map(await Promise.all(approvers));
  }

  /** The active flows under which this person may ask. */
  async activeFor(person: PersonFacts): Promise<AccessFlowVersion[]> {
    const active = await this.store.active(this.transactions.reader);
    return this.withBundles(active.filter((flow) => mayAsk(flow, person)));
  }

  /** Every flow, those that are switched off too. */
  async every(): Promise<AccessFlowVersion[]> {
    return this.withBundles(await this.store.living(this.transactions.reader));
  }

  /** One version; its flow stays as active as it is to the transaction's end. @throws Fault not-found */
  async heldVersion(tx: Transaction, id: AccessFlowVersionId): Promise<AccessFlowVersion> {
    const [version] = await this.withBundles(await this.store.versions(tx, [id], true), tx);
    if (!version) throw new Fault('not-found', 'There is no such version of an access flow.');
    return version;
  }

  async versions(
    ids: readonly AccessFlowVersionId[],
    tx?: Transaction,
  ): Promise<Map<AccessFlowVersionId, AccessFlowVersion>> {
    const versions = await this.store.versions(tx ?? this.transactions.reader, [...new Set(ids)]);
    return new Map((await this.withBundles(versions, tx)).map((version) => [version.versionId, version]));
  }

  /** What their bundles hold now: a bundle that is edited changes what a flow reaches, also for older versions. */
  async withBundles(flows: AccessFlowVersion[], tx?: Transaction): Promise<AccessFlowVersion[]> {
    const ids = flows.flatMap(({ targets }) => targets.flatMap((one) => ('bundleId' in one ? [one.bundleId] : [])));
    if (ids.length === 0) return flows;
    const bundles = await this.bundles.find([...new Set(ids)], tx);
    return flows.map((flow) => ({
      ...flow,
      targets: flow.targets.map((one) =>
        'bundleId' in one ? { ...one, holds: bundles.get(one.bundleId)?.targets ?? [] } : one,
      ),
    }));
  }
}

const isThe =
  (id: PersonId) =>
  ({ personId }: PersonFacts): boolean =>
    personId === id;

/** Approvers whom the flow itself names. */
const namedIn = ({ approval }: AccessFlowVersion): PeopleSources => (approval ? sourcesOf(approval) : NOBODY);

/** Approvers by how they stand to the request: the requester's manager, and owners. */
const closeTo = (
  { approval }: AccessFlowVersion,
  requester: PersonFacts,
  resource: ResourceFacts | null,
): PeopleSources => {
  if (approval === null) return NOBODY;
  const { manager, owners } = sourcesOf(approval);
  const sets = owners ? [resource?.owners ?? NOBODY, resource?.integrationOwners ?? NOBODY] : [];
  return {
    personIds: [...(manager && requester.managerId ? [requester.managerId] : []), ...sets.flatMap((one) => one.personIds)],
    teamIds: sets.flatMap((one) => one.teamIds),
  };
}; // prettier-ignore

/** Everybody who may be an approver of any of the flows when this person asks for this resource. */
export const approverSources = (
  flows: readonly AccessFlowVersion[],
  requester: PersonFacts,
  resource: ResourceFacts | null,
): PeopleSources => {
  const all = flows.flatMap((flow) => [namedIn(flow), closeTo(flow, requester, resource)]);
  return {
    personIds: [...new Set(all.flatMap(({ personIds }) => personIds))],
    teamIds: [...new Set(all.flatMap(({ teamIds }) => teamIds))],
    shiftIds: [...new Set(all.flatMap(({ shiftIds = [] }) => shiftIds))],
  };
};
