import { randomUUID } from 'node:crypto';
import { betweenPeople } from '#access/access-flow.js';
import type { PersonId, TeamId } from '#access/ids.js';
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

  it('give versions of flows and requests from before flows in full the same meaning in the new shape, and back', async () => {
    const { connection, query } = await givenDatabase(() => Promise.resolve(), 'empty');
    const source = await createDataSource(connection).initialize();
    await migrate(source);
    const reverted = source.migrations.findIndex((one) => one.constructor.name.startsWith('AccessFlowsInFull'));
    for (const _ of source.migrations.slice(reverted)) await source.undoLastMigration();
    const { flow, person, team } = await writeOldRows(query);
    const before = await query(OLD_VERSIONS);
    await migrate(source);
    expect(await query('SELECT requesters, approval FROM access_flow_version ORDER BY version')).toEqual([
      betweenPeople({ personIds: [person], teamIds: [team] }, { personIds: [person], teamIds: [team] }),
      betweenPeople({ personIds: [], teamIds: [team] }, null),
    ]);
    expect(await query('SELECT requester_id = receiver_id AS same, fields FROM access_request')).toEqual([{ same: true, fields: {} }]);
    await expect(query(`UPDATE access_flow_version SET name = 'x' WHERE flow_id = '${flow}'`)).rejects.toThrow('is never changed');
    await expect(query(`UPDATE access_request SET reason = 'x'`)).rejects.toThrow('never changed');
    for (const _ of source.migrations.slice(reverted)) await source.undoLastMigration();
    expect(await query(OLD_VERSIONS)).toEqual(before);
    await source.destroy();
  }); // prettier-ignore
});

const OLD_VERSIONS = 'SELECT requesters, approvers FROM access_flow_version ORDER BY version';

/** A flow of two versions and a request under it, as they were written then. */
const writeOldRows = async (query: (text: string) => Promise<unknown>) => {
  const [flow, person, team, connector, integration, resource, version] = Array.from({ length: 7 }, () => randomUUID());
  const both = `{"personIds": ["${person}"], "teamIds": ["${team}"]}`;
  const versionRow = (number: number, id: string, requesters: string, approvers: string) =>
    query(`INSERT INTO access_flow_version (id, flow_id, version, name, requesters, targets, approvers, longest_seconds, justification_required, request_timeout_seconds, allows_forwarding, at, by_id)
      VALUES ('${id}', '${flow}', ${number}, 'Web', '${requesters}', '[]', ${approvers}, 60, false, 60, false, now(), '${person}')`);
  await query(`INSERT INTO person (id, issuer, subject, display_name, account_name, role) VALUES ('${person}', 'local', 'x', 'Rita', 'rita', 'member')`);
  await query(`INSERT INTO access_flow (id, name, name_key, version, changed_at) VALUES ('${flow}', 'Web', 'web', 2, now())`);
  await versionRow(1, version, both, `'${both}'`);
  await versionRow(2, randomUUID(), `{"personIds": [], "teamIds": ["${team}"]}`, 'NULL');
  await query(`INSERT INTO connector (id, name, generation) VALUES ('${connector}', 'rack', 0)`);
  await query(`INSERT INTO integration (id, name, connector_id, secret, default_user, servers, generation) VALUES ('${integration}', 'm', '${connector}', '{}', 'curfew', '[]', 0)`);
  await query(`INSERT INTO resource (id, integration_id, name, host, port, "user", tags, generation, wanted) VALUES ('${resource}', '${integration}', 'web-1', 'h', 22, 'curfew', '{}', 0, 'look')`);
  await query(`INSERT INTO access_request (id, requester_id, resource_id, flow_id, flow_version_id, permissions, duration_seconds, state, created_at, times_out_at)
    VALUES ('${randomUUID()}', '${person}', '${resource}', '${flow}', '${version}', '["x"]', 60, 'pending', now(), now())`);
  return { flow, person: person as PersonId, team: team as TeamId };
}; // prettier-ignore
