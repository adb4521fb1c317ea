/** The hosts of the fleet: how many of which kind, and their start. */
import type { Lab } from '#virtual-hosts/lab.js';
import { givenServer, type TestServer } from '#testkit/server.js';
import type { KeyPair } from '#testkit/openssh.js';

/** What starts a host's reaper; a loop does not survive a reboot. */
type Kind = 'loop' | 'cron' | 'systemd';

const named = (name: string, count: number, kind: Kind): [string, Kind][] =>
  Array.from({ length: count }, (_, at) => [`${name}-${at + 1}`, kind]);

const KINDS = new Map([...named('web', 15, 'loop'), ...named('db', 6, 'cron'), ...named('core', 3, 'systemd')]);
export const HOSTS = [...KINDS.keys()];
export const kindOf = (host: string): Kind => KINDS.get(host) ?? 'loop';

/** Where whoever is on call has access without asking: of each kind some. */
export const ON_CALL_HOSTS = HOSTS.filter((host) => kindOf(host) !== 'loop' || /-[1-4]$/.test(host));

/** More at once are not faster: each keeps a processor busy. */
const STARTED_AT_ONCE = 4;

/** Sam is on each of them before, in the group `site`. */
export async function givenFleet(lab: Lab, loginKey: KeyPair): Promise<TestServer[]> {
  const seed = {
    lab,
    groups: ['web-ops', 'db-admins', 'jobs', 'on-call', 'site'],
    accounts: [{ name: 'sam', groups: ['site'] }],
    sudoers: { site: '%web-ops ALL=(root) NOPASSWD: /usr/bin/id' },
    loginKeys: [loginKey.publicKey],
    smallDisk: true,
  };
  const left = [...HOSTS].reverse();
  const servers: TestServer[] = [];
  const start = async (): Promise<void> => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const server = await givenServer({ ...seed, name, systemd: kindOf(name) === 'systemd' });
      await server.output('mkdir', '-p', '/etc/cron.d', '/var/spool/cron/crontabs');
      if (kindOf(name) === 'cron') await startCron(server);
      servers.push(server);
    }
  };
  await Promise.all(Array.from({ length: STARTED_AT_ONCE }, start));
  return servers;
}

/** Cron does not come by itself when a host starts. */
const startCron = (server: TestServer): Promise<string> => server.output('/usr/sbin/cron');

/** The power comes back. */
export async function bootAgain(server: TestServer): Promise<void> {
  await server.host.start();
  if (kindOf(server.name) === 'cron') await startCron(server);
}
