import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { ClockWatchModule } from '../clock-watch/clock-watch.module.js';
import { CallTimes } from './call-times.js';
import { InstallationCounts } from './installation-counts.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.service.js';
import { MetricsStore } from './metrics.store.js';

@Module({
  imports: [AlarmsModule, ClockWatchModule],
  controllers: [MetricsController],
  providers: [CallTimes, InstallationCounts, Metrics, MetricsStore],
})
export class MetricsModule {}
