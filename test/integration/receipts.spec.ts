/** Receipts: only what the connector of a grant signed, about that grant, after what counts, proves anything. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { ConnectorId, GrantId, InstallationId, ReceiptId, ResourceId } from '#access/ids.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { ok } from '#testkit/given.js';
import { givenWorld, PlayedConnector, type World } from './access-world.js';

let world: World;
let next = 0;
beforeAll(async () => {
  world = await givenWorld(
    ['rita', 'omar'],
    Array.from({ length: 20 }, (_, at) => ({ name: `web-${at + 1}` })),
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
  ['of an unknown version', { version: 2 }, undefined],
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

it('standing access that a receipt names is shown until a later one no longer does', async () => {
  const grant = await world.granted(newServer());
  const list = async (): Promise<unknown[]> =>
    ok(await world.api.as('ada').get<{ items: unknown[] }>('/api/standing-access')).items;
  const standing = [{ account: 'rita', kind: 'membership' as const, name: 'docker' }];
  await world.connector.added(grant, { standing });
  await world.connector.added(grant, { standing });
  expect(await list()).toEqual([
    { server: { id: grant.resource.id, name: grant.resource.name }, account: 'rita', kind: 'membership', name: 'docker', foundAt: expect.any(String) as unknown },
  ]); // prettier-ignore
  await world.connector.added(grant);
  expect(await list()).toEqual([]);
});
