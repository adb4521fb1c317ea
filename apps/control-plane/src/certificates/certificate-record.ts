import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { parsePublicKey } from '#ssh/public-key.js';
import type { Actor } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import type { BoundKey } from '../grants/grant-keys.service.js';
import { GrantRecord } from '../grants/grant-record.js';
import type { GrantRow } from '../grants/grants.service.js';
import { CertificatesStore } from './certificates.store.js';
import type { CheckedCertificate } from './check-certificate.js';

/** Which certificates were made. Each stands in the audit with its serial, by which a server's log is read. */
@Injectable()
export class CertificateRecord {
  constructor(
    private readonly store: CertificatesStore,
    private readonly grants: GrantRecord,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether there is a certificate for this key that servers accept now and to the grant's end, so that none needs to be made.
   * One from before the grant was made longer goes on to its own end.
   */
  async isUsable(
    tx: Transaction,
    key: BoundKey,
    { id, untilAt }: GrantRow,
    userCaKeys: readonly string[],
  ): Promise<boolean> {
    const newest = await this.store.newest(tx, id, key.number);
    if (newest === null || newest.validBefore.getTime() <= this.clock.nowMs()) return false;
    if (newest.validBefore.getTime() < Math.floor(untilAt.getTime() / 1000) * 1000) return false;
    return userCaKeys.length === 0 || userCaKeys.some((line) => fingerprintOf(line) === newest.authority);
  }

  async add(tx: Transaction, actor: Actor, grant: GrantRow, key: BoundKey, checked: CheckedCertificate): Promise<void> {
    const { serial, validBefore } = checked;
    await this.store.add(tx, { ...checked, grantId: grant.id, keyNumber: key.number, issuedAt: this.clock.now() });
    await this.grants.write(tx, actor, 'grant.certificate-issued', grant, {
      serial,
      keyNumber: key.number,
      fingerprint: key.fingerprint,
      validBefore: validBefore.toISOString(),
    });
  }
}

const fingerprintOf = (line: string): string | undefined => {
  try {
    return parsePublicKey(line).fingerprint;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
};
