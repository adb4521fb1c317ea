import { Injectable } from '@nestjs/common';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import type { IntegrationReport } from '#protocol/from-connector.js';
import { Clock } from '../clock/clock.js';
import { PresenceService } from '../connectors/presence.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { IntegrationsStore } from './integrations.store.js';
import { foreign, storedFault } from './reported-fault.js';

/** What connectors report of the secrets that they read, each only of its own [I37]. */
@Injectable()
export class SecretReports {
  constructor(
    private readonly integrations: IntegrationsStore,
    private readonly presence: PresenceService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  /**
   * That one instance cannot read a secret says nothing while another one that is connected can.
   * @param by the instance that reports
   * @throws Fault not-allowed for another connector's integration
   */
  async take(tx: Transaction, connectorId: ConnectorId, report: IntegrationReport, by: ConnectorKeyId): Promise<void> {
    const [integration] = await this.integrations.findMany(tx, [report.integrationId]);
    if (!integration || integration.gone) return;
    if (integration.connectorId !== connectorId) throw foreign(`integration ${report.integrationId}`);
    const isWorse = report.fault !== null && integration.secretFault === null;
    if (isWorse && (await this.presence.isOtherLive(tx, connectorId, integration.reportedBy, by))) return;
    const secretFault = report.fault ? storedFault(report.fault) : null;
    // A connector whose clock is ahead has looked now.
    const lastLookedAt = new Date(Math.min(Date.parse(report.lookedAtIso), this.clock.nowMs()));
    await this.integrations.change(tx, integration.id, { secretFault, reportedBy: by, lastLookedAt });
    this.wakeUps.send(tx, 'integrations');
  }
}
