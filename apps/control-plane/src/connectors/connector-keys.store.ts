import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { ConnectorKeyEntity } from './connector-key.entity.js';

@Injectable()
export class ConnectorKeysStore {
  /** Those that count, the oldest first. */
  inForceOf(tx: Transaction, connectorIds: ConnectorId[]): Promise<ConnectorKeyEntity[]> {
    const where = { connectorId: In(connectorIds), removedAt: IsNull() };
    return tx.find(ConnectorKeyEntity, { where, order: { enrolledAt: 'ASC', id: 'ASC' } });
  }

  /** Also those that were removed, the oldest first. */
  everOf(tx: Transaction, connectorIds: ConnectorId[]): Promise<ConnectorKeyEntity[]> {
    const where = { connectorId: In(connectorIds) };
    return tx.find(ConnectorKeyEntity, { where, order: { enrolledAt: 'ASC', id: 'ASC' } });
  }

  isInForce(tx: Transaction, id: ConnectorKeyId): Promise<boolean> {
    return tx.existsBy(ConnectorKeyEntity, { id, removedAt: IsNull() });
  }

  async add(
    tx: Transaction,
    fields: Pick<ConnectorKeyEntity, 'connectorId' | 'publicKey' | 'enrolledAt' | 'version'>,
  ): Promise<ConnectorKeyId> {
    const { identifiers } = await tx.insert(ConnectorKeyEntity, fields);
    return (identifiers[0] as { id: ConnectorKeyId }).id;
  }

  async change(tx: Transaction, id: ConnectorKeyId, fields: QueryDeepPartialEntity<ConnectorKeyEntity>): Promise<void> {
    await tx.update(ConnectorKeyEntity, { id }, fields);
  }

  async remove(tx: Transaction, ids: ConnectorKeyId[], removedAt: Date): Promise<void> {
    if (ids.length > 0) await tx.update(ConnectorKeyEntity, { id: In(ids), removedAt: IsNull() }, { removedAt });
  }
}
