/** Receipts: what connectors state, signed, that they read back from servers. Only they make a grant active or ended [I16]. */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import { decodeAs } from '#protocol/decode.js';
import type { Receipt } from '#protocol/from-connector.js';
import { RECEIPT_VERSIONS, ReceiptPayload } from '#protocol/receipt-payload.js';
import { Clock } from '../clock/clock.js';
import { type ConnectorRecord, ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { InstallationService } from '../identity/installation.service.js';
import { GrantProofs } from './grant-proofs.service.js';
import { isReceiptSignedBy } from './receipt-signature.js';
import { ReceiptsStore } from './receipts.store.js';

const refused = (why: string, detail?: string): Fault =>
  new Fault('input-invalid', `A receipt was refused: ${why}.`, { detail });

@Injectable()
export class Receipts {
  constructor(
    private readonly store: ReceiptsStore,
    private readonly connectors: ConnectorsService,
    private readonly installation: InstallationService,
    private readonly proofs: GrantProofs,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a receipt, stores it as it came, and draws from it what it proves. One that is stored already does nothing.
   * @throws Fault input-invalid for one that is forged, foreign, from the future or malformed: nothing is stored
   */
  async take(tx: Transaction, connectorId: ConnectorId, receipt: Receipt): Promise<void> {
    const connector = await this.connectors.get(connectorId, tx);
    const signer = (await this.connectors.instances([connectorId], tx)).find(
      ({ inForce, publicKey }) => inForce && isReceiptSignedBy(publicKey, receipt),
    );
    if (!signer) throw refused('its signature is not that of an instance of the connector', receipt.receiptId);
    const payload = decodeAs(ReceiptPayload, receipt.payload);
    await this.refuseForeign(connector, receipt, payload);
    const readAt = new Date(payload.readAtIso);
    const { receiptId: id, serverId: resourceId, generation } = payload;
    const row = { id, connectorId, resourceId, generation, readAt, storedAt: this.clock.now() };
    if (
      !(await this.store.add(tx, {
        ...row,
        payload: receipt.payload,
        signature: receipt.signature,
        publicKey: signer.publicKey,
      }))
    )
      return;
    await this.proofs.draw(tx, connector, payload);
  }

  private async refuseForeign(connector: ConnectorRecord, receipt: Receipt, payload: ReceiptPayload): Promise<void> {
    const { receiptId, connectorId, installationId, generation, version, grants } = payload;
    if (!isKnown(version)) throw refused('its version is unknown');
    if (version < RECEIPT_VERSIONS.withSudo && grants.some(({ sudoRoles }) => sudoRoles !== undefined)) {
      throw refused('it speaks of sudo roles, which its version does not know');
    }
    if (version < RECEIPT_VERSIONS.withFinish && grants.some(({ finishing }) => finishing !== undefined)) {
      throw refused('it speaks of sessions that finish, which its version does not know');
    }
    if (version < RECEIPT_VERSIONS.withEnd && grants.some(({ untilIso }) => untilIso !== undefined)) {
      throw refused('it speaks of ends that a server holds, which its version does not know');
    }
    if (receiptId !== receipt.receiptId) throw refused('its number is not the one that was signed');
    if (connectorId !== connector.id) throw refused('another connector signed for');
    if (installationId !== (await this.installation.id())) throw refused('it is for another installation');
    if (generation > connector.generation) throw refused('it is of an order that was never given');
  }
}

const isKnown = (version: number): boolean => Object.values<number>(RECEIPT_VERSIONS).includes(version);
