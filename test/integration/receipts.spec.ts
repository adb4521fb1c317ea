/** Receipts: only what the connector of a grant signed, about that grant, after what counts, proves anything. */
import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectorId, GrantId, InstallationId, ReceiptId, ResourceId } from '#access/ids.js';
import { OrderSource } from '../../apps/control-plane/src/connector-link/order-source.service.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { givenFolder } from '#testkit/folder.js';
import { ok } from '#testkit/given.js';
import { givenWorld, PlayedConnector, type World } from './access-world.js';

let world: World;
let next = 0;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'omar'],
    Array.from({ length: 30 }, (_, at) => ({ name: `web-${at + 1}` })),
  );
  await world.flow();
});

const newServer = (): string => `web-${(next += 1)}`;
const stateOf = async (grant: GrantView): Promise<string> => (await world.grant('rita', grant.id)).state;
const ended = async (): Promise<GrantView> => {
  const grant = await world.granted(newServer());
  return ok(await world.api.as('rita').post<GrantView>(`/api/grants/${grant.id}/give-back`));
};
const serverOf = (grant: GrantView): ResourceId => grant.resource.id as ResourceId;
const absent = (grant: GrantView) =>
  [{ grantId: grant.id as GrantId, state: 'absent', account: 'rita', groups: [], remaining: [] }] as never;
const stored = (id: string): Promise<unknown[]> =>
  world.curfew.database.query('SELECT 1 FROM receipt WHERE id = $1', [id]);

it.each([
  ['signed by another key', {}, 'forged'],
  ['changed after it was signed', {}, 'changed'],
  ['for another installation', { installationId: randomUUID() as InstallationId }, undefined],
  ['in the name of another connector', { connectorId: randomUUID() as ConnectorId }, undefined],
  ['with another number than was signed', { receiptId: randomUUID() as ReceiptId }, 'renumbered'],
  ['of a generation that was never given', { generation: 1_000_000 }, undefined],
  ['of an unknown version', { version: 5 }, undefined],
])('a receipt %s is refused, and proves nothing', async (_, changes, spoil) => {
  const grant = await ended();
  const { connector } = world;
  const forger = new PlayedConnector(world.curfew, connector.id, generateKeyPairSync('ed25519').privateKey);
  const receipt = await (spoil === 'forged' ? forger : connector).receipt(serverOf(grant), absent(grant), changes);
  if (spoil === 'changed') receipt.payload = receipt.payload.replace('"remaining":[]', '"remaining": []');
  if (spoil === 'renumbered') receipt.receiptId = randomUUID() as ReceiptId;
  await expect(connector.send(receipt)).rejects.toMatchObject({ code: 'input-invalid' });
  expect(await stateOf(grant)).toBe('ending');
  expect(await stored(receipt.receiptId)).toEqual([]);
});

it('an order holds nothing that is newer than its generation, for a receipt of it would prove nothing [I22]', async () => {
  const source = world.curfew.app.get(OrderSource, { strict: false });
  const grant = await world.granted(newServer());
  const before = await source.connector(world.connector.id);
  if (!before) throw new Error('The connector is gone.');
  // The connector's row was read, and now the end is ordered.
  ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
  const order = await source.next(before, before.generation - 1);
  expect(order?.grants).toContainEqual(expect.objectContaining({ grantId: grant.id, wanted: 'absent' }));
  await world.connector.removed(grant, [], { generation: order?.generation });
  expect(await stateOf(grant)).toBe('ended');
});

it('a receipt of one server says nothing of grants on another', async () => {
  const [grant, other] = [await ended(), await ended()];
  await world.connector.send(await world.connector.receipt(serverOf(other), absent(grant)));
  expect(await stateOf(grant)).toBe('ending');
});

it('a receipt of one connector says nothing of the grants of another [I37]', async () => {
  const grant = await ended();
  const ada = world.api.as('ada');
  const { connector, enrolmentToken } = ok(await ada.post<{ connector: { id: string }; enrolmentToken: string }>('/api/connectors', { name: 'other rack' }));
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  ok(await world.api.anyone.post('/api/connectors/enrol', { token: enrolmentToken, publicKey: pem, version: '1' }));
  const other = new PlayedConnector(world.curfew, connector.id as ConnectorId, privateKey);
  await other.send(await other.receipt(serverOf(grant), absent(grant), { generation: 0 }));
  expect(await stateOf(grant)).toBe('ending');
}); // prettier-ignore

