import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Departures } from '../identity/departures.js';
import { GrantBasis } from './grant-basis.service.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantsStore } from './grants.store.js';

/** A person who is disabled, or leaves a team, loses first what rested on that. In the transaction in which he goes. */
@Injectable()
export class GrantDepartures implements OnModuleInit {
  constructor(
    private readonly departures: Departures,
    private readonly store: GrantsStore,
    private readonly ends: GrantEnds,
    private readonly basis: GrantBasis,
  ) {}

  onModuleInit(): void {
    this.departures.register(async (tx, departure) => {
      const { kind, personId, actor } = departure;
      const running = await this.store.runningOfPerson(tx, personId);
      const [ids, why] =
        kind === 'person-disabled'
          ? [running, 'The person was disabled.']
          : [
              await this.basis.restingOnTeam(tx, running, departure),
              'The person left a team on which the grant rested.',
            ];
      await this.ends.end(tx, ids, { cause: 'revoked', actor, why });
    });
  }
}
