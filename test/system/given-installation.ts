/** What the system tests of one file share: an installation with these servers, made before the first test. */
import { type Installation, type InstallationOptions, givenInstallation } from '#testkit/installation.js';
import { givenKey } from '#testkit/openssh.js';
import { givenServer } from '#testkit/server.js';

/** Rules as a site would have them: web-ops may look at services, db-admins may do nothing, loudly. */
const SUDOERS = {
  site: '%web-ops ALL=(root) NOPASSWD: /usr/bin/id\n%db-admins ALL=(root) NOPASSWD: /usr/bin/true',
};

export interface Given extends InstallationOptions {
  servers: string[];
}

/** Declares the servers of a test file; the installation is there when a test runs. */
export const given = ({ servers, ...options }: Given): { installation: Installation } => {
  const shared = {} as { installation: Installation };
  beforeAll(async () => {
    const loginKey = await givenKey({ comment: 'curfew connector' });
    const hosts = [];
    for (const name of servers) {
      hosts.push(
        await givenServer({
          name,
          groups: ['web-ops', 'db-admins'],
          sudoers: SUDOERS,
          loginKeys: [loginKey.publicKey],
        }),
      );
    }
    shared.installation = await givenInstallation(hosts, loginKey, options);
  });
  return shared;
};
