/** What decisions need of flows: the active ones for a person, a version by its id, and whom its approvers are today. */
import { Injectable } from '@nestjs/common';
import { type AccessFlowVersion, coveredPermissions } from '#access/access-flow.js';
import { whoIsAsked } from '#access/approval-answers.js';
import { type AskedFor, sourcesOf } from '#access/approval-policy.js';
import type { FlowFacts } from '#access/asking.js';
import { Fault } from '#access/fault.js';
import type { AccessFlowId, AccessFlowVersionId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { mayAsk } from '#access/requesters.js';
import type { ResourceFacts } from '#access/resource.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { BundlesService } from '../bundles/bundles.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { FlowExclusions } from './flow-exclusions.service.js';
import { PeopleFacts, type PeopleSources } from './people-facts.service.js';

const NOBODY: PeopleSources = { personIds: [], teamIds: [] };

@Injectable()
export class FlowFactsService {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly facts: PeopleFacts,
    private readonly bundles: BundlesService,
    private readonly exclusions: FlowExclusions,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The active flows under which this person may ask for something on this resource; they stay active to the transaction's
   * end. Their approvers are who they are now: each is looked at again when he answers.
   */
  async heldFor(tx: Transaction, person: PersonFacts, resource: ResourceFacts | null): Promise<FlowFacts[]> {
    if (resource === null) return [];
    const judged = await this.exclusions.lookedUp(await this.store.active(tx), tx);
    const active = await this.withBundles(judged.filter((flow) => mayAsk(flow, person)), tx); // prettier-ignore
    const reaching = active.filter((flow) => coveredPermissions(flow, resource).length > 0);
    const held = await this.store.holdActive(tx, reaching.map(({ flowId }) => flowId)); // prettier-ignore
    const flows = await this.asTheyAre(held, tx);
    const approvers = await this.facts.members(approverSources(flows, person, resource), undefined, tx);
    return flows.map((flow) => ({ flow, approvers }));
  }

  /** Who is asked as this tier of the flow opens, and was not before, as things are now. @param tier from 1 */
  async whoIsAsked(
    tx: Transaction,
    flow: AccessFlowVersion,
    asked: AskedFor & { resource: ResourceFacts | null },
    tier: number,
  ): Promise<PersonFacts[]> {
    const { approval } = flow;
    if (approval === null) return [];
    const approvers = await this.approversOf(tx, flow, asked.requester, asked.resource);
    const before = new Set(tier === 1 ? [] : whoIsAsked(approval, approvers, asked, tier - 1));
    return whoIsAsked(approval, approvers, asked, tier).filter((person) => !before.has(person));
  }

  /** The active flows under which this person may ask. */
  async activeFor(person: PersonFacts): Promise<readonly AccessFlowVersion[]> {
    const active = await this.exclusions.lookedUp(await this.store.active(this.transactions.reader));
    return this.withBundles(active.filter((flow) => mayAsk(flow, person)));
  }

  /** The active flows that give access by themselves. */
  async automatic(): Promise<readonly AccessFlowVersion[]> {
    const active = await this.store.active(this.transactions.reader);
    return this.asTheyAre(active.filter(({ trigger }) => trigger === 'condition'));
  }

  /** This flow as it is now; it stays active to the transaction's end. undefined: it is not active. */
  async heldActive(tx: Transaction, id: AccessFlowId): Promise<AccessFlowVersion | undefined> {
    return (await this.asTheyAre(await this.store.holdActive(tx, [id]), tx))[0];
  }

  /** Every flow, those that are switched off too. */
  async every(): Promise<readonly AccessFlowVersion[]> {
    return this.asTheyAre(await this.store.living(this.transactions.reader));
  }

  /** Everybody who may be an approver of a flow when this person asks for this resource, as they are now. */
  approversOf(
    tx: Transaction,
    flow: AccessFlowVersion,
    requester: PersonFacts,
    resource: ResourceFacts | null,
  ): Promise<PersonFacts[]> {
    return this.facts.members(approverSources([flow], requester, resource), undefined, tx);
  }

  /** One version; its flow stays as active as it is to the transaction's end. @throws Fault not-found */
  async heldVersion(tx: Transaction, id: AccessFlowVersionId): Promise<AccessFlowVersion> {
    const [version] = await this.asTheyAre(await this.store.versions(tx, [id], true), tx);
    if (!version) throw new Fault('not-found', 'There is no such version of an access flow.');
    return version;
  }

  async versions(
    ids: readonly AccessFlowVersionId[],
    tx?: Transaction,
  ): Promise<Map<AccessFlowVersionId, AccessFlowVersion>> {
    const versions = await this.store.versions(tx ?? this.transactions.reader, [...new Set(ids)]);
    return new Map((await this.asTheyAre(versions, tx)).map((version) => [version.versionId, version]));
  }

  /** With what they name as it is now: who is kept out, and what bundles hold. An edit of those counts for older versions too. */
  async asTheyAre(flows: readonly AccessFlowVersion[], tx?: Transaction): Promise<readonly AccessFlowVersion[]> {
    return this.withBundles(await this.exclusions.lookedUp(flows, tx), tx);
  }

  private async withBundles(
    flows: readonly AccessFlowVersion[],
    tx?: Transaction,
  ): Promise<readonly AccessFlowVersion[]> {
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
