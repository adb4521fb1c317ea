import { Injectable } from '@nestjs/common';
import { In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { CLOCK_SKEW_MAX_SECONDS } from '#access/clock-skew.js';
import type { ConnectorId, IntegrationId, ResourceId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { IntegrationEntity } from './integration.entity.js';
import { ResourceEntity } from './resource.entity.js';
import type { ListedResource } from './resource-rows.js';
import { ResourceCondition } from './resource-condition.js';
import type { OwnedRow, ResourceOutline, ResourceSearch, ResourceSelector } from './resource.js';

const TAGS_SHOWN = 500;
const OUTLINES_AT_ONCE = 10_000;
/** From so many on a list is one parameter: PostgreSQL plans it anew each time, and a short one only once. */
const MANY = 8;
const LEAST_ID = '00000000-0000-0000-0000-000000000000' as ResourceId;

type Query = SelectQueryBuilder<ResourceEntity>;

/** Reading resources: by id, by what a person may ask for, by what changed for a connector. */
@Injectable()
export class ResourcesStore {
  async find(tx: Transaction, ids: ResourceId[]): Promise<ListedResource[]> {
    return (await this.listed(tx)
      .where(ids.length > MANY ? 'resource.id IN (SELECT unnest(CAST(:ids AS uuid[])))' : { id: In(ids) }, { ids })
      .getMany()) as ListedResource[];
  }

  async nameOf(tx: Transaction, id: ResourceId): Promise<string> {
    const rows = (await tx.query('SELECT name FROM resource WHERE id = $1', [id])) as { name: string }[];
    return rows[0]?.name ?? '';
  }

  async matching(
    tx: Transaction,
    selectors: ResourceSelector[],
    search: ResourceSearch,
  ): Promise<[ListedResource[], number]> {
    const query = this.living(tx, selectors);
    if (search.integrationId) query.andWhere('resource.integrationId = :ofOne', { ofOne: search.integrationId });
    if (search.among) query.andWhere('resource.id = ANY(CAST(:among AS uuid[]))', { among: [...search.among] });
    if (search.search) query.andWhere(CONTAINS, { search: search.search });
    if (search.tag) query.andWhere(...hasTag(search.tag));
    query.orderBy('lower(resource.name)').addOrderBy('resource.id').limit(search.limit).offset(search.offset);
    return (await query.getManyAndCount()) as [ListedResource[], number];
  }

  /** `key=value`, or a bare `key`, of all that the selectors name. */
  async tagsOf(tx: Transaction, selectors: ResourceSelector[]): Promise<string[]> {
    const pairs = this.living(tx, selectors).select('DISTINCT jsonb_each_text(resource.tags)', 'pair');
    const rows = await tx
      .createQueryBuilder()
      .select('(pair).key', 'key')
      .addSelect('(pair).value', 'value')
      .from(`(${pairs.getQuery()})`, 'pairs')
      .setParameters(pairs.getParameters())
      .orderBy('1')
      .addOrderBy('2')
      .limit(TAGS_SHOWN)
      .getRawMany<{ key: string; value: string }>();
    return rows.map(({ key, value }) => (value === '' ? key : `${key}=${value}`));
  }

  async outlinesOf(tx: Transaction, selectors: ResourceSelector[]): Promise<ResourceOutline[]> {
    const fields = ['id', 'integrationId', 'name', 'tags'].map((field) => `resource.${field}`);
    const offer = ['id', 'userGroups', 'sudoRoles'].map((field) => `integration.${field}`);
    const rows = (await this.living(tx, selectors)
      .select([...fields, ...offer])
      .getMany()) as ListedResource[];
    return rows.map(({ id, integrationId, name, tags, integration: { userGroups, sudoRoles } }) => ({
      ...{ id, integrationId, name, tags, userGroups, sudoRoles },
    }));
  }

  /** Those that the selectors name and that may not take new grants now: whoever reads them looks again. @param connectorIds with an obstacle */
  async doubtful(
    tx: Transaction,
    selectors: ResourceSelector[],
    connectorIds: ConnectorId[],
  ): Promise<ListedResource[]> {
    return (await this.living(tx, selectors)
      .andWhere(`(NOT (${IN_ORDER}) OR integration.connectorId = ANY(CAST(:connectorIds AS uuid[])))`, { connectorIds })
      .getMany()) as ListedResource[];
  }

  /**
   * Integrations once and servers in parts: whole rows of all would take many times the memory.
   * @param owned with what says who owns them
   */
  async outlines(tx: Transaction, owned: boolean): Promise<(ResourceOutline & Partial<OwnedRow>)[]> {
    const integrations = await tx.find(IntegrationEntity, {
      select: { id: true, userGroups: true, sudoRoles: true, owners: true, ownerTags: true },
      where: { deletedAt: IsNull() },
    });
    const known = new Map(integrations.map((one) => [one.id, one]));
    const outlines: (ResourceOutline & Partial<OwnedRow>)[] = [];
    for (let after = LEAST_ID; ; after = outlines[outlines.length - 1].id) {
      const rows = (await tx.query(
        `SELECT id, integration_id AS "integrationId", name, tags${owned ? ', owners' : ''} FROM resource
         WHERE id > $1 AND NOT gone AND NOT leaving AND integration_id = ANY($2) ORDER BY id LIMIT ${OUTLINES_AT_ONCE}`,
        [after, [...known.keys()]],
      )) as (Pick<ResourceOutline, 'id' | 'name' | 'tags' | 'owners'> & { integrationId: IntegrationId })[];
      for (const row of rows) {
        const integration = known.get(row.integrationId);
        const { userGroups = [], sudoRoles = [] } = integration ?? {};
        const more = owned && integration ? { integration, integrationOwners: integration.owners } : {};
        outlines.push({ ...row, userGroups, sudoRoles, ...more });
      }
      if (rows.length < OUTLINES_AT_ONCE) return outlines;
    }
  }

  serversSince(tx: Transaction, connectorId: ConnectorId, since: number | null): Promise<ResourceEntity[]> {
    const query = tx
      .createQueryBuilder(ResourceEntity, 'resource')
      .innerJoin('resource.integration', 'integration')
      .where('integration.connectorId = :connectorId', { connectorId });
    if (since === null) query.andWhere('NOT resource.gone');
    else query.andWhere('resource.generation > :since', { since });
    return query.getMany();
  }

  integrationsSince(tx: Transaction, connectorId: ConnectorId, since: number | null): Promise<IntegrationEntity[]> {
    const query = tx
      .createQueryBuilder(IntegrationEntity, 'integration')
      .where('integration.connectorId = :connectorId', { connectorId });
    if (since === null) query.andWhere('NOT integration.gone');
    else query.andWhere('integration.generation > :since', { since });
    return query.getMany();
  }

  private listed(tx: Transaction): Query {
    return tx.createQueryBuilder(ResourceEntity, 'resource').innerJoinAndSelect('resource.integration', 'integration');
  }

  private living(tx: Transaction, selectors: ResourceSelector[]): Query {
    return this.listed(tx)
      .where('NOT resource.gone AND NOT resource.leaving AND integration.deletedAt IS NULL')
      .andWhere(...new ResourceCondition().anyOf(selectors));
  }
}

/** Nothing of the server's own is in the way: the rest of availability.ts is its connector's. */
const IN_ORDER = `resource.state = 'active' AND resource.nextAddress IS NULL AND NOT resource.clearing AND resource.wanted <> 'removed'
  AND coalesce(abs(resource.clockSkewSeconds), 0) <= ${CLOCK_SKEW_MAX_SECONDS}`;

/** Neither `%` nor `_` of the person means anything here. */
const CONTAINS =
  '(strpos(lower(resource.name), lower(:search)) > 0 OR strpos(lower(integration.name), lower(:search)) > 0)';

/** Takes `key` or `key=value`. */
export function hasTag(tag: string): [string, Record<string, string>] {
  const at = tag.indexOf('=');
  if (at < 0) return ['jsonb_exists(resource.tags, :tagKey)', { tagKey: tag }];
  return [
    'resource.tags @> CAST(:tagPair AS jsonb)',
    { tagPair: JSON.stringify({ [tag.slice(0, at)]: tag.slice(at + 1) }) },
  ];
}
