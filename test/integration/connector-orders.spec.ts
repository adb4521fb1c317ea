import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenKey } from '#testkit/openssh.js';
import { until } from '#testkit/until.js';
import { givenConnector, givenGrantOn, givenSite, orderedGrant, tracesOf, untilGone } from '#testkit/site.js';
import { LinkServer } from '#testkit/link-server.js';

const WITHIN_MS = 60_000;

describe('enrolment', () => {
  test('makes a key for its owner alone; the token is not needed again', async () => {
    const link = await LinkServer.start();
    const connector = givenConnector(link);
    await connector.start();
    await until(() => link.isConnected, { within: WITHIN_MS });
    const { stateFolder } = connector.config;
    expect(statSync(stateFolder).mode & 0o777).toBe(0o700);
    for (const file of ['connector.key', 'identity.json', 'journal.log', 'user-ca-key']) {
      expect(statSync(join(stateFolder, file)).mode & 0o777).toBe(0o600);
    }
    await connector.stop();
    connector.config.enrolmentToken = undefined;
    await connector.start();
    await until(() => link.hellos.length === 2, { within: WITHIN_MS });
    expect(link.enrolments).toBe(1);
    expect(link.hellos[0]?.instanceId).not.toBe(link.hellos[1]?.instanceId);
  });

  test('a crash between the key and the answer loses nothing: the same key enrols again', async () => {
    const link = await LinkServer.start();
    const connector = givenConnector(link);
    await connector.start();
    await connector.stop();
    rmSync(join(connector.config.stateFolder, 'identity.json'));
    await connector.start();
    await until(() => link.isConnected, { within: WITHIN_MS });
    expect(link.enrolments).toBe(2);
  });

  test('a wrong token is one clear sentence with a remedy, and is not repeated in it', async () => {
    const link = await LinkServer.start();
    const connector = givenConnector(link, { enrolmentToken: 'canary-token' });
    const fault: unknown = await connector.start().catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'enrolment-refused', hint: expect.stringContaining('fresh token') });
    expect(JSON.stringify(fault)).not.toContain('canary');
  });

  test('a second process on the same state folder is refused', async () => {
    const link = await LinkServer.start();
    const connector = givenConnector(link);
    mkdirSync(connector.config.stateFolder, { recursive: true });
    const stat = readFileSync('/proc/1/stat', 'utf8');
    writeFileSync(
      join(connector.config.stateFolder, 'lock'),
      `1 ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}\n`,
    );
    await expect(connector.start()).rejects.toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining('Another'),
    });
  });
});

describe('orders are bound to one installation and connector, in sequence [I37]', () => {
  test('an older order that is played again, complete or not, changes nothing', async () => {
    const site = await givenSite();
    const { link } = site;
    const before = link.orderSince(null);
    const grant = await givenGrantOn(site);
    const withGrant = link.orderSince(null);
    link.send(before);
    link.order({ grants: [{ ...grant, wanted: 'absent' }] });
    await untilGone(link, grant);
    link.send(withGrant);
    const marker = await givenGrantOn(site, { account: 'bob' });
    expect(await tracesOf(site.server, grant)).toEqual([]);
    expect(link.provedOf(grant.grantId)).toEqual(['present', 'absent']);
    expect(await tracesOf(site.server, marker)).not.toEqual([]);
  });

  test('an order for another connector is not taken', async () => {
    const site = await givenSite();
    const { link, target } = site;
    const foreign = orderedGrant(target, { account: 'eve' });
    const order = { ...link.orderSince(null), connectorId: randomUUID(), generation: 1000, grants: [foreign] };
    link.send(order);
    await givenGrantOn(site);
    expect((await site.server.exec(['id', 'eve'])).code).not.toBe(0);
  });

  test('another installation at the same address gets no hello and so no signature', async () => {
    const link = await LinkServer.start();
    const connector = givenConnector(link);
    link.challengeInstallationId = randomUUID();
    await connector.start();
    await until(() => connector.output().includes('Another installation'), { within: WITHIN_MS });
    expect(link.hellos).toEqual([]);
  });

  test('a refusal is shown, and not tried again at once', async () => {
    const link = await LinkServer.start();
    const connector = givenConnector(link);
    link.refuses = true;
    await connector.start();
    await until(() => connector.output().includes('This connector was removed.'), { within: WITHIN_MS });
    const retry = () => /"retryInMs":(\d+)/.exec(connector.output())?.[1];
    expect(Number(await until(retry, { within: WITHIN_MS }))).toBeGreaterThanOrEqual(60_000);
  });
});

