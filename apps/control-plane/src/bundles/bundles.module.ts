import { Module } from '@nestjs/common';
import { BundleUses } from './bundle-uses.js';
import { BundlesAdministration } from './bundles-administration.service.js';
import { BundlesController } from './bundles.controller.js';
import { BundlesReading } from './bundles-reading.service.js';
import { BundlesService } from './bundles.service.js';
import { BundlesStore } from './bundles.store.js';

@Module({
  controllers: [BundlesController],
  providers: [BundlesAdministration, BundlesReading, BundlesService, BundlesStore, BundleUses],
  exports: [BundlesService, BundleUses],
})
export class BundlesModule {}
