/**
 * Databases for tests on a real PostgreSQL: one per test file, cloned from a migrated template. The server is the embedded
 * one that global-setup.mjs offers, or the one that TEST_DATABASE_URL names (its user may create databases).
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { atEnd } from './at-end.js';

export interface DatabaseParts {
  /** Host name, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export interface TestDatabase {
  connection: DatabaseParts;
  /** The same as one URL, e.g. for DATABASE_URL of a child process. */
  url: string;
  /** Runs one statement on a connection of its own kept for that, and gives its rows. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
}

type Migrate = (connection: DatabaseParts) => Promise<void>;

/** Of this jest run: databases of one run are found and dropped by it, and no run takes another one's template for its own. */
const RUN =
  `curfew_test_${process.env['CURFEW_TEST_POSTGRES']?.replace(/^.*curfew-jest-(\w+).*$/, '$1') ?? process.pid}`.toLowerCase();
const TEMPLATE_LOCK = 7201122;

/**
 * A database of its own for the calling test file; it is dropped at the end of the file.
 * @param migrate brings an empty database to the state that tests start from; called once per jest run and `template`.
 * @param template tells templates of one run apart.
 */
export async function givenDatabase(migrate: Migrate, template = 'main'): Promise<TestDatabase> {
  const server = await testServer();
  const admin = await open(server);
  const name = `${RUN}_${randomBytes(6).toString('hex')}`;
  try {
    const source = await makeTemplate(admin, server, `${RUN}_${template}`, migrate);
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${source}"`);
  } finally {
    await admin.end();
  }
  const connection = { ...server, database: name };
  const client = await open(connection);
  atEnd(() => drop(server, name));
  atEnd(() => client.end());
  return {
    connection,
    url: urlOf(connection),
    query: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await client.query<Row>(sql, values)).rows,
  };
}

/** An empty database of its own, e.g. to try migrations. */
export const givenEmptyDatabase = (): Promise<TestDatabase> => givenDatabase(() => Promise.resolve(), 'empty');

/** Workers that ask at the same time wait for the first; the template gets its name only when it is whole. */
async function makeTemplate(admin: pg.Client, server: DatabaseParts, name: string, migrate: Migrate): Promise<string> {
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    const half = `${name}_half`;
    await admin.query(`DROP DATABASE IF EXISTS "${half}"`);
    await admin.query(`CREATE DATABASE "${half}" TEMPLATE template0`);
    await migrate({ ...server, database: half });
    await admin.query(`ALTER DATABASE "${half}" RENAME TO "${name}"`);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function drop(server: DatabaseParts, name: string): Promise<void> {
  const admin = await open(server);
  await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await admin.end();
}

async function open(connection: DatabaseParts): Promise<pg.Client> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined); // cut connections show in the next query
  await client.connect();
  return client;
}

async function testServer(): Promise<DatabaseParts> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return partsOf(given);
  const path = process.env['CURFEW_TEST_POSTGRES'];
  if (!path) throw new Error('No test database: jest.config.mjs lacks globalSetup, or set TEST_DATABASE_URL.');
  const answer = JSON.parse(await text(connect(path))) as { connection?: DatabaseParts; error?: string };
  if (!answer.connection) throw new Error(answer.error ?? 'The embedded PostgreSQL for tests did not start.');
  return answer.connection;
}

function partsOf(given: string): DatabaseParts {
  const url = new URL(given);
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
  };
}

function urlOf({ host, port, user, password, database }: DatabaseParts): string {
  const place = host.startsWith('/')
    ? `localhost:${port}/${database}?host=${encodeURIComponent(host)}`
    : `${host}:${port}/${database}`;
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${place}`;
}