test('losing, doubling and reordering messages changes nothing in the end [I22]', async () => {
  const site = await givenSite();
  const { link, server, target } = site;
  const held: string[] = [];
  let count = 0;
  // Of every six: sent twice, lost, held back and sent after the next, as it is.
  link.tamper = (text) => {
    count += 1;
    if (text.includes('"welcome"') || text.includes('"since":null')) return [text];
    if (count % 6 === 0) return [];
    if (count % 6 === 2) return [text, text];
    if (count % 6 === 4) {
      held.push(text);
      return [];
    }
    return [text, ...held.splice(0)];
  };
  const grants = Array.from({ length: 12 }, (_, index) => orderedGrant(target, { account: `user${index}` }));
  for (const grant of grants) link.order({ grants: [grant] });
  for (const grant of grants.filter((_, index) => index % 2 === 0))
    link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  link.tamper = (text) => [text];
  // The next order shows the gap, and the connector asks for what it missed.
  link.order({});
  const gone = grants.filter((_, index) => index % 2 === 0);
  const kept = grants.filter((_, index) => index % 2 === 1);
  for (const grant of kept) await until(() => link.provedOf(grant.grantId).includes('present'), { within: WITHIN_MS });
  for (const grant of gone) await untilGone(link, grant);
  for (const grant of kept) expect(await tracesOf(server, grant)).toHaveLength(2);
  for (const grant of gone) expect(await tracesOf(server, grant)).toEqual([]);
});

test('a receipt is repeated until it was stored, also over a restart', async () => {
  const site = await givenSite();
  site.link.storesReceipts = false;
  const grant = orderedGrant(site.target);
  site.link.order({ grants: [grant] });
  await until(() => site.link.heard.some((message) => message.type === 'receipt'), { within: WITHIN_MS });
  await site.connector.stop();
  site.link.storesReceipts = true;
  await site.connector.start();
  await until(() => site.link.provedOf(grant.grantId).includes('present'), { within: WITHIN_MS });
});

test('the key of a grant sticks: another key is refused, a new number takes the new one only', async () => {
  const site = await givenSite();
  const [first, second] = await Promise.all([givenKey(), givenKey()]);
  const grant = await givenGrantOn(site);
  expect(await site.link.sign(grant.grantId, 1, first.publicKey)).toMatchObject({ type: 'signed' });
  expect(await site.link.sign(grant.grantId, 1, second.publicKey)).toMatchObject({ fault: { code: 'key-not-bound' } });
  await site.connector.stop();
  await site.connector.start();
  await until(() => site.link.isConnected, { within: WITHIN_MS });
  expect(await site.link.sign(grant.grantId, 1, second.publicKey)).toMatchObject({ fault: { code: 'key-not-bound' } });
  site.link.order({ grants: [{ ...grant, keyNumber: 2 }] });
  expect(await site.link.sign(grant.grantId, 2, second.publicKey)).toMatchObject({ type: 'signed' });
  expect(await site.link.sign(grant.grantId, 1, first.publicKey)).toMatchObject({ fault: { code: 'key-not-bound' } });
});

test('no secret stands in any output: log, console, messages, journal [I51]', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  await site.link.sign(grant.grantId, 1, 'not a key');
  site.link.order({ servers: [{ ...site.target, user: 'nobody' }] });
  await until(() => site.link.report(site.target.serverId)?.state === 'failing', { within: WITHIN_MS });
  const { stateFolder, enrolmentToken = '' } = site.connector.config;
  const text = (file: string): string => readFileSync(file, 'utf8');
  const privateParts = [
    site.server.loginKey.file,
    join(stateFolder, 'connector.key'),
    join(stateFolder, 'user-ca-key'),
  ].flatMap((file) =>
    text(file)
      .split('\n')
      .filter((line) => line.length > 40 && !line.startsWith('-')),
  );
  const secret = Buffer.from(text(site.server.loginKey.file)).toString('base64').slice(100, 160);
  const kept = readdirSync(stateFolder).filter((name) => ['journal.log', 'identity.json', 'lock'].includes(name));
  const outputs = [
    site.connector.output(),
    JSON.stringify(site.link.heard),
    ...kept.map((name) => text(join(stateFolder, name))),
  ];
  expect(privateParts.length).toBeGreaterThan(4);
  for (const canary of [...privateParts.slice(1), secret, enrolmentToken]) {
    for (const output of outputs) expect(output.includes(canary)).toBe(false);
  }
});
