/** Integrations "SSH servers": lists in, servers out, and what a change does to what is there. */
import type { ResourceId } from '#access/ids.js';
import { Holdings } from '../../apps/control-plane/src/catalog/holdings.js';
import { ResourcesService } from '../../apps/control-plane/src/catalog/resources.service.js';
import { Withdrawals } from '../../apps/control-plane/src/catalog/withdrawals.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import type { ControlPlaneUnderTest } from '#testkit/control-plane.js';
import { type Answer, type Api, givenCurfew, ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenLinkClient, type Link, LinkClient } from './link-client.js';

interface ServerSeen {
  id: string; name: string; host: string; port: number; user: string; tags: Record<string, string>; state: string; wanted: string;
  confirmedFingerprint: string | null; warnings: string[]; gone: boolean;
} // prettier-ignore
interface IntegrationSeen {
  id: string; name: string; status: string; fault: { code: string; message: string } | null; serversFound: number; serversActive: number;
  servers: { name: string; user: string; port: number }[]; connector: { connected: boolean }; secret: object;
} // prettier-ignore

const KEY = `SHA256:${'a'.repeat(43)}`;
const OTHER_KEY = `SHA256:${'b'.repeat(43)}`;
const secret = { store: 'file', path: 'servers.json' };
let curfew: ControlPlaneUnderTest & { api: Api };
let connector: LinkClient;
let link: Link;
let names = 0;
/** Servers on which something of a grant is left, and what was ended there. */
const held = new Set<string>();
const ended: { resourceIds: string[]; why: string; groups?: string[] }[] = [];

const ada = () => curfew.api.as('ada');
const add = (fields: object = {}): Promise<Answer<IntegrationSeen>> =>
  ada().post<IntegrationSeen>('/api/integrations', {
    name: `list ${(names += 1)}`,
    connectorId: connector.id,
    secret,
    servers: [],
    ...fields,
  });
const added = async (servers: unknown, fields: object = {}): Promise<string> =>
  ok(await add({ servers, ...fields })).id;
const serversOf = async (id: string, query = ''): Promise<ServerSeen[]> =>
  ok(await ada().get<{ items: ServerSeen[] }>(`/api/integrations/${id}/servers?limit=200${query}`)).items;
const seen = async (id: string): Promise<IntegrationSeen> =>
  ok(await ada().get<IntegrationSeen>(`/api/integrations/${id}`));
const edit = async (id: string, fields: object): Promise<IntegrationSeen> =>
  ok(await ada().patch<IntegrationSeen>(`/api/integrations/${id}`, fields));
let hosts = 0;
const host = (): string => `10.${(hosts += 1) >> 8}.${hosts & 255}.1`;
const released = (id: string): Promise<void> => {
  held.delete(id);
  const resources = curfew.app.get(ResourcesService, { strict: false });
  return curfew.app.get(Transactions, { strict: false }).run((tx) => resources.settle(tx, [id as ResourceId]));
};
const report = async (serverId: string, fields: object = {}): Promise<void> => {
  link.send({
    type: 'server-report', serverId, state: 'unconfirmed', lookedAtIso: new Date().toISOString(), faults: [], warnings: [], missingGroups: [],
    hostKeys: [{ type: 'ssh-ed25519', fingerprint: KEY, key: 'ssh-ed25519 AAAA' }], wouldWrite: [], sshdVersion: null, scriptVersion: null,
    clockSkewSeconds: 0, ...fields,
  }); // prettier-ignore
  const receipt = connector.receipt(serverId);
  link.send(receipt);
  await link.next('receipt-stored');
};
/** A list of servers that are all set up. */
const active = async (...list: string[]): Promise<{ id: string; servers: ServerSeen[] }> => {
  const id = await added(list.map((name) => ({ name, host: host() })));
  for (const server of await serversOf(id)) {
    await report(server.id);
    ok(await ada().post(`/api/integrations/${id}/set-up`, { servers: [{ id: server.id, fingerprint: KEY }] }));
    await report(server.id, { state: 'active' });
  }
  link.send({ type: 'integration-report', integrationId: id, lookedAtIso: new Date().toISOString(), fault: null });
  await until(async () => (await seen(id)).status === 'active', { within: 20_000 });
  return { id, servers: await serversOf(id) };
};

