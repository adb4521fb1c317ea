/** The link: who is let in, what he is told, and that nothing he says is believed beyond what is his. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createDataSource } from '../../apps/control-plane/src/database/data-source.js';
import { ConnectorLinkService } from '../../apps/control-plane/src/connector-link/connector-link.service.js';
import type { ConnectorId, GrantId } from '#access/ids.js';
import { LINK_PATH } from '#protocol/version.js';
import { atEnd } from '#testkit/at-end.js';
import { type ControlPlaneUnderTest, givenControlPlane } from '#testkit/control-plane.js';
import { type Api, givenCurfew, ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenLinkClient, type Link, LinkClient } from './link-client.js';

interface ConnectorSeen {
  id: string;
  connected: boolean;
  instances: { connected: boolean; version: string }[];
  version: string | null;
  lastSeenAt: string | null;
  fault: { code: string; message: string; ordersAhead: boolean } | null;
  ordersAhead: boolean;
}

let curfew: ControlPlaneUnderTest & { api: Api };
const clients: LinkClient[] = [];

const client = async (): Promise<LinkClient> => {
  const made = await givenLinkClient(curfew);
  clients.push(made);
  return made;
};

let names = 0;
const integrate = async (connectorId: string, servers: object[] = []): Promise<string> => {
  names += 1;
  const input = { name: `list ${names}`, connectorId, secret: { store: 'file', path: 'a.json' }, servers };
  return ok(await curfew.api.as('ada').post<{ id: string }>('/api/integrations', input)).id;
};
const serversOf = async (id: string) =>
  ok(
    await curfew.api
      .as('ada')
      .get<{ items: { id: string; name: string; state: string }[] }>(`/api/integrations/${id}/servers`),
  ).items;
const connectorSeen = async (id: string): Promise<ConnectorSeen | undefined> =>
  ok(await curfew.api.as('ada').get<{ items: ConnectorSeen[] }>('/api/connectors?limit=200')).items.find(
    (one) => one.id === id,
  );
const report = (serverId: string, fields: object = {}): object => ({
  type: 'server-report', serverId, state: 'unconfirmed', lookedAtIso: new Date().toISOString(), faults: [], warnings: [], hostKeys: [],
  missingGroups: [], wouldWrite: [], sshdVersion: null, scriptVersion: null, clockSkewSeconds: 0, ...fields,
}); // prettier-ignore
const WITHIN_MS = 20_000;
const logged = (text: string): Promise<string> =>
  until(() => curfew.log.find((line) => line.includes(text)), { within: WITHIN_MS, what: `the log says ${text}` });
/** Waits until the expectation is met. */
const eventually = (expectation: () => Promise<void>): Promise<boolean> =>
  until(() => expectation().then(() => true), { within: WITHIN_MS });

beforeAll(async () => {
  curfew = await givenCurfew('rita');
});

afterAll(() => clients.forEach((one) => one.close()));

