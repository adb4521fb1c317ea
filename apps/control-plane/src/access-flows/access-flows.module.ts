import { Module } from '@nestjs/common';
import { BundlesModule } from '../bundles/bundles.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ShiftsModule } from '../shifts/shifts.module.js';
import { AccessFlowsController } from './access-flows.controller.js';
import { AccessFlowsReading } from './access-flows-reading.service.js';
import { AccessFlowsService } from './access-flows.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { FlowFactsService } from './flow-facts.service.js';
import { FlowNaming } from './flow-names.service.js';
import { FlowReferences } from './flow-references.service.js';
import { FlowUses } from './flow-uses.service.js';
import { PeopleFacts } from './people-facts.service.js';

@Module({
  imports: [IdentityModule, BundlesModule, ShiftsModule],
  controllers: [AccessFlowsController],
  providers: [
    AccessFlowsReading,
    AccessFlowsService,
    AccessFlowsStore,
    FlowFactsService,
    FlowNaming,
    FlowReferences,
    FlowUses,
    PeopleFacts,
  ],
  exports: [FlowFactsService, FlowNaming, PeopleFacts],
})
export class AccessFlowsModule {}
