import { Module } from '@nestjs/common';
import { BundlesModule } from '../bundles/bundles.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ShiftsModule } from '../shifts/shifts.module.js';
import { AccessFlowsController } from './access-flows.controller.js';
import { AccessFlowsReading } from './access-flows-reading.service.js';
import { AccessFlowsService } from './access-flows.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { BlastRadiusService } from './blast-radius.service.js';
import { FlowChanges } from './flow-changes.service.js';
import { FlowDrafts, FlowNameBook } from './flow-drafts.service.js';
import { FlowExclusions } from './flow-exclusions.service.js';
import { FlowFactsService } from './flow-facts.service.js';
import { FlowNaming } from './flow-names.service.js';
import { FlowReaches } from './flow-reaches.service.js';
import { FlowReachesController } from './flow-reaches.controller.js';
import { FlowReferences } from './flow-references.service.js';
import { FlowTrialsController } from './flow-trials.controller.js';
import { FlowUses } from './flow-uses.service.js';
import { PeopleFacts } from './people-facts.service.js';
import { SimulatorFacts } from './simulator-facts.service.js';
import { Simulator } from './simulator.service.js';

@Module({
  imports: [IdentityModule, CatalogModule, BundlesModule, ShiftsModule],
  // The one with fixed words in its paths stands first, before those with an id.
  controllers: [FlowReachesController, FlowTrialsController, AccessFlowsController],
  providers: [
    AccessFlowsReading,
    AccessFlowsService,
    AccessFlowsStore,
    BlastRadiusService,
    FlowChanges,
    FlowDrafts,
    FlowExclusions,
    FlowFactsService,
    FlowNameBook,
    FlowNaming,
    FlowReaches,
    FlowReferences,
    FlowUses,
    PeopleFacts,
    Simulator,
    SimulatorFacts,
  ],
  exports: [
    BlastRadiusService,
    FlowChanges,
    FlowFactsService,
    FlowNameBook,
    FlowNaming,
    FlowReaches,
    FlowReferences,
    PeopleFacts,
  ],
})
export class AccessFlowsModule {}
