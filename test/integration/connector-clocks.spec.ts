/** A server whose clock is off, as a real connector and a real server have it [I20]. */
import type { TestServer } from '#testkit/server.js';
import { until } from '#testkit/until.js';
import { givenGrantOn, givenSite, orderedGrant, tracesOf, untilGone } from '#testkit/site.js';

const WITHIN_MS = 40_000;

/** From now on the server's clock is off by that: its `date` is one that adds it. */
const setClock = async (server: TestServer, seconds: number): Promise<void> => {
  const date = `#!/bin/sh\n[ "$*" = +%s ] || exec /usr/bin/date "$@"\necho $(($(/usr/bin/date +%s) + ${seconds}))\n`;
  await server.exec(['sh', '-c', 'cat >/usr/local/bin/date.new; chmod 755 /usr/local/bin/date.new'], { stdin: date });
  await server.output('mv', '/usr/local/bin/date.new', '/usr/local/bin/date');
};

test.each([90, -90])(
  'a clock that jumped by %s s since the last look: nothing new is added, ends go on, and when it is right again what waited is added',
  async (seconds) => {
    const site = await givenSite();
    const { link, server, target, integration } = site;
    const running = await givenGrantOn(site, { account: 'ada' });
    await setClock(server, seconds);
    const waiting = orderedGrant(target, { account: 'bob', groups: ['db-admins'] });
    link.order({ grants: [waiting] });
    const isFlagged = (): boolean => link.report(target.serverId)?.state === 'amber';
    await until(isFlagged, { within: WITHIN_MS, what: 'the server is amber' });
    const report = link.report(target.serverId);
    // Less by the time that the answer took: so much it may be right
    expect(Math.abs((report?.clockSkewSeconds ?? 0) - seconds)).toBeLessThanOrEqual(20);
    expect(report?.faults.map(({ code }) => code)).toContain('server-clock-off');
    await until(() => link.faultsOf(waiting.grantId).some(({ fault }) => fault.code === 'server-clock-off'), { within: WITHIN_MS }); // prettier-ignore
    link.order({ grants: [{ ...running, wanted: 'absent' }] });
    await untilGone(link, running, WITHIN_MS);
    expect(link.provedOf(waiting.grantId)).not.toContain('present');
    expect((await server.exec(['id', 'bob'])).code).not.toBe(0);
    await setClock(server, 0);
    link.send({ type: 'look', integrationId: integration.integrationId });
    await until(() => link.report(target.serverId)?.state === 'active', { within: WITHIN_MS, what: 'active again' });
    await until(() => link.provedOf(waiting.grantId).includes('present'), { within: WITHIN_MS });
    expect(await tracesOf(server, waiting)).toContain('db-admins');
  },
);
