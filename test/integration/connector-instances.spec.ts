/** Two instances of one connector, each with a key of its own: what the control plane lets them do, and what it does not. */
import { randomUUID } from 'node:crypto';
import { ConnectorLinkService } from '../../apps/control-plane/src/connector-link/connector-link.service.js';
import { ConnectorsService } from '../../apps/control-plane/src/connectors/connectors.service.js';
import type { ConnectorId, GrantId } from '#access/ids.js';
import { makeEd25519Key } from '#ssh/private-key.js';
import { publicKeyFromKeyObject } from '#ssh/public-key.js';
import type { ControlPlaneUnderTest } from '#testkit/control-plane.js';
import { type Api, givenCurfew, ok, refused } from '#testkit/given.js';
import { until } from '#testkit/until.js';
import { givenInstance, givenLinkClient, type Link, type LinkClient } from './link-client.js';

interface InstanceSeen {
  id: string;
  connected: boolean;
  version: string | null;
  generation: number | null;
  refusal: { code: string; message: string; hint: string } | null;
  refusedUserCaKeys: { fingerprint: string }[];
}
interface ConnectorSeen {
  id: string;
  connected: boolean;
  ordersAhead: boolean;
  warnings: string[];
  userCaKeys: { fingerprint: string }[];
  instances: InstanceSeen[];
}

const WITHIN_MS = 40_000;
let curfew: ControlPlaneUnderTest & { api: Api };
const clients: LinkClient[] = [];
let names = 0;

const client = async (): Promise<LinkClient> => kept(await givenLinkClient(curfew));
const another = async (of: LinkClient, how?: { adds: boolean }): Promise<LinkClient> =>
  kept(await givenInstance(curfew, of, how));
const kept = (made: LinkClient): LinkClient => {
  clients.push(made);
  return made;
};
const seen = async ({ id }: LinkClient): Promise<ConnectorSeen> => {
  const { items } = ok(await curfew.api.as('ada').get<{ items: ConnectorSeen[] }>('/api/connectors?limit=200'));
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error('The connector is not in the list.');
  return found;
};
const welcomed = async (instance: LinkClient, hello: Record<string, unknown> = {}): Promise<Link> => {
  const link = await instance.connect(hello);
  await link.next('welcome');
  return link;
};
const audited = async ({ id }: LinkClient): Promise<string[]> => {
  const rows = await curfew.database.query<{ action: string }>(
    'SELECT action FROM audit_row WHERE object_id = $1 ORDER BY id',
    [id],
  );
  return rows.map(({ action }) => action);
};
const integrate = async ({ id }: LinkClient): Promise<string> => {
  const input = {
    name: `list ${(names += 1)}`,
    connectorId: id,
    secret: { store: 'file', path: 'a.json' },
    servers: [{ name: 'web-1', host: `10.0.0.${names}` }],
  };
  const integration = ok(await curfew.api.as('ada').post<{ id: string }>('/api/integrations', input)).id;
  const path = `/api/integrations/${integration}/servers`;
  const [server] = ok(await curfew.api.as('ada').get<{ items: { id: string }[] }>(path)).items;
  return server?.id ?? '';
};
const caKey = () => publicKeyFromKeyObject(makeEd25519Key().keyObject);

beforeAll(async () => {
  curfew = await givenCurfew('rita');
});
afterAll(() => clients.forEach((one) => one.close()));

describe('enrolling', () => {
  it('a second instance by a token that adds leaves the first as it is; both are listed, each with its own key', async () => {
    const one = await client();
    const other = await another(one);
    await Promise.all([welcomed(one), welcomed(other, { version: '1.3.0' })]);
    const connector = await seen(one);
    expect(connector.instances).toEqual([
      expect.objectContaining({ connected: true, version: '1.2.3' }),
      expect.objectContaining({ connected: true, version: '1.3.0' }),
    ]);
    expect(connector.warnings).toEqual([expect.stringContaining('1.2.3, 1.3.0')]);
    expect(await audited(one)).toEqual([
      'connector.added', 'connector.enrolled', 'connector.enrolment-token-made', 'connector.enrolled',
    ]); // prettier-ignore
  });

  it('by a token of before, or one without a word, takes the place of all: their links are cut, their keys worth nothing', async () => {
    const one = await client();
    const [link, otherLink] = [await welcomed(one), await welcomed(await another(one))];
    const path = `/api/connectors/${one.id}/enrolment-token`;
    const { status, body } = await curfew.api.as('ada').call<{ enrolmentToken: string }>('POST', path);
    expect(status).toBe(201);
    expect(body.enrolmentToken).toMatch(/^curfew-enrol-/);
    await welcomed(await another(one, { adds: false }));
    expect((await link.end()).code).toBe(4403);
    expect((await otherLink.end()).code).toBe(4403);
    expect(await (await one.connect()).next('refused')).toMatchObject({
      message: expect.stringContaining('another one took its place') as string,
    });
    expect((await seen(one)).instances).toHaveLength(1);
  });

  it('a ninth instance is refused, with the remedy', async () => {
    const one = await client();
    for (let count = 1; count < 8; count++) await another(one);
    await expect(another(one)).rejects.toMatchObject({
      code: 'enrolment-refused',
      hint: expect.stringContaining('Remove one') as string,
    });
  });
});

