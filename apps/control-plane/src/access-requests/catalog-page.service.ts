/** The catalog as one person sees it: only what some active flow lets him ask for, and what he has or waits for already. */
import { Injectable } from '@nestjs/common';
import { type AccessFlowVersion, coversPermission } from '#access/access-flow.js';
import { permissionsOf } from '#access/resource.js';
import { FlowFactsService } from '../access-flows/flow-facts.service.js';
import { FlowNaming } from '../access-flows/flow-names.service.js';
import { selectorsOf } from '../access-flows/flow-selectors.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import { resourceFactsOf } from '../access-flows/resource-facts.js';
import type { Resource } from '../catalog/resource.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import type { SignedIn } from '../http/authority.js';
import type { CatalogQuery } from './access-requests.dto.js';
import { catalogFlowOf } from './catalog-flow.js';
import { MineInCatalog, type MineTold } from './mine-in-catalog.js';
import type { CatalogEntry, CatalogFlow, CatalogOption, CatalogPage } from './catalog.view.js';

interface Offer {
  flow: AccessFlowVersion;
  view: CatalogFlow;
}

@Injectable()
export class CatalogPageService {
  constructor(
    private readonly people: PeopleFacts,
    private readonly flows: FlowFactsService,
    private readonly naming: FlowNaming,
    private readonly resources: ResourcesService,
    private readonly mine: MineInCatalog,
  ) {}

  async page(me: SignedIn, { search, resourceId, only, ...query }: CatalogQuery): Promise<CatalogPage> {
    const [person] = await this.people.now([me.personId]);
    const all = person?.enabled ? await this.flows.activeFor(person) : [];
    const flows = all.filter(({ trigger }) => trigger === 'ask');
    const selectors = selectorsOf(flows);
    if (selectors.length === 0) return { items: [], total: 0, tags: [] };
    const marked = await this.mine.favourites(me.personId);
    const among = only === 'favourites' ? [...marked.keys()] : resourceId && [resourceId];
    const [page, offers] = await Promise.all([
      this.resources.matching(selectors, {
        ...query,
        ...(among && { among }),
        ...(search?.trim() && { search: search.trim() }),
      }),
      this.offersOf(flows),
    ]);
    const ids = page.items.map(({ id }) => id);
    const mine = await this.mine.on(me.personId, ids);
    const items = page.items
      .map((resource) => ({ ...entryOf(resource, offers, mine), favourite: favouriteOf(marked.get(resource.id)) }))
      .filter(({ options }) => options.length > 0);
    return { items, total: page.total, tags: page.tags };
  }

  private async offersOf(flows: readonly AccessFlowVersion[]): Promise<Offer[]> {
    const names = await this.naming.of(flows.map(({ approval }) => approval));
    return flows.map((flow) => ({ flow, view: catalogFlowOf(flow, names) }));
  }
}

const favouriteOf = (permissions: string[] | undefined): CatalogEntry['favourite'] =>
  permissions === undefined ? null : { permissions };

const entryOf = (
  resource: Resource,
  offers: readonly Offer[],
  mine: readonly MineTold[],
): Omit<CatalogEntry, 'favourite'> => ({
  resource: {
    id: resource.id,
    name: resource.name,
    kind: resource.kind,
    integrationName: resource.integrationName,
    tags: resource.tags,
    state: resource.state,
    available: resource.available,
    ...(resource.unavailableReason !== undefined && { unavailableReason: resource.unavailableReason }),
  },
  options: permissionsOf(resource).flatMap((permission) => optionOf(resource, permission, offers, mine)),
});

const optionOf = (
  resource: Resource,
  permission: string,
  offers: readonly Offer[],
  mine: readonly MineTold[],
): CatalogOption[] => {
  const facts = resourceFactsOf(resource);
  const flows = offers.filter(({ flow }) => facts !== null && coversPermission(flow, facts, permission));
  if (flows.length === 0) return [];
  const role = resource.sudoRoles.find(({ name }) => name === permission);
  const held = mine.find((one) => one.resourceId === resource.id && one.permission === permission);
  return [
    {
      permission,
      ...(role && { sudoRole: sudoRoleView(role) }),
      flows: flows.map(({ view }) => view),
      ...(held?.told ?? { mine: 'none' }),
    },
  ];
};
