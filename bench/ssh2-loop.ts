/** The plainest program that does the same: ssh2, so many at once, the bare script by sudo. Cold or over connections that it keeps. */
import { readFileSync } from 'node:fs';
import { Client } from 'ssh2';
import type { VirtualHost } from '#virtual-hosts/virtual-host.js';
import type { BenchFleet } from './fleet.js';

export class Ssh2Loop {
  private readonly open = new Map<string, Client>();

  constructor(
    private readonly fleet: BenchFleet,
    private readonly atOnce: number,
  ) {}

  /** Runs the script on every host. `keep`: over connections that stay open. @throws Error where a script fails */
  async run(script: string, keep: boolean): Promise<void> {
    const todo = [...this.fleet.hosts];
    const workers = Array.from({ length: this.atOnce }, async () => {
      for (let host = todo.pop(); host !== undefined; host = todo.pop()) await this.one(host, script, keep);
    });
    await Promise.all(workers);
  }

  close(): void {
    for (const client of this.open.values()) client.destroy();
    this.open.clear();
  }

  private async one(host: VirtualHost, script: string, keep: boolean): Promise<void> {
    const client = this.open.get(host.name) ?? (await connect(host, this.fleet.loginKey.file));
    await exec(client, script);
    if (keep) this.open.set(host.name, client);
    else client.destroy();
  }
}

const connect = (host: VirtualHost, keyFile: string): Promise<Client> =>
  new Promise((resolve, reject) => {
    const client = new Client();
    const known = host.hostKey.split(' ')[1];
    client.once('ready', () => {
      client.setNoDelay(true);
      resolve(client);
    });
    client.on('error', reject);
    client.connect({
      host: host.address,
      port: host.port,
      username: 'curfew',
      privateKey: readFileSync(keyFile),
      hostVerifier: (key: Buffer) => key.toString('base64') === known,
      algorithms: { kex: ['curve25519-sha256'], cipher: ['aes128-gcm@openssh.com'] },
    });
  });

const exec = (client: Client, script: string): Promise<void> =>
  new Promise((resolve, reject) => {
    client.exec('sudo -n sh -s', (error, channel) => {
      if (error) return reject(error);
      let said = '';
      channel.on('data', (chunk: Buffer) => (said += chunk.toString()));
      channel.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      channel.once('close', (code: number) => (code === 0 ? resolve() : reject(new Error(said))));
      channel.end(script);
    });
  });
