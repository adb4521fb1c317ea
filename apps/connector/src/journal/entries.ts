import type { GrantId, ReceiptId, ResourceId } from '#access/ids.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { OrderedGrant, OrderedIntegration, OrderedServer } from '#protocol/order.js';
import type { SerialRecord } from '../signer/signer-journal.js';

/** What was last read back of one grant on its server. */
export interface ProvedGrant {
  grantId: GrantId;
  state: 'present' | 'absent';
  groups: string[];
  /** Absent: none. */
  sudoRoles?: SudoRole[];
  /** The end that the server held. Absent: it was not told. */
  untilIso?: string;
  remaining: string[];
  /** All that remains may finish. Absent: no. */
  finishing?: boolean;
  /** Of the order that it was read back for, and when, Unix milliseconds. Absent: written by an older connector. */
  read?: { generation: number; atMs: number };
}

/** An order as journalled: the message without its envelope. */
export interface OrderEntry {
  kind: 'order';
  generation: number;
  since: number | null;
  integrations: OrderedIntegration[];
  servers: OrderedServer[];
  grants: OrderedGrant[];
}

/** A receipt that the control plane has not stored yet, with what it proves. */
export interface ReceiptEntry {
  kind: 'receipt';
  receiptId: ReceiptId;
  serverId: ResourceId;
  payload: string;
  signature: string;
  proved: ProvedGrant[];
  serverCleared: boolean;
}

/** Everything that the connector must not forget, one kind of change each. */
export type JournalEntry =
  | OrderEntry
  | ReceiptEntry
  | { kind: 'receipts-stored'; receiptIds: ReceiptId[] }
  | { kind: 'key'; grantId: GrantId; keyNumber: number; publicKey: string }
  | ({ kind: 'serial' } & SerialRecord)
  /** From now on something of ours may be on the server. Written before the first write there. */
  | { kind: 'touched'; serverId: ResourceId }
  /** The host key that a login was made to, as `type base64`. */
  | { kind: 'host-key'; serverId: ResourceId; fingerprint: string; key: string }
  | { kind: 'server-forgotten'; serverId: ResourceId }
  /** The user CA keys with which the control plane let this instance in: servers are told to trust these. */
  | { kind: 'user-ca'; keys: string[] }
  /** The highest time seen: a clock stepped back revives nothing [I19]. */
  | { kind: 'clock'; highWaterMs: number };
