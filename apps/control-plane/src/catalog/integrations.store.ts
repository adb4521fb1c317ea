import { Injectable } from '@nestjs/common';
import { In, IsNull, type QueryDeepPartialEntity } from 'typeorm';
import type { ConnectorId, IntegrationId, TeamId } from '#access/ids.js';
import type { OwnerValue } from '#access/owners.js';
import type { ConnectorUse } from '../connectors/connector-uses.js';
import type { Transaction } from '../database/transactions.js';
import { IntegrationEntity } from './integration.entity.js';
import type { ServerCounts } from './integration-status.js';
import { FAULTY, IS_CLEARED } from './server-filters.js';

type Fields = Partial<Omit<IntegrationEntity, 'connector'>>;

@Injectable()
export class IntegrationsStore {
  async add(tx: Transaction, fields: Fields): Promise<IntegrationId> {
    const { identifiers } = await tx.insert(IntegrationEntity, fields as QueryDeepPartialEntity<IntegrationEntity>);
    return (identifiers[0] as { id: IntegrationId }).id;
  }

  async change(tx: Transaction, id: IntegrationId, fields: Fields): Promise<void> {
    await tx.update(IntegrationEntity, { id }, fields as QueryDeepPartialEntity<IntegrationEntity>);
  }

  /** Deleted integrations without a living server are gone: the connector may forget them. */
  async forgetEmptied(tx: Transaction, ids: IntegrationId[], generation: number): Promise<void> {
    await tx.query(
      `UPDATE integration SET gone = true, generation = $2
       WHERE id = ANY($1) AND deleted_at IS NOT NULL AND NOT gone
         AND NOT EXISTS (SELECT FROM resource WHERE integration_id = integration.id AND NOT resource.gone)`,
      [ids, generation],
    );
  }

  /** One that was not deleted, with its list. */
  find(tx: Transaction, id: IntegrationId): Promise<IntegrationEntity | null> {
    return this.whole(tx).where({ id, deletedAt: IsNull() }).getOne();
  }

  /** Without their lists. */
  findMany(tx: Transaction, ids: IntegrationId[]): Promise<IntegrationEntity[]> {
    return tx.findBy(IntegrationEntity, { id: In(ids) });
  }

  lock(tx: Transaction, id: IntegrationId): Promise<IntegrationEntity | null> {
    return this.whole(tx).where({ id, deletedAt: IsNull() }).setLock('pessimistic_write').getOne();
  }

  page(tx: Transaction, search: string, limit: number, offset: number): Promise<[IntegrationEntity[], number]> {
    const query = this.whole(tx).where('integration.deletedAt IS NULL');
    if (search) query.andWhere('strpos(lower(integration.name), lower(:search)) > 0', { search });
    query.orderBy('lower(integration.name)').addOrderBy('integration.id').limit(limit).offset(offset);
    return query.getManyAndCount();
  }

  nameTaken(tx: Transaction, name: string, except: IntegrationId | null): Promise<boolean> {
    const query = tx.createQueryBuilder(IntegrationEntity, 'integration');
    query.where('integration.deletedAt IS NULL AND lower(integration.name) = lower(:name)', { name });
    if (except) query.andWhere('integration.id <> :except', { except });
    return query.getExists();
  }

  /** What still needs these connectors: deleted ones too, until nothing is left on their servers. */
  async usesOf(tx: Transaction, connectorIds: ConnectorId[]): Promise<ConnectorUse[]> {
    const found = await tx.findBy(IntegrationEntity, { connectorId: In(connectorIds), gone: false });
    return found.map(({ connectorId, id, name }) => ({ connectorId, id, name }));
  }

  /** `integration Shop`, `server web-1`: the living ones that name the team itself, not its name in a tag, as owner. */
  async ownedBy(tx: Transaction, teamId: TeamId): Promise<string[]> {
    const rows = (await tx.query(
      `SELECT 'integration ' || name AS owned FROM integration WHERE deleted_at IS NULL AND owners->'teamIds' ? $1
       UNION ALL
       SELECT 'server ' || name FROM resource WHERE NOT gone AND NOT leaving AND owners->'teamIds' ? $1
       ORDER BY owned`,
      [teamId],
    )) as { owned: string }[];
    return rows.map(({ owned }) => owned);
  }

  /** The values of the tags that name owners, with how many living servers bear them: the most first. */
  async ownerValues(tx: Transaction, id: IntegrationId): Promise<(OwnerValue & { servers: number })[]> {
    return (await tx.query(OWNER_VALUES, [id])) as (OwnerValue & { servers: number })[];
  }

  private whole(tx: Transaction) {
    return tx.createQueryBuilder(IntegrationEntity, 'integration').addSelect('integration.servers');
  }

  async countsOf(tx: Transaction, ids: IntegrationId[]): Promise<Map<IntegrationId, ServerCounts>> {
    const rows: (ServerCounts & { integrationId: IntegrationId })[] = await tx.query(COUNTS, [ids]);
    return new Map(rows.map(({ integrationId, ...counts }) => [integrationId, counts]));
  }
}

const OWNER_VALUES = `
  SELECT owner.tag, owner.names, resource.tags ->> owner.tag AS value, count(*)::int AS servers
  FROM integration
  CROSS JOIN LATERAL jsonb_to_recordset(integration.owner_tags) AS owner (tag text, names text)
  JOIN resource ON resource.integration_id = integration.id AND NOT resource.gone AND NOT resource.leaving
  WHERE integration.id = $1 AND coalesce(resource.tags ->> owner.tag, '') <> ''
  GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3 LIMIT 1000`;

/** Counts in the database, so that an integration of many thousand servers costs one row. */
const COUNTS = `
  SELECT integration_id AS "integrationId",
    count(*)::int AS found,
    count(*) FILTER (WHERE NOT cleared)::int AS kept,
    count(*) FILTER (WHERE state = 'active')::int AS active,
    count(*) FILTER (WHERE state IN ('unknown', 'unconfirmed', 'ready-for-set-up') AND NOT faulty AND NOT cleared)::int AS waiting,
    count(*) FILTER (WHERE faulty)::int AS faulty,
    coalesce((array_agg(name ORDER BY lower(name), id) FILTER (WHERE faulty))[1:3], '{}') AS "faultyNames",
    count(DISTINCT first_fault->>'code') FILTER (WHERE faulty)::int AS "faultKinds",
    (array_agg(first_fault ORDER BY lower(name), id) FILTER (WHERE faulty AND first_fault IS NOT NULL))[1] AS "firstFault",
    max(last_looked_at) AS "lastLookedAt"
  FROM (
    SELECT *, ${IS_CLEARED} AS cleared, ${FAULTY} AS faulty,
      CASE WHEN jsonb_array_length(faults) > 0 THEN faults->0
        WHEN jsonb_array_length(missing_groups) > 0 THEN jsonb_build_object('code', 'group-missing',
          'message', 'The server lacks the Linux group ' || (missing_groups->>0) || '.') END AS first_fault
    FROM resource
    WHERE integration_id = ANY($1) AND NOT gone AND NOT leaving
  ) AS server
  GROUP BY integration_id`;