describe('one instance that is removed', () => {
  it('is cut off at once and proves nothing any more; the other goes on; both stand in the audit', async () => {
    const one = await client();
    const other = await another(one);
    const serverId = await integrate(one);
    const [link, otherLink] = [await welcomed(one), await welcomed(other)];
    await link.takeOrder(one);
    await otherLink.takeOrder(other);
    const [, { id }] = (await seen(one)).instances;
    const path = `/api/connectors/${one.id}/instances/${id}`;
    expect((await curfew.api.as('rita').delete(path)).status).toBe(403);
    expect((await curfew.api.as('ada').delete(path)).status).toBe(204);
    expect((await curfew.api.as('ada').delete(path)).status).toBe(404);
    expect((await otherLink.end()).code).toBe(4403);
    expect(await (await other.connect()).next('refused')).toMatchObject({
      message: expect.stringContaining('removed') as string,
    });
    // A receipt that it signed, over the link of the one that counts.
    const [forged, own] = [other.receipt(serverId), one.receipt(serverId)];
    link.send(forged);
    link.send(own);
    expect((await link.next('receipt-stored')).receiptIds).toEqual([own.receiptId]);
    const stored = await curfew.database.query('SELECT 1 FROM receipt WHERE id = $1', [forged.receiptId]);
    expect(stored).toEqual([]);
    expect(await audited(one)).toContain('connector.instance-removed');
    expect((await seen(one)).connected).toBe(true);
  });

  it('is not another connector’s, and not one that does not exist', async () => {
    const [one, stranger] = [await client(), await client()];
    const [{ id }] = (await seen(one)).instances;
    for (const path of [`${stranger.id}/instances/${id}`, `${one.id}/instances/${randomUUID()}`])
      expect((await curfew.api.as('ada').delete(`/api/connectors/${path}`)).status).toBe(404);
    await welcomed(one);
  });
});

describe('receipts', () => {
  it('of either instance count, and each is kept with the key that signed it', async () => {
    const one = await client();
    const other = await another(one);
    const serverId = await integrate(one);
    const [link, otherLink] = [await welcomed(one), await welcomed(other)];
    await link.takeOrder(one);
    await otherLink.takeOrder(other);
    const [first, second] = [one.receipt(serverId), other.receipt(serverId)];
    link.send(first);
    otherLink.send(second);
    await Promise.all([link.next('receipt-stored'), otherLink.next('receipt-stored')]);
    const rows = await curfew.database.query<{ public_key: string }>(
      'SELECT public_key FROM receipt WHERE id = ANY($1)',
      [[first.receiptId, second.receiptId]],
    );
    expect(new Set(rows.map(({ public_key: key }) => key)).size).toBe(2);
  });
});

