import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import { Clock } from '../clock/clock.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import type { ConnectorKeyEntity } from './connector-key.entity.js';
import { ConnectorKeysStore } from './connector-keys.store.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { ConnectorsStore } from './connectors.store.js';
import { fingerprintOf } from './user-ca-keys.js';

/** What administrators do with single instances of a connector. */
@Injectable()
export class InstancesAdministration {
  constructor(
    private readonly connectors: ConnectorsStore,
    private readonly keys: ConnectorKeysStore,
    private readonly transactions: Transactions,
    private readonly record: ConnectorRecorder,
    private readonly clock: Clock,
  ) {}

  /** From now on its key is worth nothing; its links are cut as soon as their replicas hear of it. @throws Fault not-found */
  remove(me: SignedIn, connectorId: ConnectorId, id: ConnectorKeyId): Promise<void> {
    return this.transactions.run(async (tx) => {
      const { name } = await this.lock(tx, connectorId, id);
      await this.keys.remove(tx, [id], this.clock.now());
      await this.record.write(
        tx,
        actorOf(me),
        'connector.instance-removed',
        { id: connectorId, name },
        { instanceId: id },
      );
    });
  }

  /**
   * The user CA key was changed on purpose: from now on the one counts with which this instance was refused. Who holds another one
   * is cut off until it comes with the same. No key is handed to anybody by this.
   * @throws Fault not-found; conflict: it was not refused, or came with another key meanwhile
   */
  acceptUserCa(me: SignedIn, connectorId: ConnectorId, id: ConnectorKeyId, fingerprint: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const { name, key } = await this.lock(tx, connectorId, id);
      const offered = key.refusal?.code === 'user-ca-differs' ? key.refusal.userCaKeys : [];
      if (!offered.some((line) => fingerprintOf(line) === fingerprint)) throw nothingToAccept();
      await this.connectors.change(tx, connectorId, { userCaKeys: offered });
      await this.keys.change(tx, id, { userCaKeys: offered, refusal: null });
      const detail = { instanceId: id, fingerprints: offered.map(fingerprintOf) };
      await this.record.write(tx, actorOf(me), 'connector.user-ca-accepted', { id: connectorId, name }, detail);
    });
  }

  private async lock(
    tx: Transaction,
    connectorId: ConnectorId,
    id: ConnectorKeyId,
  ): Promise<{ name: string; key: ConnectorKeyEntity }> {
    const connector = await this.connectors.lock(tx, connectorId);
    const key = connector && (await this.keys.inForceOf(tx, [connectorId])).find((one) => one.id === id);
    if (!key) throw new Fault('not-found', 'There is no such instance.', { hint: 'Look under Connectors.' });
    return { name: connector.name, key };
  }
}

const nothingToAccept = (): Fault =>
  new Fault('conflict', 'The instance was not refused with that user CA key.', { hint: 'Load the page again.' });