describe('the handshake', () => {
  it('welcomes a connector that signs with its own key', async () => {
    const connector = await client();
    const link = await connector.connect();
    expect(await link.next('welcome')).toMatchObject({ connectorId: connector.id, name: connector.name });
  });

  it('refuses a signature of another key, over another number, or for another process', async () => {
    const connector = await client();
    const stranger = new LinkClient(
      curfew.url,
      connector.id,
      connector.name,
      generateKeyPairSync('ed25519').privateKey,
    );
    clients.push(stranger);
    for (const link of [
      await stranger.connect(),
      await connector.connect({ signature: Buffer.alloc(64).toString('base64') }),
      await connector.connect({ instanceId: randomUUID() }),
    ]) {
      expect(await link.next('refused')).toMatchObject({
        code: 'link-refused',
        message: expect.stringContaining('prove') as string,
      });
      expect((await link.end()).code).toBe(4403);
    }
  });

  it('refuses a hello that was signed for an earlier challenge', async () => {
    const connector = await client();
    const hello = await helloOf(connector);
    const replayed = connector.dial();
    await replayed.next('challenge');
    replayed.send(hello);
    expect(await replayed.next('refused')).toMatchObject({ code: 'link-refused' });
  });

  it('refuses an unknown connector in words for its log', async () => {
    const stranger = new LinkClient(curfew.url, randomUUID(), 'x', generateKeyPairSync('ed25519').privateKey);
    clients.push(stranger);
    const link = await stranger.connect();
    expect(await link.next('refused')).toMatchObject({
      message: expect.stringContaining('another installation') as string,
    });
  });

  it('tells a connector that is too old to be updated, whatever else its hello lacks', async () => {
    const connector = await client();
    const link = connector.dial();
    await link.next('challenge');
    link.send({ type: 'hello', protocol: 0 });
    expect(await link.next('refused')).toMatchObject({
      message: expect.stringContaining('update the connector') as string,
    });
  });

  it('tells a connector that knows no sudo roles to be updated as soon as it should be ordered some, and serves it till then', async () => {
    const connector = await client();
    const before = await connector.connect({ protocol: 1 });
    await before.next('welcome');
    before.send({ type: 'taken', generation: (await before.next('order')).generation });
    ok(await curfew.api.as('ada').post('/api/integrations', {
      name: `roles ${connector.id}`, connectorId: connector.id, secret: { store: 'file', path: 'key.json' }, servers: [],
      sudoRoles: [{ name: 'restart', commands: ['/usr/bin/systemctl restart nginx'] }],
    })); // prettier-ignore
    expect(await before.next('refused')).toMatchObject({ message: expect.stringMatching(/sudo roles.*update the connector/) as string }); // prettier-ignore
    const today = await connector.online();
    expect(await today.next('order')).toMatchObject({ integrations: [{ sudoRoles: [{ name: 'restart' }] }] });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"type":"taken","generation":1}',
    '{"type":"hello","protocol":1}',
    '{"type":"__proto__"}',
  ])('refuses %p instead of a hello', async (text) => {
    const link = (await client()).dial();
    await link.next('challenge');
    link.send(text);
    expect((await link.end()).code).toBe(4403);
  });

  it('refuses a deleted connector', async () => {
    const connector = await client();
    await curfew.api.as('ada').delete(`/api/connectors/${connector.id}`);
    expect(await (await connector.connect()).next('refused')).toMatchObject({ code: 'link-refused' });
  });
});

/** A hello that is right for the challenge of another link. */
const helloOf = async (connector: LinkClient): Promise<object> => {
  const link = connector.dial();
  const sent: string[] = [];
  link.send = (message) => void sent.push(JSON.stringify(message));
  connector.dial = () => link;
  try {
    await connector.connect();
  } finally {
    Reflect.deleteProperty(connector, 'dial');
  }
  return JSON.parse(sent[0]) as object;
};

describe('the door', () => {
  it('is closed to pages in browsers: a dialler with an Origin is refused', async () => {
    const link = (await client()).dial({ origin: curfew.url });
    await link.end();
    expect(link.refusedStatus).toBe(403);
  });

  it('leads nowhere but to the link', async () => {
    const connector = await client();
    for (const path of ['/', '/api', `${LINK_PATH}/x`, '/api/events']) {
      const link = connector.dial({}, path);
      await link.end();
      expect(link.refusedStatus).toBe(404);
    }
  });

  it('lets only a few of one address wait without a proof, and all of them only 10 seconds', async () => {
    const connector = await client();
    const waiting = Array.from({ length: 25 }, () => connector.dial());
    await until(() => waiting.filter(({ refusedStatus }) => refusedStatus === 503).length >= 5, { within: WITHIN_MS });
    const letIn = waiting.filter(({ refusedStatus }) => refusedStatus === undefined);
    expect(letIn.length).toBeLessThanOrEqual(20);
    const begun = performance.now();
    for (const link of letIn) await link.end();
    expect(performance.now() - begun).toBeLessThan(20_000);
    await (await connector.connect()).next('welcome');
  });

  it('sends away who says too much before he has proved himself', async () => {
    const link = (await client()).dial();
    await link.next('challenge');
    link.send('x'.repeat(1024 * 1024));
    await link.end();
  });
});

