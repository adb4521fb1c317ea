import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { GrantId } from '#access/ids.js';
import { includesPerson } from '#access/person.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import type { Transaction } from '../database/transactions.js';
import { type Departure, Departures } from '../identity/departures.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantsStore } from './grants.store.js';

/** A person who is disabled, or leaves a team, loses first what rested on that. In the transaction in which he goes. */
@Injectable()
export class GrantDepartures implements OnModuleInit {
  constructor(
    private readonly departures: Departures,
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly flows: FlowFactsService,
    private readonly facts: PeopleFacts,
  ) {}

  onModuleInit(): void {
    this.departures.register(async (tx, departure) => {
      const { kind, personId, actor } = departure;
      const running = await this.store.runningOfPerson(tx, personId);
      const [ids, why] =
        kind === 'person-disabled'
          ? [running, 'The person was disabled.']
          : [await this.restingOnTeam(tx, running, departure), 'The person left a team on which the grant rested.'];
      await this.ends.end(tx, ids, { cause: 'revoked', actor, why });
    });
  }

  /** Those whose flow version no longer names the person among its requesters once he is out of the team. */
  private async restingOnTeam(
    tx: Transaction,
    running: GrantId[],
    { personId, teamId }: Extract<Departure, { kind: 'left-team' }>,
  ): Promise<GrantId[]> {
    const [person] = await this.facts.held(tx, personId);
    const without = { ...person, teamIds: person.teamIds.filter((id) => id !== teamId) };
    const grants = await this.store.find(tx, running);
    const versions = await this.flows.versions(
      grants.map(({ flowVersionId }) => flowVersionId),
      tx,
    );
    const stillNamed = (grant: (typeof grants)[number]): boolean => {
      const version = versions.get(grant.flowVersionId);
      return version !== undefined && includesPerson(version.requesters, without);
    };
    return grants.filter((grant) => !stillNamed(grant)).map(({ id }) => id);
  }
}