describe('an instance with another user CA key than the others', () => {
  it('is refused with both fingerprints and the remedy, in its log and on the page, once in the audit', async () => {
    const [ours, foreign] = [caKey(), caKey()];
    const one = await client();
    const other = await another(one);
    await welcomed(one, { userCaKeys: [`${ours.line} with a comment`] });
    for (const _ of [1, 2]) {
      expect(await (await other.connect({ userCaKeys: [foreign.line] })).next('refused')).toMatchObject({
        code: 'user-ca-differs',
        message: expect.stringMatching(`${foreign.fingerprint}.*${ours.fingerprint}`.replaceAll('+', '\\+')) as string,
        hint: expect.stringContaining('CURFEW_CA_SECRET') as string,
      });
    }
    const connector = await seen(one);
    expect(connector.userCaKeys).toMatchObject([{ fingerprint: ours.fingerprint }]);
    expect(connector.instances[1]).toMatchObject({
      connected: false,
      refusal: { code: 'user-ca-differs' },
      refusedUserCaKeys: [{ fingerprint: foreign.fingerprint }],
    });
    expect((await audited(one)).filter((action) => action === 'connector.instance-refused')).toHaveLength(1);
    await welcomed(other, { userCaKeys: [ours.line] });
    expect((await seen(one)).instances[1]).toMatchObject({ connected: true, refusal: null });
  });

  it('is refused also while the others are away', async () => {
    const one = await client();
    const other = await another(one);
    const link = await welcomed(one, { userCaKeys: [caKey().line] });
    link.socket.close();
    await until(async () => !(await seen(one)).connected, { within: WITHIN_MS });
    await (await other.connect({ userCaKeys: [caKey().line] })).next('refused');
  });

  it('is let in when the key was changed on purpose: an administrator accepts it, and who holds the old one is cut off', async () => {
    const [old, fresh] = [caKey(), caKey()];
    const one = await client();
    const other = await another(one);
    const link = await welcomed(one, { userCaKeys: [old.line] });
    await (await other.connect({ userCaKeys: [fresh.line] })).next('refused');
    const [{ id: oneId }, { id }] = (await seen(one)).instances;
    const accept = (who: string, instance: string, { fingerprint }: { fingerprint: string }) =>
      curfew.api.as(who).post(`/api/connectors/${one.id}/instances/${instance}/accept-user-ca`, { fingerprint });
    expect((await accept('rita', id, fresh)).status).toBe(403);
    expect(refused(await accept('ada', id, caKey())).code).toBe('conflict');
    expect(refused(await accept('ada', oneId, old)).code).toBe('conflict');
    expect((await accept('ada', id, fresh)).status).toBe(204);
    expect(await link.next('refused')).toMatchObject({ code: 'user-ca-differs' });
    await (await one.connect({ userCaKeys: [old.line] })).next('refused');
    await Promise.all([welcomed(other, { userCaKeys: [fresh.line] }), welcomed(one, { userCaKeys: [fresh.line] })]);
    expect(await audited(one)).toContain('connector.user-ca-accepted');
  });

  it('may have any key as long as it is the only one', async () => {
    const one = await client();
    await welcomed(one, { userCaKeys: [caKey().line] });
    const link = await welcomed(one, { userCaKeys: [caKey().line] });
    expect(link.closed).toBeUndefined();
    expect((await seen(one)).instances).toMatchObject([{ connected: true, refusal: null }]);
  });

  it('of two that come at once one is let in', async () => {
    const one = await client();
    const instances = [one, await another(one)];
    const links = await Promise.all(instances.map((each) => each.connect({ userCaKeys: [caKey().line] })));
    const answers = await Promise.all(
      links.map(({ received }) =>
        until(() => received.map(({ type }) => type).find((type) => type !== 'challenge'), { within: WITHIN_MS }),
      ),
    );
    expect(answers.sort()).toEqual(['refused', 'welcome']);
  });
});

it('an instance with another ceiling than one that is connected is refused; alone it is let in', async () => {
  const one = await client();
  const other = await another(one);
  const link = await welcomed(one, { ceiling: 'a'.repeat(64) });
  expect(await (await other.connect({ ceiling: 'b'.repeat(64) })).next('refused')).toMatchObject({
    code: 'ceiling-differs',
    hint: expect.stringContaining('CURFEW_CEILING') as string,
  });
  // One of protocol 3 tells none.
  (await welcomed(other, { protocol: 3 })).socket.close();
  link.socket.close();
  await until(async () => !(await seen(one)).connected, { within: WITHIN_MS });
  await welcomed(other, { ceiling: 'b'.repeat(64) });
});

describe('what a connector of protocol 3 is told', () => {
  it('holds nothing that it does not know', async () => {
    const one = await client();
    const link = await one.connect({ protocol: 3 });
    expect((await link.next('welcome')).generation).toBeUndefined();
    expect((await (await one.connect()).next('welcome')).generation).toBe(0);
  });
});

