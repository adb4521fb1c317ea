/** For whom somebody may ask under a flow: what the request form offers. The decision looks at it again. */
import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AccessFlowId, PersonId } from '#access/ids.js';
import { mayAskFor } from '#access/requesters.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import type { SignedIn } from '../http/authority.js';
import { PeopleService } from '../identity/people.service.js';
import type { ReceiversView } from './catalog.view.js';

/** So many people of a name are looked at, and so many of those who are allowed are shown. */
const MOST_LOOKED_AT = 200;
const MOST_SHOWN = 20;

@Injectable()
export class Receivers {
  constructor(
    private readonly people: PeopleService,
    private readonly facts: PeopleFacts,
    private readonly flows: FlowFactsService,
  ) {}

  /** Without the person himself. Nobody where no active flow of that id lets the person ask. */
  async of(me: SignedIn, flowId: AccessFlowId, search: string): Promise<ReceiversView> {
    const [requester] = await this.facts.now([me.personId]);
    const flows = requester?.enabled ? await this.flows.activeFor(requester) : [];
    const flow = flows.find((one) => one.flowId === flowId && one.trigger === 'ask');
    if (!flow || !requester) return { items: [] };
    const text = search.trim().toLowerCase();
    const candidates = await this.facts.now(await this.candidates(flow, me.personId, search.trim()));
    const items = candidates
      .filter((one) => one.enabled && one.personId !== me.personId && mayAskFor(flow, requester, one))
      .filter(({ displayName }) => displayName.toLowerCase().includes(text))
      .sort((one, other) => one.displayName.localeCompare(other.displayName))
      .slice(0, MOST_SHOWN);
    return { items: items.map(({ personId, displayName }) => ({ id: personId, displayName, email: null })) };
  }

  private async candidates(
    { requestFor: { directReports, others } }: AccessFlowVersion,
    me: PersonId,
    search: string,
  ): Promise<PersonId[]> {
    const reports = directReports ? await this.people.reportsOf(me) : [];
    const found = others === null ? [] : (await this.people.withName(search, MOST_LOOKED_AT)).items;
    return [...new Set([...reports, ...found].map(({ id }) => id))];
  }
}
