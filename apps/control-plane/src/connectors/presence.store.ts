import { Injectable } from '@nestjs/common';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { ConnectorInstanceEntity } from './connector-instance.entity.js';
import { ConnectorKeyEntity } from './connector-key.entity.js';
import { ConnectorEntity } from './connector.entity.js';

export type NewInstance = Omit<ConnectorInstanceEntity, 'connector' | 'key' | 'connectedAt' | 'lastSeenAt'>;

export interface ConnectorObstacle {
  /** By how much its clock is off; null: by too little to matter. */
  skewSeconds: number | null;
  /** It holds newer orders than this database. */
  ordersAhead: boolean;
}

/** A link is pinged each 15 s; one whose row was not renewed for this long hung on a replica that died. */
const SILENT = "last_seen_at <= now() - interval '45 seconds'";

/** All times are PostgreSQL's: replicas compare what other replicas wrote. */
@Injectable()
export class PresenceStore {
  async add(tx: Transaction, instance: NewInstance): Promise<void> {
    await tx.insert(ConnectorInstanceEntity, { ...instance, connectedAt: NOW, lastSeenAt: NOW });
    const { connectorId, keyId, version, userCaKeys } = instance;
    const told = { version, ...(userCaKeys.length > 0 && { userCaKeys }), lastSeenAt: NOW };
    await tx.update(ConnectorEntity, { id: connectorId }, told);
    await tx.update(ConnectorKeyEntity, { id: keyId }, { ...told, refusal: null });
  }

  /** @returns whether the row is there still; it is not when another replica took this one for dead */
  async seen(tx: Transaction, linkId: string, generation: number | null): Promise<boolean> {
    const { affected } = await tx.update(ConnectorInstanceEntity, { id: linkId }, { lastSeenAt: NOW, generation });
    return affected === 1;
  }

  async clockTold(tx: Transaction, linkId: string, clockSkewSeconds: number): Promise<void> {
    await tx.update(ConnectorInstanceEntity, { id: linkId }, { clockSkewSeconds });
  }

  async connectorSeen(tx: Transaction, id: ConnectorId, keyId: ConnectorKeyId): Promise<void> {
    await tx.update(ConnectorEntity, { id }, { lastSeenAt: NOW });
    await tx.update(ConnectorKeyEntity, { id: keyId }, { lastSeenAt: NOW });
  }

  async remove(tx: Transaction, linkId: string): Promise<void> {
    await tx.delete(ConnectorInstanceEntity, { id: linkId });
  }

  async removeSilent(tx: Transaction): Promise<number> {
    const { affected } = await tx.createQueryBuilder().delete().from(ConnectorInstanceEntity).where(SILENT).execute();
    return affected ?? 0;
  }

  /** Live links of these connectors. */
  live(tx: Transaction, connectorIds: ConnectorId[]): Promise<ConnectorInstanceEntity[]> {
    const query = tx.createQueryBuilder(ConnectorInstanceEntity, 'instance').where(`NOT (${SILENT})`);
    return query.andWhere('instance.connectorId = ANY(:connectorIds)', { connectorIds }).getMany();
  }

  /** Only connectors with an obstacle: there are few, however many connectors there are. */
  obstacles(tx: Transaction, mostSkewSeconds: number): Promise<(ConnectorObstacle & { connectorId: ConnectorId })[]> {
    return tx.query(
      `SELECT connector.id AS "connectorId", connector.ahead_generation IS NOT NULL AS "ordersAhead", off.skew AS "skewSeconds"
         FROM connector LEFT JOIN (
           SELECT DISTINCT ON (connector_id) connector_id, clock_skew_seconds AS skew FROM connector_instance
             WHERE abs(clock_skew_seconds) > $1 AND NOT (${SILENT}) ORDER BY connector_id, abs(clock_skew_seconds) DESC
         ) off ON off.connector_id = connector.id
         WHERE connector.deleted_at IS NULL AND (connector.ahead_generation IS NOT NULL OR off.skew IS NOT NULL)`,
      [mostSkewSeconds],
    );
  }
}

const NOW = () => 'now()';