describe('presence', () => {
  it('shows version and time of each connector, and that it left', async () => {
    const connector = await client();
    const link = await connector.online();
    expect(await connectorSeen(connector.id)).toMatchObject({
      connected: true,
      instances: [{ connected: true, version: '1.2.3' }],
      version: '1.2.3',
      lastSeenAt: expect.any(String) as string,
    });
    link.socket.close();
    await eventually(async () =>
      expect(await connectorSeen(connector.id)).toMatchObject({ connected: false, version: '1.2.3' }),
    );
  });

  it('takes two processes of one connector, and goes on when one leaves', async () => {
    const connector = await client();
    const [one, other] = [await connector.online(), await connector.online()];
    one.socket.close();
    await one.end();
    expect(await connectorSeen(connector.id)).toMatchObject({ connected: true, instances: [{ connected: true }] });
    await integrate(connector.id);
    expect((await other.takeOrder(connector)).connectorId).toBe(connector.id);
  });

  it('replaces the old link of a process that dials again', async () => {
    const connector = await client();
    const instanceId = randomUUID();
    const old = await connector.connect({}, instanceId);
    await old.next('welcome');
    await (await connector.connect({}, instanceId)).next('welcome');
    expect((await old.end()).reason).toBe('replaced');
  });

  it('shows a clock that is off as a fault', async () => {
    const connector = await client();
    await (await connector.connect({ clockIso: new Date(Date.now() - 45_000).toISOString() })).next('welcome');
    expect((await connectorSeen(connector.id))?.fault).toMatchObject({
      code: 'connector-clock-off',
      message: expect.stringContaining('behind') as string,
    });
  });

  it('closes the link of a connector that is deleted or enrolled anew', async () => {
    const connector = await client();
    const link = await connector.online();
    await link.takeOrder(connector);
    await curfew.api.as('ada').delete(`/api/connectors/${connector.id}`);
    expect((await link.end()).code).toBe(4403);
  });
});

