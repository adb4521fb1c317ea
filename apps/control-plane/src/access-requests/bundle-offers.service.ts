/** Bundles as one person may ask for them: those that an active flow of his names. Nobody else learns what they hold. */
import { Injectable } from '@nestjs/common';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { Bundle } from '#access/bundle.js';
import { Fault } from '#access/fault.js';
import { reachedPermissions } from '#access/flow-target.js';
import type { BundleId } from '#access/ids.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { FlowNaming } from '../access-flows/flow-names.service.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import { BundlesService, noSuchBundle } from '../bundles/bundles.service.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import type { SignedIn } from '../http/authority.js';
import { type AskedItem, MOST_OF_BUNDLE, MOST_RESOURCES } from './ask.js';
import { catalogFlowOf } from './catalog-flow.js';
import type { CatalogBundlesView } from './catalog.view.js';

@Injectable()
export class BundleOffers {
  constructor(
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly naming: FlowNaming,
    private readonly bundles: BundlesService,
    private readonly resources: ResourcesService,
  ) {}

  async shown(me: SignedIn): Promise<CatalogBundlesView> {
    const flows = await this.flowsOf(me);
    const bundles = await this.bundles.find([...new Set(flows.flatMap(bundlesIn))]);
    const names = await this.naming.of(flows.map(({ approval }) => approval));
    const shown = [...bundles.values()].map(async (bundle) => {
      const { items, total } = await this.held(bundle, MOST_RESOURCES);
      return {
        id: bundle.id,
        name: bundle.name,
        description: bundle.description,
        servers: items.map((resource) => ({ ...itemOf(bundle, resource), resourceName: resource.name })),
        serversTotal: total,
        flows: flows.filter((flow) => bundlesIn(flow).includes(bundle.id)).map((flow) => catalogFlowOf(flow, names)),
      };
    });
    const items = await Promise.all(shown);
    return { items: items.sort((one, other) => one.name.localeCompare(other.name)) };
  }

  /** @throws Fault not-found where no flow lets the person ask for it; conflict where it holds too much or nothing */
  async itemsOf(me: SignedIn, id: BundleId): Promise<AskedItem[]> {
    const flows = await this.flowsOf(me);
    const bundle = flows.some((flow) => bundlesIn(flow).includes(id)) && (await this.bundles.find([id])).get(id);
    if (!bundle) throw noSuchBundle();
    const { items, total } = await this.held(bundle, MOST_OF_BUNDLE);
    if (total > MOST_OF_BUNDLE || total === 0) {
      throw new Fault('conflict', `The bundle “${bundle.name}” holds ${total === 0 ? 'no server' : `${total} servers`} now.`, {
        hint: total === 0 ? 'An administrator adds servers to it.' : `A bundle of at most ${MOST_OF_BUNDLE} is asked for whole. Ask for some of its servers in the catalog, or ask an administrator to split it.`,
      });
    }
    return items.map((resource) => itemOf(bundle, resource));
  } // prettier-ignore

  private async flowsOf(me: SignedIn): Promise<AccessFlowVersion[]> {
    const [person] = await this.people.now([me.personId]);
    const flows = person?.enabled ? await this.flows.activeFor(person) : [];
    return flows.filter(({ trigger }) => trigger === 'ask');
  }

  private held({ targets }: Bundle, limit: number): Promise<{ items: Resource[]; total: number }> {
    const selectors = targets.map(({ integrationId, servers }) => ({ integrationId, servers }));
    return this.resources.matching(selectors, { limit, offset: 0 });
  }
}

const bundlesIn = ({ targets }: AccessFlowVersion): BundleId[] =>
  targets.flatMap((target) => ('bundleId' in target ? [target.bundleId] : []));

const itemOf = ({ targets }: Bundle, resource: Resource): AskedItem => {
  const facts = resourceFactsOf(resource);
  return { resourceId: resource.id, permissions: facts === null ? [] : reachedPermissions(targets, facts) };
};
