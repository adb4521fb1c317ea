/** All of Curfew at work: control plane, one connector, real servers that are set up, people, and one access flow. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '#virtual-hosts/lab.js';
import { type ConnectorOptions, type TestConnector, givenConnector } from './connector.js';
import type { ControlPlaneUnderTest } from './control-plane.js';
import { giveFlows, type FlowOptions } from './flows.js';
import { givenFolder } from './folder.js';
import { type Api, givenCurfew, ok } from './given.js';
import { givenKey, type KeyPair, type SshTarget } from './openssh.js';
import { givenRelay, type Relay } from './relay.js';
import type { TestServer } from './server.js';
import { until } from './until.js';

export interface ServerSeen {
  id: string;
  name: string;
  state: string;
  faults: { code: string; message: string; hint?: string }[];
  hostKeys: { type: string; fingerprint: string; key: string }[];
  warnings: string[];
  wouldWrite: { path: string; mode: string; content: string | null }[];
  scriptVersion: string | null;
  sudoMode: string | null;
  helperReady: boolean;
}

export interface GrantSeen {
  id: string;
  requestId: string;
  state: string;
  cause: string | null;
  account: string;
  untilAt: string;
  provedUntilAt: string | null;
  finishUntilAt: string | null;
  debt: boolean;
  finishingSessions: number | null;
  fault: { code: string; message: string; hint?: string } | null;
}

export interface AskOptions {
  permissions?: string[];
  seconds?: number;
}

interface List<T> {
  items: T[];
}

const CONVERGES_MS = 40_000;
/** All connectors are back within a minute of a restart (the bar of the bench idle connectors). */
const REDIALS_MS = 60_000;

export class Installation {
  constructor(
    readonly controlPlane: ControlPlaneUnderTest & { api: Api },
    readonly connector: TestConnector,
    readonly integrationId: string,
    private readonly hosts: TestServer[],
    /** Between a connector in a lab and the control plane. */
    readonly relay?: Relay,
  ) {}

  get api(): Api {
    return this.controlPlane.api;
  }

  async servers(): Promise<ServerSeen[]> {
    return ok(await this.api.as('ada').get<List<ServerSeen>>(`/api/integrations/${this.integrationId}/servers`)).items;
  }

  async server(name: string): Promise<ServerSeen> {
    const found = (await this.servers()).find((server) => server.name === name);
    if (!found) throw new Error(`There is no server ${name}.`);
    return found;
  }

  /** Waits until the server is in that state, and gives it. */
  serverIn(name: string, state: string): Promise<ServerSeen> {
    return until(
      async () => {
        const server = await this.server(name);
        if (server.state !== state) throw new Error(`${name} is ${server.state}: ${JSON.stringify(server.faults)}`);
        return server;
      },
      { within: CONVERGES_MS, what: `${name} is ${state}` },
    );
  }

  /** `rita` asks; gives the request's id. */
  async ask(
    serverName: string,
    { permissions = ['web-ops'], seconds = 3600 }: AskOptions = {},
    who = 'rita',
  ): Promise<string> {
    const { id } = await this.server(serverName);
    const input = { resourceId: id, permissions, durationSeconds: seconds, reason: 'ticket 42' };
    return ok(await this.api.as(who).post<{ id: string }>('/api/access-requests', input)).id;
  }

  /** `omar` says yes; gives the grant's id. */
  async approve(requestId: string): Promise<string> {
    const request = ok(
      await this.api.as('omar').post<{ grant: { id: string } | null }>(`/api/access-requests/${requestId}/approve`),
    );
    if (!request.grant) throw new Error('The request was approved but has no grant.');
    return request.grant.id;
  }

  async grant(grantId: string): Promise<GrantSeen> {
    return ok(await this.api.as('ada').get<GrantSeen>(`/api/grants/${grantId}`));
  }

  /** Waits until the grant is in that state, and gives it. */
  grantIn(grantId: string, state: string, within = CONVERGES_MS): Promise<GrantSeen> {
    return until(
      async () => {
        const grant = await this.grant(grantId);
        if (grant.state !== state) throw new Error(`the grant is ${grant.state}: ${JSON.stringify(grant.fault)}`);
        return grant;
      },
      { within, what: `the grant is ${state}` },
    );
  }

  /** Asked, approved, and read back from the server: gives the grant. */
  async granted(serverName: string, options: AskOptions = {}): Promise<GrantSeen> {
    return this.grantIn(await this.approve(await this.ask(serverName, options)), 'active');
  }

