import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessFlowsModule } from './access-flows/access-flows.module.js';
import { AccessRequestsModule } from './access-requests/access-requests.module.js';
import { ActivityModule } from './activity/activity.module.js';
import type { AppParts } from './app.js';
import { AlarmsModule } from './alarms/alarms.module.js';
import { AutomaticAccessModule } from './automatic-access/automatic-access.module.js';
import { AttentionModule } from './attention/attention.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BundlesModule } from './bundles/bundles.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { ClockWatchModule } from './clock-watch/clock-watch.module.js';
import { ClockModule } from './clock/clock.module.js';
import { ControlPlaneConfig } from './config.js';
import { ConnectorLinkModule } from './connector-link/connector-link.module.js';
import { ConnectorsModule } from './connectors/connectors.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { FlowProposalsModule } from './flow-proposals/flow-proposals.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { HttpModule } from './http/http.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ProvisionModule } from './provision/provision.module.js';
import { ShiftsModule } from './shifts/shifts.module.js';

@Global()
@Module({})
class ConfigModule {
  static with(config: ControlPlaneConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: ControlPlaneConfig, useValue: config }],
      exports: [ControlPlaneConfig],
    };
  }
}

/** The whole control plane. Modules stand in the order in which they may import each other: each only from those above it. */
@Module({})
export class AppModule {
  static with({ config, database, clock, routes }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        ClockModule.with(clock),
        DatabaseModule.connectedTo(database),
        AuditModule,
        IdentityModule,
        AlarmsModule,
        ClockWatchModule,
        ConnectorsModule,
        CatalogModule,
        ShiftsModule,
        BundlesModule,
        AccessFlowsModule,
        FlowProposalsModule,
        GrantsModule,
        AccessRequestsModule,
        AutomaticAccessModule,
        ConnectorLinkModule,
        CertificatesModule,
        ActivityModule,
        AttentionModule,
        EventsModule,
        MetricsModule,
        ProvisionModule,
        HttpModule.with(routes),
      ],
    };
  }
}
