import { randomUUID } from 'node:crypto';
import type { ReceiptId, ResourceId } from '#access/ids.js';
import {
  RECEIPT_VERSIONS,
  type ReceiptGrant,
  type ReceiptPayload,
  type ReceiptStanding,
} from '#protocol/receipt-payload.js';
import { receiptSignatureBytes } from '#protocol/signatures.js';
import type { ConnectorKey } from '../enrol/connector-key.js';
import type { ConnectorIdentity } from '../enrol/enrol.js';
import type { ReceiptEntry } from '../journal/entries.js';

/**
 * Receipts: what the connector read back from a server, signed with its own key. They are journalled with what they prove and
 * repeated until the control plane says that it stored them.
 */

/** What was read back in one run on one server. */
export interface ReadBack {
  serverId: ResourceId;
  generation: number;
  readAtMs: number;
  grants: ReceiptGrant[];
  standing: ReceiptStanding[];
  serverCleared: boolean;
}

/** A signed receipt as the journal keeps it. */
export const makeReceipt = (identity: ConnectorIdentity, key: ConnectorKey, readBack: ReadBack): ReceiptEntry => {
  const receiptId = randomUUID() as ReceiptId;
  const payload: ReceiptPayload = {
    version: versionFor(readBack.grants),
    receiptId,
    installationId: identity.installationId,
    connectorId: identity.connectorId,
    serverId: readBack.serverId,
    generation: readBack.generation,
    readAtIso: new Date(readBack.readAtMs).toISOString(),
    grants: readBack.grants,
    standing: readBack.standing.slice(0, 1000),
    serverCleared: readBack.serverCleared,
  };
  const text = JSON.stringify(payload);
  return {
    kind: 'receipt',
    receiptId,
    serverId: readBack.serverId,
    payload: text,
    signature: key.sign(receiptSignatureBytes(text)),
    proved: readBack.grants.map(({ grantId, state, groups, sudoRoles, untilIso, remaining, finishing }) => ({
      ...{ grantId, state, groups, remaining },
      ...(sudoRoles && { sudoRoles }),
      ...(untilIso !== undefined && { untilIso }),
      ...(finishing && { finishing }),
      read: { generation: readBack.generation, atMs: readBack.readAtMs },
    })),
    serverCleared: readBack.serverCleared,
  };
};

/** The lowest version that can say it. */
const versionFor = (grants: readonly ReceiptGrant[]): number => {
  if (grants.some(({ untilIso }) => untilIso !== undefined)) return RECEIPT_VERSIONS.withEnd;
  if (grants.some(({ finishing }) => finishing)) return RECEIPT_VERSIONS.withFinish;
  return grants.some(({ sudoRoles }) => sudoRoles?.length) ? RECEIPT_VERSIONS.withSudo : RECEIPT_VERSIONS.plain;
};
