/** Several resources in one ask: each is a request of its own and is decided by itself; one that is refused stops no other. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { AccessRequestId, ResourceId } from '#access/ids.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { SignedIn } from '../http/authority.js';
import type { FaultView } from '../http/fault.view.js';
import { AccessRequestsList } from './access-requests-list.service.js';
import { type Ask, type AskBatch, MOST_RESOURCES } from './ask.js';
import type { AskBatchView, AskedResource, BatchDryRunView } from './ask-batch.view.js';
import { Asking } from './asking.service.js';
import { BundleOffers } from './bundle-offers.service.js';
import { DryRuns } from './dry-run.service.js';

@Injectable()
export class AskingBatch {
  constructor(
    private readonly asking: Asking,
    private readonly dryRuns: DryRuns,
    private readonly requests: AccessRequestsList,
    private readonly bundles: BundleOffers,
    private readonly resources: ResourcesService,
  ) {}

  /** @throws Fault not-found for a bundle that the person may not ask for */
  async submit(me: SignedIn, batch: AskBatch): Promise<AskBatchView> {
    const asks = await this.asksOf(me, batch);
    const batchId = randomUUID();
    const outcomes: (AccessRequestId | Fault)[] = [];
    for (const ask of asks) outcomes.push(await this.tried(me, ask, batchId));
    const views = await this.requests.several(me, outcomes.filter((one) => typeof one === 'string'));
    const named = await this.named(asks);
    const results = named.map((asked, at) => {
      const outcome = outcomes[at];
      if (outcome instanceof Fault) return { ...asked, request: null, refusal: told(outcome) };
      return { ...asked, request: views.get(outcome) ?? null, refusal: null };
    });
    return { batchId, results };
  } // prettier-ignore

  /** Of a bundle that holds very many the first ones: it is looked at with each change of the form. */
  async dryRun(me: SignedIn, batch: AskBatch): Promise<BatchDryRunView> {
    const all = await this.asksOf(me, batch);
    const asks = all.slice(0, MOST_RESOURCES);
    const outcomes = await this.dryRuns.ofEach(me, asks);
    const results = (await this.named(asks)).map((asked, at) => ({ ...asked, outcome: outcomes[at] }));
    return { results, total: all.length };
  }

  /** What is no refusal, such as a database that does not answer, ends the whole; asking again asks for no resource twice. */
  private async tried(me: SignedIn, ask: Ask, batchId: string): Promise<AccessRequestId | Fault> {
    try {
      return (await this.asking.submit(me, ask, batchId)).id;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  private async asksOf(me: SignedIn, { terms, what }: AskBatch): Promise<Ask[]> {
    const items = 'items' in what ? what.items : await this.bundles.itemsOf(me, what.bundleId);
    return items.map((item) => ({ ...terms, ...item, seenUntilMs: null }));
  }

  private async named(asks: readonly Ask[]): Promise<AskedResource[]> {
    const found = await this.resources.find(asks.map(({ resourceId }) => resourceId));
    const names = new Map<ResourceId, string>(found.map(({ id, name }) => [id, name]));
    return asks.map(({ resourceId, permissions }) => ({
      resourceId,
      resourceName: names.get(resourceId) ?? null,
      permissions,
    }));
  }
}

const told = ({ code, message, hint }: Fault): FaultView => ({ code, message, ...(hint !== undefined && { hint }) });
