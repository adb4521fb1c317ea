import { Module } from '@nestjs/common';
import { AccessFlowsModule } from '../access-flows/access-flows.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessRequestViews } from './access-request-views.service.js';
import { AccessRequestsController, CatalogController } from './access-requests.controller.js';
import { AccessRequestsList, WaitingRequests } from './access-requests-list.service.js';
import { AccessRequestsListStore } from './access-requests-list.store.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { AnswerFactsLoader } from './answer-facts.service.js';
import { Answering, AnswerWriting } from './answering.service.js';
import { AskFactsLoader } from './ask-facts.service.js';
import { Asking } from './asking.service.js';
import { CatalogPageService } from './catalog-page.service.js';
import { RequestDeadlines } from './request-deadlines.service.js';
import { RequestParts } from './request-parts.service.js';
import { RequestSteps } from './request-steps.js';
import { TierOpenings } from './tier-openings.service.js';
import { Withdrawing } from './withdrawing.service.js';

@Module({
  imports: [IdentityModule, CatalogModule, AccessFlowsModule, GrantsModule],
  controllers: [AccessRequestsController, CatalogController],
  providers: [
    AccessRequestViews,
    AccessRequestsList,
    AccessRequestsListStore,
    AccessRequestsStore,
    AnswerFactsLoader,
    AnswerWriting,
    Answering,
    AskFactsLoader,
    Asking,
    CatalogPageService,
    RequestDeadlines,
    RequestParts,
    RequestSteps,
    TierOpenings,
    WaitingRequests,
    Withdrawing,
  ],
})
export class AccessRequestsModule {}
