import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { wantedAccess } from '#access/automatic-access.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import type { Resource } from '../catalog/resource.js';
import { Clock } from '../clock/clock.js';
import { AutomaticGrants } from '../grants/automatic-grants.service.js';
import { AutomaticMarks } from './automatic-marks.service.js';
import type { AutomaticWaitingPage, AutomaticWaitingView } from './automatic-marks.view.js';
import { AutomaticReach } from './automatic-reach.service.js';

/** So many people are named of each. */
const SHOWN = 10;

/** What flows would give by themselves now if only the server took new access. Looked up when somebody asks; nothing of it is stored. */
@Injectable()
export class AutomaticWaiting {
  constructor(
    private readonly flows: FlowFactsService,
    private readonly reach: AutomaticReach,
    private readonly grants: AutomaticGrants,
    private readonly marks: AutomaticMarks,
    private readonly clock: Clock,
  ) {}

  /** By server, then by flow. @param personId null: of everybody */
  async page(
    personId: PersonId | null,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<AutomaticWaitingPage> {
    const only = personId === null ? 'all' : [personId];
    const [running, marks] = await Promise.all([this.grants.running(only), this.marks.all(only)]);
    // What is kept back for a reason of its own is listed with that.
    const settled = new Set([
      ...running.map((one) => keyOf(one.automaticFlowId, one.personId, one.resourceId)),
      ...marks.map((one) => keyOf(one.flowId, one.personId, one.resourceId)),
    ]);
    const items: AutomaticWaitingView[] = [];
    for (const flow of await this.flows.automatic()) items.push(...(await this.under(flow, personId, settled)));
    items.sort((one, other) => one.resource.name.localeCompare(other.resource.name));
    return { items: items.slice(offset, offset + limit), total: items.length };
  }

  private async under(
    flow: AccessFlowVersion,
    personId: PersonId | null,
    settled: ReadonlySet<string>,
  ): Promise<AutomaticWaitingView[]> {
    const reached = await this.reach.resourcesOf(flow);
    const busy = await this.busy(reached.map(({ resourceId }) => resourceId));
    if (busy.size === 0) return [];
    const holders = await this.reach.holdersOf(flow);
    const people = personId === null ? holders : holders.filter((one) => one.personId === personId);
    const names = new Map(people.map((one) => [one.personId, one.displayName]));
    const resources = reached.filter(({ resourceId }) => busy.has(resourceId));
    const wanted = wantedAccess({ flows: [flow], people, resources, nowMs: this.clock.nowMs() });
    const waiting = wanted.filter(({ terms }) => !settled.has(keyOf(flow.flowId, terms.personId, terms.resourceId)));
    return [...busy.values()].flatMap((resource) => {
      const here = waiting.flatMap(({ terms }) => (terms.resourceId === resource.id ? (names.get(terms.personId) ?? '') : [])); // prettier-ignore
      return here.length === 0 ? [] : [viewOf(flow, resource, here)];
    });
  }

  private async busy(ids: readonly ResourceId[]): Promise<Map<ResourceId, Resource>> {
    const found = await this.reach.asTheyAre(ids);
    return new Map(found.filter(({ available }) => !available).map((one) => [one.id, one]));
  }
}

const keyOf = (...place: (string | null)[]): string => place.join(' ');

const viewOf = (flow: AccessFlowVersion, resource: Resource, people: readonly string[]): AutomaticWaitingView => ({
  flow: { id: flow.flowId, name: flow.name },
  resource: { id: resource.id, name: resource.name },
  people: { count: people.length, first: [...people].sort().slice(0, SHOWN) },
  reason: resource.unavailableReason ?? '',
});
