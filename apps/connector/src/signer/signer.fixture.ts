import { generateKeyPairSync } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { GrantId, ResourceId } from '#access/ids.js';
import type { OrderedGrant } from '#protocol/order.js';
import { publicKeyFromKeyObject } from '#ssh/public-key.js';
import type { JournalledGrant, SerialRecord, SignerJournal } from './signer-journal.js';

export const GRANT = '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c' as GrantId;
export const OTHER_GRANT = '11111111-2222-4333-8444-555555555555' as GrantId;
export const FROM_MS = Date.parse('2026-11-22T12:00:00Z');
export const UNTIL_MS = Date.parse('2026-11-22T13:00:00Z');

/** A journal in memory, with a hook for what may happen while something is written to the disk. */
export class MemoryJournal implements SignerJournal {
  readonly grants = new Map<GrantId, JournalledGrant>();
  readonly keys = new Map<string, string>();
  readonly serials: SerialRecord[] = [];
  whileWriting: () => void = () => undefined;

  put(changes: Partial<OrderedGrant> = {}, refusal?: Fault): void {
    const ordered = order(changes);
    this.grants.set(ordered.grantId, { ordered, refusal });
  }

  grant(grantId: GrantId): JournalledGrant | undefined {
    return this.grants.get(grantId);
  }

  bindKey(grantId: GrantId, keyNumber: number, publicKey: string): Promise<string> {
    const name = `${grantId} ${keyNumber}`;
    const bound = this.keys.get(name) ?? publicKey;
    this.keys.set(name, bound);
    return Promise.resolve(bound);
  }

  recordSerial(record: SerialRecord): Promise<boolean> {
    if (this.serials.some(({ serial }) => serial === record.serial)) return Promise.resolve(false);
    this.serials.push(record);
    this.whileWriting();
    return Promise.resolve(true);
  }
}

/** The order for the grant of these tests. */
export const order = (changes: Partial<OrderedGrant> = {}): OrderedGrant => ({
  grantId: GRANT,
  serverId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' as ResourceId,
  wanted: 'present',
  account: 'alex',
  accountKind: 'person',
  adopt: false,
  groups: ['web-ops'],
  fromIso: new Date(FROM_MS).toISOString(),
  untilIso: new Date(UNTIL_MS).toISOString(),
  keyNumber: 1,
  extensions: ['permit-pty'],
  ...changes,
});

/** A fresh Ed25519 public key line. */
export const makeKeyLine = (): string => publicKeyFromKeyObject(generateKeyPairSync('ed25519').privateKey).line;

/** The fault that the work ends in. */
export const refusal = async (work: Promise<unknown>): Promise<Fault> => {
  const fault: unknown = await work.then(
    () => new Error('it was signed'),
    (error: unknown) => error,
  );
  if (!(fault instanceof Fault)) throw fault;
  return fault;
};