beforeAll(async () => {
  curfew = await givenCurfew('rita');
  connector = await givenLinkClient(curfew);
  link = await connector.online();
  await link.takeOrder(connector);
  link.takeOrders(connector);
  const holdings = curfew.app.get(Holdings, { strict: false });
  holdings.register((_, ids) => Promise.resolve(new Set(ids.filter((id) => held.has(id)))));
  holdings.registerWriteOff((_, { resourceId }) => Promise.resolve(held.delete(resourceId) ? 2 : 0));
  curfew.app
    .get(Withdrawals, { strict: false })
    .register((_, withdrawn) => Promise.resolve(void ended.push(withdrawn)));
});

afterAll(() => connector.close());

describe('adding an integration', () => {
  it("takes another product's list as it is, and fills in default user and port", async () => {
    const [one, two] = [host(), host()];
    const id = await added(JSON.stringify([{ name: 'My Server 1', host: one, user: 'ec2-user' }, { name: 'My Server 2', host: two, port: '2222' }]), { defaultUser: 'apono' }); // prettier-ignore
    expect(await serversOf(id)).toMatchObject([
      {
        name: 'My Server 1',
        host: one,
        user: 'ec2-user',
        port: 22,
        state: 'unknown',
        wanted: 'look',
        confirmedFingerprint: null,
      },
      { name: 'My Server 2', host: two, user: 'apono', port: 2222 },
    ]);
    expect(await seen(id)).toMatchObject({
      serversFound: 2,
      serversActive: 0,
      status: 'initializing',
      connector: { connected: true },
      secret,
    });
  });

  it('refuses a bad list whole, and names every mistake', async () => {
    const name = `bad ${(names += 1)}`;
    const problem = refused(
      await add({
        name,
        servers: [{ name: 'good', host: host() }, { name: 'b' }, { name: 'good', host: 'x y', colour: 1 }],
      }),
    );
    expect(problem).toMatchObject({ status: 422, code: 'servers-list-invalid' });
    expect(problem.fields?.map(({ path }) => path)).toEqual([
      'servers[1].host',
      'servers[2].colour',
      'servers[2].host',
    ]);
    const list = ok(await ada().get<{ items: IntegrationSeen[] }>('/api/integrations?limit=200'));
    expect(list.items.some((one) => one.name === name)).toBe(false);
  });

  it.each([
    [{ name: '' }, 'name'], [{ name: 'a\u0007' }, 'name'], [{ name: '-x' }, 'name'], [{ name: 'a'.repeat(101) }, 'name'], [{ connectorId: 'x' }, 'connectorId'],
    [{ secret: { store: 'file', path: '../x' } }, 'secret.path'], [{ secret: { store: 'vault' } }, 'secret.store'], [{ secret: 'x' }, 'secret'],
    [{ defaultUser: 'Root' }, 'defaultUser'], [{ userGroups: ['ok', 'a,b'] }, 'userGroups[1]'], [{ userGroups: ['root'] }, 'userGroups[0]'],
    [{ userGroups: ['x', 'x'] }, 'userGroups[1]'], [{ unknown: 1 }, 'unknown'], [{ servers: undefined }, 'servers'], [{ knownHosts: 7 }, 'knownHosts'],
  ])('refuses %j and names the field', async (fields, path) => {
    expect(refused(await add(fields))).toMatchObject({ status: 400, code: 'input-invalid', fields: [{ path }] });
  }); // prettier-ignore

  it('refuses a name that is taken, in any case', async () => {
    const { name } = ok(await add());
    expect(refused(await add({ name: name.toUpperCase() })).code).toBe('name-taken');
  });

  it('refuses a connector that does not exist', async () => {
    expect(refused(await add({ connectorId: '0b0e7b36-5d8c-4c8e-9d5e-6a1d7f1c2b3a' })).code).toBe('not-found');
  });

  it('refuses a server that the connector has in another integration, whatever login and case', async () => {
    const first = `db.${host()}.example`;
    await added([{ name: 'a', host: first }]);
    const problem = refused(
      await add({
        servers: [
          { name: 'x', host: host() },
          { name: 'b', host: `${first.toUpperCase()}.`, user: 'root' },
        ],
      }),
    );
    expect(problem).toMatchObject({ code: 'servers-list-invalid', fields: [{ path: 'servers[1].host' }] });
  });

  it('confirms the host keys that a known_hosts text names', async () => {
    const [one, two] = [host(), host()];
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq3jFvOJWDjXxVR6G6wfrAQ0m1O3ZL8m7cJ1mB6dGg5';
    const id = await added([{ name: 'a', host: one }, { name: 'b', host: two, port: 2222 }, { name: 'c', host: host() }], { knownHosts: `${one} ${key}\nrubbish\n[${two}]:2222 ${key}\n` }); // prettier-ignore
    const fingerprints = (await serversOf(id)).map(({ confirmedFingerprint }) => confirmedFingerprint);
    expect(fingerprints).toEqual([expect.stringMatching(/^SHA256:/), fingerprints[0], null]);
  });

  it('takes 10,000 servers, and pages through them', async () => {
    const list = Array.from({ length: 10_000 }, (_, n) => ({
      name: `node ${String(n).padStart(5, '0')}`,
      host: `n${n}.farm.example`,
      tags: [`rack=${n % 40}`, `note=${'x'.repeat(60)}`],
    }));
    const id = await added(list);
    const page = ok(
      await ada().get<{ items: ServerSeen[]; total: number }>(`/api/integrations/${id}/servers?limit=3&offset=9990`),
    );
    expect(page.total).toBe(10_000);
    expect(page.items.map(({ name }) => name)).toEqual(['node 09990', 'node 09991', 'node 09992']);
    expect(ok(await ada().get<{ total: number }>(`/api/integrations/${id}/servers?tag=rack%3D7`)).total).toBe(250);
    ok(await ada().delete(`/api/integrations/${id}`));
  });

  it('check-list gives the normal form and changes nothing', async () => {
    const [{ before }] = await curfew.database.query<{ before: string }>('SELECT count(*) AS before FROM audit_row');
    const answer = ok(
      await ada().post<{ servers: object[] }>('/api/integrations/check-list', {
        servers: '[{"name":"a","host":"b","port":"22","tags":["x"]}]',
      }),
    );
    expect(answer.servers).toEqual([{ name: 'a', host: 'b', user: 'curfew', port: 22, tags: { x: '' } }]);
    expect(refused(await ada().post('/api/integrations/check-list', { servers: '[{}]' })).fields).toHaveLength(2);
    expect(await curfew.database.query('SELECT count(*) AS before FROM audit_row')).toEqual([{ before }]);
  });
});

