import { Module } from '@nestjs/common';
import { AccessRequestsModule } from '../access-requests/access-requests.module.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { ClockWatchModule } from '../clock-watch/clock-watch.module.js';
import { FlowProposalsModule } from '../flow-proposals/flow-proposals.module.js';
import { GrantsModule } from '../grants/grants.module.js';
import { AttentionFaults } from './attention-faults.service.js';
import { AttentionController } from './attention.controller.js';
import { Attention } from './attention.service.js';

@Module({
  imports: [AlarmsModule, ClockWatchModule, FlowProposalsModule, GrantsModule, AccessRequestsModule],
  controllers: [AttentionController],
  providers: [Attention, AttentionFaults],
})
export class AttentionModule {}
