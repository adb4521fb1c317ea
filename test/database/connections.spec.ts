/** How the control plane speaks to PostgreSQL: what is prepared, and when others are told. */
import type { DataSource } from 'typeorm';
import { atEnd } from '#testkit/at-end.js';
import { givenControlPlaneDatabase } from '#testkit/control-plane.js';
import { until } from '#testkit/until.js';
import { createDataSource } from '../../apps/control-plane/src/database/data-source.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import { WakeUps } from '../../apps/control-plane/src/database/wake-ups.js';

let source: DataSource;
beforeAll(async () => {
  source = await createDataSource((await givenControlPlaneDatabase()).connection).initialize();
  atEnd(() => source.destroy());
});

describe('a connection', () => {
  const prepared = async (
    query: (sql: string, values?: unknown[]) => Promise<unknown>,
    sql: string,
  ): Promise<number> => {
    for (let times = 0; times < 3; times += 1) await query(sql, ['rita']);
    const found = await query('SELECT statement FROM pg_prepared_statements');
    return (found as { statement: string }[]).filter(({ statement }) => statement === sql).length;
  };

  it('has what comes again prepared, unless its columns may become more', async () => {
    const runner = source.createQueryRunner();
    const query = runner.query.bind(runner);
    expect(await prepared(query, 'SELECT id FROM team WHERE name_key = $1')).toBe(1);
    expect(await prepared(query, 'SELECT id FROM team WHERE name = $1')).toBe(1);
    expect(await prepared(query, 'SELECT 1 FROM team WHERE name = $1')).toBe(1);
    expect(await prepared(query, 'SELECT * FROM team WHERE name_key = $1')).toBe(0);
    await query('ALTER TABLE team ADD COLUMN later text');
    for (const what of ['id', '*']) await query(`SELECT ${what} FROM team WHERE name_key = $1`, ['rita']);
    await runner.release();
  });
});

describe('a wake-up', () => {
  it('is told once its transaction is committed, and is not when that failed', async () => {
    const wakeUps = new WakeUps(source);
    await wakeUps.onModuleInit();
    atEnd(() => wakeUps.onModuleDestroy());
    const transactions = new Transactions(source, wakeUps);
    const heard: string[] = [];
    wakeUps.on((topic) => heard.push(topic));
    const failing = transactions.run(async (tx) => {
      wakeUps.send(tx, 'people');
      await tx.query('SELECT 1 / 0');
    });
    await expect(failing).rejects.toThrow('division by zero');
    await transactions.run(async (tx) => {
      wakeUps.send(tx, 'flows', 'shifts');
      await tx.query('SELECT 1');
      expect(heard).toEqual([]);
    });
    await until(() => heard.length === 2, { within: 20_000 });
    await transactions.run((tx) => Promise.resolve(wakeUps.send(tx, 'bundles')));
    await until(() => heard.length === 3, { within: 20_000 });
    expect(heard).toEqual(['flows', 'shifts', 'bundles']);
  });
});