describe('a question for a certificate', () => {
  const question = { grantId: randomUUID() as GrantId, keyNumber: 1, publicKey: 'ssh-ed25519 AAAA' };
  const ask = ({ id }: LinkClient): Promise<string> =>
    curfew.app.get(ConnectorLinkService, { strict: false }).sign(id as ConnectorId, question);
  const isAsked = ({ received }: Link): boolean => received.some(({ type }) => type === 'sign');
  const two = async (): Promise<{ one: LinkClient; links: Link[] }> => {
    const one = await client();
    const other = await another(one);
    await integrate(one);
    const links = [await welcomed(one), await welcomed(other)];
    await links[0].takeOrder(one);
    await links[1].takeOrder(other);
    return { one, links };
  };
  const firstAsked = async (links: Link[]): Promise<[Link, Link]> => {
    const at = await until(() => links.findIndex(isAsked) + 1 || undefined, { within: WITHIN_MS });
    return [links[at - 1], links[2 - at]];
  };

  it('goes to one instance, and to the other when that one dies with the question open', async () => {
    const { one, links } = await two();
    const answer = ask(one);
    const [asked, left] = await firstAsked(links);
    expect(isAsked(left)).toBe(false);
    asked.socket.terminate();
    left.send({ type: 'signed', callId: (await left.next('sign')).callId, certificate: 'from the other' });
    expect(await answer).toBe('from the other');
  });

  it('goes to the other after three seconds, too, when the first hangs; the answer that comes first counts', async () => {
    const { one, links } = await two();
    const [answer, begun] = [ask(one), performance.now()];
    const [asked, left] = await firstAsked(links);
    const { callId } = await left.next('sign', WITHIN_MS);
    expect(performance.now() - begun).toBeGreaterThan(2_500);
    asked.send({ type: 'signed', callId, certificate: 'late' });
    expect(await answer).toBe('late');
  });
});

describe('a server', () => {
  const report = (serverId: string, state: string): object => ({
    type: 'server-report', serverId, state, lookedAtIso: new Date().toISOString(), warnings: [], hostKeys: [], missingGroups: [], wouldWrite: [],
    faults: state === 'failing' ? [{ code: 'server-unreachable', message: 'No way.' }] : [], sshdVersion: null, scriptVersion: null, clockSkewSeconds: 0,
  }); // prettier-ignore
  const stateOf = async (serverId: string): Promise<string> =>
    (await curfew.database.query<{ state: string }>('SELECT state FROM resource WHERE id = $1', [serverId]))[0].state;
  const told = async (link: Link, instance: LinkClient, serverId: string, state: string): Promise<void> => {
    link.send(report(serverId, state));
    const receipt = instance.receipt(serverId);
    link.send(receipt);
    await link.next('receipt-stored');
  };

  it('that one instance cannot reach is not failing while another one that is connected can; then it is', async () => {
    const one = await client();
    const other = await another(one);
    const serverId = await integrate(one);
    const [link, otherLink] = [await welcomed(one), await welcomed(other)];
    await link.takeOrder(one);
    await otherLink.takeOrder(other);
    await told(link, one, serverId, 'active');
    await told(otherLink, other, serverId, 'failing');
    expect(await stateOf(serverId)).toBe('active');
    await told(link, one, serverId, 'failing');
    expect(await stateOf(serverId)).toBe('failing');
    await told(otherLink, other, serverId, 'active');
    otherLink.socket.close();
    await until(async () => !(await seen(one)).instances[1].connected, { within: WITHIN_MS });
    await told(link, one, serverId, 'failing');
    expect(await stateOf(serverId)).toBe('failing');
  });
});

it('after a restore also an instance that was away, with still newer orders, is told everything anew [I19]', async () => {
  const one = await client();
  const away = await another(one);
  await integrate(one);
  const connectors = curfew.app.get(ConnectorsService, { strict: false });
  const generationNow = async (): Promise<number> => (await connectors.get(one.id as ConnectorId)).generation;
  one.generation = (await generationNow()) + 5;
  away.generation = (await generationNow()) + 7;
  const link = await welcomed(one);
  await until(async () => (await seen(one)).ordersAhead, { within: WITHIN_MS });
  const reset = { reason: 'disk of the database failed', keepGrants: true };
  ok(await curfew.api.as('ada').post(`/api/connectors/${one.id}/reset-orders`, reset));
  expect((await link.takeOrder(one)).since).toBeNull();
  for (let count = 0; count < 3; count++) await integrate(one);
  const order = await (await welcomed(away)).takeOrder(away);
  expect(order).toMatchObject({ since: null, generation: await generationNow() });
  expect(order.servers).toHaveLength(4);
  expect((await seen(one)).ordersAhead).toBe(false);
});
