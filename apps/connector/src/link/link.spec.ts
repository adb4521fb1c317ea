import { createPublicKey, verify } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeMessage } from '#protocol/decode.js';
import { FROM_CONNECTOR } from '#protocol/from-connector.js';
import { linkSignatureBytes } from '#protocol/signatures.js';
import { LINK_PATH } from '#protocol/version.js';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { until } from '#testkit/until.js';
import { IDENTITY } from '../connector.fixture.js';
import { ConnectorKey } from '../enrol/connector-key.js';
import { Link, type LinkOptions } from './link.js';
import type { Self } from './session.js';

const NONCE = Buffer.alloc(32, 7).toString('base64');
const { connectorId, installationId } = IDENTITY;

/** The other end of the wire: challenges everybody and then does as the test says. */
const givenPeer = async (greet: (socket: WebSocket, hello: string) => void, options: { autoPong?: boolean } = {}) => {
  const peer = new WebSocketServer({ port: 0, host: '127.0.0.1', path: LINK_PATH, ...options });
  await new Promise((resolve) => peer.once('listening', resolve));
  let dials = 0;
  peer.on('connection', (socket) => {
    dials += 1;
    socket.on('error', () => undefined);
    socket.once('message', (data) => greet(socket, data.toString()));
    socket.send(JSON.stringify({ type: 'challenge', nonce: NONCE, installationId, protocol: 1 }));
  });
  atEnd(() => {
    for (const socket of peer.clients) socket.terminate();
    peer.close();
  });
  return { url: new URL(`http://127.0.0.1:${(peer.address() as AddressInfo).port}`), dials: () => dials };
};

const welcome = (socket: WebSocket): void =>
  socket.send(JSON.stringify({ type: 'welcome', connectorId, name: 'c', serverTimeIso: new Date().toISOString() }));

const givenLink = (url: URL, more: Partial<LinkOptions> = {}) => {
  const key = ConnectorKey.open(givenFolder('key'));
  const self: Self = {
    identity: IDENTITY,
    key,
    instanceId: installationId,
    version: '1',
    ceiling: 'x',
    userCaKeys: ['ssh-ed25519 AAAA'],
    generation: () => 4,
    nowMs: () => Date.now() + 3_000,
    machineMs: Date.now,
  };
  const link = new Link(self, { url, log: pino({ level: 'silent' }), random: () => 0.01, ...more });
  atEnd(() => link.stop());
  const heard: string[] = [];
  link.start({ up: () => heard.push('up'), message: ({ type }) => heard.push(type) });
  return { link, heard, key };
};

test('the hello is signed over the challenge and says what is held', async () => {
  let hello = '';
  const peer = await givenPeer((_socket, text) => (hello = text));
  const { key } = givenLink(peer.url);
  await until(() => hello, { within: 40_000 });
  const message = decodeMessage(FROM_CONNECTOR, hello);
  if (message.type !== 'hello') throw new Error(message.type);
  expect(message).toMatchObject({ connectorId, generation: 4 });
  const bytes = linkSignatureBytes({ nonce: NONCE, installationId, connectorId, instanceId: message.instanceId });
  expect(verify(null, bytes, createPublicKey(key.publicKeyPem), Buffer.from(message.signature, 'base64'))).toBe(true);
});

test('nothing is handed on or sent before the welcome', async () => {
  const peer = await givenPeer((socket) => {
    socket.send(JSON.stringify({ type: 'look', integrationId: installationId }));
    welcome(socket);
    socket.send(JSON.stringify({ type: 'look', integrationId: installationId }));
  });
  const { link, heard } = givenLink(peer.url);
  expect(link.send({ type: 'taken', generation: 1 })).toBe(false);
  await until(() => heard.length === 2, { within: 40_000 });
  expect(heard).toEqual(['up', 'look']);
  expect(link.send({ type: 'taken', generation: 1 })).toBe(true);
});

test('the time is told when it is asked for: the one that counts, and that of the machine [I20]', async () => {
  let answer = '';
  const peer = await givenPeer((socket) => {
    socket.on('message', (data) => (answer = String(data)));
    welcome(socket);
    socket.send(JSON.stringify({ type: 'tell-clock', question: 7 }));
  });
  givenLink(peer.url);
  const message = decodeMessage(FROM_CONNECTOR, await until(() => answer, { within: 40_000 }));
  if (message.type !== 'clock') throw new Error(message.type);
  expect(message.question).toBe(7);
  const [counts, machine] = [Date.parse(message.clockIso), Date.parse(message.machineIso)];
  expect(Math.abs(Date.now() - machine)).toBeLessThan(10_000);
  expect(Math.abs(counts - machine - 3_000)).toBeLessThan(500);
});

test('a link that breaks is dialled again', async () => {
  const peer = await givenPeer((socket) => {
    welcome(socket);
    setImmediate(() => socket.terminate());
  });
  givenLink(peer.url);
  await until(() => peer.dials() >= 3, { within: 40_000 });
});

test('a peer that is silent counts as dead and is dialled again', async () => {
  const peer = await givenPeer(welcome, { autoPong: false });
  givenLink(peer.url, { pings: { everyMs: 20, silentMaxMs: 100 } });
  await until(() => peer.dials() >= 2, { within: 40_000 });
});

test('a peer that answers pings is left alone', async () => {
  let pings = 0;
  const peer = await givenPeer((socket) => {
    socket.on('ping', () => (pings += 1));
    welcome(socket);
  });
  givenLink(peer.url, { pings: { everyMs: 40, silentMaxMs: 1_500 } });
  await until(() => pings > 60, { within: 40_000 });
  expect(peer.dials()).toBe(1);
});

test.each([
  ['text that is no message', 'hello?'],
  ['a message of an unknown type', '{"type":"reboot"}'],
  ['an unknown field', `{"type":"look","integrationId":"${installationId}","also":1}`],
  ['a forbidden field', `{"type":"look","integrationId":"${installationId}","__proto__":{}}`],
])('%s ends the link and is handed to nobody', async (_title, text) => {
  const peer = await givenPeer((socket) => {
    welcome(socket);
    socket.send(text);
  });
  const { heard } = givenLink(peer.url);
  await until(() => peer.dials() >= 2, { within: 40_000 });
  expect(heard.filter((type) => type !== 'up')).toEqual([]);
});