describe('orders', () => {
  it('are complete for who holds nothing, and then tell only what changed', async () => {
    const connector = await client();
    const first = await integrate(connector.id, [{ name: 'a', host: '10.0.0.1' }]);
    const link = await connector.online();
    const complete = await link.takeOrder(connector);
    expect(complete).toMatchObject({
      since: null,
      integrations: [{ integrationId: first }],
      servers: [{ name: 'a', wanted: 'look', confirmedFingerprint: null, gone: false }],
      grants: [],
    });
    const second = await integrate(connector.id, [{ name: 'b', host: '10.0.0.2', port: '2222', user: 'root' }]);
    const delta = await link.takeOrder(connector);
    expect(delta).toMatchObject({
      since: complete.generation,
      integrations: [{ integrationId: second }],
      servers: [{ name: 'b', port: 2222, user: 'root' }],
    });
    expect(delta.generation).toBeGreaterThan(complete.generation);
  });

  it('go on where the connector left off when it comes again', async () => {
    const connector = await client();
    await integrate(connector.id, [{ name: 'a', host: '10.0.1.1' }]);
    const link = await connector.online();
    const { generation } = await link.takeOrder(connector);
    link.socket.terminate();
    await integrate(connector.id, [{ name: 'b', host: '10.0.1.2' }]);
    const next = await (await connector.online()).takeOrder(connector);
    expect(next.since).toBe(generation);
    expect(next.servers.map(({ name }) => name)).toEqual(['b']);
  });

  it('name what was deleted as gone, in a delta; a complete order just does not name it', async () => {
    const connector = await client();
    const id = await integrate(connector.id, [{ name: 'a', host: '10.0.2.1' }]);
    const link = await connector.online();
    await link.takeOrder(connector);
    await curfew.api.as('ada').delete(`/api/integrations/${id}`);
    expect(await link.takeOrder(connector)).toMatchObject({
      integrations: [{ integrationId: id, gone: true }],
      servers: [{ gone: true }],
    });
    connector.generation = null;
    expect(await (await connector.online()).takeOrder(connector)).toMatchObject({
      since: null,
      integrations: [],
      servers: [],
    });
  });

  it('never show one connector what is for another', async () => {
    const [mine, theirs] = [await client(), await client()];
    await integrate(theirs.id, [{ name: 'theirs', host: '10.0.3.1' }]);
    await integrate(mine.id, [{ name: 'mine', host: '10.0.3.2' }]);
    const order = await (await mine.online()).takeOrder(mine);
    expect(order.servers.map(({ name }) => name)).toEqual(['mine']);
  });

  it('wait for the last one to be taken', async () => {
    const connector = await client();
    const link = await connector.online();
    const first = await link.next('order');
    await integrate(connector.id, [{ name: 'a', host: '10.0.4.1' }]);
    await integrate(connector.id, [{ name: 'b', host: '10.0.4.2' }]);
    expect(link.received.filter(({ type }) => type === 'order')).toHaveLength(1);
    link.send({ type: 'taken', generation: first.generation });
    expect((await link.next('order')).servers.map(({ name }) => name).sort()).toEqual(['a', 'b']);
  });

  it('stop where a connector holds newer ones: the database was restored, and an administrator must look first [I19]', async () => {
    const connector = await client();
    await integrate(connector.id, [{ name: 'a', host: '10.0.5.1' }]);
    connector.generation = 5_000;
    const link = await connector.online();
    const seen = () => connectorSeen(connector.id);
    await until(async () => (await seen())?.ordersAhead, { within: WITHIN_MS });
    await integrate(connector.id, [{ name: 'b', host: '10.0.5.2' }]);
    const again = await connector.online();
    await until(() => again.received.length > 0, { within: WITHIN_MS });
    expect([...link.received, ...again.received].some(({ type }) => type === 'order')).toBe(false);

    const path = `/api/connectors/${connector.id}/reset-orders`;
    const reset = { reason: 'restored from the backup of Sunday', keepGrants: false };
    ok(await curfew.api.as('ada').post(path, reset));
    const order = await link.takeOrder(connector);
    expect(order).toMatchObject({ since: null, servers: [{ name: 'a' }, { name: 'b' }] });
    expect(order.generation).toBeGreaterThan(5_000);
    expect(await seen()).toMatchObject({ ordersAhead: false });
    expect(refused(await curfew.api.as('ada').post(path, reset)).code).toBe('conflict');
    const rows = await curfew.database.query<{ action: string; actor_kind: string }>(
      'SELECT action, actor_kind FROM audit_row WHERE object_id = $1 AND action LIKE $2 ORDER BY id',
      [connector.id, 'connector.%ahead'],
    );
    expect(rows).toEqual([{ action: 'connector.found-ahead', actor_kind: 'connector' }]);
  });

  it('miss no change, however transactions overlap: each waits for the one with the smaller generation', async () => {
    const connector = await client();
    const ids = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => integrate(connector.id, [{ name: 's', host: `10.0.6.${n}` }])),
    );
    const link = await connector.online();
    const held = new Map<string, string>();
    const take = async (): Promise<void> => {
      const order = await link.takeOrder(connector);
      for (const { integrationId, name } of order.integrations) held.set(integrationId, name);
    };
    await take();
    const source = await createDataSource(curfew.database.connection).initialize();
    atEnd(() => source.destroy());
    const slow = source.createQueryRunner();
    await slow.startTransaction();
    const [{ generation }] = (
      await slow.query('UPDATE connector SET generation = generation + 1 WHERE id = $1 RETURNING generation', [
        connector.id,
      ])
    )[0] as { generation: string }[];
    await slow.query(`UPDATE integration SET name = 'late', generation = $2 WHERE id = $1`, [ids[0], generation]);
    const others = ids
      .slice(1)
      .map((id, n) =>
        curfew.api.as('ada').patch(`/api/integrations/${id}`, { name: `renamed ${connector.name} ${n}` }),
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await slow.commitTransaction();
    await slow.release();
    for (const answer of await Promise.all(others)) ok(answer);
    const [{ newest }] = await curfew.database.query<{ newest: string }>(
      'SELECT generation AS newest FROM connector WHERE id = $1',
      [connector.id],
    );
    while (connector.generation !== Number(newest)) await take();
    expect(held.get(ids[0])).toBe('late');
    expect(ids.slice(1).map((id) => held.get(id))).toEqual([0, 1, 2, 3].map((n) => `renamed ${connector.name} ${n}`));
  });

  it('are read again by the poll when a wake-up was lost', async () => {
    const connector = await client();
    const id = await integrate(connector.id, [{ name: 'a', host: '10.0.7.1' }]);
    const link = await connector.online();
    await link.takeOrder(connector);
    link.send(connector.receipt((await serversOf(id))[0].id));
    await link.next('receipt-stored');
    await curfew.database.query(
      `WITH raised AS (UPDATE connector SET generation = generation + 1 WHERE id = $1 RETURNING generation)
       UPDATE integration SET default_user = 'root', generation = raised.generation FROM raised WHERE integration.id = $2`, [connector.id, id]); // prettier-ignore
    expect(await link.next('order', 30_000)).toMatchObject({ integrations: [{ integrationId: id }] });
  });
});

