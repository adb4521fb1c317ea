import { Module } from '@nestjs/common';
import { AccessFlowsModule } from '../access-flows/access-flows.module.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { BundlesModule } from '../bundles/bundles.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessRequestViews } from './access-request-views.service.js';
import { AccessRequestsController } from './access-requests.controller.js';
import { AccessRequestsList, WaitingRequests } from './access-requests-list.service.js';
import { AccessRequestsListStore } from './access-requests-list.store.js';
import { AccessRequestsStore } from './access-requests.store.js';
import { AnswerFactsLoader } from './answer-facts.service.js';
import { AutomaticGiving } from './automatic-giving.service.js';
import { Answering, AnswerWriting } from './answering.service.js';
import { AskFactsLoader } from './ask-facts.service.js';
import { AskingBatch } from './asking-batch.service.js';
import { AskingController } from './asking.controller.js';
import { Asking, AskWriting } from './asking.service.js';
import { AskingAgain } from './asking-again.service.js';
import { Backgrounds } from './background.service.js';
import { BackgroundStore } from './background.store.js';
import { BundleOffers } from './bundle-offers.service.js';
import { CatalogController } from './catalog.controller.js';
import { CatalogPageService } from './catalog-page.service.js';
import { DryRuns } from './dry-run.service.js';
import { Favourites } from './favourites.service.js';
import { FavouritesStore } from './favourites.store.js';
import { MineInCatalog } from './mine-in-catalog.js';
import { Receivers } from './receivers.service.js';
import { Extending, ExtensionWriting } from './extending.service.js';
import { ExtensionFactsLoader } from './extension-facts.service.js';
import { ExtensionsController } from './extensions.controller.js';
import { RequestDeadlines } from './request-deadlines.service.js';
import { RequestParts } from './request-parts.service.js';
import { RequestsAbout } from './requests-about.service.js';
import { RequestSteps } from './request-steps.js';
import { AskedPeople } from './asked-people.service.js';
import { TierRecords } from './tier-records.service.js';
import { TierOpenings } from './tier-openings.service.js';
import { ReviewAlarmTelling } from './review-alarm-telling.service.js';
import { ReviewAlarms } from './review-alarms.service.js';
import { ReviewAlarmsStore } from './review-alarms.store.js';
import { ReviewCounts, Reviewing } from './reviewing.service.js';
import { ReviewsStore } from './reviews.store.js';
import { Cancelling } from './cancelling.service.js';
import { StartDeadlines } from './start-deadlines.service.js';
import { StartFactsLoader } from './start-facts.service.js';
import { Starting } from './starting.service.js';
import { Withdrawing } from './withdrawing.service.js';

@Module({
  imports: [AlarmsModule, IdentityModule, CatalogModule, BundlesModule, AccessFlowsModule, GrantsModule],
  controllers: [AskingController, AccessRequestsController, CatalogController, ExtensionsController],
  providers: [
    AccessRequestViews,
    AccessRequestsList,
    AccessRequestsListStore,
    AccessRequestsStore,
    AnswerFactsLoader,
    AnswerWriting,
    Answering,
    AskFactsLoader,
    AskWriting,
    Asking,
    AskingAgain,
    AskedPeople,
    AskingBatch,
    AutomaticGiving,
    Backgrounds,
    BackgroundStore,
    BundleOffers,
    Cancelling,
    CatalogPageService,
    DryRuns,
    Favourites,
    FavouritesStore,
    MineInCatalog,
    Receivers,
    Extending,
    ExtensionFactsLoader,
    ExtensionWriting,
    RequestDeadlines,
    RequestParts,
    RequestSteps,
    StartDeadlines,
    StartFactsLoader,
    Starting,
    RequestsAbout,
    TierOpenings,
    TierRecords,
    ReviewAlarmTelling,
    ReviewAlarms,
    ReviewAlarmsStore,
    ReviewCounts,
    Reviewing,
    ReviewsStore,
    WaitingRequests,
    Withdrawing,
  ],
  exports: [AccessRequestsList, AutomaticGiving, ReviewCounts],
})
export class AccessRequestsModule {}
