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

  it('make the one key that a connector had the key of its first instance, and back', async () => {
    const { connection, query } = await givenDatabase(() => Promise.resolve(), 'empty');
    const source = await createDataSource(connection).initialize();
    await migrate(source);
    const back = async (): Promise<void> => {
      do await source.undoLastMigration();
      while (
        !(
          await query(
            `SELECT 1 FROM information_schema.columns WHERE table_name = 'connector' AND column_name = 'public_key'`,
          )
        ).length
      );
    };
    await back();
    await query(
      `INSERT INTO connector (name, public_key, version, enrolment_token_hash, enrolment_token_used)
         VALUES ('used', 'the key', '1.0', 'aa', true), ('new', NULL, NULL, 'bb', false)`,
    );
    await migrate(source);
    expect(
      await query(
        `SELECT connector.name, key.public_key AS key, key.version, key.id = connector.enrolment_token_key_id AS used
           FROM connector LEFT JOIN connector_key key ON key.connector_id = connector.id ORDER BY connector.name`,
      ),
    ).toEqual([
      { name: 'new', key: null, version: null, used: null },
      { name: 'used', key: 'the key', version: '1.0', used: true },
    ]);
    await back();
    expect(await query('SELECT public_key AS key, enrolment_token_used AS used FROM connector ORDER BY name')).toEqual([
      { key: null, used: false },
      { key: 'the key', used: true },
    ]);
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
