import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import type { PersonId } from '#access/ids.js';
import { Transactions, type Transaction } from '../database/transactions.js';
import type { Person } from './person.js';
import { PERSON } from './people.store.js';
import { SessionEntity } from './session.entity.js';

export type Session = Omit<SessionEntity, 'person'>;
type KnownSession = Pick<Session, 'id' | 'startedAt' | 'usedAt'>;

@Injectable()
export class SessionsStore {
  constructor(private readonly transactions: Transactions) {}

  async add(tx: Transaction, session: Session): Promise<void> {
    await tx.insert(SessionEntity, session);
  }

  async byTokenHash(tokenHash: Buffer): Promise<{ session: KnownSession; person: Person } | undefined> {
    const [row] = (await this.transactions.reader.query(
      `SELECT ${PERSON}, session.id AS "sessionId", session.started_at AS "startedAt", session.used_at AS "usedAt"
       FROM session JOIN person ON person.id = session.person_id WHERE session.token_hash = $1`,
      [tokenHash],
    )) as (Person & Pick<Session, 'startedAt' | 'usedAt'> & { sessionId: string })[];
    if (!row) return undefined;
    const { sessionId, startedAt, usedAt, ...person } = row;
    return { session: { id: sessionId, startedAt, usedAt }, person };
  }

  async markUsed(id: string, usedAt: Date): Promise<void> {
    await this.transactions.reader.update(SessionEntity, { id }, { usedAt });
  }

  /** Which of these sessions are there, and were started and used late enough. */
  async alive(ids: readonly string[], startedAfter: Date, usedAfter: Date): Promise<Set<string>> {
    const rows = await this.transactions.reader
      .createQueryBuilder(SessionEntity, 'session')
      .select('session.id', 'id')
      .where({ id: In([...ids]) })
      .andWhere('session.started_at > :startedAfter AND session.used_at > :usedAfter', { startedAfter, usedAfter })
      .getRawMany<{ id: string }>();
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether there was such a session to end. */
  async end(tx: Transaction, id: string): Promise<boolean> {
    return ((await tx.delete(SessionEntity, { id })).affected ?? 0) > 0;
  }

  async endAllOf(tx: Transaction, personId: PersonId): Promise<void> {
    await tx.delete(SessionEntity, { personId });
  }

  /** Forgets sessions that are over by age. */
  async sweep(tx: Transaction, startedBefore: Date, usedBefore: Date): Promise<void> {
    await tx.delete(SessionEntity, { startedAt: LessThan(startedBefore) });
    await tx.delete(SessionEntity, { usedAt: LessThan(usedBefore) });
  }
}
