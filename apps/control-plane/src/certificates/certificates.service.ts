/** Certificates: for a person's own running grant and one public key, made by the connector and checked here. */
import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { isWanted } from '#access/grant.js';
import type { GrantId } from '#access/ids.js';
import { parsePublicKey } from '#ssh/public-key.js';
import { ConnectorLinkService } from '../connector-link/connector-link.service.js';
import { PresenceService } from '../connectors/presence.service.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { type BoundKey, GrantKeys } from '../grants/grant-keys.service.js';
import type { GrantRow } from '../grants/grants.service.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { CertificateRecord } from './certificate-record.js';
import { checkCertificate } from './check-certificate.js';

@Injectable()
export class CertificatesService {
  constructor(
    private readonly keys: GrantKeys,
    private readonly link: ConnectorLinkService,
    private readonly presence: PresenceService,
    private readonly record: CertificateRecord,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Binds the key to the grant and has a certificate made for it, unless there is one for this key already. Another key than
   * before makes the old one worthless.
   * @param publicKey one line of an OpenSSH public key file, as the person gave it; null: the key that is bound already
   * @throws Fault public-key-invalid, public-key-weak, key-not-bound, not-found, grant-not-active, access-denied, connector-offline, certificate-invalid
   */
  async issue(me: SignedIn, grantId: GrantId, publicKey: string | null): Promise<void> {
    const parsed = publicKey === null ? null : parsePublicKey(publicKey);
    const { grant, key, usable } = await this.transactions.run((tx) =>
      this.keys.bind(tx, me, grantId, parsed, async (bound, row) =>
        this.record.isUsable(tx, bound, row, await this.userCaKeysOf(row, tx)),
      ),
    );
    if (usable) return;
    const line = await this.link.sign(grant.connectorId, { grantId, keyNumber: key.number, publicKey: key.publicKey });
    const checked = checkCertificate(line, expectedOf(grant, key, await this.userCaKeysOf(grant)));
    await this.transactions.run(async (tx) => {
      const [now] = await this.keys.lock(tx, grantId);
      if (!now || !isWanted(now.state) || now.keyNumber !== key.number) {
        throw new Fault('grant-not-active', 'The grant ended, or got another key, while the certificate was made.', {
          hint: 'Load the page again.',
        });
      }
      await this.record.add(tx, actorOf(me), now, key, checked);
    });
  }

  /** What the connector's live instances told: all of them have the same. */
  private async userCaKeysOf({ connectorId }: GrantRow, tx?: Transaction): Promise<string[]> {
    const live = await this.presence.liveOf([connectorId], tx);
    return [...new Set(live.flatMap(({ userCaKeys }) => userCaKeys))];
  }
}

const expectedOf = (grant: GrantRow, key: BoundKey, userCaKeys: string[]): Parameters<typeof checkCertificate>[1] => ({
  grantId: grant.id,
  keyNumber: key.number,
  publicKey: key.publicKey,
  extensions: grant.extensions,
  fromAt: grant.fromAt,
  untilAt: grant.untilAt,
  userCaKeys,
});
