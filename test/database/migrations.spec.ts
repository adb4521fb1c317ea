import { createDataSource, migrate } from '../../apps/control-plane/src/database/data-source.js';
import { givenControlPlaneDatabase } from '#testkit/control-plane.js';
import { givenDatabase } from '#testkit/postgres.js';

describe('the migrations', () => {
  it('make what the entities say, no more and no less (else: npm run migration)', async () => {
    const { connection } = await givenControlPlaneDatabase();
    const source = await createDataSource(connection).initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be undone, every one, and done again', async () => {
    const { connection, query } = await givenDatabase(() => Promise.resolve(), 'empty');
    const source = await createDataSource(connection).initialize();
    await migrate(source);
    for (const _ of source.migrations) await source.undoLastMigration();
    const left = await query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'`,
    );
    expect(left).toEqual([]);
    await migrate(source);
    await source.destroy();
  });

  it('are done once when several control planes start together', async () => {
    const { connection, query } = await givenDatabase(() => Promise.resolve(), 'empty');
    const sources = await Promise.all([1, 2, 3].map(() => createDataSource(connection).initialize()));
    await Promise.all(sources.map(migrate));
    const done = await query<{ count: string }>('SELECT count(*) FROM migrations');
    expect(Number(done[0]?.count)).toBe(sources[0]?.migrations.length);
    await Promise.all(sources.map((source) => source.destroy()));
  });
});
