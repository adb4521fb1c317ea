import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { ConnectorId, PersonId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import type { AutomaticPlace } from '../grants/automatic-grants.service.js';
import { AutomaticMarkEntity, type MarkFault } from './automatic-mark.entity.js';

export type MarkRow = Omit<AutomaticMarkEntity, 'flow' | 'person' | 'resource' | 'heldBy'>;

/** A mark with the names of all that it names. */
export interface NamedMark {
  flowId: string;
  flowName: string;
  personId: string;
  personName: string;
  resourceId: string;
  resourceName: string;
  heldAt: Date | null;
  heldById: string | null;
  heldByName: string | null;
  heldReason: string | null;
  failures: number;
  fault: MarkFault | null;
  retryAt: Date | null;
}

const NAMED = `FROM automatic_mark mark JOIN access_flow flow ON flow.id = mark.flow_id JOIN person ON person.id = mark.person_id
  JOIN resource ON resource.id = mark.resource_id LEFT JOIN person holder ON holder.id = mark.held_by_id
  WHERE ($1::uuid IS NULL OR mark.person_id = $1)`;

const KEY: (keyof AutomaticPlace)[] = ['flowId', 'personId', 'resourceId'];

@Injectable()
export class AutomaticMarksStore {
  find(tx: Transaction, { flowId, personId, resourceId }: AutomaticPlace): Promise<MarkRow | null> {
    return tx.findOneBy(AutomaticMarkEntity, { flowId, personId, resourceId });
  }

  lock(tx: Transaction, { flowId, personId, resourceId }: AutomaticPlace): Promise<MarkRow | null> {
    const where = { flowId, personId, resourceId };
    return tx.findOne(AutomaticMarkEntity, { where, lock: { mode: 'pessimistic_write' } });
  }

  async flowName(tx: Transaction, flowId: AutomaticPlace['flowId']): Promise<string> {
    const rows = (await tx.query('SELECT name FROM access_flow WHERE id = $1', [flowId])) as { name: string }[];
    return rows[0]?.name ?? '';
  }

  all(tx: Transaction, personIds: readonly PersonId[] | 'all'): Promise<MarkRow[]> {
    const query = tx.createQueryBuilder(AutomaticMarkEntity, 'mark');
    if (personIds !== 'all') query.where('person_id = ANY(:personIds)', { personIds });
    return query.getMany();
  }

  async put(tx: Transaction, mark: MarkRow): Promise<void> {
    await tx.upsert(AutomaticMarkEntity, mark as QueryDeepPartialEntity<AutomaticMarkEntity>, KEY);
  }

  /** Whatever flows once gave by themselves on the servers of a connector does not come back. */
  async holdAllOf(
    tx: Transaction,
    connectorId: ConnectorId,
    { heldAt, heldById, heldReason }: Pick<MarkRow, 'heldAt' | 'heldById' | 'heldReason'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO automatic_mark (flow_id, person_id, resource_id, held_at, held_by_id, held_reason)
       SELECT DISTINCT flow.id, person_id, resource_id, $2::timestamptz, $3::uuid, $4
       FROM access_grant JOIN access_flow flow ON flow.id = automatic_flow_id AND flow.active AND flow.deleted_at IS NULL
       WHERE connector_id = $1
       ON CONFLICT (flow_id, person_id, resource_id) DO UPDATE
       SET held_at = excluded.held_at, held_by_id = excluded.held_by_id, held_reason = excluded.held_reason
       WHERE automatic_mark.held_at IS NULL`,
      [connectorId, heldAt, heldById, heldReason],
    );
  }

  /** Gives whether there was one. */
  async remove(tx: Transaction, { flowId, personId, resourceId }: AutomaticPlace): Promise<boolean> {
    return (await tx.delete(AutomaticMarkEntity, { flowId, personId, resourceId })).affected === 1;
  }

  /** @param personId null: of everybody */
  async named(
    tx: Transaction,
    personId: PersonId | null,
    limit: number,
    offset: number,
  ): Promise<[NamedMark[], number]> {
    const rows = (await tx.query(
      `SELECT mark.flow_id AS "flowId", flow.name AS "flowName", mark.person_id AS "personId", person.display_name AS "personName",
         mark.resource_id AS "resourceId", resource.name AS "resourceName", mark.held_at AS "heldAt", mark.held_by_id AS "heldById",
         holder.display_name AS "heldByName", mark.held_reason AS "heldReason", mark.failures, mark.fault, mark.retry_at AS "retryAt"
       ${NAMED} ORDER BY lower(person.display_name), lower(resource.name), mark.flow_id, mark.person_id, mark.resource_id LIMIT $2 OFFSET $3`,
      [personId, limit, offset],
    )) as NamedMark[];
    const [{ count }] = (await tx.query(`SELECT count(*)::integer AS count ${NAMED}`, [personId])) as {
      count: number;
    }[];
    return [rows, count];
  }
}