describe('looking for servers', () => {
  it('takes what is typed literally, in any case', async () => {
    const id = await added([{ name: 'Alpha 100%', host: host() }, { name: 'beta_1', host: host(), tags: { env: 'prod' } }, { name: 'beta-1', host: host(), tags: ['env=test', 'old'] }]); // prettier-ignore
    const found = async (query: string): Promise<string[]> => (await serversOf(id, query)).map(({ name }) => name);
    expect(await found('&search=ALPHA')).toEqual(['Alpha 100%']);
    expect(await found('&search=%25')).toEqual(['Alpha 100%']);
    expect(await found('&search=_')).toEqual(['beta_1']);
    expect(await found('&search=%5C')).toEqual([]);
    expect(await found('&tag=env')).toEqual(['beta-1', 'beta_1']);
    expect(await found('&tag=env%3Dprod')).toEqual(['beta_1']);
    expect(await found('&tag=old%3D')).toEqual(['beta-1']);
  });
});

describe('a host key', () => {
  const unconfirmed = async (): Promise<string> => {
    const [{ id }] = await serversOf(await added([{ name: 'a', host: host() }]));
    await report(id);
    return id;
  };
  const confirm = (id: string, fingerprint: string, replaces: string | null) =>
    ada().post<ServerSeen>(`/api/servers/${id}/confirm-host-key`, { fingerprint, replaces });

  it('is confirmed by who saw it, and reaches the connector', async () => {
    const id = await unconfirmed();
    expect(ok(await confirm(id, KEY, null))).toMatchObject({ confirmedFingerprint: KEY });
    const [row] = await curfew.database.query<{ up: boolean }>(
      `SELECT resource.generation = connector.generation AS up FROM resource JOIN connector ON connector.id = $2 WHERE resource.id = $1`, [id, connector.id]); // prettier-ignore
    expect(row.up).toBe(true);
  });

  it('that the server does not show is not confirmed', async () => {
    const problem = refused(await confirm(await unconfirmed(), OTHER_KEY, null));
    expect(problem).toMatchObject({ status: 409, message: expect.stringContaining(KEY) as string });
    expect(problem.message).toContain(OTHER_KEY);
  });

  it('that changed is confirmed only by naming the old one too', async () => {
    const id = await unconfirmed();
    ok(await confirm(id, KEY, null));
    await report(id, {
      state: 'failing',
      hostKeys: [{ type: 'ssh-ed25519', fingerprint: OTHER_KEY, key: 'ssh-ed25519 BBBB' }],
      faults: [{ code: 'host-key-changed', message: 'changed' }],
    });
    expect(refused(await confirm(id, OTHER_KEY, null))).toMatchObject({ status: 409, code: 'conflict' });
    expect(refused(await confirm(id, OTHER_KEY, OTHER_KEY)).code).toBe('conflict');
    expect(ok(await confirm(id, OTHER_KEY, KEY)).confirmedFingerprint).toBe(OTHER_KEY);
  });

  it('is not replaced by a set-up', async () => {
    const { id, servers } = await active('a');
    await report(servers[0].id, {
      state: 'failing',
      hostKeys: [{ type: 'ssh-ed25519', fingerprint: OTHER_KEY, key: 'ssh-ed25519 BBBB' }],
    });
    const problem = refused(
      await ada().post(`/api/integrations/${id}/set-up`, { servers: [{ id: servers[0].id, fingerprint: OTHER_KEY }] }),
    );
    expect(problem).toMatchObject({ status: 409, message: expect.stringContaining(OTHER_KEY) as string });
    expect((await serversOf(id))[0].confirmedFingerprint).toBe(KEY);
  });

  it.each(['', 'MD5:aa', `${KEY}=`, 'SHA256:short'])('is no fingerprint as %p', async (fingerprint) => {
    expect(refused(await confirm(await unconfirmed(), fingerprint, null)).code).toBe('input-invalid');
  });
});