it('a receipt that comes twice, or after a newer one, changes nothing [I22]', async () => {
  const grant = await world.granting(newServer());
  const present = [
    { grantId: grant.id, state: 'present', account: 'rita', groups: ['web-ops'], remaining: [] },
  ] as never;
  const added = await world.connector.receipt(serverOf(grant), present);
  const beforeTheEnd = await world.connector.receipt(serverOf(grant), absent(grant));
  await world.connector.send(added);
  await world.connector.send(added);
  expect(await stateOf(grant)).toBe('active');
  ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
  await world.connector.send(beforeTheEnd);
  expect(await stateOf(grant)).toBe('ending');
  const again = await world.connector.receipt(serverOf(grant), present);
  await world.connector.removed(grant);
  await world.connector.send(again);
  expect(await stateOf(grant)).toBe('ended');
  expect(await world.audited(grant.id)).toEqual([
    'grant.started',
    'grant.activated',
    'grant.given-back',
    'grant.ended',
  ]);
});

it('the same receipt from two links at once is stored once, and both are told so', async () => {
  const grant = await ended();
  const receipt = await world.connector.receipt(serverOf(grant), absent(grant));
  await Promise.all(Array.from({ length: 5 }, () => world.connector.send(receipt)));
  expect(await stored(receipt.receiptId)).toHaveLength(1);
  expect(await world.audited(grant.id)).toEqual([
    'grant.started',
    'grant.activated',
    'grant.given-back',
    'grant.ended',
  ]);
});

it('a receipt is kept exactly as it was signed', async () => {
  const grant = await ended();
  const receipt = await world.connector.receipt(serverOf(grant), absent(grant));
  await world.connector.send(receipt);
  const rows = await world.curfew.database.query('SELECT payload, signature FROM receipt WHERE id = $1', [
    receipt.receiptId,
  ]);
  expect(rows).toEqual([{ payload: receipt.payload, signature: receipt.signature }]);
});

interface Found {
  server: { id: string; name: string };
  account: string;
  kind: string;
  name: string;
  foundAt: string;
  seenAt: string;
  watched: boolean;
}

