import { Module } from '@nestjs/common';
import { AccessFlowsModule } from '../access-flows/access-flows.module.js';
import { AccessRequestsModule } from '../access-requests/access-requests.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { ShiftsModule } from '../shifts/shifts.module.js';
import { AutomaticAccessController } from './automatic-access.controller.js';
import { AutomaticAccess } from './automatic-access.service.js';
import { AutomaticFactsLoader } from './automatic-facts.service.js';
import { AutomaticHolds } from './automatic-holds.service.js';
import { AutomaticLook } from './automatic-look.service.js';
import { AutomaticMarks } from './automatic-marks.service.js';
import { AutomaticMarksStore } from './automatic-marks.store.js';
import { AutomaticReach } from './automatic-reach.service.js';
import { AutomaticResets } from './automatic-resets.service.js';
import { AutomaticRetries } from './automatic-retries.service.js';
import { AutomaticSettling } from './automatic-settling.service.js';
import { AutomaticWaiting } from './automatic-waiting.service.js';

@Module({
  imports: [CatalogModule, ShiftsModule, AccessFlowsModule, GrantsModule, AccessRequestsModule],
  controllers: [AutomaticAccessController],
  providers: [
    AutomaticAccess,
    AutomaticFactsLoader,
    AutomaticHolds,
    AutomaticLook,
    AutomaticMarks,
    AutomaticMarksStore,
    AutomaticReach,
    AutomaticResets,
    AutomaticRetries,
    AutomaticSettling,
    AutomaticWaiting,
  ],
})
export class AutomaticAccessModule {}
