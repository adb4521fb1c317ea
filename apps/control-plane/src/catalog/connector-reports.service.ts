import { Injectable } from '@nestjs/common';
import type { ConnectorId, ConnectorKeyId, ResourceId } from '#access/ids.js';
import type { ServerReport } from '#protocol/from-connector.js';
import { Clock } from '../clock/clock.js';
import { PresenceService } from '../connectors/presence.service.js';
import type { Transaction } from '../database/transactions.js';
import { WakeUps } from '../database/wake-ups.js';
import { foreign, storedFault } from './reported-fault.js';
import { ResourceSettling } from './resource-settling.js';
import type { ListedResource } from './resource-rows.js';
import { ServersStore } from './servers.store.js';

/**
 * What connectors report of servers. A report says what is so; it starts nothing. A connector is heard only on
 * what is its own [I37].
 */
@Injectable()
export class ConnectorReports {
  constructor(
    private readonly servers: ServersStore,
    private readonly settling: ResourceSettling,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
    private readonly presence: PresenceService,
  ) {}

  /**
   * That one instance cannot work on a server says nothing while another one that is connected can.
   * @param by the instance that reports; absent: it is not known
   * @throws Fault not-allowed for another connector's server
   */
  async takeServer(
    tx: Transaction,
    connectorId: ConnectorId,
    report: ServerReport,
    by?: ConnectorKeyId,
  ): Promise<void> {
    const [server] = await this.servers.lock(tx, [report.serverId]);
    if (!server) return;
    if (server.integration.connectorId !== connectorId) throw foreign(`server ${report.serverId}`);
    const isWorse = report.state === 'failing' && server.state !== 'failing';
    if (isWorse && (await this.presence.isOtherLive(tx, connectorId, server.reportedBy, by))) return;
    const fields = reported(report);
    await this.servers.change(tx, [server.id], {
      ...fields,
      reportedBy: by ?? null,
      lastLookedAt: this.notAhead(report.lookedAtIso),
    });
    if (report.state === 'removed') await this.settling.settle(tx, [server.id]);
    if (isNews(server, fields)) this.wakeUps.send(tx, 'servers', 'integrations');
  }

  /** @throws Fault not-allowed unless the server is one of the connector's: what another one says of it proves nothing */
  async demandOwn(tx: Transaction, connectorId: ConnectorId, serverId: ResourceId): Promise<void> {
    const server = await this.servers.find(tx, serverId);
    if (server?.integration.connectorId !== connectorId) throw foreign(`server ${serverId}`);
  }

  /** A connector whose clock is ahead has looked now. */
  private notAhead(iso: string): Date {
    return new Date(Math.min(Date.parse(iso), this.clock.nowMs()));
  }
}

const reported = (report: ServerReport) => ({
  state: report.state,
  faults: report.faults.map(storedFault),
  warnings: report.warnings,
  hostKeys: report.hostKeys.map(({ type, fingerprint, key }) => ({ type, fingerprint, key })),
  missingGroups: report.missingGroups,
  wouldWrite: report.wouldWrite.map(({ path, mode, purpose, content }) => ({
    path,
    mode,
    purpose,
    content: content ?? null,
  })),
  sshdVersion: report.sshdVersion ?? null,
  scriptVersion: report.scriptVersion ?? null,
  sudoMode: report.sudoMode ?? null,
  helperReady: report.helperReady ?? false,
  clockSkewSeconds: report.clockSkewSeconds ?? null,
});

/** Each look reports; pages are woken only by what they show differently. The skew differs by a little each time. */
function isNews(server: ListedResource, { clockSkewSeconds, ...fields }: ReturnType<typeof reported>): boolean {
  const before = Object.fromEntries(Object.keys(fields).map((key) => [key, server[key as keyof typeof fields]]));
  const skewMoved = Math.abs((server.clockSkewSeconds ?? 0) - (clockSkewSeconds ?? 0)) > 1;
  return skewMoved || server.lastLookedAt === null || stable(before) !== stable(fields);
}

/** JSON with sorted keys: jsonb keeps no order of them. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  );