describe('set-up', () => {
  it('is for all of the named servers or none', async () => {
    const id = await added([
      { name: 'a', host: host() },
      { name: 'b', host: host() },
    ]);
    const [a, b] = await serversOf(id);
    await report(a.id);
    const servers = [
      { id: a.id, fingerprint: KEY },
      { id: b.id, fingerprint: KEY },
    ];
    expect(refused(await ada().post(`/api/integrations/${id}/set-up`, { servers })).code).toBe('conflict');
    expect((await serversOf(id)).map(({ wanted }) => wanted)).toEqual(['look', 'look']);
    await report(b.id);
    expect(
      ok(await ada().post<ServerSeen[]>(`/api/integrations/${id}/set-up`, { servers })).map(({ wanted }) => wanted),
    ).toEqual(['set-up', 'set-up']);
  });

  it("of another integration's server is refused", async () => {
    const [mine, theirs] = [await added([]), await added([{ name: 'a', host: host() }])];
    const [{ id }] = await serversOf(theirs);
    expect(
      refused(await ada().post(`/api/integrations/${mine}/set-up`, { servers: [{ id, fingerprint: KEY }] })).code,
    ).toBe('not-found');
  });
});

describe('a new list', () => {
  it('that is bad changes nothing of what runs', async () => {
    const { id, servers } = await active('a', 'b');
    expect(
      refused(await ada().patch(`/api/integrations/${id}`, { name: 'new name', servers: [{ name: 'a' }] })).code,
    ).toBe('servers-list-invalid');
    expect(await serversOf(id)).toEqual(servers);
    expect((await seen(id)).name).not.toBe('new name');
  });

  it('keeps the servers that it names: same id, same confirmation, nothing ended', async () => {
    const { id, servers } = await active('a', 'b');
    ended.length = 0;
    const list = servers.map(({ name, host: at }) => ({ name, host: at, tags: ['new'] }));
    await edit(id, { servers: [...list, { name: 'c', host: host() }] });
    const after = await serversOf(id);
    expect(after.map(({ name, id: serverId, state }) => [name, serverId === servers.find((one) => one.name === name)?.id, state])).toEqual([
      ['a', true, 'active'], ['b', true, 'active'], ['c', false, 'unknown'],
    ]); // prettier-ignore
    expect(after[0].tags).toEqual({ new: '' });
    expect(ended).toEqual([]);
  });

  it('that moves a server ends its grants first, at the old address; then drops what was confirmed', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    held.add(a.id);
    ended.length = 0;
    const moved = host();
    await edit(id, { servers: [{ name: 'a', host: moved }] });
    expect(ended).toMatchObject([{ resourceIds: [a.id], why: expect.stringContaining('address') as string }]);
    expect((await serversOf(id))[0]).toMatchObject({
      id: a.id,
      host: a.host,
      confirmedFingerprint: KEY,
      warnings: [expect.stringContaining(moved)],
    });
    await released(a.id);
    expect((await serversOf(id))[0]).toMatchObject({
      id: a.id,
      host: moved,
      confirmedFingerprint: null,
      state: 'unknown',
      wanted: 'look',
      warnings: [],
    });
  });

  it('that takes a move back before it took effect leaves the server as it was', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    held.add(a.id);
    await edit(id, { servers: [{ name: 'a', host: host() }] });
    await edit(id, { servers: [{ name: 'a', host: a.host }] });
    await released(a.id);
    expect((await serversOf(id))[0]).toMatchObject({ host: a.host, confirmedFingerprint: KEY, warnings: [] });
  });

  it('without a server lets it go when nothing is left on it, and names it gone until then', async () => {
    const { id, servers: [a, b] } = await active('a', 'b'); // prettier-ignore
    held.add(a.id);
    ended.length = 0;
    await edit(id, { servers: [{ name: 'b', host: b.host }] });
    expect(ended).toMatchObject([{ resourceIds: [a.id] }]);
    expect((await serversOf(id)).map(({ name, gone }) => [name, gone])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(await seen(id)).toMatchObject({ serversFound: 1 });
    await released(a.id);
    expect((await serversOf(id)).map(({ name }) => name)).toEqual(['b']);
    expect(ok(await ada().get<ServerSeen>(`/api/servers/${a.id}`)).gone).toBe(true);
  });

  it('that drops a Linux group ends only what rests on it', async () => {
    const id = await added([{ name: 'a', host: host() }], { userGroups: ['web-ops', 'db-admins'] });
    ended.length = 0;
    await edit(id, { userGroups: ['web-ops'] });
    expect(ended).toMatchObject([{ permissions: ['db-admins'] }]);
  });
});

