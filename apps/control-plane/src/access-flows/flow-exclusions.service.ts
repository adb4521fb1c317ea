import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { type Condition, excludedBy, type Existing, withExisting } from '#access/condition.js';
import type { PersonId, ShiftId, TeamId } from '#access/ids.js';
import { humanKey } from '#access/person.js';
import type { Transaction } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import { TeamsService } from '../identity/teams.service.js';
import { ShiftsService } from '../shifts/shifts.service.js';

/** Whom and what the negations of flows name, as they are now: without it they hold for nobody. */
@Injectable()
export class FlowExclusions {
  constructor(
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
    private readonly shifts: ShiftsService,
  ) {}

  async lookedUp(flows: readonly AccessFlowVersion[], tx?: Transaction): Promise<readonly AccessFlowVersion[]> {
    const conditions = flows.flatMap(({ requesters, requestFor: { others } }) => [
      ...excludedBy(requesters),
      ...(others ? excludedBy(others) : []),
    ]);
    if (conditions.length === 0) return flows;
    const existing = await this.existing(conditions, tx);
    return flows.map((flow) => {
      const { requestFor } = flow;
      const others = requestFor.others && withExisting(requestFor.others, existing);
      return {
        ...flow,
        requesters: withExisting(flow.requesters, existing),
        requestFor: { ...requestFor, others },
      };
    });
  }

  private async existing(conditions: readonly Condition[], tx?: Transaction): Promise<Existing> {
    const ids = <Id>(subject: Condition['subject']): Id[] => [
      ...new Set(conditions.flatMap((one) => (one.subject === subject ? (one.values as readonly Id[]) : []))),
    ];
    const people = await this.people.asTheyAre(ids<PersonId>('person'), tx);
    const teams = await this.teams.find(ids<TeamId>('team'), tx);
    const shifts = await this.shifts.find(ids<ShiftId>('shift'), tx);
    return new Map<string, string | null>([
      ...[...people].map(([personId, { email }]) => [personId, humanKey({ personId, email })] as const),
      ...[...teams.keys(), ...shifts.keys()].map((id) => [id, null] as const),
    ]);
  }
}
