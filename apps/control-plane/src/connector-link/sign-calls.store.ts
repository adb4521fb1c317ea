import { Injectable } from '@nestjs/common';
import type { ConnectorId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';
import { SignCallEntity } from './sign-call.entity.js';

export type NewSignCall = Pick<
  SignCallEntity,
  'id' | 'connectorId' | 'grantId' | 'keyNumber' | 'publicKey' | 'generation'
>;
export type SignAnswer = Pick<SignCallEntity, 'certificate' | 'fault'>;

const CARRIED_AT_ONCE = 50;

@Injectable()
export class SignCallsStore {
  async add(tx: Transaction, call: NewSignCall): Promise<void> {
    await tx.insert(SignCallEntity, { ...call, askedAt: () => 'now()' });
  }

  /**
   * Calls that no link carries yet and that the connector can answer: from now on this link carries them. That of an instance which
   * was removed carries none, also before its replica heard of that.
   */
  async carry(tx: Transaction, connectorId: ConnectorId, linkId: string, held: number): Promise<SignCallEntity[]> {
    const [rows] = (await tx.query(
      `UPDATE sign_call SET link_id = $2 WHERE id IN (
         SELECT id FROM sign_call
         WHERE connector_id = $1 AND link_id IS NULL AND passed_link_id IS DISTINCT FROM $2 AND certificate IS NULL AND fault IS NULL AND generation <= $3
           AND EXISTS (SELECT FROM connector_instance link JOIN connector_key key ON key.id = link.key_id
             WHERE link.id = $2 AND key.removed_at IS NULL)
         ORDER BY asked_at LIMIT ${CARRIED_AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING id, grant_id AS "grantId", key_number AS "keyNumber", public_key AS "publicKey"`,
      [connectorId, linkId, held],
    )) as [SignCallEntity[], number];
    return rows;
  }

  /** @returns false: this link was not asked */
  async answer(tx: Transaction, id: string, linkId: string, answer: Partial<SignAnswer>): Promise<boolean> {
    const query = tx
      .createQueryBuilder()
      .update(SignCallEntity)
      .set(answer as object);
    const { affected } = await query
      .where('id = :id AND :linkId IN (link_id, passed_link_id)', { id, linkId })
      .execute();
    return affected === 1;
  }

  /** The link that carries it gives no answer: another one is to carry it. @returns whether one carried it */
  async passOn(tx: Transaction, id: string): Promise<boolean> {
    const [, affected] = (await tx.query(
      `UPDATE sign_call SET passed_link_id = link_id, link_id = NULL
         WHERE id = $1 AND link_id IS NOT NULL AND certificate IS NULL AND fault IS NULL`,
      [id],
    )) as [unknown[], number];
    return affected === 1;
  }

  async find(tx: Transaction, id: string): Promise<SignAnswer | null> {
    return tx.findOneBy(SignCallEntity, { id });
  }

  /** A link is gone: another one may carry what it left unanswered. */
  async putBack(tx: Transaction, linkId: string): Promise<void> {
    await tx.update(SignCallEntity, { linkId }, { linkId: null });
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.delete(SignCallEntity, { id });
  }

  /** Calls whose asker died. */
  async removeOld(tx: Transaction): Promise<void> {
    await tx.query(`DELETE FROM sign_call WHERE asked_at < now() - interval '1 minute'`);
  }
}
