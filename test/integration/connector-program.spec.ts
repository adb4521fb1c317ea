import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givenFolder } from '#testkit/folder.js';
import { givenServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { givenConnectorProgram, startConnectorProgram } from './connector-program.js';
import { givenConnector, givenIntegration, orderedGrant, orderedServer, tracesOf, untilGone } from '#testkit/site.js';
import { LinkServer } from '#testkit/link-server.js';

const WITHIN_MS = 60_000;
let program: string;
beforeAll(() => {
  program = givenConnectorProgram();
});

test('it says when it is connected, and stops cleanly on SIGTERM', async () => {
  const link = await LinkServer.start();
  const settings = {
    CURFEW_URL: link.url,
    CURFEW_CONNECTOR_STATE: givenFolder('state'),
    CURFEW_ENROLMENT_TOKEN: link.token,
  };
  const connector = startConnectorProgram(program, settings);
  const line = `curfew connector: connected to ${link.url} as test connector\n`;
  await until(() => connector.stdout() === line, { within: WITHIN_MS });
  expect(await connector.end('SIGTERM')).toBe(0);
  expect(connector.stdout() + connector.stderr()).not.toContain(link.token);
});

test.each([
  ['a bad setting', { CURFEW_URL: 'nowhere' }, 2, 'CURFEW_URL is not a URL.'],
  ['no token at the first start', { CURFEW_URL: 'http://127.0.0.1:1' }, 2, 'CURFEW_ENROLMENT_TOKEN is not set'],
  [
    'a control plane that is not there',
    { CURFEW_URL: 'http://127.0.0.1:1', CURFEW_ENROLMENT_TOKEN: 'x' },
    1,
    'did not answer',
  ],
])('%s ends the start with one sentence, a hint and the exit code', async (_title, settings, code, sentence) => {
  const connector = startConnectorProgram(program, { CURFEW_CONNECTOR_STATE: givenFolder('state'), ...settings });
  expect(await connector.ended).toBe(code);
  expect(connector.stderr()).toMatch(/^curfew connector: .*\nhint: .+/);
  expect(connector.stderr()).toContain(sentence);
});

test('a bad ceiling file stops the start', async () => {
  const file = join(givenFolder('ceiling'), 'ceiling.json');
  writeFileSync(file, '{"groups":[1]}');
  const settings = {
    CURFEW_URL: 'http://127.0.0.1:1',
    CURFEW_CEILING: file,
    CURFEW_CONNECTOR_STATE: givenFolder('state'),
  };
  const connector = startConnectorProgram(program, settings);
  expect(await connector.ended).toBe(2);
  expect(connector.stderr()).toContain('groups[0]');
});

test('killed around the deadline and started again, it ends the grant and proves it', async () => {
  const [link, server] = await Promise.all([LinkServer.start(), givenServer({ groups: ['web-ops'] })]);
  const { config } = givenConnector(link);
  const integration = givenIntegration(config, server.loginKey.file);
  const target = orderedServer(server, integration);
  const settings = {
    CURFEW_URL: link.url,
    CURFEW_CONNECTOR_STATE: config.stateFolder,
    CURFEW_ENROLMENT_TOKEN: link.token,
  };
  let connector = startConnectorProgram(program, settings);
  link.order({ integrations: [integration], servers: [target] });
  await until(() => link.report(target.serverId)?.state === 'active', { within: WITHIN_MS });
  for (const offsetMs of [-20, 10, 120]) {
    const grant = orderedGrant(target, { seconds: 7 });
    link.order({ grants: [grant] });
    await until(() => link.provedOf(grant.grantId).includes('present'), { within: WITHIN_MS });
    await until(() => Date.now() >= Date.parse(grant.untilIso) + offsetMs, { within: WITHIN_MS, every: 1 });
    await connector.end('SIGKILL');
    connector = startConnectorProgram(program, settings);
    await untilGone(link, grant);
    expect(await tracesOf(server, grant)).toEqual([]);
  }
});

test('the version that it says is the one of the package', async () => {
  const { CONNECTOR_VERSION } = await import('../../apps/connector/src/version.js');
  expect(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).toMatchObject({
    version: CONNECTOR_VERSION,
  });
});
