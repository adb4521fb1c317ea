import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { AlarmMessagesStore } from './alarm-messages.store.js';
import { AlarmSender } from './alarm-sender.service.js';
import { Alarms } from './alarms.service.js';
import { UndeliveredAlarms } from './undelivered-alarms.service.js';

@Module({
  imports: [IdentityModule],
  providers: [AlarmMessagesStore, AlarmSender, Alarms, UndeliveredAlarms],
  exports: [Alarms, UndeliveredAlarms],
})
export class AlarmsModule {}
