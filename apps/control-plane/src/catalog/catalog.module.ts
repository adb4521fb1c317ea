import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AccountClaimWithdrawal } from './account-claim-withdrawal.service.js';
import { AccountClaims } from './account-claims.service.js';
import { AccountClaimsStore } from './account-claims.store.js';
import { CatalogRecorder } from './catalog-recorder.js';
import { Clearing } from './clearing.js';
import { ConnectorMove } from './connector-move.js';
import { ConnectorReports } from './connector-reports.service.js';
import { ConnectorUse } from './connector-use.js';
import { CurfewHostController } from './curfew-host.controller.js';
import { Forgetting } from './forgetting.js';
import { Holdings } from './holdings.js';
import { IntegrationOwners } from './integration-owners.service.js';
import { IntegrationsAdministration } from './integrations-administration.service.js';
import { IntegrationsController } from './integrations.controller.js';
import { IntegrationsReading } from './integrations-reading.service.js';
import { IntegrationsStore } from './integrations.store.js';
import { ListTaking } from './list-taking.service.js';
import { OwnerUses } from './owner-uses.service.js';
import { OwnersLookup } from './owners-lookup.service.js';
import { OwnersNaming } from './owners-naming.service.js';
import { ResourceFinding } from './resource-finding.service.js';
import { ResourceSettling, ResourceSettlingPoll } from './resource-settling.js';
import { ResourcesService } from './resources.service.js';
import { ResourcesStore } from './resources.store.js';
import { SecretReports } from './secret-reports.service.js';
import { ServerOwners } from './server-owners.service.js';
import { ServersAdministration } from './servers-administration.service.js';
import { ServersController } from './servers.controller.js';
import { ServersReading } from './servers-reading.service.js';
import { ServersStore } from './servers.store.js';
import { Withdrawals } from './withdrawals.js';

@Module({
  imports: [IdentityModule, ConnectorsModule],
  controllers: [CurfewHostController, IntegrationsController, ServersController],
  providers: [
    AccountClaimWithdrawal,
    AccountClaims,
    AccountClaimsStore,
    CatalogRecorder,
    Clearing,
    ConnectorMove,
    ConnectorReports,
    ConnectorUse,
    Forgetting,
    Holdings,
    IntegrationOwners,
    IntegrationsAdministration,
    IntegrationsReading,
    IntegrationsStore,
    ListTaking,
    OwnerUses,
    OwnersLookup,
    OwnersNaming,
    ResourceFinding,
    ResourceSettling,
    ResourceSettlingPoll,
    ResourcesService,
    ResourcesStore,
    SecretReports,
    ServerOwners,
    ServersAdministration,
    ServersReading,
    ServersStore,
    Withdrawals,
  ],
  exports: [
    ConnectorReports,
    Holdings,
    IntegrationsAdministration,
    IntegrationsReading,
    ResourcesService,
    SecretReports,
    Withdrawals,
  ],
})
export class CatalogModule {}
