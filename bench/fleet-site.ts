/** A connector as its own process on many servers, ordered through the link as the control plane orders it. */
import { randomUUID } from 'node:crypto';
import type { GrantId, IntegrationId, ResourceId } from '#access/ids.js';
import type { OrderedGrant, OrderedServer } from '#protocol/order.js';
import { hostKeysOf, parseKnownHosts } from '#ssh/known-hosts.js';
import { givenConnector, type TestConnector } from '#testkit/connector.js';
import { LinkServer } from '#testkit/link-server.js';
import { until } from '#testkit/until.js';
import type { VirtualHost } from '#virtual-hosts/virtual-host.js';
import type { BenchFleet } from './fleet.js';

const SET_UP_WITHIN_MS = 300_000;
const PROVED_WITHIN_MS = 180_000;

export class FleetSite {
  private constructor(
    readonly link: LinkServer,
    readonly connector: TestConnector,
    private readonly servers: OrderedServer[],
  ) {}

  /** Returns when every server is set up and ready for grants. */
  static async start({ hosts, loginKey }: BenchFleet, env: Record<string, string>): Promise<FleetSite> {
    const link = await LinkServer.start();
    const connector = givenConnector(link.url, link.token, { env: { CURFEW_LOG_LEVEL: 'warn', ...env } });
    connector.holdKey('servers.json', loginKey);
    await connector.start();
    const integrationId = randomUUID() as IntegrationId;
    const secret = { store: 'file' as const, path: 'servers.json' };
    const servers = hosts.map((host) => orderedServer(host, integrationId));
    link.order({ integrations: [{ integrationId, name: 'fleet', secret, userGroups: [], gone: false }], servers });
    const reported = () => servers.every(({ serverId }) => link.report(serverId)?.state === 'active');
    await until(reported, { within: SET_UP_WITHIN_MS, every: 200, what: 'all servers are set up' });
    return new FleetSite(link, connector, servers);
  }

  /** One grant on each server (or `each` of them), until then. */
  grants(account: string, untilMs: number, each = 1): OrderedGrant[] {
    return this.servers.flatMap(({ serverId }) =>
      Array.from({ length: each }, (_, n) => grantOn(serverId, each === 1 ? account : `${account}${n}`, untilMs)),
    );
  }

  /** Sends one order; gives the milliseconds until the last receipt that proves it. */
  async bring(grants: OrderedGrant[], wanted: 'present' | 'absent'): Promise<number> {
    const began = performance.now();
    const proofs = this.proofs(grants, wanted);
    this.link.order({ grants: grants.map((grant) => ({ ...grant, wanted })) });
    return Math.max(...(await proofs).values()) - began;
  }

  /** When each grant was proved to be so, by `performance.now()`. */
  async proofs(grants: OrderedGrant[], state: 'present' | 'absent'): Promise<Map<string, number>> {
    const waiting = new Set<string>(grants.map(({ grantId }) => grantId));
    const proved = new Map<string, number>();
    let seen = this.link.receipts.length;
    await until(
      () => {
        for (; seen < this.link.receipts.length; seen++)
          for (const grant of this.link.receipts[seen]?.grants ?? [])
            if (grant.state === state && grant.remaining.length === 0 && waiting.delete(grant.grantId))
              proved.set(grant.grantId, performance.now());
        return waiting.size === 0;
      },
      { within: PROVED_WITHIN_MS, every: 2, what: `${grants.length} grants are proved ${state}` },
    );
    return proved;
  }
}

function orderedServer(host: VirtualHost, integrationId: IntegrationId): OrderedServer {
  const [key] = hostKeysOf(parseKnownHosts(host.knownHostsLine), host.address, host.port).accepted;
  return {
    serverId: randomUUID() as ResourceId,
    integrationId,
    name: host.name,
    host: host.address,
    port: host.port,
    user: 'curfew',
    confirmedFingerprint: key?.fingerprint ?? '',
    wanted: 'set-up',
    gone: false,
  };
}

const grantOn = (serverId: ResourceId, account: string, untilMs: number): OrderedGrant => ({
  grantId: randomUUID() as GrantId,
  serverId,
  wanted: 'present',
  account,
  accountKind: 'person',
  adopt: false,
  groups: ['web-ops'],
  fromIso: new Date(Date.now() - 1_000).toISOString(),
  untilIso: new Date(untilMs).toISOString(),
  keyNumber: 1,
  extensions: ['permit-pty'],
});
