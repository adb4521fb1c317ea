import { Injectable } from '@nestjs/common';
import type { ConnectorId, ConnectorKeyId, ReceiptId } from '#access/ids.js';
import { decodeAs } from '#protocol/decode.js';
import type { GrantFault, IntegrationReport, Receipt, ServerReport } from '#protocol/from-connector.js';
import { ReceiptPayload } from '#protocol/receipt-payload.js';
import { ConnectorReports } from '../catalog/connector-reports.service.js';
import { SecretReports } from '../catalog/secret-reports.service.js';
import { ResourcesService } from '../catalog/resources.service.js';
import { Transactions } from '../database/transactions.js';
import { GrantsService } from '../grants/grants.service.js';

/** Takes what connectors tell, each message in one transaction. A connector is heard only on what is its own [I37]. */
@Injectable()
export class Intake {
  constructor(
    private readonly reports: ConnectorReports,
    private readonly secrets: SecretReports,
    private readonly grants: GrantsService,
    private readonly resources: ResourcesService,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Stores a receipt and draws from it what it proves, all of it or nothing; the same receipt again changes nothing.
   * @returns the id to be confirmed: the transaction is committed
   * @throws Fault input-invalid, not-allowed: it is refused
   */
  async receipt(connectorId: ConnectorId, receipt: Receipt): Promise<ReceiptId> {
    await this.transactions.run(async (tx) => {
      const { serverId } = decodeAs(ReceiptPayload, receipt.payload);
      await this.reports.demandOwn(tx, connectorId, serverId);
      await this.grants.takeReceipt(tx, connectorId, receipt);
      await this.resources.settle(tx, [serverId]);
    });
    return receipt.receiptId;
  }

  grantFault(connectorId: ConnectorId, fault: GrantFault): Promise<void> {
    return this.transactions.run(async (tx) => {
      await this.reports.demandOwn(tx, connectorId, fault.serverId);
      await this.grants.takeFault(tx, connectorId, fault);
    });
  }

  serverReport(connectorId: ConnectorId, report: ServerReport, by: ConnectorKeyId): Promise<void> {
    return this.transactions.run((tx) => this.reports.takeServer(tx, connectorId, report, by));
  }

  integrationReport(connectorId: ConnectorId, report: IntegrationReport, by: ConnectorKeyId): Promise<void> {
    return this.transactions.run((tx) => this.secrets.take(tx, connectorId, report, by));
  }
}
