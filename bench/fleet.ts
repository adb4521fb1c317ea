/** Many real SSH servers on this machine, with one login key, and how OpenSSH's programs reach them. */
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey, type KeyPair } from '#testkit/openssh.js';
import { startVirtualHost, type VirtualHost } from '#virtual-hosts/virtual-host.js';

export interface BenchFleet {
  hosts: VirtualHost[];
  loginKey: KeyPair;
  /** For `ssh -F`: each host by its name. */
  sshConfig: string;
  /** One host name a line. */
  hostsFile: string;
}

const PORT = 2222;
const AT_ONCE = 4;

/** Hosts `s1` to `s<count>`; each has the groups web-ops and db-admins. */
export async function givenFleet(count: number): Promise<BenchFleet> {
  const loginKey = await givenKey({ comment: 'curfew' });
  const folder = givenFolder('fleet');
  const net = randomInt(128, 250);
  const hosts: VirtualHost[] = [];
  atEnd(() => Promise.all(hosts.map((host) => host.stop())));
  const names = Array.from({ length: count }, (_, index) => index + 1);
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let n = names.shift(); n !== undefined; n = names.shift()) {
      const address = `127.${net}.${Math.floor(n / 250)}.${(n % 250) + 1}`;
      const options = { name: `s${n}`, stateDir: join(folder, `s${n}`), network: { address, port: PORT } };
      const seed = { groups: ['web-ops', 'db-admins'] };
      hosts.push(await startVirtualHost({ ...options, seed, loginKeys: [loginKey.publicKey] }));
    }
  });
  await Promise.all(workers);
  return { hosts, loginKey, ...writeFiles(folder, hosts, loginKey) };
}

function writeFiles(folder: string, hosts: VirtualHost[], key: KeyPair): Pick<BenchFleet, 'sshConfig' | 'hostsFile'> {
  const [sshConfig, hostsFile, knownHosts] = ['ssh_config', 'hosts', 'known_hosts'].map((name) => join(folder, name));
  if (!sshConfig || !hostsFile || !knownHosts) throw new Error('no file names');
  writeFileSync(knownHosts, hosts.map((host) => `${host.knownHostsLine}\n`).join(''));
  writeFileSync(hostsFile, hosts.map(({ name }) => `${name}\n`).join(''));
  const each = hosts.map(({ name, address }) => `Host ${name}\n  HostName ${address}\n`).join('');
  const all = `Host *\n  User curfew\n  Port ${PORT}\n  IdentityFile ${key.file}\n  IdentitiesOnly yes\n  IdentityAgent none\n  BatchMode yes\n  UserKnownHostsFile ${knownHosts}\n  StrictHostKeyChecking yes\n  LogLevel ERROR\n`;
  writeFileSync(sshConfig, each + all);
  return { sshConfig, hostsFile };
}
