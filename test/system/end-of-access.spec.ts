import { given } from './given-installation.js';
import { ok } from '#testkit/given.js';
import { givenKey, ssh, startSsh } from '#testkit/openssh.js';
import { until } from '#testkit/until.js';
import type { TimelineView } from '../../apps/control-plane/src/activity/activity.view.js';
import type { AccessRequestView } from '../../apps/control-plane/src/access-requests/access-requests.view.js';

const groupsOf = async (server: { output(...argv: string[]): Promise<string> }, account: string): Promise<string[]> =>
  (await server.output('id', '-nG', account)).trim().split(' ');

describe('the end of access', () => {
  const curfew = given({ servers: ['web-1', 'web-2'] });

  it('comes when a server that was down at the deadline is back; until then it is access debt', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const grant = await installation.granted('web-1', { seconds: 15 });
    const login = await installation.login(grant, 'web-1');
    expect((await ssh(login, ['true'])).code).toBe(0);

    await server.host.stop();
    const ending = await installation.grantIn(grant.id, 'ending');
    expect(ending.cause).toBe('expired');
    const debt = await until(
      async () => {
        const { items } = ok(
          await installation.api
            .as('ada')
            .get<{ items: { id: string; fault: { code: string } | null }[] }>('/api/access-debt'),
        );
        return items.find(({ id, fault }) => id === grant.id && fault !== null);
      },
      { within: 20_000, what: 'the debt is shown with the reason of the last try' },
    );
    expect(debt.fault?.code).toBe('server-unreachable');
    expect((await installation.grant(grant.id)).state).toBe('ending');

    await server.host.start();
    await installation.grantIn(grant.id, 'ended', 60_000);
    expect(await groupsOf(server, 'rita')).not.toContain('web-ops');
    expect((await ssh(login, ['true'])).code).toBe(255);
  });

  it('comes at the new end after it was asked for again: the session stays open, and the same key logs in with its new certificate', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1', { seconds: 20 });
    const key = await givenKey();
    const target = async () =>
      installation
        .host('web-1')
        .as(grant.account, { identity: key.file, certificate: await installation.certificate(grant.id, key) });
    const before = await target();
    const session = await startSsh(before, ['echo up; sleep 4711']);
    await until(() => session.output().includes('up'), { within: 20_000 });
    const id = await installation.ask('web-1', { seconds: 32 });
    const { extension } = ok(await installation.api.as('rita').get<AccessRequestView>(`/api/access-requests/${id}`));
    expect(extension).toMatchObject({ grantId: grant.id, number: 1 });
    const newEndMs = Date.parse(extension?.untilAt ?? '');
    await installation.approve(id);
    const oldEndMs = Date.parse(grant.untilAt);
    await until(() => Date.now() > oldEndMs + 1000, { within: 40_000 });
    expect(session.code()).toBeNull();
    expect((await ssh(before, ['true'])).code).toBe(255);
    expect((await ssh(await target(), ['id', '-nG'])).stdout).toContain('web-ops');
    await installation.grantIn(grant.id, 'ended', 60_000);
    expect(Date.now()).toBeGreaterThanOrEqual(newEndMs - 1000);
    await until(() => session.code() !== null, { within: 20_000 });
    expect((await ssh(await target().catch(() => before), ['true'])).code).toBe(255);
  });

  it('comes at the old end where the server was not told of the new one, which is shown; it is told when it can be, with the access gone or not', async () => {
    const { installation } = curfew;
    const server = installation.host('web-2');
    const grant = await installation.granted('web-2', { seconds: 20 });
    const login = await installation.login(grant, 'web-2');
    const session = await startSsh(login, ['echo up; sleep 4711']);
    await until(() => session.output().includes('up'), { within: 20_000 });
    const extend = async (durationSeconds: number) => {
      const { untilAt: fromUntilAt } = await installation.grant(grant.id);
      const ask = { durationSeconds, reason: 'not done', fromUntilAt };
      await installation.approve(ok(await installation.api.as('rita').post<{ id: string }>(`/api/grants/${grant.id}/extend`, ask)).id);
      return installation.grant(grant.id);
    };
    const proved = () =>
      until(async () => {
        const { untilAt, provedUntilAt } = await installation.grant(grant.id);
        return untilAt === provedUntilAt;
      }, { within: 60_000, what: 'the server knows the end' });
    const second = (iso: string) => `${iso.slice(0, 19)}.000Z`;
    expect(grant.provedUntilAt).toBe(grant.untilAt);

    server.host.freeze(true);
    const frozen = await extend(8);
    expect(frozen).toMatchObject({ state: 'active', provedUntilAt: second(grant.untilAt) });
    server.host.freeze(false);
    await proved();
    expect(session.code()).toBeNull();

    await server.host.sshd('stopped');
    await server.exec(['pkill', '-KILL', '-u', 'curfew']);
    const cut = await extend(3600);
    expect(cut).toMatchObject({ state: 'active', provedUntilAt: second(frozen.untilAt) });
    await until(async () => (await installation.grant(grant.id)).fault?.code === 'server-unreachable', { within: 30_000, what: 'the reason' });
    await until(async () => session.code() !== null && !(await groupsOf(server, 'rita')).includes('web-ops'), { within: 60_000, what: 'the server ended it by itself' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(frozen.untilAt) - 1000);
    expect(await installation.grant(grant.id)).toMatchObject({ state: 'active', provedUntilAt: second(frozen.untilAt) });

    await server.host.sshd('running');
    await proved();
    expect(await installation.grant(grant.id)).toMatchObject({ state: 'active', fault: null, untilAt: cut.untilAt });
    expect((await ssh(await installation.login(grant, 'web-2'), ['id', '-nG'])).stdout).toContain('web-ops');
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await installation.grantIn(grant.id, 'ended');
  }); // prettier-ignore

  it('does not wait for another server that is down', async () => {
    const { installation } = curfew;
    await installation.host('web-2').host.stop();
    const grant = await installation.granted('web-1', { seconds: 10 });
    await installation.grantIn(grant.id, 'ended', 40_000);
    await installation.host('web-2').host.start();
    await installation.serverIn('web-2', 'active').catch(() => undefined);
  });

  it('comes by the server itself when the connector was killed, and is proved when that is back [I12]', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const grant = await installation.granted('web-1', { seconds: 12 });
    const login = await installation.login(grant, 'web-1');
    await installation.connector.kill('SIGKILL');
    await installation.grantIn(grant.id, 'ending');
    await until(async () => !(await groupsOf(server, 'rita')).includes('web-ops'), {
      within: 60_000,
      what: 'the server took the membership away by itself',
    });
    expect((await ssh(login, ['true'])).code).toBe(255);

    await installation.connector.start();
    await installation.grantIn(grant.id, 'ended');
    expect(await groupsOf(server, 'rita')).not.toContain('web-ops');
  });

  it('comes by the connector alone while the control plane is down, and is proved when it is back', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const grant = await installation.granted('web-1', { seconds: 12 });
    await installation.controlPlane.stop();
    await until(async () => !(await groupsOf(server, 'rita')).includes('web-ops'), {
      within: 60_000,
      what: 'the membership is gone',
    });
    await installation.controlPlane.restart();
    await installation.grantIn(grant.id, 'ended', 60_000);
  });

  it('loses nothing when the control plane restarts in the middle of a grant', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1', { seconds: 3600 });
    await installation.controlPlane.restart();
    await installation.connected();
    const login = await installation.login(grant, 'web-1');
    expect((await ssh(login, ['id', '-nG'])).stdout).toContain('web-ops');
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await installation.grantIn(grant.id, 'ended');
  });

  it('comes when root ends it on the server alone; everybody concerned is told, and it is proved [I36]', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const grant = await installation.granted('web-1');
    const login = await installation.login(grant, 'web-1');
    expect(await server.exec(['curfew-host', 'end', 'rita'])).toMatchObject({ code: 0, stderr: '' });
    expect((await ssh(login, ['true'])).code).toBe(255);
    ok(await installation.api.as('ada').post(`/api/integrations/${installation.integrationId}/refresh`));
    const ended = await installation.grantIn(grant.id, 'ended');
    expect(ended.cause).toBe('revoked');
    const path = `/api/access-requests/${ended.requestId}/timeline`;
    const { items } = ok(await installation.api.as('rita').get<TimelineView>(path));
    expect(items.find(({ kind }) => kind === 'ended')?.sentence).toMatch(
      /^Root ended this grant on the server: the connector .* was ordered to remove it\.$/,
    );
    expect(await groupsOf(server, 'rita')).not.toContain('web-ops');
    const again = await installation.granted('web-1');
    expect((await ssh(await installation.login(again, 'web-1'), ['true'])).code).toBe(0);
    ok(await installation.api.as('rita').post(`/api/grants/${again.id}/give-back`));
    await installation.grantIn(again.id, 'ended');
  });

  it('is at once for a person who is disabled', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1');
    const login = await installation.login(grant, 'web-1');
    const rita = installation.api.idOf('rita');
    ok(await installation.api.as('ada').post(`/api/people/${rita}/disable`, { reason: 'left the company' }));
    const ended = await installation.grantIn(grant.id, 'ended');
    expect(ended.cause).toBe('revoked');
    expect((await ssh(login, ['true'])).code).toBe(255);
    ok(await installation.api.as('ada').post(`/api/people/${rita}/enable`));
  });

  it('comes before the integration goes, and nothing of Curfew is left on its servers', async () => {
    const { installation } = curfew;
    const server = installation.host('web-1');
    const fresh = await installation.api.signedIn('rita@example.com', installation.api.passwordOf('rita'));
    expect(fresh.cookie).toBeDefined();
    const path = `/api/integrations/${installation.integrationId}/remove-from-servers`;
    ok(await installation.api.as('ada').post(path, {}));
    await installation.serverIn('web-1', 'removed');
    for (const gone of [
      '/usr/local/sbin/curfew-host',
      '/etc/ssh/curfew',
      '/etc/ssh/sshd_config.d/00-curfew.conf',
      '/var/lib/curfew',
    ])
      expect((await server.exec(['test', '-e', gone])).code).toBe(1);
    expect((await server.exec(['/usr/sbin/sshd', '-t'])).code).toBe(0);
    expect((await ssh(server.login, ['sudo', '-n', 'true'])).code).toBe(0);
  });
});
