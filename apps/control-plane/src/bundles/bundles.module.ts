import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { BundleChanges } from './bundle-changes.service.js';
import { BundleUses } from './bundle-uses.js';
import { BundlesAdministration } from './bundles-administration.service.js';
import { BundlesController } from './bundles.controller.js';
import { BundlesReading } from './bundles-reading.service.js';
import { BundlesService } from './bundles.service.js';
import { BundlesStore } from './bundles.store.js';

@Module({
  imports: [IdentityModule],
  controllers: [BundlesController],
  providers: [BundleChanges, BundlesAdministration, BundlesReading, BundlesService, BundlesStore, BundleUses],
  exports: [BundleChanges, BundlesService, BundleUses],
})
export class BundlesModule {}
