/** Helper mode through all of Curfew: sudo on the servers runs curfew-host in one exact state, and nothing else for the connector. */
import { curfewHostScript, curfewHostSha256, curfewHostVersion } from '#host/script.js';
import { ok, refused } from '#testkit/given.js';
import { type GrantSeen, type Installation, type ServerSeen, setUpAll } from '#testkit/installation.js';
import { ssh } from '#testkit/openssh.js';
import type { TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { etcLessOurs } from './given-curfew-host.js';
import { given } from './given-installation.js';

const WITHIN = { within: 30_000 };
const SITE = '/etc/sudoers.d/curfew';

/** The site's own NOPASSWD:ALL, kept aside. */
const takeFullSudoAway = ({ output }: TestServer) => output('mv', SITE, '/root/site-sudoers');
const giveFullSudo = ({ output }: TestServer) => output('mv', '/root/site-sudoers', SITE);

/** What root does at the console. */
const install = async ({ exec }: TestServer, script = curfewHostScript()) => {
  await exec(['sh', '-c', 'cat >/root/curfew-host'], { stdin: script });
  expect(await exec(['sh', '/root/curfew-host', 'install'])).toMatchObject({ code: 0, stderr: '' });
};

/** Presses “Look again” and waits until the server is shown as it should be. */
const lookUntil = async (installation: Installation, name: string, isSo: (server: ServerSeen) => boolean) => {
  ok(await installation.api.as('ada').post(`/api/integrations/${installation.integrationId}/refresh`));
  return until(
    async () => {
      const server = await installation.server(name);
      if (!isSo(server)) throw new Error(JSON.stringify(server));
      return server;
    },
    { ...WITHIN, what: `${name} as it should be` },
  );
};

const giveBack = async (installation: Installation, grantId: string) => {
  ok(await installation.api.as('rita').post(`/api/grants/${grantId}/give-back`));
  return installation.grantIn(grantId, 'ended');
};

/** A grant from the asking to the end, judged by ssh and the server's own tools. */
const expectStory = async (installation: Installation, name: string) => {
  const server = installation.host(name);
  const grant = await installation.granted(name);
  const login = await installation.login(grant, name);
  expect(await ssh(login, ['id', '-nG'])).toMatchObject({ code: 0, stdout: expect.stringContaining('web-ops') });
  expect((await giveBack(installation, grant.id)).cause).toBe('given-back');
  expect((await ssh(login, ['id'])).code).toBe(255);
  expect(await server.output('id', '-nG', 'rita')).not.toContain('web-ops');
  return grant;
};

describe('a server where only helper mode was ever allowed', () => {
  const curfew = given({ servers: ['web-1'], setUp: false });
  let before: string;
  let server: TestServer;
  let installation: Installation;

  it('is set up by a click after an install at the console, and gives and ends access', async () => {
    ({ installation } = curfew);
    server = installation.host('web-1');
    before = await etcLessOurs(server, ['rita']);
    await install(server);
    await takeFullSudoAway(server);
    await setUpAll(installation, [server]);
    expect(await installation.server('web-1')).toMatchObject({
      sudoMode: 'helper',
      helperReady: true,
      scriptVersion: curfewHostVersion(),
      warnings: [expect.stringContaining('Neither systemd nor cron')],
    });
    expect((await ssh(server.login, ['sudo', '-n', 'true'])).code).toBe(1);
    await expectStory(installation, 'web-1');
  });

  it('ends access at the deadline, and when the connector was killed meanwhile [I12]', async () => {
    const grant = await installation.granted('web-1', { seconds: 12 });
    await installation.connector.kill('SIGKILL');
    await installation.grantIn(grant.id, 'ending');
    await installation.connector.start();
    await installation.grantIn(grant.id, 'ended', 60_000);
    expect(await server.output('id', '-nG', 'rita')).not.toContain('web-ops');
  });

  it('is said to be changed when the script is not the one that sudo was told of, until root puts it right', async () => {
    const grant = await installation.granted('web-1');
    await server.output('sh', '-c', 'echo "# changed" >>/usr/local/sbin/curfew-host');
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    const owed = await until(
      async () => {
        const seen = await installation.grant(grant.id);
        return seen.fault && seen;
      },
      { ...WITHIN, what: 'the reason is shown' },
    );
    expect(owed).toMatchObject({
      state: 'ending',
      fault: { code: 'host-script-changed', hint: expect.stringContaining('sh curfew-host install') },
    });
    const { faults } = await lookUntil(installation, 'web-1', ({ state }) => state === 'failing');
    expect(faults[0]?.code).toBe('host-script-changed');
    await install(server);
    await installation.grantIn(grant.id, 'ended', 70_000);
    await lookUntil(installation, 'web-1', ({ state, faults: left }) => state === 'active' && left.length === 0);
  });

  it('goes on with a script of another version, with a warning, until root installs the new one', async () => {
    await install(server, curfewHostScript().replace(/^version=.*$/m, 'version=2-0123456789ab'));
    const { state, warnings } = await lookUntil(
      installation,
      'web-1',
      ({ scriptVersion }) => scriptVersion === '2-0123456789ab',
    );
    expect(state).toBe('active');
    expect(warnings.join()).toMatch(/2-0123456789ab.*another version.*sh curfew-host install/);
    // It is not asked for its ends, which it could not say
    expect((await expectStory(installation, 'web-1')).provedUntilAt).toBeNull();
    await install(server);
    const now = await lookUntil(installation, 'web-1', ({ scriptVersion }) => scriptVersion === curfewHostVersion());
    expect(now.warnings.join()).not.toContain('another version');
    const grant = await expectStory(installation, 'web-1');
    expect(grant.provedUntilAt).toBe(grant.untilAt);
  });

  it('gives nothing new with a script that is too old, and still ends what it gave', async () => {
    const grant = await installation.granted('web-1');
    const tooOld = curfewHostScript()
      .replace(/^version=.*$/m, 'version=0-0123456789ab')
      .replace(/1( \| \d)+\) w_version=\$2 ;;/, '0/apply | 1/look) w_version=1 ;;')
      .replace('  case $2 in\n    0/apply', '  case $2/$3 in\n    0/apply');
    expect(tooOld).toContain('case $2/$3 in\n    0/apply');
    await install(server, tooOld);
    const { faults } = await lookUntil(installation, 'web-1', ({ state }) => state === 'amber');
    expect(faults).toMatchObject([
      { code: 'host-script-version', hint: expect.stringContaining('sh curfew-host install') },
    ]);
    const { id } = await installation.server('web-1');
    const input = { resourceId: id, permissions: ['db-admins'], durationSeconds: 600, reason: 'ticket 43' };
    const denial = refused(await installation.api.as('rita').post('/api/access-requests', input));
    expect(denial.message).toMatch(/too old for its connector/);
    // A restarted connector knows nothing of versions and goes there to end first
    await installation.connector.kill('SIGKILL');
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await installation.connector.start();
    await installation.grantIn(grant.id, 'ended', 60_000);
    expect(await server.output('id', '-nG', 'rita')).not.toMatch(/web-ops|db-admins/);
    await install(server);
    await lookUntil(installation, 'web-1', ({ state }) => state === 'active');
    await expectStory(installation, 'web-1');
  });

  it('refuses what its own policy does not allow, and the reason reaches the person [I35]', async () => {
    await server.output('sh', '-c', 'mkdir /etc/curfew; printf "group web-*\\nlongest 2h\\n" >/etc/curfew/policy');
    const high = await installation.approve(await installation.ask('web-1', { permissions: ['db-admins'] }));
    const hers = await until(
      async () => {
        const seen = ok(await installation.api.as('rita').get<GrantSeen>(`/api/grants/${high}`));
        return seen.fault && seen;
      },
      { ...WITHIN, what: 'rita sees the reason' },
    );
    expect(hers).toMatchObject({
      state: 'failed',
      fault: { code: 'above-policy', message: expect.stringMatching(/policy of the server itself.*db-admins/) },
    });
    await expectStory(installation, 'web-1');
    await server.output('chmod', '666', '/etc/curfew/policy');
    const { faults } = await lookUntil(installation, 'web-1', ({ state }) => state === 'amber');
    expect(faults).toMatchObject([{ code: 'policy-invalid' }]);
    await server.output('rm', '-r', '/etc/curfew');
    await lookUntil(installation, 'web-1', ({ state }) => state === 'active');
  });

  it('is shown with full sudo when that comes back, and with helper mode when it goes', async () => {
    await giveFullSudo(server);
    expect(await lookUntil(installation, 'web-1', ({ sudoMode }) => sudoMode === 'full-sudo')).toMatchObject({
      helperReady: true,
    });
    await takeFullSudoAway(server);
    await lookUntil(installation, 'web-1', ({ sudoMode }) => sudoMode === 'helper');
  });

  it('is as before after one click, with the locked account named [I24] [I30]', async () => {
    ok(
      await installation.api.as('ada').post(`/api/integrations/${installation.integrationId}/remove-from-servers`, {}),
    );
    const { warnings } = await installation.serverIn('web-1', 'removed');
    expect(warnings.join()).toMatch(/stay, locked: rita/);
    await giveFullSudo(server);
    expect(await etcLessOurs(server, ['rita'])).toBe(before);
    for (const gone of [
      '/usr/local/sbin/curfew-host',
      '/etc/ssh/curfew',
      '/var/lib/curfew',
      '/etc/sudoers.d/curfew-host',
    ])
      expect((await server.exec(['test', '-e', gone])).code).toBe(1);
  });
});

