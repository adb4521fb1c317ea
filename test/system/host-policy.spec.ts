/** The server's own policy: what may be given there at most, whoever orders it. It stops no end and touches nothing that is there. */
import { parsePreflight } from '#host/preflight.js';
import { formatLookRequest } from '#host/request.js';
import type { HostAnswer } from '#host/answer.js';
import type { WantedGrant } from '#host/wanted.js';
import {
  CONNECTOR, type CurfewHost, etcLessOurs, givenCurfewHost, grantId, inOneHour, INSTALLATION, wantedGrant,
} from './given-curfew-host.js'; // prettier-ignore

const ROLE = { name: 'who', commands: ['/usr/bin/id -u'] };
const ROOT = { name: 'everything', commands: ['ALL'] };
const untilSeconds = inOneHour();
const grant = wantedGrant({ untilSeconds });
const policy = (host: CurfewHost, text: string) =>
  host.server.exec(['sh', '-c', 'mkdir -p /etc/curfew; rm -rf /etc/curfew/policy; cat >/etc/curfew/policy'], {
    stdin: text,
  });
const codes = ({ grants }: HostAnswer) => grants.map(({ state, fault }) => [state, fault?.code]);
const look = async (host: CurfewHost, groups: string[] = []) =>
  parsePreflight(
    await host.script(
      formatLookRequest({ installationId: INSTALLATION, connectorId: CONNECTOR }, { accounts: [], groups }),
    ),
  );

describe.each([['dash'], ['bash'], ['busybox sh']])('under %s', (shell) => {
  let host: CurfewHost;
  beforeAll(async () => {
    host = await givenCurfewHost({ shell: shell.split(' '), accounts: [{ name: 'deploy' }] });
  });

  it.each<[string, string, Partial<WantedGrant>, [string, string | undefined]]>([
    ['no rule limits nothing', '# a comment\n\n', {}, ['present', undefined]],
    ['a group that fits a pattern', 'group db-* web-?ps\naccount *', {}, ['present', undefined]],
    ['a group of another line of the kind', 'group db-*\ngroup web-ops', {}, ['present', undefined]],
    ['tabs and a last line without an end', '\tgroup\tweb-ops\nlongest  2h', {}, ['present', undefined]],
    ['a group outside of the patterns', 'group db-*', {}, ['refused', 'above-policy']],
    ['one of two groups', 'group web-*', { groups: ['web-ops', 'db-admins'] }, ['refused', 'above-policy']],
    ['no group at all', 'group', {}, ['refused', 'above-policy']],
    ['no group, and none is wanted', 'group', { groups: [] }, ['present', undefined]],
    ['an account outside of the patterns', 'account deploy b*', {}, ['refused', 'above-policy']],
    ['a shared account', 'account deploy', { account: 'deploy', accountKind: 'existing' }, ['present', undefined]],
    ['no sudo rule in the policy', 'group *', { sudoRoles: [ROLE] }, ['present', undefined]],
    ['a sudo command that fits', 'sudo /usr/bin/id *', { sudoRoles: [ROLE] }, ['present', undefined]],
    [
      'another argument of it',
      'sudo /usr/bin/id -g\nsudo /bin/true',
      { sudoRoles: [ROLE] },
      ['refused', 'above-policy'],
    ],
    ['sudo ALL beside a command', 'sudo /usr/bin/*', { sudoRoles: [ROOT] }, ['refused', 'above-policy']],
    ['no sudo at all', 'sudo', { sudoRoles: [ROLE] }, ['refused', 'above-policy']],
    ['a sudo pattern that is none', 'sudo /usr/bin/id;id', {}, ['refused', 'policy-invalid']],
    ['a longer time', 'longest 50m', {}, ['refused', 'above-policy']],
    ['a longer time in seconds', 'longest 3000', {}, ['refused', 'above-policy']],
    ['a time that is long enough', 'longest 1d', {}, ['present', undefined]],
    ['an unknown rule', 'groups web-ops', {}, ['refused', 'policy-invalid']],
    ['a pattern that is none', 'group web-ops,db-admins', {}, ['refused', 'policy-invalid']],
    ['a time that is none', 'longest 8 hours', {}, ['refused', 'policy-invalid']],
    ['two longest times', 'longest 8h\nlongest 9h', {}, ['refused', 'policy-invalid']],
    ['a shell in it', 'group $(touch${IFS}/root/owned)', {}, ['refused', 'policy-invalid']],
  ])('%s', async (_title, text, change, expected) => {
    await policy(host, text);
    const answer = await host.apply([{ ...grant, ...change }]);
    expect(codes(answer)).toEqual([expected]);
    if (expected[0] === 'refused') expect(answer.grants[0]?.fault?.message).toMatch(/policy/);
    expect((await host.apply([])).grants.every(({ remaining }) => remaining.length === 0)).toBe(true);
    expect((await host.server.exec(['ls', '/root/owned'])).stdout).toBe('');
  });
});

