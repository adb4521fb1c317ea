/** Everything that the random sequences break on a host, and how it is healed. */
import { fillDisk, hangAccountTools, lockDisk, lockEtc, loseAnswers, setClock } from '#virtual-hosts/faults.js';
import type { TestServer } from '#testkit/server.js';
import { bootAgain } from './fleet-hosts.js';
import { LIES, putLiar, putTruth } from './liar.js';

const TWO_HOURS = 7200;

export const FAULTS = [
  'cut', 'one-way', 'refused', 'frozen', 'off', 'etc', 'disk', 'full', 'hung', 'ahead', 'behind', ...LIES.map((lie) => `lie: ${lie}` as const),
] as const; // prettier-ignore
export type FaultName = (typeof FAULTS)[number];

export const isLie = (fault: string): boolean => fault.startsWith('lie: ');

export async function change(server: TestServer, fault: FaultName, broken: boolean): Promise<void> {
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
    case 'disk':
      return lockDisk(host, broken);
    case 'hung':
      return hangAccountTools(host, broken);
    case 'full':
      return fillDisk(host, broken);
    case 'ahead':
      return setClock(host, broken ? TWO_HOURS : 0);
    case 'behind':
      return setClock(host, broken ? -TWO_HOURS : 0);
    case 'off':
      return broken ? host.stop() : bootAgain(server);
    default:
      return broken ? putLiar(server, fault.replace('lie: ', '')) : putTruth(server);
  }
}
