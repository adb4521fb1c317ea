/** The oracle sees what is there, whoever put it there. */
import { type Access, readReality } from '#testkit/oracle.js';
import { ssh } from '#testkit/openssh.js';
import { until } from '#testkit/until.js';
import { givenCurfewHost, grantId, wantedGrant } from './given-curfew-host.js';

const PRINCIPAL = `grant-${grantId(1)}-1`;

it('sees accounts, memberships, trust, sudo rules, processes with their groups, and logins, and that they are gone', async () => {
  const { server, ...host } = await givenCurfewHost({ accounts: [{ name: 'bob', groups: ['web-ops'] }] });
  const bob: Access[] = [
    { kind: 'open', account: 'bob' },
    { kind: 'member', account: 'bob', group: 'web-ops' },
  ];
  expect(await readReality(server)).toMatchObject({ access: bob, logins: [] });

  await host.apply([wantedGrant()]);
  const session = await host.session('alice', PRINCIPAL, ['echo in; exec sleep 600']);
  await until(() => session.output().includes('in'), { within: 20_000 });
  await server.output('sh', '-c', 'gpasswd -d alice web-ops; echo "alice ALL=(ALL) ALL" >/etc/sudoers.d/curfew-x');
  const seen = await readReality(server);
  const process = { account: 'alice', pid: expect.any(Number) };
  expect(seen.access).toEqual(
    expect.arrayContaining([
      ...bob,
      { kind: 'open', account: 'alice' },
      { kind: 'trust', account: 'alice', grantId: grantId(1) },
      { kind: 'sudo', file: '/etc/sudoers.d/curfew-x' },
      { ...process, kind: 'process', command: 'sleep' },
      { ...process, kind: 'held', group: 'web-ops' },
    ]),
  );
  expect(seen.access).not.toContainEqual({ kind: 'member', account: 'alice', group: 'web-ops' });
  expect(seen.logins).toEqual([
    { account: 'alice', id: PRINCIPAL, line: expect.stringContaining('Accepted publickey') },
  ]);

  await server.output('rm', '/etc/sudoers.d/curfew-x');
  await host.apply([]);
  await ssh(server.login, ['true']);
  expect(await readReality(server, seen.logLines)).toMatchObject({ access: bob, logins: [] });
});