describe('a policy that others may write counts as none that is good: nothing is given, every end comes', () => {
  let host: CurfewHost;
  beforeAll(async () => {
    host = await givenCurfewHost({ accounts: [{ name: 'eve' }] });
  });

  it.each([
    ['belongs to somebody else', 'chown eve /etc/curfew/policy'],
    ['can be written by its group', 'chmod 664 /etc/curfew/policy'],
    ['can be written by all', 'chmod 606 /etc/curfew/policy'],
    ['lies in a folder of somebody else', 'chown eve /etc/curfew'],
    ['lies in a folder that all can write', 'chmod 1777 /etc/curfew'],
    ['is a link', 'mv /etc/curfew/policy /etc/curfew/real; ln -s real /etc/curfew/policy'],
    ['is a link to nowhere', 'rm /etc/curfew/policy; ln -s nowhere /etc/curfew/policy'],
    ['is a folder', 'rm /etc/curfew/policy; mkdir /etc/curfew/policy'],
  ])('%s', async (_title, spoil) => {
    const two = wantedGrant({ grantId: grantId(2), account: 'bob', untilSeconds });
    await host.server.output('rm', '-rf', '/etc/curfew');
    expect(codes(await host.apply([grant, two]))).toEqual([['present', undefined], ['present', undefined]]); // prettier-ignore
    await policy(host, 'group web-ops\n');
    await host.server.output('sh', '-c', spoil);
    expect((await look(host)).obstacles).toMatchObject([{ code: 'policy-invalid' }]);
    expect((await host.server.exec(['curfew-host', 'doctor'])).stdout).toContain("error: The server's own policy");
    const three = wantedGrant({ grantId: grantId(3), account: 'carl', untilSeconds });
    const answer = await host.apply([grant, three]);
    expect(codes(answer)).toEqual([
      ['present', undefined],
      ['refused', 'policy-invalid'],
      ['absent', undefined],
    ]);
    expect(answer.grants[2]).toMatchObject({ grantId: two.grantId, remaining: [] });
    expect(codes(await host.apply([]))).toEqual([['absent', undefined]]);
  });
});

it('limits what is given from now on, names what is offered above it, and is not touched by upgrade and uninstall', async () => {
  const host = await givenCurfewHost();
  expect(codes(await host.apply([grant]))).toEqual([['present', undefined]]);
  await policy(host, 'group db-*\nlongest 10m\n');
  expect(codes(await host.apply([grant]))).toEqual([['present', undefined]]);
  // One that is there keeps the end that it has
  expect(codes(await host.apply([{ ...grant, untilSeconds: untilSeconds + 60 }]))).toEqual([
    ['present', 'above-policy'],
  ]);
  expect(await host.server.output('cat', '/var/lib/curfew/ledger')).toContain(` ${untilSeconds} `);
  expect(await look(host, ['web-ops', 'db-admins'])).toMatchObject({
    obstacles: [],
    warnings: [expect.stringMatching(/policy.*does not allow the Linux group web-ops/)],
  });
  // Who has one already gets nothing else by its name
  const more = { ...grant, groups: ['db-admins', 'web-ops'] };
  for (const changed of [
    more,
    { ...more, untilSeconds: untilSeconds + 60 },
    { ...more, groups: ['db-admins', 'no-group', 'web-ops'] },
    { ...grant, sudoRoles: [ROLE] },
  ]) {
    await policy(host, '');
    expect(codes(await host.apply([grant]))).toEqual([['present', undefined]]);
    await policy(host, 'group web-*\nsudo\n');
    expect(codes(await host.apply([changed]))).toEqual([['absent', 'above-policy']]);
    expect(await host.server.output('id', '-Gn', 'alice')).not.toContain('db-admins');
    expect(await host.server.output('ls', '/etc/sudoers.d')).not.toContain(grant.grantId);
  }
  await policy(host, 'group db-*\nlongest 10m\n');
  const before = await etcLessOurs(host.server);
  await host.install();
  expect(await host.script('', 'uninstall')).toContain('Your policy /etc/curfew/policy stays.');
  expect(await host.server.output('cat', '/etc/curfew/policy')).toBe('group db-*\nlongest 10m\n');
  expect(await etcLessOurs(host.server)).toBe(before);
});
