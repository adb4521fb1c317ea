/** An integration of more servers than one page of the API holds: nothing of it is out of reach. */
import { givenCurfew, ok, refused } from '#testkit/given.js';
import type { ServerView } from '../../apps/control-plane/src/catalog/servers.dto.js';
import { fingerprintOf, givenManyServers, type ManyServers } from './many-servers.js';

const COUNT = 300;
let many: ManyServers;
const ada = () => many.curfew.api.as('ada');
const withKeys = (servers: readonly ServerView[]) => servers.map(({ id, name }) => ({ id, fingerprint: fingerprintOf(name) })); // prettier-ignore
const confirm = (servers: { id: string; fingerprint: string }[]) =>
  ada().post<ServerView[]>(`/api/integrations/${many.integrationId}/confirm-host-keys`, { servers });
const totalOf = async (only: string): Promise<number> => (await many.page(`only=${only}&limit=1`)).total;

beforeAll(async () => {
  many = await givenManyServers(await givenCurfew('rita'), COUNT);
  await many.seen(await many.all(), () => ({}));
});

describe('the host keys of hundreds of servers', () => {
  it('are confirmed all or none', async () => {
    const servers = withKeys(await many.all());
    const wrong = { id: servers[7].id, fingerprint: fingerprintOf('another') };
    const problem = refused(await confirm([...servers.slice(0, 7), wrong, ...servers.slice(8)]));
    expect(problem).toMatchObject({ status: 409, message: expect.stringContaining('server-008') as string });
    expect(await totalOf('to-confirm')).toBe(COUNT);
  });

  it('are confirmed in few calls, each server with the fingerprint that was seen, and once', async () => {
    const servers = withKeys(await many.all());
    const answer = ok(await confirm(servers));
    expect(answer).toHaveLength(COUNT);
    expect(answer.every(({ name, confirmedFingerprint }) => confirmedFingerprint === fingerprintOf(name))).toBe(true);
    expect(await totalOf('to-confirm')).toBe(0);
    ok(await confirm(servers));
    const [rows] = await many.curfew.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_row WHERE action = 'server.host-key-confirmed'`,
    );
    expect(rows.count).toBe(COUNT);
  });

  it('are never confirmed so over one that counts already [I41]', async () => {
    const [server] = await many.all();
    const other = { type: 'ssh-ed25519', fingerprint: fingerprintOf('another'), key: 'ssh-ed25519 another' };
    await many.seen([server], () => ({ hostKeys: [other] }));
    expect(refused(await confirm([{ id: server.id, fingerprint: other.fingerprint }])).status).toBe(409);
  });
});

describe('the page of hundreds of servers', () => {
  it('has those first that somebody must look at, wherever their names stand', async () => {
    const servers = await many.all();
    const sick = servers.filter(({ name }) => ['server-120', 'server-299'].includes(name));
    const lacking = servers.filter(({ name }) => name === 'server-250');
    await many.seen(servers, () => ({ state: 'active' }));
    await many.seen(sick, () => ({
      state: 'failing',
      faults: [{ code: 'server-unreachable', message: 'No answer.' }],
    }));
    await many.seen(lacking, () => ({ state: 'active', missingGroups: ['web-ops'] }));
    const names = async (query: string): Promise<string[]> => (await many.page(query)).items.map(({ name }) => name);
    expect((await names('limit=50')).slice(0, 5)).toEqual([
      'server-120',
      'server-250',
      'server-299',
      'server-001',
      'server-002',
    ]);
    expect(await names('only=faulty')).toEqual(['server-120', 'server-250', 'server-299']);
    expect(await names('only=faulty&search=29')).toEqual(['server-299']);
    expect(await totalOf('active')).toBe(COUNT - 2);
  });

  it('shows those that can be set up, until that is wanted', async () => {
    const ready = (await many.all()).slice(10, 290);
    await many.seen(ready, () => ({ state: 'ready-for-set-up' }));
    expect(await totalOf('to-set-up')).toBe(280);
    ok(await ada().post(`/api/integrations/${many.integrationId}/set-up`, { servers: withKeys(ready) }));
    expect(await totalOf('to-set-up')).toBe(0);
    expect(await totalOf('under-way')).toBe(280);
  });

  it('is for administrators, and knows no other kinds of servers', async () => {
    expect(
      refused(await many.curfew.api.as('rita').get(`/api/integrations/${many.integrationId}/servers`)).status,
    ).toBe(403);
    expect(refused(await ada().get(`/api/integrations/${many.integrationId}/servers?only=broken`)).code).toBe(
      'input-invalid',
    );
  });
});
