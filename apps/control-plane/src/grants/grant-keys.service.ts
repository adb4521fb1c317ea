import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { isWanted } from '#access/grant.js';
import type { GrantId } from '#access/ids.js';
import type { PublicKey } from '#ssh/public-key.js';
import { Clock } from '../clock/clock.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import type { Transaction } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { GrantRecord } from './grant-record.js';
import { type GrantRow, GrantsStore } from './grants.store.js';

/** The key of a grant that counts. */
export interface BoundKey {
  readonly number: number;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** Public keys of grants. A certificate is made for a bound key only [I4]; a new key makes the older ones worthless. */
@Injectable()
export class GrantKeys {
  constructor(
    private readonly store: GrantsStore,
    private readonly record: GrantRecord,
    private readonly connectors: ConnectorsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Binds a key to the person's own running grant: the first gets the number that the grant was ordered with, another one
   * the next number, which the connector is told in a new order. The key that counts already stays as it is.
   * @param key null: the one that is bound already
   * @throws Fault grant-not-active, key-not-bound
   */
  async bind(
    tx: Transaction,
    me: SignedIn,
    grantId: GrantId,
    key: PublicKey | null,
  ): Promise<{ grant: GrantRow; key: BoundKey }> {
    const grant = await this.running(tx, me, grantId);
    const bound = await this.store.keyOf(tx, grant.id, grant.keyNumber);
    if (key === null) return { grant, key: bound ?? noKey() };
    const publicKey = `${key.type} ${key.blob.toString('base64')}`;
    if (bound?.publicKey === publicKey) return { grant, key: bound };
    const number = bound ? grant.keyNumber + 1 : grant.keyNumber;
    const row = { grantId, number, publicKey, fingerprint: key.fingerprint, boundAt: this.clock.now() };
    await this.store.addKey(tx, row);
    const changed = bound ? await this.orderNumber(tx, grant, number) : grant;
    await this.record.write(tx, actorOf(me), 'grant.key-bound', grant, { number, fingerprint: key.fingerprint });
    return { grant: changed, key: row };
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

const noKey = (): never => {
  throw new Fault('key-not-bound', 'No key is bound to the grant yet.', { hint: 'Send a public key.' });
};
