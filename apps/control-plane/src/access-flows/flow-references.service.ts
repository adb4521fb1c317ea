import { Injectable } from '@nestjs/common';
import { Fault, type WrongField } from '#access/fault.js';
import type { PeopleOrTeams } from '#access/person.js';
import { Transactions } from '../database/transactions.js';
import { PeopleService } from '../identity/people.service.js';
import { TeamsService } from '../identity/teams.service.js';
import type { FlowContents } from './access-flows.service.js';
import { AccessFlowsStore } from './access-flows.store.js';

/** What a flow names must exist when it is written. What goes later simply permits nothing any more. */
@Injectable()
export class FlowReferences {
  constructor(
    private readonly store: AccessFlowsStore,
    private readonly people: PeopleService,
    private readonly teams: TeamsService,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault input-invalid that names each id that is unknown */
  async refuseUnknown({ requesters, approvers, targets }: FlowContents): Promise<void> {
    const fields = [
      ...(await this.unknownIn('requesters', requesters)),
      ...(approvers ? await this.unknownIn('approvers', approvers) : []),
      ...(await this.unknownTargets(targets)),
      ...(requesters.personIds.length + requesters.teamIds.length === 0 ? [nobody('requesters')] : []),
      ...(approvers && approvers.personIds.length + approvers.teamIds.length === 0 ? [nobody('approvers')] : []),
    ];
    if (fields.length === 0) return;
    throw new Fault(
      'input-invalid',
      `The access flow is wrong: ${fields.map(({ path, reason }) => `${path} ${reason}`).join('; ')}.`,
      {
        hint: 'Load the page again and choose anew.',
        fields,
      },
    );
  }

  private async unknownIn(path: string, { personIds, teamIds }: PeopleOrTeams): Promise<WrongField[]> {
    const [people, teams] = await Promise.all([this.people.find(personIds), this.teams.find(teamIds)]);
    return [
      ...personIds.flatMap((id, at) =>
        people.has(id) ? [] : [{ path: `${path}.personIds[${at}]`, reason: 'is nobody' }],
      ),
      ...teamIds.flatMap((id, at) => (teams.has(id) ? [] : [{ path: `${path}.teamIds[${at}]`, reason: 'is no team' }])),
    ];
  }

  private async unknownTargets(targets: FlowContents['targets']): Promise<WrongField[]> {
    const ids = targets.map(({ integrationId }) => integrationId);
    const found = await this.store.integrations(this.transactions.reader, ids);
    return ids.flatMap((id, at) =>
      found.get(id)?.deleted === false ? [] : [{ path: `targets[${at}].integrationId`, reason: 'is no integration' }],
    );
  }
}

const nobody = (path: string): WrongField => ({ path, reason: 'must name somebody' });
