import { Injectable } from '@nestjs/common';
import { In, type QueryDeepPartialEntity } from 'typeorm';
import type { Bundle } from '#access/bundle.js';
import type { BundleId, IntegrationId } from '#access/ids.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { SavedVersion } from '../http/edited-version.js';
import type { PageQuery } from '../http/page.js';
import { comparable } from '../identity/person.js';
import { BundleEntity } from './bundle.entity.js';

type BundleSaved = Pick<BundleEntity, 'version' | 'changedAt' | 'changedById'>;

@Injectable()
export class BundlesStore {
  constructor(private readonly transactions: Transactions) {}

  /** Those of these bundles that there are. With a transaction nobody edits them until it ends. */
  async find(ids: readonly BundleId[], tx?: Transaction): Promise<Bundle[]> {
    if (ids.length === 0) return [];
    const lock = tx ? { lock: { mode: 'pessimistic_read' as const } } : {};
    const wanted = { where: { id: In([...ids]) }, order: { id: 'ASC' as const }, ...lock };
    return (await (tx ?? this.transactions.reader).find(BundleEntity, wanted)).map(bundleOf);
  }

  /** A bundle that this transaction is going to change. */
  async lock(tx: Transaction, id: BundleId): Promise<Bundle | undefined> {
    const row = await tx.findOne(BundleEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return row ? bundleOf(row) : undefined;
  }

  async page({ search, limit, offset }: PageQuery): Promise<{ items: Bundle[]; total: number }> {
    const query = this.transactions.reader.createQueryBuilder(BundleEntity, 'bundle');
    if (search?.trim()) query.where('strpos(bundle.nameKey, :text) > 0', { text: comparable(search) });
    const [rows, total] = await query.orderBy('bundle.nameKey').limit(limit).offset(offset).getManyAndCount();
    return { items: rows.map(bundleOf), total };
  }

  async nameTaken(tx: Transaction, name: string, except: BundleId | null): Promise<boolean> {
    const found = await tx.findOneBy(BundleEntity, { nameKey: comparable(name) });
    return found !== null && found.id !== except;
  }

  /** Those of the integrations that exist, deleted ones too. */
  async integrations(
    ids: readonly IntegrationId[],
    tx: Transaction = this.transactions.reader,
  ): Promise<Map<IntegrationId, { name: string; deleted: boolean }>> {
    const rows = (await tx.query(
      'SELECT id, name, deleted_at IS NOT NULL AS deleted FROM integration WHERE id = ANY($1)',
      [[...ids]],
    )) as { id: IntegrationId; name: string; deleted: boolean }[];
    return new Map(rows.map(({ id, name, deleted }) => [id, { name, deleted }]));
  }

  /** Of each of these bundles the number of its version. */
  async versions(ids: readonly BundleId[]): Promise<Map<BundleId, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.transactions.reader.find(BundleEntity, { select: { id: true, version: true }, where: { id: In([...ids]) } }); // prettier-ignore
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  /** Who saved what it holds now, and when. */
  async saved(tx: Transaction, id: BundleId): Promise<SavedVersion> {
    const [row] = (await tx.query(
      `SELECT version, COALESCE(person.display_name, 'Somebody') AS by, COALESCE(changed_at, bundle.created_at) AS at
       FROM bundle LEFT JOIN person ON person.id = changed_by_id WHERE bundle.id = $1`,
      [id],
    )) as SavedVersion[];
    return row;
  }

  async add(tx: Transaction, bundle: Bundle, saved: BundleSaved): Promise<void> {
    await tx.insert(BundleEntity, { ...rowOf(bundle), ...saved });
  }

  async change(tx: Transaction, { id, ...contents }: Bundle, saved: BundleSaved): Promise<void> {
    await tx.update(BundleEntity, { id }, { ...rowOf(contents), ...saved });
  }

  async remove(tx: Transaction, id: BundleId): Promise<void> {
    await tx.delete(BundleEntity, { id });
  }
}

const bundleOf = ({ id, name, description, targets }: BundleEntity): Bundle => ({ id, name, description, targets });

const rowOf = <Said extends { name: string }>(said: Said): QueryDeepPartialEntity<BundleEntity> =>
  ({ ...said, nameKey: comparable(said.name) }) as QueryDeepPartialEntity<BundleEntity>;
