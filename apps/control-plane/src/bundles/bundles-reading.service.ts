import { Injectable } from '@nestjs/common';
import type { Bundle } from '#access/bundle.js';
import type { BundleId } from '#access/ids.js';
import type { PageQuery } from '../http/page.js';
import { noSuchBundle } from './bundles.service.js';
import { BundlesStore } from './bundles.store.js';
import type { BundlesPage, BundleView } from './bundles.view.js';

/** Bundles as administrators see them: with the names of their integrations. */
@Injectable()
export class BundlesReading {
  constructor(private readonly store: BundlesStore) {}

  async page(query: PageQuery): Promise<BundlesPage> {
    const { items, total } = await this.store.page(query);
    return { items: await this.views(items), total };
  }

  async get(id: BundleId): Promise<BundleView> {
    const [view] = await this.views(await this.store.find([id]));
    if (!view) throw noSuchBundle();
    return view;
  }

  private async views(bundles: readonly Bundle[]): Promise<BundleView[]> {
    const ids = bundles.flatMap(({ targets }) => targets.map(({ integrationId }) => integrationId));
    const integrations = await this.store.integrations([...new Set(ids)]);
    const versions = await this.store.versions(bundles.map(({ id }) => id));
    return bundles.map(({ id, name, description, targets }) => ({
      id,
      version: versions.get(id) ?? 1,
      name,
      description,
      targets: targets.map(({ integrationId, servers, permissions }) => ({
        integration: { id: integrationId, name: integrations.get(integrationId)?.name ?? '' },
        servers,
        permissions: permissions === 'all' ? permissions : [...permissions],
      })),
    }));
  }
}