describe('deleting an integration', () => {
  it('ends its grants first, waits for the proof, and tells the connector', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    held.add(a.id);
    ended.length = 0;
    expect((await ada().delete(`/api/integrations/${id}`)).status).toBe(202);
    expect(ended).toMatchObject([{ resourceIds: [a.id] }]);
    expect(refused(await ada().get(`/api/integrations/${id}`)).code).toBe('not-found');
    const goneNow = async (): Promise<boolean> =>
      (await curfew.database.query<{ gone: boolean }>('SELECT gone FROM integration WHERE id = $1', [id]))[0].gone;
    expect(await goneNow()).toBe(false);
    await released(a.id);
    expect(await goneNow()).toBe(true);
  });

  it('without servers is done at once, and frees its name', async () => {
    const { id, name } = ok(await add());
    ok(await ada().delete(`/api/integrations/${id}`));
    ok(await add({ name }));
  });
});

describe('taking Curfew off servers', () => {
  it('ends grants first, waits for the proof, then orders the removal; those never set up stay', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    await edit(id, {
      servers: [
        { name: 'a', host: a.host },
        { name: 'z', host: host() },
      ],
    });
    held.add(a.id);
    ended.length = 0;
    expect((await ada().post(`/api/integrations/${id}/remove-from-servers`)).status).toBe(202);
    expect(ended).toMatchObject([{ resourceIds: [a.id] }]);
    const wantedInTable = async (): Promise<string> =>
      (await curfew.database.query<{ wanted: string }>('SELECT wanted FROM resource WHERE id = $1', [a.id]))[0].wanted;
    expect(await wantedInTable()).toBe('set-up');
    expect((await serversOf(id)).map(({ wanted }) => wanted)).toEqual(['removed', 'look']);
    await released(a.id);
    expect(await wantedInTable()).toBe('removed');
  });

  it('is done before a deleted server is forgotten', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    ok(await ada().post(`/api/integrations/${id}/remove-from-servers`, { serverIds: [a.id] }));
    ok(await ada().delete(`/api/integrations/${id}`));
    const goneNow = async (): Promise<boolean> =>
      (await curfew.database.query<{ gone: boolean }>('SELECT gone FROM resource WHERE id = $1', [a.id]))[0].gone;
    expect(await goneNow()).toBe(false);
    await report(a.id, { state: 'removed' });
    expect(await goneNow()).toBe(true);
  });
});

