import { Injectable } from '@nestjs/common';
import { In, IsNull, type QueryDeepPartialEntity, type SelectQueryBuilder } from 'typeorm';
import type { AccessFlowVersion } from '#access/access-flow.js';
import type { AccessFlowId, AccessFlowVersionId, IntegrationId } from '#access/ids.js';
import { among } from '../database/among.js';
import type { Transaction } from '../database/transactions.js';
import type { SavedVersion } from '../http/edited-version.js';
import { AccessFlowEntity, AccessFlowVersionEntity } from './access-flow.entity.js';

export type FlowVersionRow = Omit<AccessFlowVersionEntity, 'flow' | 'by'>;
type Joined = AccessFlowVersionEntity & { flow: AccessFlowEntity };

/** What a version says, less its numbers. */
export type FlowContents = Omit<FlowVersionRow, 'id' | 'flowId' | 'version' | 'at' | 'byId'>;

export const contentsOf = (row: FlowContents): FlowContents => ({
  name: row.name,
  trigger: row.trigger,
  requesters: row.requesters,
  requestFor: row.requestFor,
  targets: row.targets,
  approval: row.approval,
  longestSeconds: row.longestSeconds,
  defaultSeconds: row.defaultSeconds,
  fixedDuration: row.fixedDuration,
  timeframe: row.timeframe,
  clockStart: row.clockStart,
  extensions: row.extensions,
  breakGlass: row.breakGlass,
  justificationRequired: row.justificationRequired,
  customFields: row.customFields,
  templates: row.templates,
  requestTimeoutSeconds: row.requestTimeoutSeconds,
  allowsForwarding: row.allowsForwarding,
  finishWithinSeconds: row.finishWithinSeconds,
});

/** A version as a decision sees it. A deleted flow is as inactive as one that was switched off. */
const toVersion = ({ flow, ...row }: Joined): AccessFlowVersion => ({
  flowId: row.flowId,
  versionId: row.id,
  version: row.version,
  active: flow.active && flow.deletedAt === null,
  ...contentsOf(row),
});

const STANDINGS = `
  SELECT version.id, flow.active AND flow.deleted_at IS NULL AS active
  FROM access_flow flow JOIN access_flow_version version ON version.flow_id = flow.id`;
const IS_CURRENT = 'version.version = flow.version AND flow.active AND flow.deleted_at IS NULL';
const HELD = 'FOR SHARE OF flow';

interface Standing {
  id: AccessFlowVersionId;
  active: boolean;
}

/** So many versions are kept in memory; those that nobody asked for longest go first. */
const KNOWN_MAX = 10_000;

@Injectable()
export class AccessFlowsStore {
  /** What versions say: it never changes (a trigger refuses it), so it is read once. Which of them are active is asked each time. */
  private readonly known = new Map<AccessFlowVersionId, AccessFlowVersion>();
  private current?: { readonly stamp: string; readonly versions: readonly AccessFlowVersion[] };

  /** Current versions of the active flows. They are read again when a flow has changed since. */
  async active(tx: Transaction): Promise<readonly AccessFlowVersion[]> {
    const stamp = await this.stamp(tx);
    if (this.current?.stamp === stamp) return this.current.versions;
    const versions = await this.standing(tx, `WHERE ${IS_CURRENT} ORDER BY flow.id`);
    if ((await this.stamp(tx)) === stamp) this.current = { stamp, versions };
    return versions;
  }

  /** Current versions of all flows, those that are switched off too. */
  async living(tx: Transaction): Promise<AccessFlowVersion[]> {
    const query = this.joined(tx).where('flow.deletedAt IS NULL AND version.version = flow.version');
    return ((await query.orderBy('flow.nameKey').getMany()) as Joined[]).map(toVersion);
  }

  /** Of these flows the current versions of those that are active; they stay active to the transaction's end. */
  async holdActive(tx: Transaction, ids: readonly AccessFlowId[]): Promise<AccessFlowVersion[]> {
    if (ids.length === 0) return [];
    return this.standing(tx, `WHERE ${IS_CURRENT} AND flow.id ${among(ids).sql} ORDER BY flow.id ${HELD}`, ids);
  }

  /** These versions, whether current or not. With `hold` their flows stay as active as they are meanwhile. */
  async versions(tx: Transaction, ids: readonly AccessFlowVersionId[], hold = false): Promise<AccessFlowVersion[]> {
    if (ids.length === 0) return [];
    return this.standing(tx, `WHERE version.id ${among(ids).sql} ORDER BY flow.id ${hold ? HELD : ''}`, ids);
  }

  async page(tx: Transaction, search: string, limit: number, offset: number): Promise<[AccessFlowEntity[], number]> {
    const query = tx.createQueryBuilder(AccessFlowEntity, 'flow').where('flow.deletedAt IS NULL');
    if (search) query.andWhere('strpos(lower(flow.name), lower(:search)) > 0', { search });
    return query.orderBy('flow.nameKey').addOrderBy('flow.id').limit(limit).offset(offset).getManyAndCount();
  }

  find(tx: Transaction, id: AccessFlowId): Promise<AccessFlowEntity | null> {
    return tx.findOneBy(AccessFlowEntity, { id, deletedAt: IsNull() });
  }

