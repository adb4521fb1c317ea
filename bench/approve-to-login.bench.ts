/** From the approve request to the moment a login would succeed, on the whole product; against the bare change over ssh. */
import { chmodSync, existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { atEnd } from '#testkit/at-end.js';
import { givenFolder } from '#testkit/folder.js';
import { givenKey } from '#testkit/openssh.js';
import { run } from '#virtual-hosts/run.js';
import type { VirtualHost } from '#virtual-hosts/virtual-host.js';
import { eventually, HttpApi } from '../script/http-api.js';
import { type Instance, startInstance } from '../script/instance.js';
import { readOptions } from '../script/options.js';
import { addScript, removeScript, trustLine } from './bare-script.js';
import { type Bench, inTurn, type Row, timed, timesRow } from './measure.js';

const RUNS = 12;
const COLD_RUNS = 8;
const KEYS = 'etc/ssh/curfew/keys';

interface Grant {
  id: string;
  state: string;
  account: string;
}

export const approveToLogin: Bench = {
  name: 'approve-to-login',
  async run(say) {
    say('starting the product with its three demo servers');
    const warm = await Product.start({});
    const peer = await Peer.start(warm.host, warm.loginKeyFile);
    await warm.once();
    const one = await inTurn({ ours: () => warm.once(), bare: () => peer.warm() }, RUNS);
    await warm.stop();
    say('again with a connector that keeps no connection');
    const cold = await Product.start({ CURFEW_CONNECTION_IDLE_SECONDS: '0' });
    const other = await Peer.start(cold.host, cold.loginKeyFile);
    const two = await inTurn({ ours: () => cold.once(), bare: () => other.cold() }, COLD_RUNS);
    await cold.stop();
    return [
      rowOf('warm', 'one bare `sudo sh` script over a ControlMaster', one, 1.3),
      rowOf('cold', '`ssh` and the same script', two, 0.6),
    ];
  },
};

const rowOf = (how: string, peer: string, { ours, bare }: { ours: number[]; bare: number[] }, most: number): Row =>
  timesRow(
    {
      bench: 'approve-to-login',
      what: `approve to login, ${how}: certificate in hand and server ready, against ${peer}`,
    },
    ours,
    bare,
    { most },
  );

interface Resource {
  id: string;
  name: string;
  available: boolean;
}

/** All of Curfew with real servers, as `npm start` runs it. */
class Product {
  private readonly rita: HttpApi;
  private readonly omar: HttpApi;
  private resourceId = '';

  private constructor(
    private readonly instance: Instance,
    readonly host: VirtualHost,
    readonly loginKeyFile: string,
  ) {
    this.rita = new HttpApi(instance.url);
    this.omar = new HttpApi(instance.url);
  }

  static async start(connectorEnv: Record<string, string>): Promise<Product> {
    const folder = givenFolder('product');
    chmodSync(folder, 0o711);
    const options = readOptions(['--data', join(folder, 'data'), '--listen', '127.0.0.1:0']);
    Object.assign(process.env, connectorEnv);
    const instance = await startInstance({ ...options, publicUrl: undefined, tls: undefined }, () => undefined);
    for (const name of Object.keys(connectorEnv)) Reflect.deleteProperty(process.env, name);
    atEnd(() => instance.stop());
    const [host] = instance.demo?.servers.hosts ?? [];
    if (!host || !instance.demo) throw new Error('The demo servers did not start.');
    const product = new Product(instance, host, instance.demo.servers.loginKeyFile);
    await product.signIn(instance.demo.signIns);
    return product;
  }

  stop(): Promise<void> {
    return this.instance.stop();
  }

  /** Asks, approves, and gives back; gives the milliseconds from the approval until certificate and server are there. */
  async once(): Promise<number> {
    const { publicKey } = await givenKey();
    const asked = { resourceId: this.resourceId, permissions: ['web-ops'], durationSeconds: 3600, reason: 'a bench' };
    const { id } = await this.rita.post<{ id: string }>('/api/access-requests', asked);
    const began = performance.now();
    const serverReady = trusted(this.host);
    const { grant } = await this.omar.post<{ grant: Grant }>(`/api/access-requests/${id}/approve`);
    const certificate = this.rita.post(`/api/grants/${grant.id}/certificate`, { publicKey });
    await Promise.all([serverReady, certificate]);
    const ms = performance.now() - began;
    await this.gone(grant.id);
    return ms;
  }

  private async gone(grantId: string): Promise<void> {
    const grantNow = () => this.rita.get<Grant>(`/api/grants/${grantId}`);
    await eventually('the grant is active', 20_000, async () => (await grantNow()).state === 'active');
    await this.rita.post(`/api/grants/${grantId}/give-back`);
    await eventually('the grant has ended', 20_000, async () => (await grantNow()).state === 'ended');
  }

  private async signIn(signIns: { role: string; email: string; password: string }[]): Promise<void> {
    for (const [role, api] of [
      ['requester', this.rita],
      ['approver', this.omar],
    ] as const) {
      const found = signIns.find((one) => one.role === role);
      await api.signIn(found?.email ?? '', found?.password ?? '');
    }
    const catalog = () => this.rita.get<{ items: { resource: Resource }[] }>('/api/catalog');
    const mine = await eventually('the server can be asked for', 30_000, async () =>
      (await catalog()).items.find(({ resource: { name, available } }) => name === this.host.name && available),
    );
    this.resourceId = mine.resource.id;
  }
}

/** Resolves when a trust line is written on the host: from then on its sshd lets the certificate in. */
function trusted(host: VirtualHost): Promise<void> {
  const folder = join(host.root, KEYS);
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, (_event, name) => {
      if (!name || name.startsWith('.') || !existsSync(join(folder, name))) return;
      clearTimeout(tooLong);
      watcher.close();
      resolve();
    });
    const tooLong = setTimeout(() => {
      watcher.close();
      reject(new Error('No trust line was written within 20 s.'));
    }, 20_000);
  });
}

