import { Module } from '@nestjs/common';
import { AccessRequestsModule } from '../access-requests/access-requests.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { ActivityController, TimelineController } from './activity.controller.js';
import { ActivityExport } from './activity-export.service.js';
import { ActivityList } from './activity-list.service.js';
import { ActivityStore } from './activity.store.js';
import { Revoking } from './revoking.service.js';
import { TimelinesStore } from './timelines.store.js';
import { Timelines } from './timelines.service.js';

/** All requests with all that became of each: the list, its files, many ends at once, and the timeline of one request. */
@Module({
  imports: [GrantsModule, AccessRequestsModule],
  controllers: [ActivityController, TimelineController],
  providers: [ActivityExport, ActivityList, ActivityStore, Revoking, Timelines, TimelinesStore],
})
export class ActivityModule {}
