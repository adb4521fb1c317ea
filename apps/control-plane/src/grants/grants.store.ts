import { Injectable } from '@nestjs/common';
import { In, type QueryDeepPartialEntity, type SelectQueryBuilder } from 'typeorm';
import type {
  AccessFlowId,
  AccessRequestId,
  ConnectorId,
  GrantId,
  PersonId,
  ReceiptId,
  ResourceId,
} from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { IS_UNPROVED } from './access-debt.js';
import { GrantEntity, GrantExtensionEntity, GrantKeyEntity, GrantRenewalEntity } from './grant.entity.js';

export type GrantRow = Omit<GrantEntity, 'request' | 'person' | 'resource' | 'connector' | 'flowVersion'>;
export type GrantExtensionRow = Omit<GrantExtensionEntity, 'grant' | 'request'>;
/** A later end, and the one before. */
export type GivenEnd = Pick<GrantExtensionRow, 'grantId' | 'number' | 'fromUntilAt' | 'untilAt' | 'at'>;
export type GrantChange = Partial<GrantRow>;
/** What a flow gives by itself, to whom and where. */
export interface AutomaticPlace {
  readonly flowId: AccessFlowId;
  readonly personId: PersonId;
  readonly resourceId: ResourceId;
}

const WANTED = `state IN ('granting', 'active')`;
/** Its time is over, and its sessions may run on. */
const MAY_FINISH = `state = 'ending' AND finish_until IS NOT NULL`;
/** Something of it may run by right. */
const RUNNING = `(${WANTED} OR (${MAY_FINISH}))`;

/** One name for the lock that keeps servers and integrations from being withdrawn while grants start on them. */
const STARTS_LOCK = 20261123;