describe('writing off', () => {
  it('lets a server go that will never be reached again, with a reason', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    held.add(a.id);
    await edit(id, { servers: [] });
    expect(refused(await ada().post(`/api/servers/${a.id}/write-off`, {})).code).toBe('input-invalid');
    expect(ok(await ada().post(`/api/servers/${a.id}/write-off`, { reason: 'burnt' }))).toEqual({ writtenOff: 2 });
    expect(await serversOf(id)).toEqual([]);
    const rows = await curfew.database.query<{ detail: object }>(
      `SELECT detail FROM audit_row WHERE object_id = $1 AND action = 'server.written-off'`,
      [a.id],
    );
    expect(rows).toEqual([{ detail: { reason: 'burnt', grants: 2 } }]);
  });

  it('lets a server go that was to be cleared but is dead', async () => {
    const { id, servers: [a] } = await active('a'); // prettier-ignore
    ok(await ada().post(`/api/integrations/${id}/remove-from-servers`));
    await edit(id, { servers: [] });
    expect(ok(await ada().post(`/api/servers/${a.id}/write-off`, { reason: 'dead' }))).toEqual({ writtenOff: 0 });
    expect(await serversOf(id)).toEqual([]);
  });

  it('is refused where there is nothing to write off', async () => {
    const { servers: [a] } = await active('a'); // prettier-ignore
    expect(refused(await ada().post(`/api/servers/${a.id}/write-off`, { reason: 'x' })).code).toBe('conflict');
  });
});

describe('the status of an integration', () => {
  const secretFault = { code: 'secret-key-missing', message: 'The secret has no base64_private_key.' };
  const integrationReport = (integrationId: string, fault: object | null): void =>
    link.send({ type: 'integration-report', integrationId, lookedAtIso: new Date().toISOString(), fault });

  it('is a warning that names the servers that are not in order', async () => {
    const { id, servers: [a, b] } = await active('one', 'two'); // prettier-ignore
    await report(b.id, {
      state: 'failing',
      faults: [{ code: 'server-unreachable', message: 'The server did not answer.' }],
    });
    expect(await seen(id)).toMatchObject({
      status: 'warning',
      serversFound: 2,
      serversActive: 1,
      fault: { code: 'server-unreachable', message: expect.stringContaining('1 of 2 not in order (two)') as string },
    });
    await report(a.id, {
      state: 'failing',
      faults: [{ code: 'login-refused', message: 'The server refused the key.' }],
    });
    expect(await seen(id)).toMatchObject({ status: 'error', serversActive: 0 });
  });

  it('is a warning when a server lacks a Linux group', async () => {
    const { id, servers: [a] } = await active('one', 'two'); // prettier-ignore
    await report(a.id, { state: 'active', missingGroups: ['web-ops'] });
    expect(await seen(id)).toMatchObject({
      status: 'warning',
      serversActive: 2,
      fault: { code: 'group-missing', message: expect.stringContaining('web-ops') as string },
    });
  });

  it('is no error while servers work, though each of them lacks something', async () => {
    const { id, servers: [a, b] } = await active('one', 'two'); // prettier-ignore
    for (const { id: serverId } of [a, b]) await report(serverId, { state: 'active', missingGroups: ['web-ops'] });
    expect(await seen(id)).toMatchObject({
      status: 'warning',
      serversActive: 2,
      fault: { message: expect.stringContaining('all 2 servers') as string },
    });
  });

  it('is an error of the secret, told apart from those of servers', async () => {
    const { id } = await active('one');
    integrationReport(id, secretFault);
    await until(async () => (await seen(id)).status === 'error', { within: 20_000 });
    expect(await seen(id)).toMatchObject({ fault: secretFault, serversActive: 1 });
    integrationReport(id, null);
    await until(async () => (await seen(id)).status === 'active', { within: 20_000 });
  });

  it('is an error while the connector is away, and initializing while it never came', async () => {
    const away = await givenLinkClient(curfew);
    const id = await added([], { connectorId: away.id });
    expect(await seen(id)).toMatchObject({ status: 'initializing', fault: { code: 'connector-offline' } });
    (await away.online()).socket.close();
    await until(async () => (await seen(id)).status === 'error', { within: 20_000 });
  });
});

