import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AskFacts } from '#access/asking.js';
import { Fault } from '#access/fault.js';
import type { NameOf } from '#access/flow-words.js';
import type { PersonId, ResourceId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { ShiftsService } from '../shifts/shifts.service.js';
import { FlowNameBook } from './flow-drafts.service.js';
import { approverSources } from './flow-facts.service.js';
import type { SimulateInput } from './flow-trials.dto.js';
import { PeopleFacts } from './people-facts.service.js';
import { resourceFactsOf } from './resource-facts.js';

/** Where an ask goes by the rules, what the person would have to write counts as written. */
const WRITTEN = 'as the simulator supposes';

/** What a simulated ask is decided on. */
@Injectable()
export class SimulatorFacts {
  constructor(
    private readonly people: PeopleFacts,
    private readonly resources: ResourcesService,
    private readonly shifts: ShiftsService,
    private readonly names: FlowNameBook,
  ) {}

  async of(
    input: SimulateInput,
    flows: readonly AccessFlowVersion[],
    nowMs: number,
  ): Promise<{ facts: AskFacts & { resource: ResourceFacts }; nameOf: NameOf }> {
    const [person] = await this.people.now([input.personId as PersonId], nowMs);
    if (!person) throw new Fault('not-found', 'There is no such person.', { hint: 'Look the person up under People.' });
    const resource = resourceFactsOf((await this.resources.find([input.resourceId as ResourceId]))[0]);
    if (!resource) throw new Fault('not-found', 'There is no such server.', { hint: 'Look it up under Integrations.' });
    const approvers = await this.people.members(approverSources(flows, person, resource), nowMs);
    const facts = {
      requester: person,
      receiver: person,
      resource,
      flows: flows.map((flow) => ({ flow, approvers })),
      permissions: input.permissions ?? [],
      durationSeconds: null,
      reason: WRITTEN,
      flowId: null,
      running: [],
      nowMs,
    };
    return { facts, nameOf: await this.namesFor(flows, person) };
  }

  /** What the flows name, and what is known of the person. */
  private async namesFor(flows: readonly AccessFlowVersion[], person: PersonFacts): Promise<NameOf> {
    const { nameOf } = await this.names.of(flows);
    const shifts = await this.shifts.find(person.onShifts ?? []);
    const own = new Map<string, string>([
      [person.personId, person.displayName],
      ...person.teamIds.map((id, at) => [id, person.teamNames?.[at] ?? id] as const),
      ...[...shifts].map(([id, { name }]) => [id, name] as const),
    ]);
    return (id) => own.get(id) ?? nameOf(id);
  }
}
