/** A control plane whose database was restored from a backup gives nothing back that was taken away since. */
import { ok, refused } from '#testkit/given.js';
import type { Installation } from '#testkit/installation.js';
import { until } from '#testkit/until.js';
import { given } from './given-installation.js';

const curfew = given({ servers: ['web-1'] });

/** Copies every table, or puts the copies back in place of what is there. The control plane does not run meanwhile. */
const tables = async ({ controlPlane: { database } }: Installation, statement: (table: string) => string[]) => {
  const rows = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
  );
  await database.query('SET session_replication_role = replica');
  for (const { name } of rows) for (const sql of statement(`"${name}"`)) await database.query(sql);
  await database.query('SET session_replication_role = DEFAULT');
};
const backUp = async (installation: Installation) => {
  await installation.controlPlane.database.query('CREATE SCHEMA backup');
  await tables(installation, (table) => [`CREATE TABLE backup.${table} AS TABLE public.${table}`]);
};
const restore = (installation: Installation) =>
  tables(installation, (table) => [
    `DELETE FROM public.${table}`,
    `INSERT INTO public.${table} OVERRIDING SYSTEM VALUE SELECT * FROM backup.${table}`,
  ]);

interface ConnectorSeen {
  id: string;
  ordersAhead: boolean;
}
const connector = async ({ api }: Installation): Promise<ConnectorSeen> => {
  const [found] = ok(await api.as('ada').get<{ items: ConnectorSeen[] }>('/api/connectors')).items;
  if (!found) throw new Error('There is no connector.');
  return found;
};

it('waits for an administrator, who ends what the backup still held as running [I19]', async () => {
  const { installation } = curfew;
  const { api, controlPlane } = installation;
  const server = installation.host('web-1');
  const groups = () => server.output('id', '-nG', 'rita');
  const revoked = await installation.granted('web-1');
  await controlPlane.stop();
  await backUp(installation);
  await controlPlane.restart();
  ok(await api.as('omar').post(`/api/grants/${revoked.id}/revoke`, { reason: 'stolen laptop' }));
  await installation.grantIn(revoked.id, 'ended');

  await controlPlane.stop();
  await restore(installation);
  await controlPlane.restart();
  await until(async () => (await connector(installation)).ordersAhead, {
    within: 60_000,
    what: 'the restore is found',
  });
  expect(await installation.grant(revoked.id)).toMatchObject({ state: 'active' });
  const { id } = await installation.server('web-1');
  const input = { resourceId: id, permissions: ['web-ops'], durationSeconds: 3600, reason: 'ticket 43' };
  expect(refused(await api.as('rita').post('/api/access-requests', input)).message).toContain('restored');

  const { id: connectorId } = await connector(installation);
  const asked = { reason: 'disk of the database failed', keepGrants: false };
  expect((await api.as('rita').post(`/api/connectors/${connectorId}/reset-orders`, asked)).status).toBe(403);
  ok(await api.as('ada').post(`/api/connectors/${connectorId}/reset-orders`, asked));
  expect(await installation.grantIn(revoked.id, 'ended')).toMatchObject({ cause: 'revoked' });
  expect(await groups()).not.toContain('web-ops');
  expect(await server.output('grep', '-c', `grant-${revoked.id}`, '/var/log/sshd.log').catch(() => '0')).toBe('0');

  const fresh = await installation.granted('web-1');
  expect(await groups()).toContain('web-ops');
  ok(await api.as('rita').post(`/api/grants/${fresh.id}/give-back`));
  await installation.grantIn(fresh.id, 'ended');
});