  /** Waits until the connector is connected (again): it dials after at most a minute. */
  async connected(): Promise<void> {
    await until(
      async () => ok(await this.api.as('ada').get<List<{ connected: boolean }>>('/api/connectors')).items[0]?.connected,
      { within: REDIALS_MS, what: 'the connector is connected' },
    );
  }

  /** The person's certificate for this key, in a file. */
  async certificate(grantId: string, key: KeyPair, who = 'rita'): Promise<string> {
    const details = ok(
      await this.api.as(who).post<{ key: { certificate: string } }>(`/api/grants/${grantId}/certificate`, {
        publicKey: key.publicKey,
      }),
    );
    const file = join(givenFolder('certificate'), 'id-cert.pub');
    writeFileSync(file, `${details.key.certificate}\n`);
    return file;
  }

  /** How the holder of the grant logs in, with a new key and its certificate. */
  async login(grant: GrantSeen, serverName: string): Promise<SshTarget> {
    const key = await givenKey();
    const certificate = await this.certificate(grant.id, key);
    return this.host(serverName).as(grant.account, { identity: key.file, certificate });
  }

  host(name: string): TestServer {
    const found = this.hosts.find((host) => host.name === name);
    if (!found) throw new Error(`No server ${name} was given.`);
    return found;
  }
}

export interface InstallationOptions extends FlowOptions {
  connector?: ConnectorOptions;
  /** The connector runs in there; its way to the control plane is `relay`. */
  lab?: Lab;
  /** Who may ask besides rita. */
  requesters?: string[];
  /** What some servers are called in the list, where that is another name than the host's. */
  names?: Record<string, string>;
  /** false: the servers are listed, but nothing is confirmed or written yet. */
  setUp?: boolean;
}

/** Ada administers, rita may ask, omar approves. The servers share one login key, as one integration does. */
export const givenInstallation = async (
  hosts: TestServer[],
  loginKey: KeyPair,
  options: InstallationOptions = {},
): Promise<Installation> => {
  const { userGroups = ['web-ops', 'db-admins'], setUp = true, lab } = options;
  const listedAs = (name: string): string => options.names?.[name] ?? name;
  const requesters = ['rita', ...(options.requesters ?? [])];
  const controlPlane = await givenCurfew(...requesters, 'omar', 'mallory');
  const { api } = controlPlane;
  const relay = lab && (await givenRelay(lab, controlPlane.config.port));
  const added = ok(
    await api
      .as('ada')
      .post<{ connector: { id: string }; enrolmentToken: string }>('/api/connectors', { name: 'rack 1' }),
  );
  const through = lab?.command([]);
  const connector = givenConnector(controlPlane.url, added.enrolmentToken, { through, ...options.connector });
  connector.holdKey('servers.json', loginKey);
  await connector.start();
  const integration = ok(
    await api.as('ada').post<{ id: string }>('/api/integrations', {
      name: 'machines',
      connectorId: added.connector.id,
      secret: { store: 'file', path: 'servers.json' },
      servers: hosts.map(({ name, address, port }) => ({ name: listedAs(name), host: address, port })),
      userGroups,
      sudoRoles: options.sudoRoles,
    }),
  );
  await giveFlows(api, integration.id, requesters, { ...options, userGroups });
  const installation = new Installation(controlPlane, connector, integration.id, hosts, relay);
  if (setUp) await setUpAll(installation, hosts, listedAs);
  return installation;
};

/** Confirms the host keys that the connector saw, after comparing them with the servers' own, and sets the servers up. */
export const setUpAll = async (
  installation: Installation,
  hosts: TestServer[],
  listedAs: (host: string) => string = (host) => host,
): Promise<void> => {
  const confirmed = [];
  for (const { name, knownHostsLine } of hosts) {
    const { id, hostKeys } = await installation.serverIn(listedAs(name), 'unconfirmed');
    const offered = hostKeys.find(({ key }) => knownHostsLine.includes(key));
    if (!offered) throw new Error(`${name} was reported with another host key than its own.`);
    confirmed.push({ id, fingerprint: offered.fingerprint });
  }
  const path = `/api/integrations/${installation.integrationId}/set-up`;
  ok(await installation.api.as('ada').post(path, { servers: confirmed }));
  for (const { name } of hosts) await installation.serverIn(listedAs(name), 'active');
};
