import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessFlowsController } from './access-flows.controller.js';
import { AccessFlowsReading } from './access-flows-reading.service.js';
import { AccessFlowsService } from './access-flows.service.js';
import { AccessFlowsStore } from './access-flows.store.js';
import { FlowFactsService } from './flow-facts.service.js';
import { FlowReferences } from './flow-references.service.js';
import { PeopleFacts } from './people-facts.service.js';

@Module({
  imports: [IdentityModule],
  controllers: [AccessFlowsController],
  providers: [AccessFlowsReading, AccessFlowsService, AccessFlowsStore, FlowFactsService, FlowReferences, PeopleFacts],
  exports: [FlowFactsService, PeopleFacts],
})
export class AccessFlowsModule {}