describe('a refresh', () => {
  it('reaches every process of the connector once', async () => {
    const connector = await client();
    const id = await integrate(connector.id);
    const links = [await connector.online(), await connector.online()];
    for (const link of links) await link.takeOrder(connector);
    ok(await curfew.api.as('ada').post(`/api/integrations/${id}/refresh`));
    for (const link of links) expect(await link.next('look')).toMatchObject({ integrationId: id });
    await integrate(connector.id);
    for (const link of links) await link.takeOrder(connector);
    expect(links.map(({ received }) => received.filter(({ type }) => type === 'look').length)).toEqual([1, 1]);
  });
});

describe('what a connector tells', () => {
  let connector: LinkClient;
  let link: Link;
  let integrationId: string;
  let serverId: string;

  beforeAll(async () => {
    connector = await client();
    integrationId = await integrate(connector.id, [{ name: 'a', host: '10.1.0.1' }]);
    [{ id: serverId }] = await serversOf(integrationId);
    link = await connector.online();
    await link.takeOrder(connector);
  });

  it('of a server is shown', async () => {
    const hostKeys = [{ type: 'ssh-ed25519', fingerprint: `SHA256:${'a'.repeat(43)}`, key: 'ssh-ed25519 AAAA' }];
    link.send(report(serverId, { hostKeys, warnings: ['careful'], sshdVersion: 'OpenSSH_9.2' }));
    await eventually(async () =>
      expect((await serversOf(integrationId))[0]).toMatchObject({
        state: 'unconfirmed',
        hostKeys,
        warnings: ['careful'],
        sshdVersion: 'OpenSSH_9.2',
      }),
    );
  });

  it('of a server that says strange bytes is shown with a symbol for each, and the link goes on', async () => {
    const fault = { code: 'server-unreachable', message: 'It said: \0bye', detail: 'cut in two: \ud83d' };
    link.send(report(serverId, { state: 'failing', faults: [fault], sshdVersion: '9\0' }));
    const shown = async () => ok(await curfew.api.as('ada').get<object>(`/api/servers/${serverId}`));
    await eventually(async () =>
      expect(await shown()).toMatchObject({
        state: 'failing', sshdVersion: '9\ufffd', faults: [{ message: 'It said: \ufffdbye', detail: 'cut in two: \ufffd' }],
      }),
    ); // prettier-ignore
  });

  it('in a receipt is stored before it is confirmed, and once', async () => {
    const receipt = connector.receipt(serverId);
    link.send(receipt);
    link.send(receipt);
    expect((await link.next('receipt-stored')).receiptIds).toEqual([receipt.receiptId]);
    expect((await link.next('receipt-stored')).receiptIds).toEqual([receipt.receiptId]);
    expect(await curfew.database.query('SELECT 1 FROM receipt WHERE id = $1', [receipt.receiptId])).toHaveLength(1);
  });

  it('in a receipt that is forged, foreign or from the future is not stored, and the link goes on', async () => {
    const stranger = await client();
    const foreignList = await integrate(stranger.id, [{ name: 'theirs', host: '10.1.0.9' }]);
    const [theirs] = await serversOf(foreignList);
    const bad = [
      connector.receipt(serverId, {}, stranger.privateKey),
      connector.receipt(serverId, { connectorId: stranger.id }),
      connector.receipt(serverId, { installationId: randomUUID() }),
      connector.receipt(serverId, { generation: 1_000_000 }),
      connector.receipt(theirs.id),
      connector.receipt(randomUUID()),
      { ...connector.receipt(serverId), receiptId: randomUUID() },
    ];
    for (const receipt of bad) link.send(receipt);
    const good = connector.receipt(serverId);
    link.send(good);
    expect((await link.next('receipt-stored')).receiptIds).toEqual([good.receiptId]);
    const ids = bad.map(({ receiptId }) => receiptId);
    expect(await curfew.database.query('SELECT 1 FROM receipt WHERE id = ANY($1)', [ids])).toHaveLength(0);
  });

  it("of another connector's server changes nothing", async () => {
    const stranger = await client();
    const theirsId = await integrate(stranger.id, [{ name: 'theirs', host: '10.1.0.10' }]);
    const [theirs] = await serversOf(theirsId);
    link.send(report(theirs.id, { state: 'active' }));
    link.send({
      type: 'integration-report',
      integrationId: theirsId,
      lookedAtIso: new Date().toISOString(),
      fault: { code: 'secret-not-found', message: 'x' },
    });
    link.send({
      type: 'grant-fault',
      grantId: randomUUID(),
      serverId: theirs.id,
      fault: { code: 'group-missing', message: 'x' },
      final: true,
      retryAtIso: null,
    });
    const good = connector.receipt(serverId);
    link.send(good);
    await link.next('receipt-stored');
    expect((await serversOf(theirsId))[0].state).toBe('unknown');
    await logged('spoke of something that is not its own');
  });

  it.each([
    ['is no JSON', '{'], ['is of an unknown type', '{"type":"order"}'], ['has unknown fields', '{"type":"taken","generation":1,"x":1}'],
    ['takes an order that was never sent', '{"type":"taken","generation":77}'], ['says hello again', '{"type":"hello"}'],
    ['smuggles __proto__', '{"type":"taken","generation":1,"__proto__":{}}'],
    ['has a state that does not exist', JSON.stringify(report(randomUUID(), { state: 'fine' }))],
  ])('and that %s closes the link with a reason in the log; the control plane lives on', async (_, text) => {
    const broken = await connector.online();
    const before = curfew.log.length;
    broken.send(text);
    expect((await broken.end()).code).toBe(4400);
    await until(() => curfew.log.slice(before).some((line) => line.includes('link closed')), { within: WITHIN_MS });
    await connector.online();
  }); // prettier-ignore

  it('in a binary or oversize message closes the link', async () => {
    const broken = await connector.online();
    broken.socket.send(Buffer.from('{}'));
    await broken.end();
    const large = await connector.online();
    large.send('x'.repeat(5 * 1024 * 1024));
    expect((await large.end()).code).toBe(1009);
  });
});

