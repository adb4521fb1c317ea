import { Module } from '@nestjs/common';
import { AccessFlowsModule } from '../access-flows/access-flows.module.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessDebtList } from './access-debt-list.service.js';
import { AccessDebt } from './access-debt.service.js';
import { AutomaticGrants } from './automatic-grants.service.js';
import { DebtAlarmTelling } from './debt-alarm-telling.service.js';
import { DebtAlarms } from './debt-alarms.service.js';
import { DebtAlarmsStore } from './debt-alarms.store.js';
import { DebtLimit } from './debt-limit.js';
import { ExtensionAlarmTelling } from './extension-alarm-telling.service.js';
import { ExtensionAlarms } from './extension-alarms.service.js';
import { ExtensionAlarmsStore } from './extension-alarms.store.js';
import { GrantAlarms } from './grant-alarms.service.js';
import { GrantBasis } from './grant-basis.service.js';
import { GrantDeadlines } from './grant-deadlines.service.js';
import { GrantDepartures } from './grant-departures.service.js';
import { GrantEndings } from './grant-endings.js';
import { GrantEnds } from './grant-ends.service.js';
import { GrantEntitlement } from './grant-entitlement.service.js';
import { GrantExtensions } from './grant-extensions.service.js';
import { GrantFaults } from './grant-faults.service.js';
import { GrantFlows } from './grant-flows.service.js';
import { GrantKeys } from './grant-keys.service.js';
import { GrantProofs } from './grant-proofs.service.js';
import { GrantRecord } from './grant-record.js';
import { GrantReturns } from './grant-returns.service.js';
import { GrantRevocations } from './grant-revocations.service.js';
import { GrantRights } from './grant-rights.js';
import { GrantStarts } from './grant-starts.service.js';
import { GrantViews } from './grant-views.service.js';
import { GrantWithdrawals } from './grant-withdrawals.service.js';
import { AccessDebtController, GrantsController, OrdersResetController } from './grants.controller.js';
import { GrantsList } from './grants-list.service.js';
import { GrantsListStore } from './grants-list.store.js';
import { GrantsService } from './grants.service.js';
import { GrantsStore } from './grants.store.js';
import { OrdersReset } from './orders-reset.service.js';
import { OrdersResets } from './orders-resets.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsReading } from './receipts-reading.service.js';
import { Receipts } from './receipts.service.js';
import { ReceiptsStore } from './receipts.store.js';
import { StandingAccess } from './standing-access.service.js';
import { StandingStore } from './standing.store.js';
import { UnprovedExtensionsList } from './unproved-extensions-list.service.js';

@Module({
  imports: [AlarmsModule, IdentityModule, ConnectorsModule, CatalogModule, AccessFlowsModule],
  controllers: [GrantsController, AccessDebtController, OrdersResetController, ReceiptsController],
  providers: [
    AccessDebt,
    AccessDebtList,
    AutomaticGrants,
    DebtAlarmTelling,
    DebtAlarms,
    DebtAlarmsStore,
    DebtLimit,
    ExtensionAlarmTelling,
    ExtensionAlarms,
    ExtensionAlarmsStore,
    GrantAlarms,
    GrantBasis,
    GrantDeadlines,
    GrantDepartures,
    GrantEndings,
    GrantEnds,
    GrantEntitlement,
    GrantExtensions,
    GrantFaults,
    GrantFlows,
    GrantKeys,
    GrantProofs,
    GrantRecord,
    GrantReturns,
    GrantRevocations,
    GrantRights,
    GrantStarts,
    GrantViews,
    GrantWithdrawals,
    GrantsList,
    GrantsListStore,
    GrantsService,
    GrantsStore,
    OrdersReset,
    OrdersResets,
    Receipts,
    ReceiptsReading,
    ReceiptsStore,
    StandingStore,
    StandingAccess,
    UnprovedExtensionsList,
  ],
  exports: [
    AccessDebtList,
    AutomaticGrants,
    GrantEndings,
    GrantExtensions,
    GrantKeys,
    GrantRecord,
    GrantRevocations,
    GrantStarts,
    GrantsList,
    GrantsService,
    OrdersResets,
    ReceiptsReading,
    UnprovedExtensionsList,
  ],
})
export class GrantsModule {}
