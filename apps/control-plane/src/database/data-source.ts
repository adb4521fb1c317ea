/**
 * The one way to PostgreSQL: the data source, transactions, and wake-ups between replicas. `typeorm` is known here, in
 * stores, entities and migrations, and nowhere else.
 */
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../../../migrations/migrations.js';
import { ENTITIES } from './entities.js';
import { SnakeCaseNaming } from './naming.js';
import { PreparingClient } from './preparing-client.js';

export interface DatabaseConnection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

const options = (connection: DatabaseConnection | string): DataSourceOptions => ({
  type: 'postgres',
  ...(typeof connection === 'string'
    ? { url: connection }
    : {
        host: connection.host,
        port: connection.port,
        username: connection.user,
        password: connection.password,
        database: connection.database,
      }),
  namingStrategy: new SnakeCaseNaming(),
  uuidExtension: 'pgcrypto',
  installExtensions: false,
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'all',
  applicationName: 'curfew',
  poolSize: 20,
  extra: {
    Client: PreparingClient,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    // Said once for each connection instead of once for each transaction.
    options: String.raw`-c default_transaction_isolation=read\ committed`,
  },
});

/** Takes where PostgreSQL is (parts or a URL) and gives a data source that is not connected yet. */
export const createDataSource = (connection: DatabaseConnection | string): DataSource =>
  new DataSource(options(connection));

/** Brings the database's tables to this version. Replicas that start together wait for each other. */
export const migrate = async (dataSource: DataSource): Promise<void> => {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock(20261122)');
    await dataSource.runMigrations();
  } finally {
    await runner.query('SELECT pg_advisory_unlock(20261122)').catch(() => undefined);
    await runner.release();
  }
};
