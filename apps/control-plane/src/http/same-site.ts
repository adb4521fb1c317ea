import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '#access/fault.js';

const OWN_SITES = new Set(['same-origin', 'none']);

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/**
 * Refuses a call that another site made in the person's browser [I38]. Browsers say where a call comes from by `Origin` and
 * `Sec-Fetch-Site`; programs that are not browsers send neither, and nobody can lend them a cookie.
 * @param publicUrl how people reach the control plane, where it is known
 * @throws Fault cross-site
 */
export const refuseOtherSites = (headers: IncomingHttpHeaders, publicUrl: string | undefined): void => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !OWN_SITES.has(String(site))) throw crossSite();
  const { origin, host } = headers;
  if (origin === undefined) return;
  const isOwn = origin === publicUrl || (host !== undefined && hostOf(origin) === host);
  if (!isOwn) throw crossSite();
};

const crossSite = (): Fault =>
  new Fault('cross-site', 'The call came from another web site and was refused.', {
    hint: 'Use the page of Curfew itself. Behind a proxy, set CURFEW_PUBLIC_URL to the address that people use.',
  });
