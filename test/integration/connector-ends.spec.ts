import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderedGrant } from '#protocol/order.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey, startSsh } from '#testkit/openssh.js';
import { givenServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import {
  givenGrantOn,
  givenIntegration,
  givenSite,
  orderedGrant,
  orderedServer,
  type Site,
  tracesOf,
  untilGone,
} from '#testkit/site.js';

const WITHIN_MS = 60_000;

/** A session of the grant's person that lasts until somebody kills it. */
const givenSession = async ({ link, server }: Site, grant: OrderedGrant) => {
  const key = await givenKey();
  const signed = await link.sign(grant.grantId, grant.keyNumber, key.publicKey);
  if (signed.type !== 'signed') throw new Error(JSON.stringify(signed));
  const certificate = join(givenFolder('certificate'), 'key-cert.pub');
  writeFileSync(certificate, `${signed.certificate}\n`);
  const session = startSsh(server.as(grant.account, { identity: key.file, certificate }), ['echo in; exec sleep 600']);
  await until(() => session.output().includes('in'), { within: WITHIN_MS, what: 'a session' });
  return session;
};

test('a revoked grant ends in the middle of a session', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  const session = await givenSession(site, grant);
  site.link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  await untilGone(site.link, grant);
  expect(await tracesOf(site.server, grant)).toEqual([]);
  await until(() => session.code() !== null, { within: WITHIN_MS, what: 'the session killed' });
});

test('without control plane a grant ends at its deadline all the same, and the receipt arrives later', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site, { seconds: 12 });
  await site.link.stop();
  await until(async () => (await tracesOf(site.server, grant)).length === 0, {
    within: WITHIN_MS,
    what: 'nothing left',
  });
  expect(site.link.provedOf(grant.grantId)).not.toContain('absent');
  await site.link.restart();
  await untilGone(site.link, grant);
});

test('a server that is down at the deadline is retried until it is proved; it delays no other', async () => {
  const site = await givenSite();
  const other = await givenServer({ name: 'other', groups: ['web-ops'] });
  const integration = givenIntegration(site.connector.config, other.loginKey.file, 'other');
  const target = orderedServer(other, integration);
  site.link.order({ integrations: [integration], servers: [target] });
  await until(() => site.link.report(target.serverId)?.state === 'active', { within: WITHIN_MS });
  const lost = await givenGrantOn(site, { seconds: 12 });
  await site.server.host.stop();
  const fine = await givenGrantOn({ ...site, server: other, target }, { seconds: 10 });
  await untilGone(site.link, fine);
  const fault = await until(() => site.link.faultsOf(lost.grantId)[0], { within: WITHIN_MS, what: 'a fault' });
  expect(fault).toMatchObject({ final: false, fault: { code: 'server-unreachable' }, retryAtIso: expect.any(String) });
  expect(site.link.provedOf(lost.grantId)).not.toContain('absent');
  // Read before it is up: then the connector may be there first
  expect(readFileSync(join(site.server.host.root, 'etc/group'), 'utf8')).toMatch(/^web-ops:.*\bada\b/m);
  await site.server.host.start();
  await untilGone(site.link, lost, 60_000);
  expect(await tracesOf(site.server, lost)).toEqual([]);
});

test('a server that is frozen at the deadline holds nobody, and is cleared when it thaws', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  site.server.host.freeze(true);
  site.link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  await until(() => site.link.faultsOf(grant.grantId)[0], { within: 90_000, what: 'a fault' });
  site.server.host.freeze(false);
  await untilGone(site.link, grant, 60_000);
});

test('a grant that overlaps another keeps the membership until the last one ends [I25]', async () => {
  const site = await givenSite();
  const [first, second] = [await givenGrantOn(site), await givenGrantOn(site)];
  site.link.order({ grants: [{ ...first, wanted: 'absent' }] });
  await untilGone(site.link, first);
  expect(await tracesOf(site.server, second)).toContain('web-ops');
  site.link.order({ grants: [{ ...second, wanted: 'absent' }] });
  await untilGone(site.link, second);
  expect(await tracesOf(site.server, second)).toEqual([]);
});

test('a server that falls out of a complete order is ended first, then forgotten', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  site.link.forget([site.target.serverId, grant.grantId]);
  await untilGone(site.link, grant);
  expect(await tracesOf(site.server, grant)).toEqual([]);
});