describe('standing access that a receipt names [I26]', () => {
  const docker = { account: 'rita', kind: 'membership' as const, name: 'docker' };
  const list = async (grant: GrantView): Promise<Found[]> =>
    ok(await world.api.as('ada').get<{ items: Found[] }>(`/api/standing-access?resourceId=${grant.resource.id}`)).items;

  it('is listed by server and account, with when it was first and last seen, until a look does not find it', async () => {
    const grant = await world.granted(newServer());
    const at = (minutes: number): string => new Date(world.curfew.clock.nowMs() + minutes * 60_000).toISOString();
    const [first, last] = [at(1), at(2)];
    await world.connector.added(grant, { standing: [docker], readAtIso: first });
    await world.connector.added(grant, { standing: [docker], readAtIso: last });
    const server = { id: grant.resource.id, name: grant.resource.name };
    expect(await list(grant)).toEqual([{ server, ...docker, foundAt: first, seenAt: last, watched: true }]);
    const all = ok(await world.api.as('ada').get<{ items: Found[] }>('/api/standing-access?search=DOCK')).items;
    expect(all).toEqual(await list(grant));
    await world.connector.added(grant, { readAtIso: at(3) });
    expect(await list(grant)).toEqual([]);
  });

  it('stays in the list when the grant has ended, and nobody looks at it any more: that is said', async () => {
    const grant = await world.granted(newServer());
    await world.connector.added(grant, { standing: [docker] });
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await world.connector.removed(grant);
    expect(await list(grant)).toMatchObject([{ ...docker, watched: false }]);
  });

  it('is not taken for gone by a later grant, for which the server counts it as there before', async () => {
    const name = newServer();
    const grant = await world.granted(name);
    await world.connector.added(grant, { standing: [docker] });
    ok(await world.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await world.connector.removed(grant);
    const later = new Date(world.curfew.clock.nowMs() + 60_000).toISOString();
    await world.connector.added(await world.granting(name), { readAtIso: later });
    expect(await list(grant)).toMatchObject([docker]);
  });

  it('goes when an administrator has seen to it, with his reason in the audit record', async () => {
    const grant = await world.granted(newServer());
    const key = { account: 'rita', kind: 'key' as const, name: 'SHA256:abc' };
    await world.connector.added(grant, { standing: [key] });
    await world.connector.added(grant);
    expect(await list(grant)).toMatchObject([key]);
    const path = `/api/servers/${grant.resource.id}/standing-access/dismiss`;
    const seenTo = { ...key, reason: 'It is the key of the backup.' };
    expect((await world.api.as('rita').post(path, seenTo)).status).toBe(403);
    expect((await world.api.as('ada').post(path, seenTo)).status).toBe(204);
    expect((await world.api.as('ada').post(path, seenTo)).status).toBe(404);
    expect(await list(grant)).toEqual([]);
    expect(await world.audited(grant.resource.id)).toContain('standing-access.dismissed');
  });
});

describe('the proof of a grant', () => {
  const receiptsOf = (grant: GrantView, who = 'ada') =>
    world.api.as(who).get<{ items: { id: string; verified: boolean }[] }>(`/api/grants/${grant.id}/receipts`);

  it('is shown to administrators: what was read back, when, by which connector, and that its signature fits', async () => {
    const grant = await ended();
    await world.connector.removed(grant, ['process 4711 of rita']);
    await world.connector.removed(grant);
    const by = { connector: { id: world.connector.id, name: 'rack' }, account: 'rita', verified: true };
    expect(ok(await receiptsOf(grant)).items).toEqual([
      expect.objectContaining({ ...by, state: 'present', groups: ['web-ops'], remaining: [] }),
      expect.objectContaining({ ...by, state: 'absent', groups: [], remaining: ['process 4711 of rita'] }),
      expect.objectContaining({ ...by, state: 'absent', groups: [], remaining: [] }),
    ]);
    expect((await receiptsOf(grant, 'rita')).status).toBe(403);
  });

  it('is checked with the key that counted when it came, also after the connector was enrolled anew', async () => {
    const other = await givenWorld(['rita', 'omar'], [{ name: 'web-1' }]);
    await other.flow();
    const grant = await other.granted('web-1');
    const ada = other.api.as('ada');
    const { enrolmentToken } = ok(await ada.post<{ enrolmentToken: string }>(`/api/connectors/${other.connector.id}/enrolment-token`)); // prettier-ignore
    const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
    ok(await other.api.anyone.post('/api/connectors/enrol', { token: enrolmentToken, publicKey, version: '2' }));
    const { items } = ok(await ada.get<{ items: { verified: boolean }[] }>(`/api/grants/${grant.id}/receipts`));
    expect(items).toMatchObject([{ verified: true }]);
  });

  it('that was changed in the database is not shown as verified', async () => {
    const grant = await ended();
    const receipt = await world.connector.receipt(serverOf(grant), absent(grant));
    await world.connector.send(receipt);
    const { query } = world.curfew.database;
    await query('ALTER TABLE receipt DISABLE TRIGGER receipt_never_changed');
    await query(`UPDATE receipt SET payload = replace(payload, '"serverCleared":false', '"serverCleared":true') WHERE id = $1`, [receipt.receiptId]); // prettier-ignore
    await query('ALTER TABLE receipt ENABLE TRIGGER receipt_never_changed');
    const { items } = ok(await receiptsOf(grant));
    expect(items.find(({ id }) => id === receipt.receiptId)?.verified).toBe(false);
    expect(items.filter(({ id }) => id !== receipt.receiptId).every(({ verified }) => verified)).toBe(true);
  });

  /** The commands as docs/operations.md has them, in a folder with the two files that they name. */
  const checkOffline = (file: string, publicKeyPem: string): { status: number | null; output: string } => {
    const [, commands] = /^```sh check-receipt\n(.*?)^```$/ms.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
    if (!commands) throw new Error('docs/operations.md does not say how a receipt is checked.');
    const folder = givenFolder('receipt');
    writeFileSync(join(folder, 'receipt.json'), file);
    writeFileSync(join(folder, 'connector.pem'), publicKeyPem);
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', commands], { cwd: folder, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  it('is a file that openssl checks with the public key of the connector, and nothing else, as the docs say', async () => {
    const grant = await ended();
    await world.connector.removed(grant);
    const id = ok(await receiptsOf(grant)).items.at(-1)?.id ?? '';
    const answer = await fetch(`${world.curfew.url}/api/receipts/${id}`, { headers: { cookie: world.api.as('ada').cookie ?? '' } }); // prettier-ignore
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="curfew-receipt-${id}.json"`);
    const file = await answer.text();
    const pem = createPublicKey(world.connector.key).export({ type: 'spki', format: 'pem' }).toString();
    const good = checkOffline(file, pem);
    expect(good).toMatchObject({ status: 0 });
    expect(good.output).toContain('Signature Verified Successfully');
    expect(good.output).toContain(`"grantId":"${grant.id}","state":"absent"`);
    const { signed } = JSON.parse(file) as { signed: string };
    const forged = Buffer.from(Buffer.from(signed, 'base64').toString().replace('"absent"', '"absenT"')).toString(
      'base64',
    );
    const stranger = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(checkOffline(file.replace(signed, forged), pem).status).not.toBe(0);
    expect(checkOffline(file, stranger).status).not.toBe(0);
    expect((await world.api.as('rita').get(`/api/receipts/${id}`)).status).toBe(403);
  });
});
