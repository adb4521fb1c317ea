/** Standing access that somebody else gives during a grant stays; receipts tell of it, and that it is gone [I26]. */
import { until } from '#testkit/until.js';
import { givenGrantOn, givenSite, untilGone } from '#testkit/site.js';

const WITHIN_MS = 40_000;

test('a membership that somebody adds is told once, also after a restart, and told again when it is gone [I26]', async () => {
  const site = await givenSite();
  const { link, server, integration, connector } = site;
  const grant = await givenGrantOn(site, { account: 'ada', groups: ['web-ops'] });
  const look = (): void => link.send({ type: 'look', integrationId: integration.integrationId });
  /** What the receipts said of standing access, one after the other, where they looked at ada. */
  const told = (): string[] =>
    link.receipts
      .filter(({ grants }) => grants.some(({ grantId, state }) => grantId === grant.grantId && state === 'present'))
      .map(({ standing }) => standing.map(({ account, kind, name }) => `${account} ${kind} ${name}`).join());
  const looks = (): number => link.heard.filter(({ type }) => type === 'server-report').length;
  const lookedAgain = async (): Promise<void> => {
    const before = looks();
    look();
    await until(() => looks() > before, { within: WITHIN_MS, what: 'a look' });
  };
  await server.output('gpasswd', '-a', 'ada', 'db-admins');
  look();
  await until(() => told().at(-1) === 'ada membership db-admins', { within: WITHIN_MS });
  const receipts = link.receipts.length;
  await lookedAgain();
  expect(link.receipts).toHaveLength(receipts);
  await connector.stop();
  await server.output('gpasswd', '-d', 'ada', 'db-admins');
  await connector.start();
  await until(() => told().at(-1) === '' && link.receipts.length > receipts, { within: WITHIN_MS });
  await server.output('gpasswd', '-a', 'ada', 'db-admins');
  look();
  await until(() => told().at(-1) === 'ada membership db-admins', { within: WITHIN_MS });
  await server.output('gpasswd', '-d', 'ada', 'db-admins');
  look();
  await until(() => told().at(-1) === '', { within: WITHIN_MS });
  await server.output('gpasswd', '-a', 'ada', 'db-admins');
  link.order({ grants: [{ ...grant, wanted: 'absent' }] });
  await untilGone(link, grant, WITHIN_MS);
  expect((await server.output('id', '-nG', 'ada')).split(/\s+/)).toContain('db-admins');
});
