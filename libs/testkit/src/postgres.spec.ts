import pg from 'pg';
import { givenDatabase, givenEmptyDatabase } from './postgres.js';

let migrations = 0;

async function migrate(connection: pg.ClientConfig): Promise<void> {
  migrations++;
  const client = new pg.Client(connection);
  await client.connect();
  await client.query('CREATE TABLE thing (n int); INSERT INTO thing VALUES (7)');
  await client.end();
}

test('each call gives a database of its own, and the template is migrated once', async () => {
  const one = await givenDatabase(migrate, 'self-test');
  const two = await givenDatabase(migrate, 'self-test');
  await one.query('UPDATE thing SET n = 8');
  expect(await two.query('SELECT n FROM thing')).toEqual([{ n: 7 }]);
  expect(await one.query('SELECT n FROM thing')).toEqual([{ n: 8 }]);
  expect(migrations).toBe(1);
});

test('the URL leads to the same database as the parts', async () => {
  const database = await givenEmptyDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query('SELECT current_database() AS name');
  await client.end();
  expect(rows).toEqual([{ name: database.connection.database }]);
});
