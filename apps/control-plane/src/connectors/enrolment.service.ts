import { Injectable } from '@nestjs/common';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { EnrolAnswer, EnrolRequest } from '#protocol/enrol.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { InstallationService } from '../identity/installation.service.js';
import type { ConnectorKeyEntity } from './connector-key.entity.js';
import type { ConnectorEntity } from './connector.entity.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { EnrolmentStores } from './enrolment-stores.js';
import { enrolmentTokenHash } from './enrolment-token.js';

/** A new instance of a connector trades its one-time token for its identity, and its public key is pinned. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly stores: EnrolmentStores,
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
      const found = await this.stores.connectors.lockByToken(tx, enrolmentTokenHash(token), this.clock.now());
      if (!found) throw refused();
      const present = await this.stores.keys.inForceOf(tx, [found.id]);
      const same = present.find(({ publicKey }) => publicKey === pem);
      if (found.enrolmentTokenKeyId === null) await this.pin(tx, found, { pem, version, present, same });
      else if (same?.id !== found.enrolmentTokenKeyId) throw refused();
      return found;
    });
    return { connectorId: connector.id, installationId, name: connector.name };
  }

  /** Beside the keys that there are, or in their place: the token says which. */
  private async pin(
    tx: Transaction,
    connector: ConnectorEntity,
    { pem, version, present, same }: Newcomer,
  ): Promise<void> {
    const { id, name, enrolmentTokenAdds: adds } = connector;
    const { connectors, keys } = this.stores;
    const others = present.filter((key) => key !== same);
    if (adds && others.length >= INSTANCES_MAX) throw tooMany(name);
    const replaced = adds ? [] : others.map((key) => key.id);
    await keys.remove(tx, replaced, this.clock.now());
    const fields = { connectorId: id, publicKey: pem, enrolledAt: this.clock.now(), version };
    const instanceId = same?.id ?? (await keys.add(tx, fields));
    await connectors.change(tx, id, { enrolmentTokenKeyId: instanceId, version });
    const detail = { version, instanceId, ...(adds && { adds }), ...(replaced.length > 0 && { replaced }) };
    await this.record.write(tx, { kind: 'connector', id, name }, 'connector.enrolled', connector, detail);
  }
}

interface Newcomer {
  pem: string;
  version: string;
  present: readonly ConnectorKeyEntity[];
  /** The one of them that has this key already. */
  same: ConnectorKeyEntity | undefined;
}

/** Each one works on every server: more of them make nothing faster. */
const INSTANCES_MAX = 8;

const tooMany = (name: string): Fault =>
  new Fault('enrolment-refused', `The connector ${name} has ${INSTANCES_MAX} instances already.`, {
    hint: 'Remove one on the page Connectors first.',
  });

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
