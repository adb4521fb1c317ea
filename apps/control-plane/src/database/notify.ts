import type { EntityManager } from 'typeorm';

export const NOTIFY_CHANNEL = 'curfew';

const waiting = new WeakMap<EntityManager, Set<string>>();

/** Remembers what is to be told of the transaction. */
export const notifyAfterCommit = (tx: EntityManager, topics: readonly string[]): void => {
  const known = waiting.get(tx);
  if (!known) throw new Error('Wake-ups are sent in a transaction of Transactions.run only.');
  for (const topic of topics) known.add(topic);
};

/** Does the work, and gives with its result what is to be told once it is committed. */
export const remembering = async <T>(
  tx: EntityManager,
  work: (tx: EntityManager) => Promise<T>,
): Promise<{ result: T; topics: ReadonlySet<string> }> => {
  const topics = new Set<string>();
  waiting.set(tx, topics);
  return { result: await work(tx), topics };
};
