/** A whole Curfew on this machine: control plane, connector and perhaps demo servers, as child processes of this one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolder } from './data-folder.js';
import { checkDemoMachine, startDemoServers, type DemoServers } from './demo-servers.js';
import { DemoSeed, demoSignIns, isRefusedSignIn, type SignIn } from './demo-seed.js';
import { refuseTakenPort } from './free-port.js';
import { eventually, HttpApi } from './http-api.js';
import type { StartOptions } from './options.js';
import { OwnServers } from './own-servers.js';
import { Program } from './program.js';
import { Stop } from './stop.js';

export interface Instance {
  /** Where it is served on this machine. */
  url: string;
  /** Where people reach it. */
  publicUrl: string;
  /** The link that makes the first administrator, while there is none. */
  firstAdministratorLink?: string;
  demo?: { signIns: SignIn[]; servers: DemoServers };
  /** Stops everything in order. */
  stop(): Promise<void>;
}

export type Say = (line: string) => void;

const START_WITHIN_MS = 150_000;

/** Starts everything that was asked for; when something cannot start, what has started is stopped again. */
export async function startInstance(options: StartOptions, say: Say): Promise<Instance> {
  if (options.servers.kind === 'demo') await checkDemoMachine();
  const data = DataFolder.take(options.data);
  const running: { stop(): Promise<unknown> }[] = [];
  const stop = async () => {
    for (const one of running.splice(0).reverse()) await one.stop();
    data.release();
  };
  try {
    await refuseTakenPort(options.listen);
    return await new Start(options, data, say, running).run(stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

class Start {
  constructor(
    private readonly options: StartOptions,
    private readonly data: DataFolder,
    private readonly say: Say,
    private readonly running: { stop(): Promise<unknown> }[],
  ) {}

  async run(stop: () => Promise<void>): Promise<Instance> {
    const servers = this.options.servers.kind === 'demo' ? await this.demoServers() : undefined;
    const signIns = servers && demoSignIns(this.data);
    this.say('starting the control plane and its database …');
    const provision = servers ? undefined : new OwnServers(this.options.servers, this.data);
    const plane = this.controlPlane(servers !== undefined, provision?.write());
    const [, url = ''] = await plane
      .start()
      .catch((error: unknown) => Promise.reject(inWordsOfOptions(error, this.options)));
    const link = await this.firstAdministratorLink(plane, url);
    this.data.tell({ url, demo: servers !== undefined });
    const instance = { url, publicUrl: this.options.publicUrl ?? url, stop };
    if (!servers || !signIns) {
      provision?.taken();
      await this.connector(url, provision?.enrolmentToken());
      return { ...instance, firstAdministratorLink: link };
    }
    await this.fillDemo(new HttpApi(url, this.ca()), servers, signIns, link);
    return { ...instance, demo: { signIns, servers } };
  }

  private async demoServers(): Promise<DemoServers> {
    this.say('starting the three demo servers …');
    const servers = await startDemoServers(this.data);
    this.running.push({ stop: () => Promise.all(servers.hosts.map((host) => host.stop())) });
    for (const host of servers.hosts) {
      host.onEnd(() => {
        this.say(`the demo server ${host.name} ended by itself; it is started again`);
        host
          .start()
          .catch((error: unknown) => this.say(`the demo server ${host.name} does not start: ${String(error)}`));
      });
    }
    const key = readFileSync(servers.loginKeyFile).toString('base64');
    this.data.writeSecret(join('secrets', 'demo-servers.json'), { base64_private_key: key });
    return servers;
  }

  private controlPlane(demo: boolean, provisionFile: string | undefined): Program {
    const { listen, publicUrl, tls } = this.options;
    const isLocal = /^(127\.|localhost:|\[::1\])/.test(listen);
    const plane = new Program({
      name: 'control plane',
      main: 'apps/control-plane/src/main.js',
      env: {
        CURFEW_DATA: this.data.in('control-plane'),
        CURFEW_LISTEN: listen,
        CURFEW_PUBLIC_URL: publicUrl,
        CURFEW_TLS_CERT: tls?.certificateFile,
        CURFEW_TLS_KEY: tls?.keyFile,
        CURFEW_PROVISION: provisionFile,
        // Sign-ins are shown on the page only where nobody but this machine can see it.
        CURFEW_DEMO_SIGN_INS: demo && isLocal ? this.data.in('demo-sign-ins.json') : undefined,
      },
      ready: /listening on (https?:\/\/\S+)/,
      readyWithinMs: START_WITHIN_MS,
      log: this.data.in('log', 'control-plane.log'),
      say: this.say,
    });
    this.running.push(plane);
    return plane;
  }

  /** It is printed after the ready line, where there is no administrator yet. */
  private async firstAdministratorLink(plane: Program, url: string): Promise<string | undefined> {
    const { needsFirstAdministrator } = await new HttpApi(url, this.ca()).get<{ needsFirstAdministrator: boolean }>(
      '/api/installation',
    );
    if (!needsFirstAdministrator) return undefined;
    return eventually('the control plane printed the link for the first administrator', 30_000, () =>
      Promise.resolve(plane.said.map((line) => /first administrator: (\S+)/.exec(line)?.[1]).find(Boolean)),
    );
  }

  private async connector(url: string, enrolmentToken: string | undefined): Promise<void> {
    this.say('starting the connector …');
    const connector = new Program({
      name: 'connector',
      main: 'apps/connector/src/main.js',
      env: {
        CURFEW_URL: url,
        CURFEW_CONNECTOR_STATE: this.data.in('connector'),
        CURFEW_SECRETS: this.data.in('secrets'),
        CURFEW_ENROLMENT_TOKEN: enrolmentToken,
        NODE_EXTRA_CA_CERTS: this.options.tls?.certificateFile ?? process.env['NODE_EXTRA_CA_CERTS'],
      },
      ready: /connected to \S+ as (.+)/,
      readyWithinMs: 60_000,
      log: this.data.in('log', 'connector.log'),
      say: this.say,
    });
    this.running.push(connector);
    await connector.start();
  }

  private async fillDemo(
    api: HttpApi,
    servers: DemoServers,
    signIns: SignIn[],
    link: string | undefined,
  ): Promise<void> {
    const seed = new DemoSeed(api, signIns);
    try {
      await seed.signIn(link && new URL(link).hash.replace('#token=', ''));
    } catch (error) {
      if (!isRefusedSignIn(error)) throw error;
      this.say(
        `Ada's password is not the one in ${this.data.in('demo-sign-ins.json')} any more; what the demo has is left as it is`,
      );
      return this.connector(api.baseUrl, undefined);
    }
    const { id, token } = await seed.connector();
    const hasState = existsSync(this.data.in('connector'));
    await this.connector(api.baseUrl, token ?? (hasState ? undefined : await seed.freshToken(id)));
    this.say('setting up the demo servers …');
    await seed.fill(id, servers, 'demo-servers.json');
  }

  private ca(): Buffer | undefined {
    return this.options.tls && readFileSync(this.options.tls.certificateFile);
  }
}

/** The control plane's hints name its environment; who starts it by us gives options. */
function inWordsOfOptions(error: unknown, { listen }: StartOptions): unknown {
  if (!(error instanceof Stop) || !error.hint) return error;
  const otherPort = listen.endsWith(':7444') ? 7445 : 7444;
  const hint = error.hint
    .replace(/CURFEW_LISTEN=\S+:\d+/, `npm start -- --listen 127.0.0.1:${otherPort}`)
    .replace('CURFEW_LISTEN', '--listen');
  return new Stop(error.message, hint, error.exitCode);
}