  /** A living flow, locked to the end of the transaction: whoever decides under it waits, or was first. */
  lock(tx: Transaction, id: AccessFlowId): Promise<AccessFlowEntity | null> {
    return tx.findOne(AccessFlowEntity, { where: { id, deletedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
  }

  currentOf(tx: Transaction, flows: readonly AccessFlowEntity[]): Promise<AccessFlowVersionEntity[]> {
    if (flows.length === 0) return Promise.resolve([]);
    return tx
      .createQueryBuilder(AccessFlowVersionEntity, 'version')
      .innerJoin(AccessFlowEntity, 'flow', 'flow.id = version.flowId AND flow.version = version.version')
      .where({ flowId: In(flows.map(({ id }) => id)) })
      .getMany();
  }

  /** Who saved what it says now, and when. */
  async saved(tx: Transaction, { id, version }: Pick<AccessFlowEntity, 'id' | 'version'>): Promise<SavedVersion> {
    const [row] = (await tx.query(
      `SELECT person.display_name AS by, version.at FROM access_flow_version version
       JOIN person ON person.id = version.by_id WHERE version.flow_id = $1 AND version.version = $2`,
      [id, version],
    )) as { by: string; at: Date }[];
    return { version, ...row };
  }

  /** Those of the integrations that exist, deleted ones too. */
  async integrations(
    tx: Transaction,
    ids: readonly IntegrationId[],
  ): Promise<Map<IntegrationId, { name: string; deleted: boolean }>> {
    const rows = (await tx.query(
      'SELECT id, name, deleted_at IS NOT NULL AS deleted FROM integration WHERE id = ANY($1)',
      [[...ids]],
    )) as { id: IntegrationId; name: string; deleted: boolean }[];
    return new Map(rows.map(({ id, name, deleted }) => [id, { name, deleted }]));
  }

  /** Living flows whose current version names one of these ids anywhere. */
  async naming<Id extends string>(
    tx: Transaction,
    ids: readonly Id[],
  ): Promise<{ named: Id; id: AccessFlowId; name: string }[]> {
    return (await tx.query(
      `SELECT named.id AS named, flow.id, flow.name FROM access_flow flow
       JOIN access_flow_version version ON version.flow_id = flow.id AND version.version = flow.version
       JOIN unnest(CAST($1 AS text[])) AS named(id) ON jsonb_path_exists(
         jsonb_build_array(version.requesters, version.request_for, version.targets, version.approval),
         '$.** ? (@ == $id)', jsonb_build_object('id', named.id))
       WHERE flow.deleted_at IS NULL ORDER BY flow.name`,
      [[...ids]],
    )) as { named: Id; id: AccessFlowId; name: string }[];
  }

  nameTaken(tx: Transaction, nameKey: string): Promise<boolean> {
    return tx.existsBy(AccessFlowEntity, { nameKey, deletedAt: IsNull() });
  }

  async add(tx: Transaction, flow: Omit<AccessFlowEntity, 'createdAt'>): Promise<void> {
    await tx.insert(AccessFlowEntity, flow);
  }

  async addVersion(tx: Transaction, version: FlowVersionRow): Promise<void> {
    await tx.insert(AccessFlowVersionEntity, version as QueryDeepPartialEntity<AccessFlowVersionEntity>);
  }

  async change(tx: Transaction, id: AccessFlowId, fields: Partial<AccessFlowEntity>): Promise<void> {
    await tx.update(AccessFlowEntity, { id }, fields);
  }

  /** Another one after each change: a changed row stands elsewhere, and bears the number of another transaction. */
  private async stamp(tx: Transaction): Promise<string> {
    const [row] = (await tx.query(
      `SELECT coalesce(md5(string_agg(CAST(ctid AS text) || CAST(xmin AS text), ' ')), '') AS stamp FROM access_flow`,
    )) as { stamp: string }[];
    return row.stamp;
  }

  /** @param which the rest of the query, with `ids` as its parameters */
  private async standing(tx: Transaction, which: string, ids?: readonly string[]): Promise<AccessFlowVersion[]> {
    const rows = (await tx.query(`${STANDINGS} ${which}`, ids && [...among(ids).values])) as Standing[];
    const unknown = rows.flatMap(({ id }) => (this.known.has(id) ? [] : [id]));
    const read = new Map(rows.map(({ id }) => [id, this.known.get(id)]));
    for (const version of await this.read(tx, unknown)) read.set(version.versionId, version);
    for (const [id, version] of read) if (version) this.keep(id, version);
    return rows.flatMap(({ id, active }) => {
      const version = read.get(id);
      return version ? (version.active === active ? version : { ...version, active }) : [];
    });
  }

  private async read(tx: Transaction, ids: readonly AccessFlowVersionId[]): Promise<AccessFlowVersion[]> {
    if (ids.length === 0) return [];
    return ((await this.joined(tx).where('version.id IN (:...ids)', { ids }).getMany()) as Joined[]).map(toVersion);
  }

  private keep(id: AccessFlowVersionId, version: AccessFlowVersion): void {
    this.known.delete(id);
    this.known.set(id, version);
    if (this.known.size > KNOWN_MAX) this.known.delete(this.known.keys().next().value as AccessFlowVersionId);
  }

  private joined(tx: Transaction): SelectQueryBuilder<AccessFlowVersionEntity> {
    return tx.createQueryBuilder(AccessFlowVersionEntity, 'version').innerJoinAndSelect('version.flow', 'flow');
  }
}