describe('a server that was set up with full sudo', () => {
  const curfew = given({ servers: ['web-1', 'web-2'], setUp: false });

  it('shows its sudoers line before it is written, and needs NOPASSWD:ALL no more afterwards', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const { id, hostKeys } = await installation.serverIn('web-1', 'unconfirmed');
    const fingerprint = hostKeys.find(({ key }) => server.knownHostsLine.includes(key))?.fingerprint;
    ok(await installation.api.as('ada').post(`/api/servers/${id}/confirm-host-key`, { fingerprint, replaces: null }));
    const { wouldWrite, sudoMode, helperReady } = await installation.serverIn('web-1', 'ready-for-set-up');
    expect({ sudoMode, helperReady }).toEqual({ sudoMode: 'full-sudo', helperReady: false });
    const line = `curfew ALL=(root) NOPASSWD: sha256:${curfewHostSha256()} /usr/local/sbin/curfew-host ""\n`;
    const written = wouldWrite.find(({ path }) => path === '/etc/sudoers.d/curfew-host');
    expect(written).toMatchObject({ mode: '0440', content: expect.stringContaining(line) });
    const path = `/api/integrations/${installation.integrationId}/set-up`;
    ok(await installation.api.as('ada').post(path, { servers: [{ id, fingerprint }] }));
    expect(await installation.serverIn('web-1', 'active')).toMatchObject({ helperReady: true, wouldWrite: [] });
    expect(await server.output('cat', '/etc/sudoers.d/curfew-host')).toBe(written?.content);

    const grant = await installation.granted('web-1');
    await takeFullSudoAway(server);
    await giveBack(installation, grant.id);
    await expectStory(installation, 'web-1');
  });

  it('counts as cleared when root uninstalled at the console and nothing of Curfew can be seen there', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    expect((await server.exec(['curfew-host', 'uninstall'])).stdout).toContain('Curfew is removed from this server.');
    const { faults } = await lookUntil(installation, 'web-1', ({ state }) => state === 'failing');
    expect(faults[0]).toMatchObject({ code: 'sudo-asks-password', hint: expect.stringContaining('NOPASSWD') });
    const path = `/api/integrations/${installation.integrationId}/remove-from-servers`;
    const { id } = await installation.server('web-1');
    ok(await installation.api.as('ada').post(path, { serverIds: [id] }));
    await installation.serverIn('web-1', 'removed');
  });

  it('is offered the script by hand: the file to anybody, its digest to administrators', async () => {
    const { installation } = curfew;
    const answer = await fetch(`${installation.controlPlane.url}/api/curfew-host`);
    expect(answer.headers.get('content-disposition')).toContain('filename="curfew-host"');
    expect(await answer.text()).toBe(curfewHostScript());
    expect(ok(await installation.api.as('ada').get('/api/curfew-host/about'))).toEqual({
      version: curfewHostVersion(),
      sha256: curfewHostSha256(),
    });
    expect(refused(await installation.api.as('rita').get('/api/curfew-host/about')).code).toBe('not-allowed');
  });
});