@Injectable()
export class GrantsStore {
  /** Until the transaction ends nothing is withdrawn on which a grant could start. Starts do not wait for each other. */
  async holdWithdrawals(tx: Transaction): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [STARTS_LOCK]);
  }

  /** Waits until no grant is about to start, and lets none start until the transaction ends. */
  async holdStarts(tx: Transaction): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [STARTS_LOCK]);
  }

  async add(tx: Transaction, row: GrantRow): Promise<void> {
    await tx.insert(GrantEntity, row as QueryDeepPartialEntity<GrantEntity>);
  }

  async change(tx: Transaction, ids: readonly GrantId[], change: GrantChange): Promise<void> {
    await tx.update(GrantEntity, { id: In([...ids]) }, change as QueryDeepPartialEntity<GrantEntity>);
  }

  find(tx: Transaction, ids: readonly GrantId[]): Promise<GrantRow[]> {
    return ids.length === 0 ? Promise.resolve([]) : tx.findBy(GrantEntity, { id: In([...ids]) });
  }

  ofRequests(tx: Transaction, requestIds: readonly AccessRequestId[]): Promise<GrantRow[]> {
    return requestIds.length === 0 ? Promise.resolve([]) : tx.findBy(GrantEntity, { requestId: In([...requestIds]) });
  }

  /** In one order, so that two transactions that lock several do not block each other. */
  lock(tx: Transaction, ids: readonly GrantId[]): Promise<GrantRow[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return tx.find(GrantEntity, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Running grants past their end, or past that of their sessions, that no other replica works on. */
  lockDue(tx: Transaction, now: Date, most: number): Promise<GrantRow[]> {
    return tx
      .createQueryBuilder(GrantEntity, 'grant')
      .where(`((${WANTED} AND until_at <= :now) OR (${MAY_FINISH} AND finish_until <= :now))`, { now })
      .orderBy('until_at')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** When the next running grant ends, or the sessions of one; null: none runs. */
  async nextDue(tx: Transaction): Promise<Date | null> {
    const [row] = (await tx.query(
      `SELECT least((SELECT min(until_at) FROM access_grant WHERE ${WANTED}),
         (SELECT min(finish_until) FROM access_grant WHERE ${MAY_FINISH})) AS due`,
    )) as { due: Date | null }[];
    return row?.due ?? null;
  }

  async runningOfPerson(tx: Transaction, personId: PersonId): Promise<GrantId[]> {
    return this.ids(tx, `${RUNNING} AND person_id = $1`, [personId]);
  }

  async runningOfConnector(tx: Transaction, connectorId: ConnectorId): Promise<GrantId[]> {
    return this.ids(tx, `${RUNNING} AND connector_id = $1`, [connectorId]);
  }

  /** Only those with one of the permissions, and on an account of that person that was there before; absent: all. */
  async runningOnResources(
    tx: Transaction,
    resourceIds: readonly ResourceId[],
    { permissions, adoptedBy }: { permissions?: readonly string[] | undefined; adoptedBy?: PersonId | undefined },
  ): Promise<GrantId[]> {
    const concerned = `resource_id = ANY($1) AND ($2::text[] IS NULL OR jsonb_exists_any(permissions, $2::text[]))
      AND ($3::uuid IS NULL OR (adopt AND person_id = $3))`;
    const parameters = [[...resourceIds], permissions ? [...permissions] : null, adoptedBy ?? null];
    return this.ids(tx, `${RUNNING} AND ${concerned}`, parameters);
  }

  async unprovedOn(tx: Transaction, resourceId: ResourceId): Promise<GrantId[]> {
    return this.ids(tx, `${IS_UNPROVED} AND resource_id = $1`, [resourceId]);
  }

  /** Those of the resources that have a grant that runs, or ended without proof and was not written off. */
  async resourcesHeld(tx: Transaction, resourceIds: readonly ResourceId[]): Promise<Set<ResourceId>> {
    const rows = (await tx.query(
      `SELECT DISTINCT resource_id FROM access_grant WHERE resource_id = ANY($1) AND (${WANTED} OR (${IS_UNPROVED}))`,
      [[...resourceIds]],
    )) as { resource_id: ResourceId }[];
    return new Set(rows.map((row) => row.resource_id));
  }

  /**
   * What a connector must know: with a generation, every grant that changed above it, also what was proved meanwhile (an
   * older journal may think that it runs); without one, all that may still be on a server.
   */
  orderedSince(tx: Transaction, connectorId: ConnectorId, since: number | null): Promise<GrantRow[]> {
    const query = tx
      .createQueryBuilder(GrantEntity, 'grant')
      .where('connector_id = :connectorId', { connectorId })
      .orderBy('generation');
    if (since === null) query.andWhere(`(${WANTED} OR (${IS_UNPROVED}))`);
    else query.andWhere('generation > :since', { since });
    return query.getMany();
  }

  /** Running grants that a flow gives by itself, of everybody or of these people. */
  runningAutomatic(tx: Transaction, personIds: readonly PersonId[] | 'all'): Promise<GrantRow[]> {
    const query = tx.createQueryBuilder(GrantEntity, 'grant').where(`automatic_flow_id IS NOT NULL AND ${WANTED}`);
    if (personIds !== 'all') query.andWhere('person_id = ANY(:personIds)', { personIds });
    return query.getMany();
  }

  /** Where a flow gives something by itself now, on these resources. */
  runningAutomaticOn(tx: Transaction, resourceIds: readonly ResourceId[]): Promise<AutomaticPlace[]> {
    return tx.query(
      `SELECT automatic_flow_id AS "flowId", person_id AS "personId", resource_id AS "resourceId" FROM access_grant
       WHERE automatic_flow_id IS NOT NULL AND ${WANTED} AND resource_id = ANY($1)`,
      [[...resourceIds]],
    );
  }

  /** The running one, locked; null: none runs. */
  lockAutomatic(tx: Transaction, of: AutomaticPlace): Promise<GrantRow | null> {
    return this.automatic(tx, of).andWhere(WANTED).setLock('pessimistic_write').getOne();
  }

  /** The last one, whether it runs or not. */
  lastAutomatic(tx: Transaction, of: AutomaticPlace): Promise<GrantRow | null> {
    return this.automatic(tx, of).orderBy('from_at', 'DESC').limit(1).getOne();
  }

  private automatic(
    tx: Transaction,
    { flowId, personId, resourceId }: AutomaticPlace,
  ): SelectQueryBuilder<GrantEntity> {
    return tx
      .createQueryBuilder(GrantEntity, 'grant')
      .where('automatic_flow_id = :flowId AND person_id = :personId AND resource_id = :resourceId', {
        ...{ flowId, personId, resourceId },
      });
  }

  async addExtension(tx: Transaction, extension: GrantExtensionRow): Promise<void> {
    await tx.insert(GrantExtensionEntity, extension);
  }

  /** The extension, or the renewal, that gave the end of that number; null: it is not known any more. */
  async extension(tx: Transaction, grantId: GrantId, number: number): Promise<GivenEnd | null> {
    return (
      (await tx.findOneBy(GrantExtensionEntity, { grantId, number })) ??
      (await tx.findOneBy(GrantRenewalEntity, { grantId, number }))
    );
  }

  /** In the place of the one before: however often it is renewed, there is one row. */
  async putRenewal(tx: Transaction, { grantId, number, fromUntilAt, untilAt, at }: GivenEnd): Promise<void> {
    await tx.query(
      `INSERT INTO grant_renewal (grant_id, number, from_until_at, until_at, at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (grant_id) DO UPDATE SET number = $2, from_until_at = $3, until_at = $4, at = $5`,
      [grantId, number, fromUntilAt, untilAt, at],
    );
  }

  /** A receipt proves a later end of what is renewed. The one that proved the end before goes, unless it proves anything else. */
  async proveRenewal(tx: Transaction, grantId: GrantId, receiptId: ReceiptId): Promise<void> {
    const [before] = (await tx.query('SELECT proved_by AS id FROM grant_renewal WHERE grant_id = $1', [grantId])) as {
      id: ReceiptId | null;
    }[];
    if (before === undefined || before.id === receiptId) return;
    await tx.query('UPDATE grant_renewal SET proved_by = $2 WHERE grant_id = $1', [grantId, receiptId]);
    if (before.id === null) return;
    await tx.query('DELETE FROM receipt WHERE id = $1 AND receipt_superseded(receipt)', [before.id]);
  }

  extensionsOf(tx: Transaction, requestIds: readonly AccessRequestId[]): Promise<GrantExtensionRow[]> {
    if (requestIds.length === 0) return Promise.resolve([]);
    return tx.findBy(GrantExtensionEntity, { requestId: In([...requestIds]) });
  }

  async keyOf(tx: Transaction, grantId: GrantId, number: number): Promise<GrantKeyEntity | null> {
    return tx.findOneBy(GrantKeyEntity, { grantId, number });
  }

  async addKey(tx: Transaction, key: Omit<GrantKeyEntity, 'grant'>): Promise<void> {
    await tx.insert(GrantKeyEntity, key);
  }

  private async ids(tx: Transaction, where: string, parameters: unknown[]): Promise<GrantId[]> {
    const rows = (await tx.query(`SELECT id FROM access_grant WHERE ${where} ORDER BY id`, parameters)) as {
      id: GrantId;
    }[];
    return rows.map(({ id }) => id);
  }
}
