import { Injectable } from '@nestjs/common';
import type { GrantId, TeamId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import { mayAskFor } from '#access/requesters.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import type { Transaction } from '../database/transactions.js';
import type { Departure } from '../identity/departures.js';
import { GrantsListStore } from './grants-list.store.js';
import { GrantsStore } from './grants.store.js';

/** What running grants rest on. */
@Injectable()
export class GrantBasis {
  constructor(
    private readonly store: GrantsStore,
    private readonly list: GrantsListStore,
    private readonly flows: FlowFactsService,
    private readonly facts: PeopleFacts,
  ) {}

  /** Those under whose flow version he could receive, or ask for himself, before he left the team, and after it no more. */
  async restingOnTeam(
    tx: Transaction,
    running: GrantId[],
    { personId, teamId }: Extract<Departure, { kind: 'left-team' }>,
  ): Promise<GrantId[]> {
    const grants = await this.store.find(tx, running);
    const asked = await this.list.requesters(tx, grants.map(({ requestId }) => requestId)); // prettier-ignore
    const people = await this.facts.held(tx, personId, ...asked.values());
    const versions = await this.flows.versions(grants.map(({ flowVersionId }) => flowVersionId), tx); // prettier-ignore
    const after = people.map((one) => (one.personId === personId ? without(one, teamId) : one));
    const mayGet = (grant: (typeof grants)[number], among: readonly PersonFacts[]): boolean => {
      const version = versions.get(grant.flowVersionId);
      const receiver = among.find((one) => one.personId === personId);
      const requester = among.find((one) => one.personId === (asked.get(grant.requestId) ?? personId));
      return version !== undefined && !!receiver && !!requester && mayAskFor(version, requester, receiver);
    };
    return grants.filter((grant) => mayGet(grant, people) && !mayGet(grant, after)).map(({ id }) => id);
  }
}

/** The names of the teams stand in the order of their ids. */
const without = (person: PersonFacts, teamId: TeamId): PersonFacts => ({
  ...person,
  teamIds: person.teamIds.filter((id) => id !== teamId),
  teamNames: person.teamNames?.filter((_, at) => person.teamIds[at] !== teamId),
});