describe('another connector for an integration', () => {
  it('is refused while the present one has something on its servers', async () => {
    const { id } = await active('a');
    const other = await givenLinkClient(curfew);
    expect(refused(await ada().patch(`/api/integrations/${id}`, { connectorId: other.id })).code).toBe('conflict');
  });

  it('gets all of it, and the old one a complete order without it', async () => {
    const [from, to] = [await givenLinkClient(curfew), await givenLinkClient(curfew)];
    const id = await added([{ name: 'a', host: host() }], { connectorId: from.id });
    const [old, next] = [await from.online(), await to.online()];
    expect((await old.takeOrder(from)).servers).toHaveLength(1);
    await next.takeOrder(to);
    await edit(id, { connectorId: to.id });
    expect(await old.takeOrder(from)).toMatchObject({ since: null, servers: [], integrations: [] });
    expect(await next.takeOrder(to)).toMatchObject({ servers: [{ name: 'a' }], integrations: [{ integrationId: id }] });
    [from, to].forEach((one) => one.close());
  });
});

describe('an account that is there already', () => {
  it('belongs to a person once an administrator says so, for as long as the name stays', async () => {
    const [{ id }] = await serversOf(await added([{ name: 'a', host: host() }]));
    const personId = curfew.api.idOf('rita');
    expect(refused(await ada().put(`/api/servers/${id}/account-claims/${personId}`, {})).code).toBe('input-invalid');
    ok(await ada().put(`/api/servers/${id}/account-claims/${personId}`, { reason: 'asked her' }));
    const claims = async () => ok(await ada().get<{ items: object[] }>(`/api/servers/${id}/account-claims`)).items;
    expect(await claims()).toMatchObject([
      { person: { id: personId }, account: 'rita', adopted: true, reason: 'asked her' },
    ]);
    ok(await ada().patch(`/api/people/${personId}`, { accountName: 'rita2' }));
    expect(await claims()).toMatchObject([{ account: 'rita', adopted: false }]);
    ok(await ada().delete(`/api/servers/${id}/account-claims/${personId}`, { reason: 'wrong' }));
    expect(await claims()).toEqual([]);
    expect(refused(await ada().delete(`/api/servers/${id}/account-claims/${personId}`, { reason: 'again' })).code).toBe(
      'not-found',
    );
  });
});

it('members see and change nothing of this', async () => {
  const id = await added([{ name: 'a', host: host() }]);
  const [server] = await serversOf(id);
  const rita = curfew.api.as('rita');
  const answers = [
    await rita.get('/api/integrations'), await rita.get(`/api/integrations/${id}`), await rita.get(`/api/integrations/${id}/servers`), await rita.get(`/api/servers/${server.id}`),
    await rita.post('/api/integrations', {}), await rita.patch(`/api/integrations/${id}`, {}), await rita.delete(`/api/integrations/${id}`), await rita.post(`/api/integrations/${id}/refresh`),
    await rita.post(`/api/integrations/${id}/set-up`), await rita.post(`/api/integrations/${id}/remove-from-servers`), await rita.post(`/api/servers/${server.id}/confirm-host-key`),
    await rita.post(`/api/servers/${server.id}/write-off`), await rita.get(`/api/servers/${server.id}/account-claims`),
  ]; // prettier-ignore
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
});

it('each change has its one audit row', async () => {
  const { id } = ok(await add());
  await edit(id, { name: `renamed ${id.slice(0, 8)}` });
  ok(await ada().post(`/api/integrations/${id}/refresh`));
  ok(await ada().delete(`/api/integrations/${id}`));
  const rows = await curfew.database.query<{ action: string }>(
    'SELECT action FROM audit_row WHERE object_id = $1 ORDER BY id',
    [id],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'integration.added',
    'integration.edited',
    'integration.refreshed',
    'integration.deleted',
  ]);
});

it('edits that come at once are done one after the other, and none is lost', async () => {
  const id = await added([]);
  const groups = ['g1', 'g2', 'g3', 'g4', 'g5'];
  const answers = await Promise.all(
    groups.map((group, n) =>
      ada().patch(
        `/api/integrations/${id}`,
        n % 2 ? { userGroups: [group] } : { servers: [{ name: group, host: host() }] },
      ),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const living = await curfew.database.query('SELECT 1 FROM resource WHERE integration_id = $1 AND NOT gone', [id]);
  expect(living).toHaveLength((await seen(id)).servers.length);
});
