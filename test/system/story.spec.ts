import { given } from './given-installation.js';
import { ok, refused } from '#testkit/given.js';
import { givenFolder } from '#testkit/folder.js';
import { certificateFacts, givenKey, ssh, startSsh } from '#testkit/openssh.js';
import { until } from '#testkit/until.js';
import { run } from '#virtual-hosts/run.js';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

describe('a person, an approver, a server', () => {
  const curfew = given({ servers: ['web-1', 'db-1', 'my-1'], names: { 'my-1': 'My Server 1' } });

  it('asks, has nothing on the server before the approval and logs in as a member of the group after it, gives back, and is out [P7] [P8]', async () => {
    const { installation } = curfew;
    const request = await installation.ask('web-1');
    const server = installation.host('web-1');
    expect((await server.exec(['id', 'rita'])).code).toBe(1);
    expect((await server.exec(['cat', '/etc/ssh/curfew/keys/rita'])).code).not.toBe(0);
    const grant = await installation.grantIn(await installation.approve(request), 'active');
    const login = await installation.login(grant, 'web-1');

    const id = await ssh(login, ['id']);
    expect(id.stdout).toMatch(/uid=\d+\(rita\).*\(web-ops\)/);
    expect((await ssh(login, ['sudo', '-n', '-l'])).stdout).toMatch(/\(root\) NOPASSWD: \/usr\/bin\/id$/m);

    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    const ended = await installation.grantIn(grant.id, 'ended');
    expect(ended.cause).toBe('given-back');
    expect((await ssh(login, ['id'])).code).toBe(255);
    expect(await installation.host('web-1').output('id', '-nG', 'rita')).not.toContain('web-ops');
    expect(await installation.host('web-1').output('getent', 'passwd', 'rita')).toMatch(/nologin|false/);
  });

  it('of one team sees one server, asks for its group for half an hour, and logs in as the access page says; the default gives no group [P6] [P7] [P8]', async () => {
    const { installation } = curfew;
    const { api, integrationId } = installation;
    const dev = await api.team('Dev', ['mallory']);
    const flow = async (permission: string, approvers: object | null): Promise<void> => {
      const targets = [{ integrationId, servers: { names: ['My Server 1'] }, permissions: [permission] }];
      const who = { requesters: { personIds: [], teamIds: [dev.id] }, approvers };
      const said = { ...who, name: `Dev: ${permission}`, targets, longestSeconds: 1800, fixedDuration: true, justificationRequired: false, allowsForwarding: false };
      ok(await api.as('ada').post('/api/access-flows', said));
    };
    const seen = async () => {
      const { items } = ok(await api.as('mallory').get<{ items: { resource: { name: string }; options: { permission: string }[] }[] }>('/api/catalog'));
      return items.map(({ resource, options }) => [resource.name, ...options.map(({ permission }) => permission)]);
    };
    expect(await seen()).toEqual([]);
    await flow('web-ops', { personIds: [api.idOf('omar')], teamIds: [] });
    expect(await seen()).toEqual([['My Server 1', 'web-ops']]);
    const home = await homeOf('mallory');
    const half = { permissions: ['web-ops'], seconds: 1800 };
    const request = await installation.ask('My Server 1', half, 'mallory');
    expect((await ssh(installation.host('my-1').as('mallory', { identity: home.key.file }), ['id'])).code).toBe(255);
    const grant = await installation.grantIn(await installation.approve(request), 'active');
    const given = await home.taken(grant.id);
    for (const login of [given.command, given.configured('mallory@My-Server-1'), given.configured('my-server-1')]) {
      const { stdout } = await login('id; sudo -n -l');
      expect(stdout).toMatch(/uid=\d+\(mallory\).*\(web-ops\)/);
      expect(stdout).toMatch(/\(root\) NOPASSWD: \/usr\/bin\/id$/m);
    }
    ok(await api.as('mallory').post(`/api/grants/${grant.id}/give-back`));
    await installation.grantIn(grant.id, 'ended');
    expect((await given.command('id')).code).toBe(255);

    const groups = async (userGroups: string[]): Promise<void> => {
      ok(await api.as('ada').patch(`/api/integrations/${integrationId}`, { userGroups }));
    };
    await groups([]);
    try {
      await flow('Default', null);
      const asked = await api.as('mallory').post<{ grant: { id: string } }>('/api/access-requests', {
        resourceId: (await installation.server('My Server 1')).id, permissions: ['Default'], durationSeconds: 1800,
      });
      const own = await installation.grantIn(ok(asked).grant.id, 'active');
      const { command } = await home.taken(own.id);
      expect((await command('id -nG')).stdout.trim().split(' ').sort()).toEqual(['curfew-accounts', 'mallory']);
      expect(await command('sudo -n -l')).toMatchObject({ code: 1, stdout: '' });
      ok(await api.as('mallory').post(`/api/grants/${own.id}/give-back`));
      await installation.grantIn(own.id, 'ended');
    } finally {
      await groups(['web-ops', 'db-admins']);
    }
  }); // prettier-ignore

  /** The folder ~/.ssh of a person with a key in it, to be filled and used as the access page says. */
  const homeOf = async (person: string) => {
    const folder = givenFolder('ssh');
    const key = await givenKey();
    const taken = async (grantId: string) => {
      const details = ok(
        await curfew.installation.api
          .as(person)
          .post<{ command: string; sshConfig: string; knownHosts: string; keyFileName: string; certificateFileName: string; key: { certificate: string } }>(
            `/api/grants/${grantId}/certificate`,
            { publicKey: key.publicKey },
          ),
      ); // prettier-ignore
      copyFileSync(key.file, join(folder, details.keyFileName));
      const files = {
        [details.certificateFileName]: `${details.key.certificate}\n`,
        known_hosts: details.knownHosts,
        config: here(details.sshConfig),
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text); // prettier-ignore
      const trusted = ['-o', `UserKnownHostsFile=${join(folder, 'known_hosts')}`, '-o', 'BatchMode=yes'];
      const [program = '', ...rest] = here(details.command).split(' ');
      return {
        command: (line: string) => run([program, '-F', 'none', ...trusted, ...rest, line]),
        configured: (to: string) => (line: string) => run(['ssh', '-F', join(folder, 'config'), ...trusted, to, line]),
      };
    };
    const here = (text: string): string => text.replaceAll('~/.ssh', folder);
    return { key, taken };
  };

  it('gives a certificate that OpenSSH shows with one principal, only a pty, and no longer than the grant [P9]', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1', { seconds: 600 });
    const key = await givenKey();
    const certificate = readFileSync(await installation.certificate(grant.id, key), 'utf8').trim();
    const facts = await certificateFacts(certificate);
    expect(facts.principals).toEqual([`grant-${grant.id}-1`]);
    expect(facts.extensions).toEqual(['permit-pty']);
    expect(facts.criticalOptions.filter((option) => option !== '(none)')).toEqual([]);
    const [, validUntil = ''] = facts.valid.split(' to ');
    expect(new Date(`${validUntil}Z`).getTime()).toBeLessThanOrEqual(new Date(grant.untilAt).getTime());
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await installation.grantIn(grant.id, 'ended');
  });

  it('ends at the deadline by itself: the session is closed, the login refused, the membership gone [P9]', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1', { seconds: 15 });
    const login = await installation.login(grant, 'web-1');
    const session = startSsh(login, ['sleep', '600']);
    await until(
      () =>
        installation
          .host('web-1')
          .exec(['pgrep', '-u', 'rita', 'sleep'])
          .then(({ code }) => code === 0),
      {
        within: 30_000,
        what: 'the session runs',
      },
    );
    const ended = await installation.grantIn(grant.id, 'ended');
    expect(ended.cause).toBe('expired');
    await until(() => session.code() !== null, { within: 20_000, what: 'the session is closed' });
    expect((await ssh(login, ['id'])).code).toBe(255);
    expect(await installation.host('web-1').output('id', '-nG', 'rita')).not.toContain('web-ops');
  });

  it('begins at the time that was asked for: nothing is on the server before it, a login works after it, the end comes by itself', async () => {
    const { installation } = curfew;
    const { api, integrationId } = installation;
    const one = (name: string) => ({ personIds: [api.idOf(name)], teamIds: [] });
    const flow = ok(await api.as('ada').post<{ id: string }>('/api/access-flows', {
      name: 'announced work', requesters: one('rita'), approvers: one('omar'), longestSeconds: 3600, justificationRequired: false, allowsForwarding: false,
      targets: [{ integrationId, servers: { names: ['db-1'] }, permissions: ['db-admins'] }], clockStart: { at: 'scheduled', withinSeconds: 3600 },
    }));
    const { id: resourceId } = await installation.server('db-1');
    const startMs = Date.now() + 8000;
    const ask = { resourceId, flowId: flow.id, permissions: ['db-admins'], durationSeconds: 20, startAt: new Date(startMs).toISOString() };
    const { id } = ok(await api.as('rita').post<{ id: string }>('/api/access-requests', ask));
    type Seen = { state: string; grant: { id: string } | null };
    expect(ok(await api.as('omar').post<Seen>(`/api/access-requests/${id}/approve`))).toMatchObject({ state: 'to-start', grant: null });
    const onServer = async () => {
      const { stdout } = await installation.host('db-1').exec(['sh', '-c', 'id -nG rita; cat /etc/ssh/curfew/keys/rita']);
      return stdout.match(/db-admins|cert-authority/g) ?? [];
    };
    await until(() => Date.now() > startMs - 2500, { within: 30_000 });
    expect(await onServer()).toEqual([]);
    const seen = async () => ok(await api.as('rita').get<Seen>(`/api/access-requests/${id}`)).grant;
    const begun = await until(seen, { within: 30_000, what: 'the access begins' });
    const grant = await installation.grantIn(begun?.id ?? '', 'active');
    expect(Date.parse(grant.untilAt)).toBe(startMs + 20_000);
    expect(await onServer()).toEqual(['db-admins', 'cert-authority']);
    const login = await installation.login(grant, 'db-1');
    expect((await ssh(login, ['id', '-nG'])).stdout).toContain('db-admins');
    expect((await installation.grantIn(grant.id, 'ended')).cause).toBe('expired');
    expect(Date.now()).toBeGreaterThanOrEqual(startMs + 20_000);
    expect((await ssh(login, ['id'])).code).toBe(255);
    expect(await onServer()).toEqual([]);
  }); // prettier-ignore

  it.each([
    ['the approver', 'omar'],
    ['an administrator', 'ada'],
  ])('is cut off in the middle of a session when %s revokes [P14]', async (_, who) => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1');
    const login = await installation.login(grant, 'web-1');
    const session = startSsh(login, ['sleep', '600']);
    await until(
      () =>
        installation
          .host('web-1')
          .exec(['pgrep', '-u', 'rita', 'sleep'])
          .then(({ code }) => code === 0),
      {
        within: 30_000,
        what: 'the session runs',
      },
    );
    ok(await installation.api.as(who).post(`/api/grants/${grant.id}/revoke`, { reason: 'wrong server' }));
    await until(() => session.code() !== null, { within: 30_000, what: 'the session is closed' });
    const ended = await installation.grantIn(grant.id, 'ended');
    expect(ended.cause).toBe('revoked');
    expect((await ssh(login, ['id'])).code).toBe(255);
  });

  it('opens neither another server, nor with another key, nor for anybody else', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1');
    const onDb = await installation.granted('db-1', { permissions: ['db-admins'] });
    const login = await installation.login(grant, 'web-1');
    expect((await ssh(login, ['id', '-un'])).stdout).toBe('rita\n');

    const elsewhere = installation
      .host('db-1')
      .as('rita', { identity: login.identity ?? '', certificate: login.certificate });
    expect((await ssh(elsewhere, ['id'])).code).toBe(255);
    const otherKey = await givenKey();
    expect((await ssh({ ...login, identity: otherKey.file }, ['id'])).code).toBe(255);
    expect((await ssh({ ...login, user: 'curfew' }, ['id'])).code).toBe(255);
    expect((await ssh({ ...login, user: 'root' }, ['id'])).code).toBe(255);
    const stolen = await installation.api.as('mallory').post(`/api/grants/${grant.id}/certificate`, {
      publicKey: otherKey.publicKey,
    });
    expect(refused(stolen).code).toBe('not-found');
    for (const each of [grant, onDb]) ok(await installation.api.as('rita').post(`/api/grants/${each.id}/give-back`));
    for (const each of [grant, onDb]) await installation.grantIn(each.id, 'ended');
  });

  it('makes the old certificate worthless when another key is taken', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1');
    const first = await installation.login(grant, 'web-1');
    expect((await ssh(first, ['true'])).code).toBe(0);
    const second = await installation.login(grant, 'web-1');
    await until(async () => (await ssh(second, ['true'])).code === 0, { within: 30_000, what: 'the new key logs in' });
    expect((await ssh(first, ['true'])).code).toBe(255);
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await installation.grantIn(grant.id, 'ended');
  });

  it('signs nothing after the end', async () => {
    const { installation } = curfew;
    const grant = await installation.granted('web-1');
    ok(await installation.api.as('rita').post(`/api/grants/${grant.id}/give-back`));
    await installation.grantIn(grant.id, 'ended');
    const key = await givenKey();
    const answer = await installation.api
      .as('rita')
      .post(`/api/grants/${grant.id}/certificate`, { publicKey: key.publicKey });
    expect(refused(answer).code).toBe('grant-not-active');
  });

  // The last one: it moves the clock of the control plane, which servers and connector do not share.
  it('has access without asking while he is in a team: renewed with the session open, gone with proof when he leaves [P15]', async () => {
    const { installation } = curfew;
    const { api, controlPlane } = installation;
    const team = await api.team('on the machines', []);
    const members = (...names: string[]) =>
      api.as('ada').put(`/api/teams/${team.id}/members`, { personIds: names.map((name) => api.idOf(name)) }).then(ok); // prettier-ignore
    const targets = [{ integrationId: installation.integrationId, servers: { names: ['db-1'] }, permissions: ['db-admins'] }];
    const requesters = { subject: 'team', operator: 'is', values: [team.id] };
    const said = { name: 'machines by themselves', trigger: 'condition', requesters, targets, approvers: null, longestSeconds: 900, justificationRequired: false, allowsForwarding: false };
    const flow = ok(await api.as('ada').post<{ id: string }>('/api/access-flows', said));
    await members('mallory');
    const found = await until(async () => ok(await api.as('mallory').get<{ items: { id: string }[] }>('/api/grants?scope=mine&state=granting&state=active')).items[0], { within: 30_000, what: 'access by itself' });
    const grant = await installation.grantIn(found.id, 'active');
    const key = await givenKey();
    const certificate = await installation.certificate(grant.id, key, 'mallory');
    const login = installation.host('db-1').as(grant.account, { identity: key.file, certificate });
    expect((await ssh(login, ['id'])).stdout).toMatch(/uid=\d+\(mallory\).*\(db-admins\)/);
    const session = startSsh(login, ['echo in; exec sleep 600']);
    await until(() => session.output().includes('in'), { within: 30_000, what: 'a session' });

    controlPlane.clock.forward({ minutes: 8 });
    await until(async () => (await installation.grant(grant.id)).untilAt > grant.untilAt, { within: 30_000, what: 'it is renewed' });
    expect(session.code()).toBeNull();

    await members();
    const ended = await installation.grantIn(grant.id, 'ended');
    expect(ended.cause).toBe('revoked');
    await until(() => session.code() !== null, { within: 30_000, what: 'the session is closed' });
    expect((await ssh(login, ['id'])).code).toBe(255);
    expect(await installation.host('db-1').output('id', '-nG', 'mallory')).not.toContain('db-admins');
    ok(await api.as('ada').delete(`/api/access-flows/${flow.id}`));
  }); // prettier-ignore
});
