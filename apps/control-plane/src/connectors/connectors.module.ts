import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { ConnectorKeysStore } from './connector-keys.store.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { ConnectorUses } from './connector-uses.js';
import { ConnectorsAdministration } from './connectors-administration.service.js';
import { ConnectorsController } from './connectors.controller.js';
import { ConnectorsReading } from './connectors-reading.service.js';
import { ConnectorsService } from './connectors.service.js';
import { ConnectorsStore } from './connectors.store.js';
import { EnrolmentStores } from './enrolment-stores.js';
import { EnrolmentService } from './enrolment.service.js';
import { InstanceAdmission } from './instance-admission.service.js';
import { InstancesAdministration } from './instances-administration.service.js';
import { InstancesController } from './instances.controller.js';
import { PresenceService } from './presence.service.js';
import { PresenceStore } from './presence.store.js';

@Module({
  imports: [IdentityModule],
  controllers: [ConnectorsController, InstancesController],
  providers: [
    ConnectorKeysStore,
    ConnectorRecorder,
    ConnectorUses,
    ConnectorsAdministration,
    ConnectorsReading,
    ConnectorsService,
    ConnectorsStore,
    EnrolmentService,
    EnrolmentStores,
    InstanceAdmission,
    InstancesAdministration,
    PresenceService,
    PresenceStore,
  ],
  exports: [ConnectorsAdministration, ConnectorsReading, ConnectorsService, ConnectorUses, PresenceService],
})
export class ConnectorsModule {}
