import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { ConnectorId, IntegrationId, ResourceId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { OtherServer } from './list-changes.js';
import { ResourceEntity } from './resource.entity.js';
import type { ListedResource } from './resource-rows.js';
import type { ServerEntry } from './servers-list.js';
import { hasTag } from './resources.store.js';
import { FAULTY, SERVER_CONDITIONS, type ServerFilter } from './server-filters.js';

/** Which servers of an integration somebody wants to see. */
export interface ServersFilter {
  search?: string;
  tag?: string;
  only?: ServerFilter;
  limit: number;
  offset: number;
}

type Fields = Partial<Omit<ResourceEntity, 'integration'>>;

/** A server as it is added: its entry, and the host key that a known_hosts file confirms. */
export type NewServer = ServerEntry & { confirmedFingerprint: string | null };

/** Writing servers, and reading them for administrators. */
@Injectable()
export class ServersStore {
  /** One statement, so that ten thousand servers take a second. */
  async add(tx: Transaction, integrationId: IntegrationId, generation: number, servers: NewServer[]): Promise<void> {
    await tx.query(
      `INSERT INTO resource (integration_id, generation, name, host, port, "user", tags, confirmed_fingerprint)
       SELECT $1, $2, name, host, port, "user", tags, "confirmedFingerprint" FROM jsonb_to_recordset($3::jsonb)
         AS server (name text, host text, port integer, "user" text, tags jsonb, "confirmedFingerprint" text)`,
      [integrationId, generation, JSON.stringify(servers)],
    );
  }

  async change(tx: Transaction, ids: ResourceId[], fields: Fields): Promise<void> {
    if (ids.length === 0) return;
    if (fields.host !== undefined && fields.port !== undefined)
      await this.forgetClaims(tx, ids, fields.host, fields.port);
    const change = tx
      .createQueryBuilder()
      .update(ResourceEntity)
      .set(fields as QueryDeepPartialEntity<ResourceEntity>);
    await change.where(`id ${AMONG}`, { ids }).execute();
  }

  /** At another address it is another machine: whose accounts are whose there, nobody has said yet. */
  private async forgetClaims(tx: Transaction, ids: ResourceId[], host: string, port: number): Promise<void> {
    await tx.query(
      `DELETE FROM account_claim USING resource WHERE resource.id = account_claim.resource_id
       AND resource.id = ANY($1) AND (lower(resource.host), resource.port) <> (lower($2), $3)`,
      [ids, host, port],
    );
  }

  /** The living servers of an integration, locked. */
  lockLiving(tx: Transaction, integrationId: IntegrationId): Promise<ResourceEntity[]> {
    const where = { integrationId, gone: false };
    return tx.find(ResourceEntity, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** Living servers with their integrations, the servers locked. */
  async lock(tx: Transaction, ids: ResourceId[]): Promise<ListedResource[]> {
    const query = this.listed(tx).where(`resource.id ${AMONG} AND NOT resource.gone`, { ids }).orderBy('resource.id');
    return (await query.setLock('pessimistic_write', undefined, ['resource']).getMany()) as ListedResource[];
  }

  /** Those of the servers that wait to be cleared, moved or forgotten, locked; busy ones are left to who has them. */
  async lockWaiting(tx: Transaction, ids: ResourceId[]): Promise<ListedResource[]> {
    const query = this.listed(tx).where(`resource.id ${AMONG}`, { ids }).andWhere(WAITING).orderBy('resource.id');
    return (await query.setLock('pessimistic_write', undefined, ['resource']).getMany()) as ListedResource[];
  }

  /** Some of all servers that wait to be cleared, moved or forgotten. */
  async waiting(tx: Transaction, most: number): Promise<ResourceId[]> {
    const rows = await tx
      .createQueryBuilder(ResourceEntity, 'resource')
      .select('resource.id', 'id')
      .where(WAITING)
      .orderBy('random()')
      .limit(most)
      .getRawMany<{ id: ResourceId }>();
    return rows.map(({ id }) => id);
  }

  async find(tx: Transaction, id: ResourceId): Promise<ListedResource | undefined> {
    return (await this.findMany(tx, [id]))[0];
  }

  async findMany(tx: Transaction, ids: ResourceId[]): Promise<ListedResource[]> {
    const query = this.listed(tx).where(`resource.id ${AMONG}`, { ids }).orderBy('lower(resource.name)');
    return (await query.addOrderBy('resource.id').getMany()) as ListedResource[];
  }

  /** The living servers, those first that somebody must look at. */
  async page(
    tx: Transaction,
    integrationId: IntegrationId,
    { search, tag, only, limit, offset }: ServersFilter,
  ): Promise<[ListedResource[], number]> {
    const query = this.listed(tx).where({ integrationId, gone: false });
    if (search) {
      query.andWhere('(strpos(lower(resource.name), lower(:search)) > 0 OR strpos(lower(resource.host), lower(:search)) > 0)', { search }); // prettier-ignore
    }
    if (tag) query.andWhere(...hasTag(tag));
    if (only) query.andWhere(SERVER_CONDITIONS[only]);
    query.addSelect(FAULTY, 'faulty').orderBy('faulty', 'DESC').addOrderBy('lower(resource.name)').addOrderBy('resource.id'); // prettier-ignore
    query.limit(limit).offset(offset);
    return (await query.getManyAndCount()) as [ListedResource[], number];
  }

  /** Living servers of the connector's other integrations at any of these addresses (`host:port`, see addressKey). */
  async atAddresses(
    tx: Transaction,
    connectorId: ConnectorId,
    except: IntegrationId | null,
    addresses: string[],
  ): Promise<OtherServer[]> {
    return tx.query(
      `SELECT integration.id AS "integrationId", integration.name AS "integrationName", resource.name, address.host, address.port
       FROM resource JOIN integration ON integration.id = resource.integration_id
       CROSS JOIN LATERAL (VALUES (resource.host, resource.port),
         (resource.next_address->>'host', (resource.next_address->>'port')::integer)) AS address (host, port)
       JOIN unnest($3::text[]) AS wanted (address) ON wanted.address = rtrim(lower(address.host), '.') || ':' || address.port
       WHERE integration.connector_id = $1 AND integration.id IS DISTINCT FROM $2 AND NOT resource.gone`,
      [connectorId, except, addresses],
    );
  }

  countLiving(tx: Transaction, integrationId: IntegrationId): Promise<number> {
    return tx.countBy(ResourceEntity, { integrationId, gone: false });
  }

  private listed(tx: Transaction) {
    return tx.createQueryBuilder(ResourceEntity, 'resource').innerJoinAndSelect('resource.integration', 'integration');
  }
}

/** `= ANY(:ids)` compares each row with each of thousands of ids where the planner knows the table badly. */
const AMONG = 'IN (SELECT unnest(CAST(:ids AS uuid[])))';
const WAITING = 'NOT resource.gone AND (resource.leaving OR resource.clearing OR resource.nextAddress IS NOT NULL)';
