import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { type BlastRadius, blastRadius } from '#access/blast-radius.js';
import type { BundledTarget } from '#access/bundle.js';
import type { AccessFlowId, BundleId } from '#access/ids.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { AccessFlowInput } from './access-flows.dto.js';
import { type FlowContents, noSuchFlow } from './flow-changes.service.js';
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

  /** The same of contents that were checked already. */
  async ofContents(id: AccessFlowId | null, contents: FlowContents | null): Promise<BlastRadius> {
    const before = id === null ? null : await this.current(id);
    return this.between(before, contents && (await this.drafts.versionOfContents(contents, id)));
  }

  /** What switching a flow on would change. @throws Fault not-found */
  async ofActivating(id: AccessFlowId): Promise<BlastRadius> {
    return this.between(null, { ...(await this.living(id)), active: true });
  }

  /** What other contents of a bundle would change, by each active flow that names it. */
  async ofBundle(id: BundleId, holds: readonly BundledTarget[]): Promise<{ flow: string; radius: BlastRadius }[]> {
    const names = (flow: AccessFlowVersion) => flow.targets.some((one) => 'bundleId' in one && one.bundleId === id);
    const found: { flow: string; radius: BlastRadius }[] = [];
    for (const flow of (await this.flows.every()).filter((one) => one.active && names(one))) {
      const targets = flow.targets.map((one) => ('bundleId' in one && one.bundleId === id ? { ...one, holds } : one));
      found.push({ flow: flow.name, radius: await this.between(flow, { ...flow, targets }) });
    }
    return found;
  }

  private async current(id: AccessFlowId): Promise<AccessFlowVersion | null> {
    const flow = await this.living(id);
    return flow.active ? flow : null;
  }

  private async living(id: AccessFlowId): Promise<AccessFlowVersion> {
    const flow = (await this.flows.every()).find(({ flowId }) => flowId === id);
    if (!flow) throw noSuchFlow();
    return flow;
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
