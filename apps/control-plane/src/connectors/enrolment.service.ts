import { Injectable } from '@nestjs/common';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { EnrolAnswer, EnrolRequest } from '#protocol/enrol.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { InstallationService } from '../identity/installation.service.js';
import { ConnectorsStore } from './connectors.store.js';
import type { ConnectorEntity } from './connector.entity.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { enrolmentTokenHash } from './enrolment-token.js';

/** A new connector trades its one-time token for its identity, and its public key is pinned. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly store: ConnectorsStore,
    private readonly transactions: Transactions,
    private readonly installation: InstallationService,
    private readonly clock: Clock,
    private readonly record: ConnectorRecorder,
  ) {}

  /**
   * The same token with the same key gets the same answer again within its life, because the first answer may have been
   * lost; with another key a used token is refused.
   * @throws Fault enrolment-refused, input-invalid
   */
  async enrol({ token, publicKey, version }: EnrolRequest): Promise<EnrolAnswer> {
    const pem = ed25519Pem(publicKey);
    const installationId = await this.installation.id();
    const connector = await this.transactions.run(async (tx) => {
      const found = await this.store.lockByToken(tx, enrolmentTokenHash(token), this.clock.now());
      if (!found || (found.enrolmentTokenUsed && found.publicKey !== pem)) throw refused();
      if (!found.enrolmentTokenUsed) await this.pin(tx, found, pem, version);
      return found;
    });
    return { connectorId: connector.id, installationId, name: connector.name };
  }

  private async pin(tx: Transaction, connector: ConnectorEntity, publicKey: string, version: string): Promise<void> {
    await this.store.change(tx, connector.id, { publicKey, version, enrolmentTokenUsed: true });
    const { id, name } = connector;
    await this.record.write(tx, { kind: 'connector', id, name }, 'connector.enrolled', connector, { version });
  }
}

const refused = (): Fault =>
  new Fault('enrolment-refused', 'The enrolment token is unknown, used or expired.', {
    hint: 'Make a fresh token on the page Connectors: each works once, for an hour.',
  });

/** The key in the one form in which it is stored and compared. @throws Fault input-invalid */
function ed25519Pem(text: string): string {
  const key = readKey(text);
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new Fault('input-invalid', 'The public key of the connector is not an Ed25519 key.', {
      fields: [{ path: 'publicKey', reason: 'must be an Ed25519 public key in SPKI PEM form' }],
    });
  }
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** Never reads a private key, of which node:crypto would make a public one. */
function readKey(text: string): KeyObject | undefined {
  if (!/^-----BEGIN PUBLIC KEY-----\s/.test(text)) return undefined;
  try {
    return createPublicKey(text);
  } catch {
    return undefined;
  }
}
