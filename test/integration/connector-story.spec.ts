import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenFolder } from '#testkit/folder.js';
import { givenKey, ssh } from '#testkit/openssh.js';
import { givenServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { givenConnector, givenIntegration, orderedGrant, orderedServer } from '#testkit/site.js';
import { LinkServer } from '#testkit/link-server.js';

test('a grant is added, lets its person in by certificate, and is gone at its deadline', async () => {
  const [link, server, key] = await Promise.all([LinkServer.start(), givenServer({ groups: ['web-ops'] }), givenKey()]);
  const connector = givenConnector(link);
  await connector.start();
  const integration = givenIntegration(connector.config, server.loginKey.file);
  const target = orderedServer(server, integration);
  link.order({ integrations: [integration], servers: [target] });
  await until(() => link.report(target.serverId)?.state === 'active', { within: 60_000, what: 'server active' });

  const grant = orderedGrant(target, { seconds: 15 });
  link.order({ grants: [grant] });
  await until(() => link.provedOf(grant.grantId).includes('present'), { within: 40_000 });
  const signed = await link.sign(grant.grantId, 1, key.publicKey);
  if (signed.type !== 'signed') throw new Error(JSON.stringify(signed));
  const certificate = join(givenFolder('cert'), 'key-cert.pub');
  writeFileSync(certificate, `${signed.certificate}\n`);
  const ada = server.as('ada', { identity: key.file, certificate });
  const id = await ssh(ada, ['id', '-nG']);
  expect(id).toMatchObject({ code: 0, stdout: expect.stringContaining('web-ops') });

  await until(() => link.provedOf(grant.grantId).includes('absent'), { within: 60_000 });
  // At its deadline, and not when the connector looks anyway, each 15 s
  expect(Date.now() - Date.parse(grant.untilIso)).toBeLessThan(10_000);
  expect(await server.output('id', '-nG', 'ada')).not.toContain('web-ops');
  expect((await ssh(ada, ['true'])).code).toBe(255);
});
