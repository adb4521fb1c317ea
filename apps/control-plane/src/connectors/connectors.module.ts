import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { ConnectorUses } from './connector-uses.js';
import { ConnectorsAdministration } from './connectors-administration.service.js';
import { ConnectorsController } from './connectors.controller.js';
import { ConnectorsReading } from './connectors-reading.service.js';
import { ConnectorsService } from './connectors.service.js';
import { ConnectorsStore } from './connectors.store.js';
import { EnrolmentService } from './enrolment.service.js';
import { PresenceService } from './presence.service.js';
import { PresenceStore } from './presence.store.js';

@Module({
  imports: [IdentityModule],
  controllers: [ConnectorsController],
  providers: [
    ConnectorRecorder,
    ConnectorUses,
    ConnectorsAdministration,
    ConnectorsReading,
    ConnectorsService,
    ConnectorsStore,
    EnrolmentService,
    PresenceService,
    PresenceStore,
  ],
  exports: [ConnectorsAdministration, ConnectorsReading, ConnectorsService, ConnectorUses, PresenceService],
})
export class ConnectorsModule {}
