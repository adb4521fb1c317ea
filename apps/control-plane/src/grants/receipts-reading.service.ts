import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId, GrantId, ReceiptId } from '#access/ids.js';
import { decodeAs } from '#protocol/decode.js';
import { ReceiptPayload } from '#protocol/receipt-payload.js';
import { receiptSignatureBytes } from '#protocol/signatures.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { Transactions } from '../database/transactions.js';
import { noSuchGrant } from './grant-returns.service.js';
import { GrantsStore } from './grants.store.js';
import type { ReceiptEntity } from './receipt.entity.js';
import { sudoRoleView } from '../http/sudo-role.view.js';
import { isReceiptSignedBy } from './receipt-signature.js';
import type { GrantReceiptsView, GrantReceiptView, ReceiptFileView } from './receipt.view.js';
import { ReceiptsStore } from './receipts.store.js';

/** The proof of a grant as administrators see it: what was read back from its server, when, by whom, and signed. */
@Injectable()
export class ReceiptsReading {
  constructor(
    private readonly store: ReceiptsStore,
    private readonly grants: GrantsStore,
    private readonly connectors: ConnectorsService,
    private readonly transactions: Transactions,
  ) {}

  /** @throws Fault not-found */
  async ofGrant(id: GrantId): Promise<GrantReceiptsView> {
    const { reader } = this.transactions;
    const [grant] = await this.grants.find(reader, [id]);
    if (!grant) throw noSuchGrant();
    const receipts = await this.store.naming(reader, grant);
    const signers = await this.signers(receipts);
    return { items: receipts.flatMap((receipt) => viewsOf(receipt, signers.get(receipt.connectorId), id)) };
  }

  /** @throws Fault not-found */
  async file(id: ReceiptId): Promise<ReceiptFileView> {
    const receipt = await this.store.find(this.transactions.reader, id);
    const signer = receipt && (await this.signers([receipt])).get(receipt.connectorId);
    if (!receipt || !signer) throw new Fault('not-found', 'There is no such receipt.');
    const { payload, signature } = receipt;
    return {
      format: 'curfew-receipt-v1',
      receiptId: id,
      connector: { id: signer.id, name: signer.name },
      payload,
      signed: receiptSignatureBytes(payload).toString('base64'),
      signature,
      publicKey: keyOf(receipt, signer) ?? '',
    };
  }

  private async signers(receipts: readonly ReceiptEntity[]): Promise<Map<ConnectorId, Signer>> {
    const ids = [...new Set(receipts.map(({ connectorId }) => connectorId))];
    const instances = await this.connectors.instances(ids);
    return new Map(
      (await this.connectors.find(ids)).map(({ id, name }) => {
        const firstKey = instances.find(({ connectorId }) => connectorId === id)?.publicKey ?? null;
        return [id, { id, name, firstKey }];
      }),
    );
  }
}

/** A connector, and the key of its oldest instance. */
interface Signer {
  id: ConnectorId;
  name: string;
  firstKey: string | null;
}

/** The key that counted when the receipt came; of the first receipts it was not kept, and there was one instance only. */
const keyOf = (receipt: ReceiptEntity, { firstKey }: Signer): string | null => receipt.publicKey ?? firstKey;

const viewsOf = (receipt: ReceiptEntity, signer: Signer | undefined, grantId: GrantId): GrantReceiptView[] => {
  if (!signer) return [];
  const told = decodeAs(ReceiptPayload, receipt.payload).grants.filter((grant) => grant.grantId === grantId);
  const verified = isReceiptSignedBy(keyOf(receipt, signer), receipt);
  return told.map(({ state, account, groups, sudoRoles = [], untilIso = null, remaining, finishing = false }) => ({
    id: receipt.id,
    connector: { id: signer.id, name: signer.name },
    readAt: receipt.readAt.toISOString(),
    storedAt: receipt.storedAt.toISOString(),
    generation: receipt.generation,
    ...{ state, account, groups, remaining, finishing, verified, untilAt: untilIso },
    sudoRoles: sudoRoles.map(sudoRoleView),
  }));
};
