/** An integration of many servers, on which a connector that the test plays says what it saw. */
import { generateKeyPairSync } from 'node:crypto';
import type { ConnectorId, ResourceId } from '#access/ids.js';
import type { ServerReport } from '#protocol/from-connector.js';
import type { ControlPlaneUnderTest } from '#testkit/control-plane.js';
import { type Api, ok } from '#testkit/given.js';
import { ConnectorReports } from '../../apps/control-plane/src/catalog/connector-reports.service.js';
import type { ServersPage, ServerView } from '../../apps/control-plane/src/catalog/servers.dto.js';
import { EnrolmentService } from '../../apps/control-plane/src/connectors/enrolment.service.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';

type Curfew = ControlPlaneUnderTest & { api: Api };
type Seen = Partial<Pick<ServerReport, 'state' | 'faults' | 'hostKeys' | 'missingGroups' | 'wouldWrite'>>;

/** A fingerprint of its own for each server. */
export const fingerprintOf = (name: string): string =>
  `SHA256:${Buffer.from(name.padEnd(33, '-')).toString('base64').slice(0, 43)}`;
const hostKeyOf = (name: string) => ({ type: 'ssh-ed25519', fingerprint: fingerprintOf(name), key: `ssh-ed25519 ${name}` }); // prettier-ignore

export class ManyServers {
  constructor(
    readonly curfew: Curfew,
    readonly connectorId: ConnectorId,
    readonly integrationId: string,
  ) {}

  /** A page of them, as the API gives it to `ada`. */
  async page(query = ''): Promise<ServersPage> {
    return ok(
      await this.curfew.api.as('ada').get<ServersPage>(`/api/integrations/${this.integrationId}/servers?${query}`),
    );
  }

  async all(): Promise<ServerView[]> {
    const { items, total } = await this.page('limit=200');
    const rest = Array.from({ length: Math.ceil(total / 200) - 1 }, (_, n) =>
      this.page(`limit=200&offset=${(n + 1) * 200}`),
    );
    return [...items, ...(await Promise.all(rest)).flatMap((page) => page.items)];
  }

  /** The connector has looked at these servers, and says what it saw. */
  async seen(servers: readonly ServerView[], saw: (name: string) => Seen): Promise<void> {
    const { app, clock } = this.curfew;
    const reports = app.get(ConnectorReports, { strict: false });
    await app.get(Transactions, { strict: false }).run(async (tx) => {
      for (const { id, name } of servers) {
        await reports.takeServer(tx, this.connectorId, {
          type: 'server-report', serverId: id as ResourceId, state: 'unconfirmed', lookedAtIso: new Date(clock.nowMs()).toISOString(),
          faults: [], warnings: [], hostKeys: [hostKeyOf(name)], missingGroups: [], wouldWrite: [], sshdVersion: null, scriptVersion: null,
          clockSkewSeconds: 0, ...saw(name),
        }); // prettier-ignore
      }
    });
  }
}

/** Servers `server-001` and on, on which nobody has looked yet. */
export const givenManyServers = async (
  curfew: Curfew,
  count: number,
  userGroups = ['web-ops'],
): Promise<ManyServers> => {
  const ada = curfew.api.as('ada');
  const added = ok(
    await ada.post<{ connector: { id: ConnectorId }; enrolmentToken: string }>('/api/connectors', { name: 'rack' }),
  );
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await curfew.app
    .get(EnrolmentService, { strict: false })
    .enrol({ token: added.enrolmentToken, publicKey, version: '1.0.0' });
  const servers = Array.from({ length: count }, (_, n) => ({
    name: `server-${String(n + 1).padStart(3, '0')}`,
    host: `10.9.${n >> 8}.${n & 255}`,
  }));
  const { id } = ok(
    await ada.post<{ id: string }>('/api/integrations', {
      name: 'many machines', connectorId: added.connector.id, secret: { store: 'file', path: 'servers.json' }, servers, userGroups,
    }),
  ); // prettier-ignore
  return new ManyServers(curfew, added.connector.id, id);
};
