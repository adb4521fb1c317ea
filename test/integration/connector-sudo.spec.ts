/** A connector that is ordered sudo roles, on a real server: its own ceiling, what it proves, and what is left. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenFolder } from '#testkit/folder.js';
import { until } from '#testkit/until.js';
import { givenGrantOn, givenSite, orderedGrant, untilGone } from '#testkit/site.js';

const look = { name: 'look', commands: ['/usr/bin/id -u', '/usr/bin/whoami'] };
const WITHIN_MS = 60_000;

const ceilingFile = (fields: object): string => {
  const file = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(file, JSON.stringify(fields));
  return file;
};
const rules = async (server: { output(...argv: string[]): Promise<string> }): Promise<string[]> =>
  (await server.output('ls', '-A', '/etc/sudoers.d'))
    .split('\n')
    .filter((name) => name.includes('curfew-') && name !== 'curfew-host');

test('what the ceiling names is given, proved with its commands in a receipt of version 2, and proved gone', async () => {
  const site = await givenSite({}, {}, { ceilingFile: ceilingFile({ sudo: ['/usr/bin/id *', '/usr/bin/whoami'] }) });
  const { link, server } = site;
  const grant = await givenGrantOn(site, { groups: ['web-ops'], sudoRoles: [look] });
  const receipt = link.receipts.find(({ grants }) => grants.some(({ grantId }) => grantId === grant.grantId));
  expect(receipt).toMatchObject({ version: 2, grants: [{ groups: ['web-ops'], sudoRoles: [look] }] });
  const run = await server.exec(['setpriv', '--reuid=ada', '--regid=ada', '--init-groups', 'sudo', '-n', '/usr/bin/id', '-u']); // prettier-ignore
  expect(run.stdout).toBe('0\n');
  link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  await untilGone(link, grant);
  expect(await rules(server)).toEqual([]);
  expect(link.receipts.at(-1)).toMatchObject({ version: 1, grants: [{ state: 'absent', remaining: [] }] });
});

test('a ceiling that does not speak of sudo refuses roles with words for the person, and goes on giving groups [I35]', async () => {
  const site = await givenSite({}, {}, { ceilingFile: ceilingFile({ groups: ['web-ops'] }) });
  const { link, server, target, integration } = site;
  const refused = orderedGrant(target, { account: 'bea', groups: [], sudoRoles: [look] });
  link.order({ grants: [refused], integrations: [{ ...integration, sudoRoles: [look] }] });
  const [fault] = await until(() => (link.faultsOf(refused.grantId).length > 0 ? link.faultsOf(refused.grantId) : undefined), { within: WITHIN_MS, what: 'a fault' }); // prettier-ignore
  expect(fault).toMatchObject({
    final: true,
    fault: {
      code: 'above-ceiling',
      message: expect.stringMatching(/ceiling does not allow the sudo role look: \/usr\/bin\/id -u/),
      hint: expect.stringContaining('"sudo"'),
    },
  });
  await givenGrantOn(site, { groups: ['web-ops'] });
  expect(await rules(server)).toEqual([]);
  const warned = () => link.report(target.serverId)?.warnings.some((warning) => warning.includes('sudo role look'));
  await until(() => warned(), { within: WITHIN_MS, what: 'a warning' });
});

test('a server whose sudo reads no folder of rules is amber where roles are offered, with the reason, and not elsewhere', async () => {
  const sudoers =
    "sed -i 's|^@includedir|# @includedir|' /etc/sudoers; echo 'curfew ALL=(ALL) NOPASSWD: ALL' >>/etc/sudoers";
  const { link, server, target, integration } = await givenSite({}, {}, { ceilingFile: ceilingFile({ sudo: ['*'] }) });
  await server.output('sh', '-c', sudoers);
  link.order({ integrations: [{ ...integration, sudoRoles: [look] }] });
  const amber = () => link.report(target.serverId)?.state === 'amber';
  await until(amber, { within: WITHIN_MS, what: 'an amber server' });
  expect(link.report(target.serverId)?.faults).toMatchObject([{ code: 'sudo-rules-in-the-way', hint: expect.stringContaining('@includedir') }]); // prettier-ignore
  link.order({ integrations: [integration] });
  await until(() => link.report(target.serverId)?.state === 'active', { within: WITHIN_MS, what: 'an active server' });
});
