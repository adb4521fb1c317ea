/** A server whose clock is off: it is flagged and gets nothing new, and gets it soon after its clock is right. */
import { setClock } from '#virtual-hosts/faults.js';
import { givenGrantOn, givenSite, orderedGrant, type Site, tracesOf, untilGone } from '#testkit/site.js';
import { until } from '#testkit/until.js';

const WITHIN_MS = 60_000;
const report = ({ link, target }: Site) => link.report(target.serverId);

test.each([7200, -7200])(
  'by %i s: no new grant is added, what ends still ends, and all is well again by itself [I20]',
  async (ahead) => {
    const site = await givenSite();
    const old = await givenGrantOn(site);
    await setClock(site.server.host, ahead);
    // A server is compared with each order that goes there.
    site.link.order({ grants: [{ ...old, wanted: 'absent' }] });
    await untilGone(site.link, old, WITHIN_MS);
    expect(await tracesOf(site.server, old)).toEqual([]);
    const fresh = orderedGrant(site.target, { account: 'bob' });
    site.link.order({ grants: [fresh] });
    await until(() => site.link.faultsOf(fresh.grantId).some(({ fault }) => fault.code === 'server-clock-off'), {
      within: WITHIN_MS,
      what: 'the clock is the reason',
    });
    await until(() => report(site)?.state === 'amber', { within: WITHIN_MS, what: 'amber' });
    expect(Math.abs((report(site)?.clockSkewSeconds ?? 0) - ahead)).toBeLessThan(60);
    expect((await site.server.exec(['id', 'bob'])).code).not.toBe(0);
    await setClock(site.server.host, 0);
    await until(() => site.link.provedOf(fresh.grantId).includes('present'), { within: WITHIN_MS, what: 'bob has it' });
    expect(report(site)).toMatchObject({ state: 'active', faults: [] });
  },
  240_000,
);
