import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { type BlastRadius, blastRadius } from '#access/blast-radius.js';
import type { AccessFlowId } from '#access/ids.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { AccessFlowInput } from './access-flows.dto.js';
import { noSuchFlow } from './access-flows.service.js';
import { FlowDrafts } from './flow-drafts.service.js';
import { FlowFactsService } from './flow-facts.service.js';
import { PeopleFacts } from './people-facts.service.js';
import { outlinedFactsOf } from './resource-facts.js';

/** What an edit of a flow would change, over everybody and every resource, before it is saved. */
@Injectable()
export class BlastRadiusService {
  /** One at a time: two administrators who look at once must not take twice the memory. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly flows: FlowFactsService,
    private readonly drafts: FlowDrafts,
    private readonly people: PeopleFacts,
    private readonly resources: ResourcesService,
  ) {}

  /** @param id null: the flow is new. @param input null: it is taken away. @throws Fault not-found, input-invalid */
  async of(id: AccessFlowId | null, input: AccessFlowInput | null): Promise<BlastRadius> {
    const before = id === null ? null : await this.current(id);
    const after = input && (await this.drafts.versionOf(input, id));
    return this.between(before, after);
  }

  private async current(id: AccessFlowId): Promise<AccessFlowVersion | null> {
    const flow = (await this.flows.every()).find(({ flowId }) => flowId === id);
    if (!flow) throw noSuchFlow();
    return flow.active ? flow : null;
  }

  private between(before: AccessFlowVersion | null, after: AccessFlowVersion | null): Promise<BlastRadius> {
    const turn = this.last.then(async () => {
      const people = await this.people.everybody();
      const resources = (await this.resources.outlines()).map(outlinedFactsOf);
      return blastRadius({ before, after, people, resources });
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
