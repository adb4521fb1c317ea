import { Injectable } from '@nestjs/common';
import { Fault } from '#access/fault.js';
import { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/transactions.js';
import type { ConnectorKeyEntity } from './connector-key.entity.js';
import { ConnectorKeysStore } from './connector-keys.store.js';
import { ConnectorRecorder } from './connector-recorder.js';
import { ConnectorsStore } from './connectors.store.js';
import { misfit } from './instance-fit.js';
import { type NewInstance, PresenceStore } from './presence.store.js';

/** Lets the link of an instance in when it fits to the other instances of its connector; else notes why not. */
@Injectable()
export class InstanceAdmission {
  constructor(
    private readonly connectors: ConnectorsStore,
    private readonly keys: ConnectorKeysStore,
    private readonly presence: PresenceStore,
    private readonly record: ConnectorRecorder,
    private readonly clock: Clock,
  ) {}

  /** The connector's row is locked, so that of two that do not fit to each other one is first. @returns why it was refused */
  async admit(tx: Transaction, link: NewInstance): Promise<Fault | undefined> {
    const connector = await this.connectors.lock(tx, link.connectorId);
    const keys = await this.keys.inForceOf(tx, [link.connectorId]);
    const own = keys.find(({ id }) => id === link.keyId);
    if (!connector || !own) return removed();
    const others = keys.filter(({ id }) => id !== own.id);
    const live = (await this.presence.live(tx, [connector.id])).filter(({ keyId }) => keyId !== own.id);
    const fault = misfit(link, {
      name: connector.name,
      userCaKeys: connector.userCaKeys,
      isCaShared: others.some(({ userCaKeys }) => userCaKeys.length > 0),
      ceilings: live.map(({ ceiling }) => ceiling),
    });
    if (fault) await this.note(tx, own, link, fault, connector.name);
    else await this.presence.add(tx, link);
    return fault;
  }

  /** It comes again each minute: only the first try, or another reason, is news. */
  private async note(
    tx: Transaction,
    own: ConnectorKeyEntity,
    link: NewInstance,
    fault: Fault,
    name: string,
  ): Promise<void> {
    if (own.refusal?.message === fault.message) return;
    const { code, message, hint = '' } = fault;
    const at = this.clock.now().toISOString();
    await this.keys.change(tx, own.id, { refusal: { code, message, hint, userCaKeys: link.userCaKeys, at } });
    const actor = { kind: 'connector' as const, id: link.connectorId, name };
    const detail = { instanceId: own.id, code, message };
    await this.record.write(tx, actor, 'connector.instance-refused', { id: link.connectorId, name }, detail);
  }
}

const removed = (): Fault =>
  new Fault('link-refused', 'The connector was deleted, or this instance of it was removed.', {
    hint: 'Look at the page Connectors.',
  });
