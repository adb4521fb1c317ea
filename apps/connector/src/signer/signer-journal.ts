import type { Fault } from '#access/fault.js';
import type { GrantId } from '#access/ids.js';
import type { OrderedGrant } from '#protocol/order.js';

/** What the signer needs of the connector's journal. What a promise was given for is on disk when it resolves. */
export interface SignerJournal {
  /** The grant as the last order taken has it; undefined if the journal does not know it. */
  grant(grantId: GrantId): JournalledGrant | undefined;
  /**
   * Binds a public key (`type base64`, no comment) to this number of the grant, unless one is bound already: the first
   * binding sticks.
   * @returns the key that is bound now
   */
  bindKey(grantId: GrantId, keyNumber: number, publicKey: string): Promise<string>;
  /** Writes a serial down before its certificate is signed [I5]. @returns false if that serial was there already */
  recordSerial(record: SerialRecord): Promise<boolean>;
}

export interface JournalledGrant {
  readonly ordered: OrderedGrant;
  /** Why this connector itself does not serve the grant, e.g. above its ceiling [I35]; undefined: it does. */
  readonly refusal?: Fault | undefined;
}

export interface SerialRecord {
  /** Decimal; 63 random bits. */
  readonly serial: string;
  readonly grantId: GrantId;
  readonly keyNumber: number;
  /** `SHA256:…` of the key that is signed. */
  readonly fingerprint: string;
  readonly validAfterSeconds: number;
  readonly validBeforeSeconds: number;
}
