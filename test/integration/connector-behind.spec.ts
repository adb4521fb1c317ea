/** An instance beside which another one worked: it is behind, or knows nothing of what stands there, and undoes none of it. */
import { generateKeyPairSync } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { formatRequest } from '#host/request.js';
import type { WantedGrant } from '#host/wanted.js';
import { until } from '#testkit/until.js';
import { givenGrantOn, givenSite, orderedGrant, type Site, tracesOf, untilGone } from '#testkit/site.js';

const WITHIN_MS = 60_000;

const trustedCas = async ({ server }: Site): Promise<string> =>
  server.output('sh', '-c', 'grep -ho "ssh-ed25519 .*" /etc/ssh/curfew/keys/ada | sort -u');

/** What another instance of the same connector does there, with an order of that generation. */
const otherInstance = async (site: Site, generation: number, grants: WantedGrant[]): Promise<void> => {
  const { installationId, connectorId } = site.link;
  const userCaKeys = [(await trustedCas(site)).trim()];
  const request = {
    installationId,
    connectorId,
    generation,
    nowSeconds: Math.floor(Date.now() / 1000),
    userCaKeys,
    grants,
  };
  await site.server.exec(['sh', CURFEW_HOST_PATH], { stdin: formatRequest(request) });
};

test('an order that is older than what the server has seen is waited for: nothing is told of it, and the newer one is done at once', async () => {
  const site = await givenSite();
  const { link, target, server } = site;
  const grant = await givenGrantOn(site);
  const newest = link.generation + 2;
  const given: WantedGrant = {
    ...{ grantId: grant.grantId, keyNumber: 1, account: grant.account, accountKind: 'person', adopt: false },
    ...{ groups: grant.groups, untilSeconds: Math.floor(Date.parse(grant.untilIso) / 1000), allows: ['pty'] },
  };
  await otherInstance(site, newest, [given]);
  const [late, heard] = [orderedGrant(target, { account: 'eve' }), link.heard.length];
  link.order({ grants: [late] });
  await until(() => site.connector.output().includes('order-older-than-ledger'), { within: WITHIN_MS });
  expect(link.heard.slice(heard).filter(({ type }) => type !== 'taken' && type !== 'clock')).toEqual([]);
  expect(await tracesOf(server, grant)).not.toEqual([]);
  link.generation = newest - 1;
  link.order({});
  await until(() => link.provedOf(late.grantId).includes('present'), { within: WITHIN_MS, what: 'the grant' });
  expect(link.faultsOf(late.grantId)).toEqual([]);
  expect(link.report(target.serverId)?.state).toBe('active');
});

test('while nothing may be added to a server, what an instance does not know to stand there stands, and what has ended ends', async () => {
  const site = await givenSite();
  const { link, server, target, integration, connector } = site;
  const [ending, staying] = [await givenGrantOn(site), await givenGrantOn(site, { account: 'eve' })];
  await connector.stop();
  // As another instance would find it: no word of what stands there, and sudo rules of the site's in the way.
  rmSync(join(connector.config.stateFolder, 'journal.log'));
  const sudoers =
    "sed -i 's|^@includedir|# @includedir|' /etc/sudoers; echo 'curfew ALL=(ALL) NOPASSWD: ALL' >>/etc/sudoers";
  await server.output('sh', '-c', sudoers);
  const fresh = orderedGrant(target, { account: 'zoe' });
  const withRole = { ...integration, sudoRoles: [{ name: 'look', commands: ['/usr/bin/id'] }] };
  link.order({ integrations: [withRole], grants: [{ ...ending, wanted: 'absent' }, fresh] });
  await connector.start();
  await untilGone(link, ending);
  await until(() => link.report(target.serverId)?.state === 'amber', { within: WITHIN_MS, what: 'an amber server' });
  expect(await tracesOf(server, staying)).toHaveLength(2);
  expect(await tracesOf(server, fresh)).toEqual([]);
  expect(link.provedOf(staying.grantId)).not.toContain('absent');
  link.order({ integrations: [integration] });
  await until(() => link.provedOf(fresh.grantId).includes('present'), { within: WITHIN_MS, what: 'the new grant' });
});

test('a changed user CA key is trusted on servers only once the control plane has let the instance in with it', async () => {
  const site = await givenSite();
  const { link, connector } = site;
  await givenGrantOn(site);
  const before = await trustedCas(site);
  await connector.stop();
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const secret = { base64_ca_private_key: Buffer.from(pem).toString('base64') };
  writeFileSync(join(connector.config.secretsFolder, 'ca.json'), JSON.stringify(secret), { mode: 0o600 });
  connector.config.caSecret = { store: 'file', path: 'ca.json' };
  link.refuses = true;
  const visited = (): number => site.connector.output().split('This connector was removed.').length;
  const refusals = visited();
  await connector.start();
  await until(() => visited() > refusals, { within: WITHIN_MS, what: 'the refusal' });
  // Its first visit was under way before.
  await connector.stop();
  expect(await trustedCas(site)).toBe(before);
  link.refuses = false;
  await connector.start();
  await until(async () => (await trustedCas(site)) !== before, { within: WITHIN_MS, what: 'the new key is trusted' });
});

test('a server from which everything was taken away is not set up again by who cannot ask whether that is still ordered, and gives nothing where its policy says so', async () => {
  const site = await givenSite();
  const { link, server, connector } = site;
  const grant = await givenGrantOn(site);
  await connector.stop();
  await link.stop();
  const logins = async (): Promise<number> =>
    Number((await server.exec(['grep', '-c', 'Accepted publickey for curfew', '/var/log/sshd.log'])).stdout);
  const before = await logins();
  // By another instance, after a newer order: the ledger is gone too, and would refuse nothing.
  await server.output('sh', '-c', `${CURFEW_HOST_PATH} uninstall`);
  await connector.start();
  await until(async () => (await logins()) > before, { within: WITHIN_MS, what: 'it was there' });
  await connector.stop();
  expect((await server.exec(['ls', CURFEW_HOST_PATH])).code).not.toBe(0);
  expect(await tracesOf(server, grant)).toEqual([]);
  await link.restart();
  await connector.start();
  await until(async () => (await tracesOf(server, grant)).length === 2, { within: WITHIN_MS, what: 'set up again' });
  // As the server's admin is told to where all access shall be gone for good
  const close = `mkdir -p /etc/curfew && echo account >/etc/curfew/policy && ${CURFEW_HOST_PATH} uninstall`;
  await server.output('sh', '-c', close);
  const late = orderedGrant(site.target, { account: 'eve' });
  link.order({ grants: [late] });
  for (const { grantId } of [grant, late]) {
    await until(() => link.faultsOf(grantId).some(({ fault }) => fault.code === 'above-policy'), {
      within: WITHIN_MS,
      what: 'the refusal',
    });
  }
  expect(await tracesOf(server, grant)).toEqual([]);
});
