import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, MoreThan } from 'typeorm';
import type { ConnectorId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { ConnectorInstanceEntity } from './connector-instance.entity.js';
import { ConnectorEntity } from './connector.entity.js';

export type NewInstance = Omit<ConnectorInstanceEntity, 'connector'>;

@Injectable()
export class PresenceStore {
  async add(tx: Transaction, instance: NewInstance): Promise<void> {
    await tx.insert(ConnectorInstanceEntity, instance);
    const { connectorId, version, userCaKeys, lastSeenAt } = instance;
    await tx.update(ConnectorEntity, { id: connectorId }, { version, userCaKeys, lastSeenAt });
  }

  /** @returns whether the row is there still; it is not when another replica took this one for dead */
  async seen(tx: Transaction, linkId: string, at: Date): Promise<boolean> {
    const { affected } = await tx.update(ConnectorInstanceEntity, { id: linkId }, { lastSeenAt: at });
    return affected === 1;
  }

  async connectorSeen(tx: Transaction, id: ConnectorId, at: Date): Promise<void> {
    await tx.update(ConnectorEntity, { id }, { lastSeenAt: at });
  }

  async remove(tx: Transaction, linkId: string): Promise<void> {
    await tx.delete(ConnectorInstanceEntity, { id: linkId });
  }

  async removeSilent(tx: Transaction, since: Date): Promise<number> {
    const { affected } = await tx.delete(ConnectorInstanceEntity, { lastSeenAt: LessThanOrEqual(since) });
    return affected ?? 0;
  }

  liveOf(tx: Transaction, connectorIds: ConnectorId[], since: Date): Promise<ConnectorInstanceEntity[]> {
    return tx.findBy(ConnectorInstanceEntity, { connectorId: In(connectorIds), lastSeenAt: MoreThan(since) });
  }

  live(tx: Transaction, since: Date): Promise<ConnectorInstanceEntity[]> {
    return tx.findBy(ConnectorInstanceEntity, { lastSeenAt: MoreThan(since) });
  }
}