describe('a question for a certificate', () => {
  const question = { grantId: randomUUID() as GrantId, keyNumber: 1, publicKey: 'ssh-ed25519 AAAA' };
  const ask = (on: ControlPlaneUnderTest, connector: LinkClient): Promise<string> =>
    on.app.get(ConnectorLinkService, { strict: false }).sign(connector.id as ConnectorId, question);

  it('is answered by the connector', async () => {
    const connector = await client();
    const link = await connector.online();
    await link.takeOrder(connector);
    const answer = ask(curfew, connector);
    const sign = await link.next('sign');
    expect(sign).toMatchObject(question);
    link.send({ type: 'signed', callId: sign.callId, certificate: 'the certificate' });
    expect(await answer).toBe('the certificate');
    const left = () => curfew.database.query<unknown[]>('SELECT 1 FROM sign_call WHERE id = $1', [sign.callId]);
    await until(async () => (await left()).length === 0, { within: 20_000, what: 'the question is forgotten' });
  });

  it("brings back the connector's own fault", async () => {
    const connector = await client();
    const link = await connector.online();
    await link.takeOrder(connector);
    const answer = expect(ask(curfew, connector)).rejects.toMatchObject({
      code: 'above-ceiling',
      message: 'too much',
      hint: 'ask less',
    });
    const { callId } = await link.next('sign');
    link.send({
      type: 'sign-refused',
      callId,
      fault: { code: 'above-ceiling', message: 'too much', hint: 'ask less' },
    });
    await answer;
  });

  it('says at once that the connector is not connected', async () => {
    const begun = performance.now();
    await expect(ask(curfew, await client())).rejects.toMatchObject({ code: 'connector-offline' });
    // A question that is asked waits 10 s for its answer
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it('waits until the connector holds what was ordered before', async () => {
    const connector = await client();
    const link = await connector.online();
    const order = await link.next('order');
    const answer = ask(curfew, connector);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(link.received.some(({ type }) => type === 'sign')).toBe(false);
    link.send({ type: 'taken', generation: order.generation });
    link.send({ type: 'signed', callId: (await link.next('sign')).callId, certificate: 'c' });
    expect(await answer).toBe('c');
  });

  it('goes to another process when the first one leaves without an answer', async () => {
    const connector = await client();
    const links = [await connector.online(), await connector.online()];
    for (const link of links) await link.takeOrder(connector);
    const answer = ask(curfew, connector);
    const isAsked = ({ received }: Link): boolean => received.some(({ type }) => type === 'sign');
    const first = await until(() => links.find(isAsked), { within: WITHIN_MS });
    const other = links.find((link) => link !== first) as Link;
    first.socket.terminate();
    other.send({ type: 'signed', callId: (await other.next('sign')).callId, certificate: 'from the other' });
    expect(await answer).toBe('from the other');
  });

  it('reaches a connector that hangs on another replica; presence and orders do too', async () => {
    const replica = await givenControlPlane({ database: curfew.database });
    const connector = await client();
    const far = new LinkClient(replica.url, connector.id, connector.name, connector.privateKey);
    clients.push(far);
    const link = await far.online();
    await link.takeOrder(far);
    expect(await connectorSeen(connector.id)).toMatchObject({ connected: true });
    await integrate(connector.id, [{ name: 'a', host: '10.2.0.1' }]);
    expect((await link.takeOrder(far)).servers).toHaveLength(1);
    const answer = ask(curfew, connector);
    link.send({ type: 'signed', callId: (await link.next('sign')).callId, certificate: 'from afar' });
    expect(await answer).toBe('from afar');
    await replica.stop();
    expect((await link.end()).code).toBe(1001);
    expect(await connectorSeen(connector.id)).toMatchObject({ connected: false });
  });
});
