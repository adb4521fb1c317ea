/** What decisions need of flows: the active ones for a person, a version by its id, and whom its approvers are today. */
import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { FlowFacts } from '#access/decide.js';
import { Fault } from '#access/fault.js';
import type { AccessFlowVersionId, PersonId, TeamId } from '#access/ids.js';
import type { PeopleOrTeams, PersonFacts } from '#access/person.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import { TeamsService } from '../identity/teams.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { PeopleFacts } from './people-facts.service.js';

export type ApproversByVersion = ReadonlyMap<AccessFlowVersionId, readonly PersonFacts[]>;
const NOBODY: PeopleOrTeams = { personIds: [], teamIds: [] };

@Injectable()
export class FlowFactsService {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly facts: PeopleFacts,
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The active flows that name this person as requester; they stay active to the transaction's end. Whom their approvers are
   * was looked up before (`approversFor`), so that the transaction needs no second connection; for a version that is newer
   * than that it is done here.
   */
  async heldFor(tx: Transaction, person: PersonFacts, known: ApproversByVersion): Promise<FlowFacts[]> {
    const facts: FlowFacts[] = [];
    for (const flow of await this.store.activeFor(tx, person, true)) {
      const approvers = known.get(flow.versionId) ?? (await this.facts.heldMembers(tx, flow.approvers ?? NOBODY));
      facts.push({ flow, approvers });
    }
    return facts;
  }

  /** Whom the approvers of the person's flows are today, disabled people too. Call it outside of transactions. */
  async approversFor(person: PersonFacts): Promise<ApproversByVersion> {
    const flows = await this.activeFor(person);
    const approvers = flows.map(async ({ versionId, approvers: set }) => {
      const members = set ? await this.facts.members(set) : [];
      return [versionId, members] as const;
    });
    return new Map(await Promise.all(approvers));
  }

  /** The active flows that name this person as requester. */
  activeFor(person: PersonFacts): Promise<AccessFlowVersion[]> {
    return this.store.activeFor(this.transactions.reader, person, false);
  }

  /** One version; its flow stays as active as it is to the transaction's end. @throws Fault not-found */
  async heldVersion(tx: Transaction, id: AccessFlowVersionId): Promise<AccessFlowVersion> {
    const [version] = await this.store.versions(tx, [id], true);
    if (!version) throw new Fault('not-found', 'There is no such version of an access flow.');
    return version;
  }

  async versions(
    ids: readonly AccessFlowVersionId[],
    tx: Transaction = this.transactions.reader,
  ): Promise<Map<AccessFlowVersionId, AccessFlowVersion>> {
    const versions = await this.store.versions(tx, [...new Set(ids)]);
    return new Map(versions.map((version) => [version.versionId, version]));
  }

  /** Gives, for sets of people and teams, the function that names one: teams first, what no longer exists left out. */
  async namesOf(sets: readonly (PeopleOrTeams | null)[]): Promise<(set: PeopleOrTeams | null) => string[]> {
    const [people, teams] = await Promise.all([
      this.people.find([...new Set(sets.flatMap((set) => set?.personIds ?? []))]),
      this.teams.find([...new Set(sets.flatMap((set) => set?.teamIds ?? []))]),
    ]);
    const nameOfTeam = (id: TeamId): string | undefined => teams.get(id)?.name;
    const nameOfPerson = (id: PersonId): string | undefined => people.get(id)?.displayName;
    return (set) =>
      [...(set?.teamIds ?? []).map(nameOfTeam), ...(set?.personIds ?? []).map(nameOfPerson)].filter(
        (name) => name !== undefined,
      );
  }
}
