import type { EntityManager } from 'typeorm';

export const NOTIFY_CHANNEL = 'curfew';

const waiting = new WeakMap<EntityManager, Set<string>>();

/** Remembers what the transaction is to tell. */
export const notifyAtCommit = (tx: EntityManager, topics: readonly string[]): void => {
  const known = waiting.get(tx);
  if (!known) throw new Error('Wake-ups are sent in a transaction of Transactions.run only.');
  for (const topic of topics) known.add(topic);
};

/** Does the work, then tells with one query what it remembered; PostgreSQL delivers it when the transaction commits. */
export const notifying = async <T>(tx: EntityManager, work: (tx: EntityManager) => Promise<T>): Promise<T> => {
  const topics = new Set<string>();
  waiting.set(tx, topics);
  const result = await work(tx);
  if (topics.size > 0)
    await tx.query('SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic', [NOTIFY_CHANNEL, [...topics]]);
  return result;
};
