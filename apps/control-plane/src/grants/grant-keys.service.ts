import { Injectable } from '@nestjs/common';
import type { Denial } from '#access/denial.js';
import { explainDenial } from '#access/explain.js';
import { Fault } from '#access/fault.js';
import { isWanted } from '#access/grant.js';
import type { GrantId } from '#access/ids.js';
import type { PublicKey } from '#ssh/public-key.js';
import { Clock } from '../clock/clock.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { GrantEntitlement } from './grant-entitlement.service.js';
import { GrantRecord } from './grant-record.js';
import { type GrantRow, GrantsStore } from './grants.store.js';

/** The key of a grant that counts. */
export interface BoundKey {
  readonly number: number;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** A key of a running grant, and whether it has a certificate that servers accept to the end. */
export interface ToCertify {
  readonly grant: GrantRow;
  readonly key: BoundKey;
  readonly usable: boolean;
}

/** Public keys of grants. A certificate is made for a bound key only [I4]; a new key makes the older ones worthless. */
@Injectable()
export class GrantKeys {
  constructor(
    private readonly store: GrantsStore,
    private readonly entitlement: GrantEntitlement,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Binds a key to the person's own running grant: the first gets the number that the grant was ordered with, another one
   * the next number, which the connector is told in a new order. The key that counts already stays as it is. A certificate
   * that is still to be made, for whichever key, is made only while the flow lets the access be asked for [I34].
   * @param key null: the one that is bound already
   * @param isUsable whether the key that counts has a certificate that servers accept to the end
   * @throws Fault not-found, grant-not-active, key-not-bound, access-denied
   */
  async bind(
    tx: Transaction,
    me: SignedIn,
    grantId: GrantId,
    key: PublicKey | null,
    isUsable: (key: BoundKey, grant: GrantRow) => Promise<boolean>,
  ): Promise<ToCertify> {
    const denial = await this.entitlement.whyNot(tx, grantId);
    const grant = await this.running(tx, me, grantId);
    const bound = await this.store.keyOf(tx, grant.id, grant.keyNumber);
    const other = key !== null && bound?.publicKey !== textOf(key) ? key : null;
    const same = other ? null : (bound ?? noKey());
    if (same && (await isUsable(same, grant))) return { grant, key: same, usable: true };
    if (denial) throw noCertificate(denial);
    if (other) return this.add(tx, me, grant, other, bound ? grant.keyNumber + 1 : grant.keyNumber);
    return { grant, key: same ?? noKey(), usable: false };
  }

  /** The key of the grant that counts; null: none was bound yet. */
  async current(tx: Transaction, grantId: GrantId): Promise<BoundKey | null> {
    const [grant] = await this.store.find(tx, [grantId]);
    return grant ? this.store.keyOf(tx, grant.id, grant.keyNumber) : null;
  }

  /** The grant's row, locked: until the transaction ends it neither ends nor gets another key. */
  lock(tx: Transaction, grantId: GrantId): Promise<GrantRow[]> {
    return this.store.lock(tx, [grantId]);
  }

  private async add(
    tx: Transaction,
    me: SignedIn,
    grant: GrantRow,
    key: PublicKey,
    number: number,
  ): Promise<ToCertify> {
    const { fingerprint } = key;
    const row = { grantId: grant.id, number, publicKey: textOf(key), fingerprint, boundAt: this.clock.now() };
    await this.store.addKey(tx, row);
    const changed = number === grant.keyNumber ? grant : await this.orderNumber(tx, grant, number);
    await this.record.write(tx, actorOf(me), 'grant.key-bound', grant, { number, fingerprint });
    return { grant: changed, key: row, usable: false };
  }

  private async orderNumber(tx: Transaction, grant: GrantRow, keyNumber: number): Promise<GrantRow> {
    const generation = await this.connectors.raiseGeneration(tx, grant.connectorId);
    await this.store.change(tx, [grant.id], { keyNumber, generation });
    return { ...grant, keyNumber, generation };
  }

  private async running(tx: Transaction, me: SignedIn, grantId: GrantId): Promise<GrantRow> {
    const [grant] = await this.store.lock(tx, [grantId]);
    if (!grant || grant.personId !== me.personId) throw new Fault('not-found', 'There is no such grant of yours.');
    if (isWanted(grant.state) && grant.untilAt.getTime() > this.clock.nowMs()) return grant;
    throw new Fault('grant-not-active', 'The grant has ended, so no certificate is made for it.', {
      hint: 'Ask for the access again.',
    });
  }
}

const textOf = (key: PublicKey): string => `${key.type} ${key.blob.toString('base64')}`;

const noCertificate = (denial: Denial): Fault =>
  new Fault('access-denied', `No new certificate is made for this access. ${explainDenial(denial)}`, {
    hint: 'A certificate that was made before works to its own end. For a new one, give the access back and ask for what the catalog shows now.',
    detail: `denial ${denial.reason} ${JSON.stringify(denial.detail)}`,
  });

const noKey = (): never => {
  throw new Fault('key-not-bound', 'No key is bound to the grant yet.', { hint: 'Send a public key.' });
};
