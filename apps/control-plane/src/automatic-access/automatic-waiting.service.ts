import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { wantedAccess } from '#access/automatic-access.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import { outlinedFactsOf } from '../access-flows/resource-facts.js';
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

  /** By server, then by flow. Only what cannot be reached now is read: of all others nothing waits. @param personId null: of everybody */
  async page(
    personId: PersonId | null,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<AutomaticWaitingPage> {
    const flows = await this.flows.automatic();
    const busy = await Promise.all(flows.map((flow) => this.reach.busyOf(flow)));
    const settled = await this.settled(personId, busy.flat());
    const found = flows.map((flow, at) => this.under(flow, busy[at], personId, settled));
    const items = (await Promise.all(found)).flat();
    items.sort((one, other) => one.resource.name.localeCompare(other.resource.name));
    return { items: items.slice(offset, offset + limit), total: items.length };
  }

  /** What runs, or is kept back for a reason of its own, which is listed with that. */
  private async settled(personId: PersonId | null, busy: readonly Resource[]): Promise<ReadonlySet<string>> {
    if (busy.length === 0) return new Set();
    const [running, marks] = await Promise.all([
      this.grants.runningOn([...new Set(busy.map(({ id }) => id))]),
      this.marks.all(personId === null ? 'all' : [personId]),
    ]);
    return new Set([...running, ...marks].map((one) => keyOf(one.flowId, one.personId, one.resourceId)));
  }

  private async under(
    flow: AccessFlowVersion,
    busy: readonly Resource[],
    personId: PersonId | null,
    settled: ReadonlySet<string>,
  ): Promise<AutomaticWaitingView[]> {
    if (busy.length === 0) return [];
    const holders = await this.reach.holdersOf(flow);
    const people = personId === null ? holders : holders.filter((one) => one.personId === personId);
    const names = new Map(people.map((one) => [one.personId, one.displayName]));
    const wanted = wantedAccess({ flows: [flow], people, resources: busy.map(outlinedFactsOf), nowMs: this.clock.nowMs() }); // prettier-ignore
    const waiting = new Map<ResourceId, string[]>();
    for (const { terms } of wanted) {
      if (settled.has(keyOf(flow.flowId, terms.personId, terms.resourceId))) continue;
      waiting.set(terms.resourceId, [...(waiting.get(terms.resourceId) ?? []), names.get(terms.personId) ?? '']);
    }
    return busy.flatMap((resource) => {
      const here = waiting.get(resource.id);
      return here === undefined ? [] : [viewOf(flow, resource, here)];
    });
  }
}

const keyOf = (flowId: string, personId: string, resourceId: string): string => `${flowId} ${personId} ${resourceId}`;

const viewOf = (flow: AccessFlowVersion, resource: Resource, people: readonly string[]): AutomaticWaitingView => ({
  flow: { id: flow.flowId, name: flow.name },
  resource: { id: resource.id, name: resource.name },
  people: { count: people.length, first: [...people].sort().slice(0, SHOWN) },
  reason: resource.unavailableReason ?? '',
});