/** OpenSSH's client with the bare script, on the same server with the same login. */
class Peer {
  private count = 0;

  private constructor(
    private readonly ssh: string[],
    private readonly line: string,
  ) {}

  static async start(host: VirtualHost, keyFile: string): Promise<Peer> {
    const folder = givenFolder('peer');
    const { publicKey } = await givenKey();
    const settings = [
      'IdentitiesOnly=yes',
      'IdentityAgent=none',
      'BatchMode=yes',
      'StrictHostKeyChecking=no',
      'LogLevel=ERROR',
      `UserKnownHostsFile=${join(folder, 'known')}`,
      `ControlPath=${join(folder, 'master')}`,
    ];
    const ssh = ['ssh', '-i', keyFile, '-p', String(host.port), ...settings.flatMap((one) => ['-o', one])];
    const target = `curfew@${host.address}`;
    const opened = await run([...ssh, '-M', '-N', '-f', target]);
    if (opened.code !== 0) throw new Error(`The ControlMaster did not start: ${opened.stderr}`);
    atEnd(() => run([...ssh, '-O', 'exit', target]));
    return new Peer([...ssh, target], trustLine(publicKey.split(' ').slice(0, 2).join(' ')));
  }

  /** Over the open master. */
  warm(): Promise<number> {
    return this.change([]);
  }

  /** With a handshake of its own. */
  cold(): Promise<number> {
    return this.change(['-o', 'ControlPath=none', '-o', 'ControlMaster=no']);
  }

  private async change(options: string[]): Promise<number> {
    const account = `peer-${++this.count}`;
    const [program = '', ...rest] = this.ssh;
    const perform = async (script: string) => {
      const { code, stderr } = await run([program, ...options, ...rest, 'sudo', '-n', 'sh', '-s'], { stdin: script });
      if (code !== 0) throw new Error(`The bare script failed: ${stderr}`);
    };
    const ms = await timed(() => perform(addScript(account, this.line)));
    await perform(removeScript(account));
    return ms;
  }
}
