import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { type AutomaticFacts, NO_MARK, type AutomaticMark } from '#access/automatic-access.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { Transaction } from '../database/transactions.js';
import { AutomaticGrants, type AutomaticPlace } from '../grants/automatic-grants.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { AutomaticMarksStore, type MarkRow } from './automatic-marks.store.js';

/** All that is known of one person, one resource and one flow, with everything locked that could change it meanwhile. */
export interface AutomaticBasis {
  readonly facts: Omit<AutomaticFacts, 'nowMs'>;
  readonly person: PersonFacts;
  readonly resource: ResourceFacts | undefined;
  /** As it is today; undefined: it is not active. */
  readonly flow: AccessFlowVersion | undefined;
  readonly running: GrantRow | null;
  /** The last one, where none runs. */
  readonly last: GrantRow | null;
  readonly mark: MarkRow | null;
}

@Injectable()
export class AutomaticFactsLoader {
  constructor(
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly resources: ResourcesService,
    private readonly grants: AutomaticGrants,
    private readonly marks: AutomaticMarksStore,
  ) {}

  /** The person is locked first, then the flow, then the grant: in the order of departures and of asks. */
  async load(tx: Transaction, place: AutomaticPlace): Promise<AutomaticBasis> {
    const [person] = await this.people.held(tx, place.personId);
    const [found] = await this.resources.find([place.resourceId], tx);
    const resource = resourceFactsOf(found) ?? undefined;
    const flow = await this.flows.heldActive(tx, place.flowId);
    const { running, last } = await this.grants.held(tx, place);
    const mark = await this.marks.find(tx, place);
    const facts = { flows: flow ? [flow] : [], people: [person], resources: resource ? [resource] : [] };
    return { facts, person, resource, flow, running, last, mark };
  }

  /** The version under which the grant runs, whatever the flow says today. */
  async versionOf(tx: Transaction, { flowVersionId }: GrantRow): Promise<AccessFlowVersion | undefined> {
    return (await this.flows.versions([flowVersionId], tx)).get(flowVersionId);
  }
}

export const markOf = (mark: MarkRow | null): AutomaticMark =>
  mark === null ? NO_MARK : { held: mark.heldAt !== null, retryAtMs: mark.retryAt?.getTime() ?? null };
