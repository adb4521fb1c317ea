import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceId } from '#access/ids.js';
import type { OrderedServer } from '#protocol/order.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey } from '#testkit/openssh.js';
import { givenServer, type ServerOptions, type TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import {
  fingerprintOf, givenConnector, givenGrantOn, givenIntegration, givenSite, orderedGrant, orderedServer,
  untilGone,
} from '#testkit/site.js'; // prettier-ignore
import { LinkServer } from '#testkit/link-server.js';

/** Far more than anything takes on an idle machine. */
const WITHIN_MS = 60_000;

const sshdLog = ({ host }: TestServer): string => readFileSync(join(host.root, 'var/log/sshd.log'), 'utf8');

/** One connector that has one server, and what it says of it. */
const reported = async (seed: ServerOptions, more: Partial<OrderedServer> = {}, keyFile?: string) => {
  const [link, server] = await Promise.all([LinkServer.start(), givenServer({ groups: ['web-ops'], ...seed })]);
  const connector = givenConnector(link);
  await connector.start();
  const integration = givenIntegration(connector.config, keyFile ?? server.loginKey.file);
  const target = orderedServer(server, integration, more);
  link.order({ integrations: [integration], servers: [target] });
  const report = await until(() => link.report(target.serverId), { within: WITHIN_MS, what: 'a report' });
  return { link, server, connector, integration, target, report };
};

describe('before a host key was confirmed', () => {
  test('the fingerprints are reported, and nothing but the key exchange was made [I41]', async () => {
    const { report, server } = await reported(
      { sshdConfig: { log: 'LogLevel DEBUG2' } },
      { confirmedFingerprint: null },
    );
    expect(report.state).toBe('unconfirmed');
    expect(report.hostKeys).toContainEqual(
      expect.objectContaining({ type: 'ssh-ed25519', fingerprint: fingerprintOf(server) }),
    );
    expect(report.faults[0]?.code).toBe('host-key-unconfirmed');
    expect(sshdLog(server)).toContain('kex');
    expect(sshdLog(server)).not.toMatch(/userauth-request|Accepted|Failed/);
  });

  test('another host key than the confirmed one is a hard failure that names both, before any login', async () => {
    const other = `SHA256:${'A'.repeat(43)}`;
    const { report, server } = await reported(
      { sshdConfig: { log: 'LogLevel DEBUG2' } },
      { confirmedFingerprint: other },
    );
    expect(report).toMatchObject({ state: 'failing', faults: [{ code: 'host-key-changed' }] });
    expect(report.faults[0]?.message).toContain(other);
    expect(report.faults[0]?.message).toContain(fingerprintOf(server));
    expect(sshdLog(server)).not.toMatch(/userauth-request|Accepted|Failed/);
  });
});

describe('faults are told apart', () => {
  test('a key that the server does not know: both causes and the three commands; mended, it goes on after a look', async () => {
    const wrong = await givenKey();
    const { link, report, server, integration, target, connector } = await reported({}, {}, wrong.file);
    expect(report.faults[0]).toMatchObject({
      code: 'login-refused',
      message: expect.stringMatching(/does not know.*owner or mode/),
    });
    const hint = report.faults[0]?.hint;
    for (const words of ['chown -R curfew:', 'chmod 700 ~curfew/.ssh', 'chmod 600', wrong.publicKey.split(' ')[1]]) {
      expect(hint).toContain(words);
    }
    const right = { base64_private_key: readFileSync(server.loginKey.file).toString('base64') };
    writeFileSync(join(connector.config.secretsFolder, 'servers.json'), JSON.stringify(right), { mode: 0o600 });
    link.send({ type: 'look', integrationId: integration.integrationId });
    await until(() => link.report(target.serverId)?.state === 'active', { within: WITHIN_MS });
  });

  test.each([
    ['in English', {}],
    ['in German', { language: 'SetEnv LANG=C.UTF-8 LANGUAGE=de' }],
  ])('sudo that asks for a password %s', async (_, sshdConfig) => {
    const { report } = await reported({ sudoers: { curfew: 'curfew ALL=(ALL) ALL' }, sshdConfig });
    expect(report).toMatchObject({ state: 'failing', faults: [{ code: 'sudo-asks-password' }] });
    expect(report.faults[0]?.hint).toContain('NOPASSWD');
  });

  test('no common algorithm', async () => {
    const { report } = await reported({ sshdConfig: { old: 'KexAlgorithms diffie-hellman-group14-sha1' } });
    expect(report.faults[0]?.code).toBe('no-common-algorithm');
  });

  test('nobody listens', async () => {
    const { report } = await reported({}, { port: 1 });
    expect(report.faults[0]).toMatchObject({
      code: 'server-unreachable',
      message: expect.stringContaining('nothing listens'),
    });
  });

  test('a secret that is not there is the fault of the integration and of its servers', async () => {
    const [link, server] = await Promise.all([LinkServer.start(), givenServer()]);
    const connector = givenConnector(link);
    await connector.start();
    const integration = givenIntegration(connector.config, server.loginKey.file);
    const broken = { ...integration, secret: { store: 'file', path: 'other.json' } };
    const target = orderedServer(server, integration);
    link.order({ integrations: [broken], servers: [target] });
    await until(() => link.report(target.serverId)?.faults[0]?.code === 'secret-not-found', { within: WITHIN_MS });
    const isTold = () =>
      link.heard.some((one) => one.type === 'integration-report' && one.fault?.code === 'secret-not-found');
    await until(isTold, { within: WITHIN_MS, what: 'the fault of the integration' });
  });

  test('an edited integration is looked at again at once, not when the next look is due', async () => {
    const { link, integration, target } = await givenSite();
    link.order({ integrations: [{ ...integration, userGroups: ['web-ops', 'no-such-group'] }] });
    await until(() => link.report(target.serverId)?.missingGroups.includes('no-such-group') === true, {
      within: WITHIN_MS,
    });
    link.order({ integrations: [{ ...integration, secret: { store: 'file', path: 'other.json' } }] });
    await until(() => link.report(target.serverId)?.faults[0]?.code === 'secret-not-found', { within: WITHIN_MS });
    link.order({ integrations: [integration] });
    await until(() => link.report(target.serverId)?.state === 'active', { within: WITHIN_MS });
    expect(link.report(target.serverId)?.missingGroups).toEqual([]);
  });

  test('a host key of another kind than the preferred one can be the confirmed one', async () => {
    const rsa = await givenKey({ type: 'rsa', bits: 3072 });
    const files = { '/etc/ssh/rsa': { text: readFileSync(rsa.file, 'utf8'), mode: 0o600 } };
    const sshdConfig = { rsa: 'HostKey /etc/ssh/ssh_host_ed25519_key\nHostKey /etc/ssh/rsa' };
    const seen = await reported({ files, sshdConfig }, { confirmedFingerprint: null });
    const offered = seen.report.hostKeys.find((key) => key.type === 'ssh-rsa');
    expect(offered?.key).toBe(rsa.publicKey.split(' ').slice(0, 2).join(' '));
    seen.link.order({ servers: [{ ...seen.target, confirmedFingerprint: offered?.fingerprint ?? '' }] });
    await until(() => seen.link.report(seen.target.serverId)?.state === 'active', { within: WITHIN_MS });
  });
});

describe('a server that is only looked at', () => {
  test('gets nothing written, and its page is told what would be', async () => {
    const { link, server, target } = await givenSite({}, { wanted: 'look' });
    expect(link.report(target.serverId)?.wouldWrite.map((write) => write.path)).toContain(
      '/usr/local/sbin/curfew-host',
    );
    expect((await server.exec(['ls', '/usr/local/sbin', '/etc/ssh/sshd_config.d'])).stdout).not.toContain('curfew');
    expect((await server.exec(['ls', '/var/lib/curfew', '/etc/ssh/curfew'])).stdout).toBe('');
  });
});

describe('what is refused for good', () => {
  test('an order above the ceiling reaches nobody, and the reason reaches the person [I35]', async () => {
    const ceilingFile = join(givenFolder('ceiling'), 'ceiling.json');
    writeFileSync(ceilingFile, JSON.stringify({ groups: ['web-ops'], longestSeconds: 7200 }));
    const site = await givenSite({}, {}, { ceilingFile });
    const { link, server, target } = site;
    const high = orderedGrant(target, { account: 'eve', groups: ['db-admins'] });
    const long = orderedGrant(target, { account: 'eve', seconds: 8000 });
    link.order({ grants: [high, long] });
    for (const { grantId } of [high, long]) {
      const fault = await until(() => link.faultsOf(grantId)[0], { within: WITHIN_MS });
      expect(fault).toMatchObject({ final: true, fault: { code: 'above-ceiling' } });
    }
    const key = await givenKey();
    expect(await link.sign(high.grantId, 1, key.publicKey)).toMatchObject({
      type: 'sign-refused',
      fault: { code: 'above-ceiling' },
    });
    // What was read back before the end was ordered is no proof of that end, so it is read back anew.
    await until(() => link.provedOf(high.grantId).length > 0, { within: WITHIN_MS });
    link.order({ grants: [{ ...high, wanted: 'absent' }] });
    const { generation } = link;
    const isProved = () =>
      link.receipts.some(
        (one) => one.generation >= generation && one.grants.some(({ grantId }) => grantId === high.grantId),
      );
    await until(isProved, { within: WITHIN_MS, what: 'a proof of the end' }); // prettier-ignore
    await givenGrantOn(site);
    expect((await server.exec(['id', 'eve'])).code).not.toBe(0);
  });

  test('a grant that whoever runs the connector ended in its ceiling goes, and stays away however long it is ordered [I36]', async () => {
    const ceilingFile = join(givenFolder('ceiling'), 'ceiling.json');
    writeFileSync(ceilingFile, '{}');
    const site = await givenSite({}, {}, { ceilingFile });
    const grant = await givenGrantOn(site, { account: 'eve' });
    const other = await givenGrantOn(site);
    expect((await site.server.output('id', '-nG', 'eve')).split(/\s/)).toContain('web-ops');
    writeFileSync(ceilingFile, JSON.stringify({ ended: [grant.grantId] }));
    await site.connector.stop();
    await site.connector.start();
    await untilGone(site.link, grant);
    expect(await until(() => site.link.faultsOf(grant.grantId).at(-1), { within: WITHIN_MS })).toMatchObject({
      final: true,
      fault: { code: 'grant-not-active', message: 'Whoever runs the connector ended this grant.' },
    });
    const longer = new Date(Date.now() + 7_200_000).toISOString();
    site.link.order({ grants: [{ ...grant, untilIso: longer, extended: 1 }] });
    const more = await givenGrantOn(site);
    expect(site.link.provedOf(grant.grantId).at(-1)).toBe('absent');
    expect(site.link.provedOf(other.grantId).at(-1)).toBe('present');
    expect((await site.server.output('id', '-nG', 'eve')).split(/\s/)).not.toContain('web-ops');
    expect(more.account).toBe('ada');
  });

  test('a Linux group that the server lacks is named; other grants are not held', async () => {
    const site = await givenSite();
    const lacking = orderedGrant(site.target, { account: 'eve', groups: ['nowhere'] });
    site.link.order({ grants: [lacking] });
    const fault = await until(() => site.link.faultsOf(lacking.grantId)[0], { within: WITHIN_MS });
    expect(fault).toMatchObject({
      final: true,
      fault: { code: 'group-missing', message: expect.stringContaining('nowhere') },
    });
    await givenGrantOn(site);
  });

  test('a reserved account never reaches a server', async () => {
    const site = await givenSite();
    const root = orderedGrant(site.target, { account: 'root', accountKind: 'existing', adopt: true });
    site.link.order({ grants: [root] });
    const fault = await until(() => site.link.faultsOf(root.grantId)[0], { within: WITHIN_MS });
    expect(fault).toMatchObject({ final: true, fault: { code: 'account-not-allowed' } });
    await givenGrantOn(site);
  });
});

test('an unknown grant is not signed', async () => {
  const { link } = await givenSite();
  const key = await givenKey();
  const answer = await link.sign(randomUUID() as ResourceId, 1, key.publicKey);
  expect(answer).toMatchObject({ type: 'sign-refused', fault: { code: 'grant-not-active' } });
});