test('a server that is to be cleared: its grants end, then nothing of ours is left on it', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  site.link.order({ servers: [{ ...site.target, wanted: 'removed' }], grants: [{ ...grant, wanted: 'absent' }] });
  await untilGone(site.link, grant);
  await until(() => site.link.receipts.some((receipt) => receipt.serverCleared), {
    within: WITHIN_MS,
    what: 'cleared',
  });
  await until(() => site.link.report(site.target.serverId)?.state === 'removed', { within: WITHIN_MS });
  const left = await site.server.exec([
    'find',
    '/etc/ssh',
    '/usr/local/sbin',
    '/var/lib',
    '/etc/sudoers.d',
    '-name',
    '*curfew*',
    '!',
    '-path',
    '/etc/sudoers.d/curfew',
  ]);
  expect(left.stdout).toBe('');
});

test('a script that somebody took away is put back to prove the end', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  await site.server.output('rm', '/usr/local/sbin/curfew-host');
  site.link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  await untilGone(site.link, grant);
  expect(await tracesOf(site.server, grant)).toEqual([]);
});

test('a restarted connector proves the overdue end before it adds anything [I18]', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site, { seconds: 10 });
  await site.connector.stop();
  const fresh = {
    ...grant,
    grantId: crypto.randomUUID() as never,
    account: 'bob',
    untilIso: new Date(Date.now() + 3.6e6).toISOString(),
  };
  site.link.order({ grants: [fresh] });
  await until(() => Date.now() > Date.parse(grant.untilIso), { within: WITHIN_MS });
  await site.connector.start();
  await untilGone(site.link, grant);
  await until(() => site.link.provedOf(fresh.grantId).includes('present'), { within: WITHIN_MS });
  const order = site.link.receipts.flatMap((receipt) => receipt.grants.map((one) => `${one.account} ${one.state}`));
  expect(order.indexOf('ada absent')).toBeLessThan(order.indexOf('bob present'));
  expect(order.indexOf('ada absent')).toBeGreaterThan(-1);
});

test('a journal whose last line was cut off by a crash ends the grant all the same', async () => {
  const site = await givenSite();
  const grant = await givenGrantOn(site);
  await site.connector.stop();
  appendFileSync(join(site.connector.config.stateFolder, 'journal.log'), '0123456789abcdef {"entries":[{"kind"');
  await site.connector.start();
  site.link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  await untilGone(site.link, grant);
});

test('a connector that lost its memory proves nothing of a server that it cannot reach, also when the orders drop it', async () => {
  const site = await givenSite();
  const down = { ...orderedServer(site.server, site.integration), host: '127.0.0.9', port: 9 };
  const grant = orderedGrant(down);
  site.link.order({ servers: [down], grants: [grant] });
  site.link.order({ servers: [{ ...down, gone: true }], grants: [{ ...grant, wanted: 'absent' }] });
  const ends = () => site.link.faultsOf(grant.grantId).filter(({ fault }) => fault.code === 'server-unreachable');
  await until(() => site.link.provedOf(grant.grantId).length > 0 || ends().length > 2, { within: WITHIN_MS });
  expect(site.link.provedOf(grant.grantId)).toEqual([]);
});

test('a server under a new name, where nothing was set up yet, does not keep the old one from being cleared whole', async () => {
  const site = await givenSite();
  const renamed = { ...orderedServer(site.server, site.integration), wanted: 'look' as const };
  site.link.order({ servers: [{ ...site.target, wanted: 'removed' }, renamed] });
  await until(() => site.link.receipts.some((receipt) => receipt.serverCleared), {
    within: WITHIN_MS,
    what: 'cleared',
  });
  expect((await site.server.exec(['ls', '/usr/local/sbin/curfew-host', '/etc/ssh/curfew'])).stdout).toBe('');
});

test('two servers of the orders that are one machine end nothing of each other', async () => {
  const site = await givenSite();
  const twin = orderedServer(site.server, site.integration);
  site.link.order({ servers: [twin] });
  await until(() => site.link.report(twin.serverId)?.state === 'active', { within: WITHIN_MS });
  const first = await givenGrantOn(site);
  const second = await givenGrantOn({ ...site, target: twin }, { account: 'bob' });
  expect(await tracesOf(site.server, first)).toHaveLength(2);
  site.link.order({ servers: [{ ...site.target, wanted: 'removed' }], grants: [{ ...first, wanted: 'absent' }] });
  await untilGone(site.link, first);
  await until(() => site.link.receipts.some((receipt) => receipt.serverCleared), {
    within: WITHIN_MS,
    what: 'cleared',
  });
  expect(await tracesOf(site.server, first)).toEqual([]);
  expect(await tracesOf(site.server, second)).toHaveLength(2);
});
