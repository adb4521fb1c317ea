/** Everything that the random sequences break on a host, and how it is healed. */
import { fillDisk, lockEtc, loseAnswers, setClock } from '#virtual-hosts/faults.js';
import type { TestServer } from '#testkit/server.js';

const TWO_HOURS = 7200;

export const FAULTS = ['cut', 'one-way', 'refused', 'frozen', 'off', 'etc', 'full', 'ahead', 'behind'] as const;
export type FaultName = (typeof FAULTS)[number];

/** Cron does not come by itself when a host starts. */
export const startCron = (server: TestServer): Promise<string> => server.output('/usr/sbin/cron');

export async function change(server: TestServer, fault: FaultName, broken: boolean, hasCron: boolean): Promise<void> {
  const { host } = server;
  switch (fault) {
    case 'cut':
      return host.cable(broken ? 'cut' : 'mended');
    case 'one-way':
      return loseAnswers(host, broken);
    case 'refused':
      return host.sshd(broken ? 'stopped' : 'running');
    case 'frozen':
      return host.freeze(broken);
    case 'etc':
      return lockEtc(host, broken);
    case 'full':
      return fillDisk(host, broken);
    case 'ahead':
      return setClock(host, broken ? TWO_HOURS : 0);
    case 'behind':
      return setClock(host, broken ? -TWO_HOURS : 0);
    case 'off':
      if (broken) return host.stop();
      await host.start();
      if (hasCron) await startCron(server);
  }
}
