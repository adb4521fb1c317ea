import { Injectable } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import type { AccessFlowVersion } from '#access/access-flow.js';
import { approversOf, isOwnerKind } from '#access/approval-policy.js';
import { type BlastFacts, type BlastRadius, blastRadius } from '#access/blast-radius.js';
import type { AccessFlowId } from '#access/ids.js';
import type { PersonFacts } from '#access/person.js';
import type { ResourceFacts } from '#access/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { AccessFlowInput } from './access-flows.dto.js';
import { type FlowContents, noSuchFlow } from './flow-changes.service.js';
import { FlowDrafts } from './flow-drafts.service.js';
import { FlowFactsService } from './flow-facts.service.js';
import { PeopleFacts } from './people-facts.service.js';
import { outlinedFactsOf } from './resource-facts.js';

type FlowEdit = Pick<BlastFacts, 'before' | 'after'>;

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

  /**
   * Of each of these edits, over the same people and resources.
   * @param edited makes of a person what an edit would make of him, where it is one of people.
   */
  async ofEach(edits: readonly FlowEdit[], edited = (person: PersonFacts) => person): Promise<BlastRadius[]> {
    if (edits.length === 0) return [];
    const owned = edits.some(({ before, after }) => [before, after].some(asksOwners));
    return this.inTurn(owned, async (were, resources) => {
      const changed = were.map(edited);
      const people = changed.every((one, at) => one === were[at]) ? were : changed;
      const found: BlastRadius[] = [];
      for (const edit of edits) {
        found.push(blastRadius({ ...edit, were, people, resources }));
        // Each may take a tenth of a second: others are served in between.
        await setImmediate();
      }
      return found;
    });
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

  private async between(before: AccessFlowVersion | null, after: AccessFlowVersion | null): Promise<BlastRadius> {
    const [radius] = await this.ofEach([{ before, after }]);
    return radius;
  }

  private inTurn<Found>(
    owned: boolean,
    look: (people: PersonFacts[], resources: ResourceFacts[]) => Promise<Found>,
  ): Promise<Found> {
    const turn = this.last.then(async () => {
      const people = await this.people.everybody();
      return look(people, (await this.resources.outlines(owned)).map(outlinedFactsOf));
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

const asksOwners = (version: AccessFlowVersion | null): boolean =>
  version !== null && version.approval !== null && approversOf(version.approval).some(isOwnerKind);
