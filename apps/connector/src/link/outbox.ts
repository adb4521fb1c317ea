import type { GrantId, IntegrationId, ReceiptId, ResourceId } from '#access/ids.js';
import {
  type FromConnector,
  type GrantFault,
  type IntegrationReport,
  Receipt,
  type ServerReport,
} from '#protocol/from-connector.js';
import type { Journal } from '../journal/journal.js';
import type { Reporter } from '../servers/apply/core.js';

/** Gives a message to the link; false when there is none just now. */
export type Send = (message: FromConnector) => boolean;

/** A receipt that was not stored is sent again after this time. */
const REPEAT_MS = 15_000;

/**
 * What the control plane must hear: the latest report of each thing, and every receipt until it is stored. All of it is sent
 * again when the link comes up, so losing or doubling a message changes nothing [I22].
 */
export class Outbox implements Reporter {
  private readonly servers = new Map<ResourceId, ServerReport>();
  private readonly integrations = new Map<IntegrationId, IntegrationReport>();
  private readonly grantFaults = new Map<GrantId, GrantFault>();
  private readonly sentAtMs = new Map<ReceiptId, number>();

  constructor(
    private readonly journal: Journal,
    private readonly send: Send,
    private readonly monotonicMs: () => number,
  ) {}

  serverReport(report: ServerReport): void {
    this.servers.set(report.serverId, report);
    this.send(report);
  }

  integrationReport(report: IntegrationReport): void {
    this.integrations.set(report.integrationId, report);
    this.send(report);
  }

  grantFault(fault: GrantFault): void {
    this.grantFaults.set(fault.grantId, fault);
    this.send(fault);
  }

  receiptWritten(): void {
    this.sendReceipts();
  }

  /** The link is up: everything is told again. */
  linkIsUp(): void {
    this.sentAtMs.clear();
    this.forgetWhatIsOver();
    for (const message of [...this.integrations.values(), ...this.servers.values()]) this.send(message);
    this.sendReceipts();
    for (const message of this.grantFaults.values()) this.send(message);
  }

  /** Sends the receipts that were not sent lately. Called from time to time while the link is up. */
  sendReceipts(): void {
    const nowMs = this.monotonicMs();
    for (const { receiptId, payload, signature } of this.journal.state.receipts.values()) {
      if (nowMs - (this.sentAtMs.get(receiptId) ?? -Infinity) < REPEAT_MS) continue;
      const message = Object.assign(new Receipt(), { type: 'receipt' as const, receiptId, payload, signature });
      if (!this.send(message)) return;
      this.sentAtMs.set(receiptId, nowMs);
    }
    for (const receiptId of this.sentAtMs.keys()) {
      if (!this.journal.state.receipts.has(receiptId)) this.sentAtMs.delete(receiptId);
    }
  }

  private forgetWhatIsOver(): void {
    const { state } = this.journal;
    for (const id of this.servers.keys()) if (!state.servers.has(id)) this.servers.delete(id);
    for (const id of this.integrations.keys()) if (!state.integrations.has(id)) this.integrations.delete(id);
    for (const id of this.grantFaults.keys()) if (!state.grants.has(id)) this.grantFaults.delete(id);
  }
}
