/**
 * Curfew with one connector and a list of servers, for the tests of flows, requests, grants and certificates. The connector
 * is played by the test: it enrols with a key of its own, and what it reports and signs goes the way of the link's intake.
 */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { ConnectorId, GrantId, InstallationId, ReceiptId, ResourceId } from '#access/ids.js';
import type { SudoRole } from '#access/sudo-role.js';
import type { GrantFault, ServerReport } from '#protocol/from-connector.js';
import type { OrderedGrant } from '#protocol/order.js';
import type { ReceiptGrant, ReceiptPayload } from '#protocol/receipt-payload.js';
import { receiptSignatureBytes } from '#protocol/signatures.js';
import { makeEd25519Key } from '#ssh/private-key.js';
import { publicKeyFromKeyObject } from '#ssh/public-key.js';
import { type Api, givenApi, ok } from '#testkit/given.js';
import { type ControlPlaneUnderTest, givenControlPlane } from '#testkit/control-plane.js';
import type { AccessFlowView } from '../../apps/control-plane/src/access-flows/access-flows.view.js';
import type { AccessRequestView } from '../../apps/control-plane/src/access-requests/access-requests.view.js';
import { ConnectorReports } from '../../apps/control-plane/src/catalog/connector-reports.service.js';
import type { ControlPlaneConfig } from '../../apps/control-plane/src/config.js';
import { Transactions } from '../../apps/control-plane/src/database/transactions.js';
import { GrantsService } from '../../apps/control-plane/src/grants/grants.service.js';
import type { GrantView } from '../../apps/control-plane/src/grants/grants.view.js';
import { InstallationService } from '../../apps/control-plane/src/identity/installation.service.js';

export interface FlowOptions {
  name?: string;
  requesters?: { personIds?: string[]; teamIds?: string[] };
  approvers?: { personIds?: string[]; teamIds?: string[] } | null;
  servers?: { all: true } | { names: string[] } | { tags: Record<string, string> };
  permissions?: string[] | 'all';
  longestSeconds?: number;
  justificationRequired?: boolean;
  requestTimeoutSeconds?: number;
  allowsForwarding?: boolean;
  finishWithinSeconds?: number | null;
  extensions?: { most: number; longestSeconds: number; approvalAgain: boolean };
  breakGlass?: { reviewWithinSeconds: number };
}

export interface ServerOptions {
  name: string;
  host?: string;
  port?: number;
  tags?: Record<string, string>;
}

/** A connector that the test plays. */
export class PlayedConnector {
  constructor(
    private readonly curfew: ControlPlaneUnderTest,
    readonly id: ConnectorId,
    readonly key: KeyObject,
  ) {}

  private get grants(): GrantsService {
    return this.curfew.app.get(GrantsService, { strict: false });
  }

  private get transactions(): Transactions {
    return this.curfew.app.get(Transactions, { strict: false });
  }

  async generation(): Promise<number> {
    const [row] = await this.curfew.database.query<{ generation: string }>(
      'SELECT generation FROM connector WHERE id = $1',
      [this.id],
    );
    return Number(row.generation);
  }

  ordered(since: number | null = null): Promise<OrderedGrant[]> {
    return this.grants.orderedSince(this.id, since);
  }

  /** Says that a server is ready, as after its set-up. */
  serverIsActive(
    serverId: ResourceId,
    hostKeys: { type: string; fingerprint: string; key: string }[] = [],
  ): Promise<void> {
    return this.reportServer(serverId, { state: 'active', hostKeys });
  }

  /** Says that it cannot reach a server: nobody is given anything new there. */
  serverFails(serverId: ResourceId, message: string): Promise<void> {
    return this.reportServer(serverId, { state: 'failing', faults: [{ code: 'server-unreachable', message }] });
  }

  private async reportServer(serverId: ResourceId, told: Pick<ServerReport, 'state'> & Partial<ServerReport>): Promise<void> {
    const reports = this.curfew.app.get(ConnectorReports, { strict: false });
    await this.transactions.run((tx) => reports.takeServer(tx, this.id, {
      type: 'server-report', serverId, lookedAtIso: new Date(this.curfew.clock.nowMs()).toISOString(),
      faults: [], warnings: [], hostKeys: [], missingGroups: [], wouldWrite: [], sshdVersion: '9.2', scriptVersion: '1', clockSkewSeconds: 0, ...told,
    }));
  } // prettier-ignore

  /** Signs what it read back from one server; `changes` spoils the payload before it is signed. */
  async receipt(
    serverId: ResourceId,
    grants: ReceiptGrant[],
    changes: Partial<ReceiptPayload> = {},
  ): Promise<{ type: 'receipt'; receiptId: ReceiptId; payload: string; signature: string }> {
    const installationId = await this.curfew.app.get(InstallationService, { strict: false }).id();
    const payload: ReceiptPayload = {
      version: grants.some(({ sudoRoles }) => sudoRoles) ? 2 : 1, receiptId: randomUUID() as ReceiptId, installationId: installationId as InstallationId, connectorId: this.id,
      serverId, generation: await this.generation(), readAtIso: new Date(this.curfew.clock.nowMs()).toISOString(),
      grants, standing: [], serverCleared: false, ...changes,
    }; // prettier-ignore
    const text = JSON.stringify(payload);
    const signature = sign(null, receiptSignatureBytes(text), this.key).toString('base64');
    return { type: 'receipt', receiptId: payload.receiptId, payload: text, signature };
  }

  async send(receipt: Awaited<ReturnType<PlayedConnector['receipt']>>): Promise<void> {
    await this.transactions.run((tx) => this.grants.takeReceipt(tx, this.id, receipt));
  }

  /** Reads the grant back as present, in all its groups. */
  async added(grant: GrantView, changes: Partial<ReceiptPayload> = {}): Promise<void> {
    await this.send(await this.receipt(grant.resource.id as ResourceId, [readBack(grant, 'present')], changes));
  }

  /** Reads grants of one server back as present, each until then, in one receipt. */
  async hold(grants: (readonly [GrantView, string])[]): Promise<void> {
    const told = grants.map(([grant, untilIso]) => ({ ...readBack(grant, 'present'), untilIso }));
    await this.send(await this.receipt(grants[0][0].resource.id as ResourceId, told, { version: 4 }));
  }

  /** Reads the grant back as present until then, as the server itself says it. */
  async holds(grant: GrantView, untilIso: string, changes: Partial<ReceiptPayload> = {}): Promise<void> {
    const told = { ...readBack(grant, 'present'), untilIso };
    await this.send(await this.receipt(grant.resource.id as ResourceId, [told], { version: 4, ...changes }));
  }

  /** Reads the grant back as gone, with what is left of it. */
  async removed(grant: GrantView, remaining: string[] = [], changes: Partial<ReceiptPayload> = {}): Promise<void> {
    await this.send(
      await this.receipt(grant.resource.id as ResourceId, [{ ...readBack(grant, 'absent'), remaining }], changes),
    );
  }

  /** Reads the grant back after its time: nothing is left but these sessions, which may finish. */
  async finishing(grant: GrantView, sessions: string[], changes: Partial<ReceiptPayload> = {}): Promise<void> {
    const told = { ...readBack(grant, 'absent'), remaining: sessions, finishing: true };
    await this.send(await this.receipt(grant.resource.id as ResourceId, [told], { version: 3, ...changes }));
  }

  async fault(grant: GrantView, fault: Partial<GrantFault> = {}): Promise<void> {
    const told: GrantFault = {
      type: 'grant-fault', grantId: grant.id as GrantId, serverId: grant.resource.id as ResourceId, final: false, retryAtIso: null,
      fault: { code: 'server-unreachable', message: 'web-1 did not answer.', detail: 'ETIMEDOUT' }, ...fault,
    }; // prettier-ignore
    await this.transactions.run((tx) => this.grants.takeFault(tx, this.id, told));
  }
}

const isRole = ({ sudoRoles }: GrantView, permission: string): boolean =>
  sudoRoles.some(({ name }) => name === permission);
const roleOf = ({ name, commands }: SudoRole): { name: string; commands: string[] } => ({
  name,
  commands: [...commands],
});

const readBack = (grant: GrantView, state: 'present' | 'absent'): ReceiptGrant => ({
  grantId: grant.id as GrantId,
  state,
  account: grant.account,
  groups: state === 'present' ? grant.permissions.filter((one) => one !== 'Default' && !isRole(grant, one)) : [],
  ...(state === 'present' && grant.sudoRoles.length > 0 && { sudoRoles: grant.sudoRoles.map(roleOf) }),
  remaining: [],
});

/** `ada` administers; the others are added by name. */
export class World {
  readonly servers = new Map<string, ResourceId>();
  private flows = 0;

  constructor(
    readonly curfew: ControlPlaneUnderTest & { api: Api },
    readonly connector: PlayedConnector,
    readonly integrationId: string,
  ) {}

  get api(): Api {
    return this.curfew.api;
  }

  idOf(name: string): string {
    return this.api.idOf(name);
  }

  server(name: string): ResourceId {
    const id = this.servers.get(name);
    if (!id) throw new Error(`There is no server ${name}.`);
    return id;
  }

  /** What a flow says; without options: rita may ask for web-ops anywhere, omar approves. */
  flowInput(options: FlowOptions = {}): Record<string, unknown> {
    const {
      name = `flow ${(this.flows += 1)}`,
      requesters,
      approvers,
      servers = { all: true },
      permissions = ['web-ops'],
      ...rest
    } = options;
    const people = (set: { personIds?: string[]; teamIds?: string[] } | undefined, usual: string) => ({
      personIds: set?.personIds ?? (set?.teamIds ? [] : [this.idOf(usual)]),
      teamIds: set?.teamIds ?? [],
    });
    return {
      name,
      requesters: people(requesters, 'rita'),
      approvers: approvers === null ? null : people(approvers, 'omar'),
      targets: [{ integrationId: this.integrationId, servers, permissions }],
      longestSeconds: 8 * 3600,
      justificationRequired: false,
      allowsForwarding: false,
      ...rest,
    };
  }

  async flow(options: FlowOptions = {}): Promise<AccessFlowView> {
    return ok(await this.api.as('ada').post<AccessFlowView>('/api/access-flows', this.flowInput(options)));
  }

  /** Asks, and gives the whole answer. */
  tryAsk(who: string, server: string, input: Record<string, unknown> = {}) {
    const ask = {
      resourceId: this.servers.get(server) ?? server,
      permissions: ['web-ops'],
      durationSeconds: 3600,
      ...input,
    };
    return this.api.as(who).post<AccessRequestView>('/api/access-requests', ask);
  }

  async ask(who: string, server: string, input: Record<string, unknown> = {}): Promise<AccessRequestView> {
    return ok(await this.tryAsk(who, server, input));
  }

  answer(who: string, requestId: string, answer: 'approve' | 'deny' | 'cancel', reason?: string) {
    return this.api
      .as(who)
      .post<AccessRequestView>(`/api/access-requests/${requestId}/${answer}`, reason ? { reason } : {});
  }

  async grant(who: string, id: string): Promise<GrantView> {
    return ok(await this.api.as(who).get<GrantView>(`/api/grants/${id}`));
  }

  /** Rita asks, omar approves: the grant, not in force yet. */
  async granting(server: string, input: Record<string, unknown> = {}, who = 'rita', by = 'omar'): Promise<GrantView> {
    const request = await this.ask(who, server, input);
    const { grant } = request.grant ? request : ok(await this.answer(by, request.id, 'approve'));
    if (!grant) throw new Error('The request led to no grant.');
    return this.grant(who, grant.id);
  }

  /** The same, read back from the server. */
  async granted(server: string, input: Record<string, unknown> = {}, who = 'rita', by = 'omar'): Promise<GrantView> {
    const grant = await this.granting(server, input, who, by);
    await this.connector.added(grant);
    return this.grant(who, grant.id);
  }

  /** Actions in the audit about one thing, the oldest first. */
  async audited(objectId: string): Promise<string[]> {
    const rows = await this.curfew.database.query<{ action: string }>(
      'SELECT action FROM audit_row WHERE object_id = $1 ORDER BY id',
      [objectId],
    );
    return rows.map(({ action }) => action);
  }
}

/** A host key of nobody's, as a server shows it. */
export const hostKey = (): { type: string; fingerprint: string; key: string } => {
  const { type, fingerprint, line } = publicKeyFromKeyObject(makeEd25519Key().keyObject);
  return { type, fingerprint, key: line };
};

/** A new Curfew with these people, servers and user groups. */
export const givenWorld = async (
  people: string[],
  servers: ServerOptions[],
  userGroups = ['web-ops', 'db-admins'],
  config: Partial<ControlPlaneConfig> = {},
  sudoRoles: SudoRole[] = [],
): Promise<World> => {
  const controlPlane = await givenControlPlane({ config });
  const curfew = Object.assign(controlPlane, { api: await givenApi(controlPlane) });
  await curfew.api.members(...people);
  const ada = curfew.api.as('ada');
  const added = ok(
    await ada.post<{ connector: { id: string }; enrolmentToken: string }>('/api/connectors', { name: 'rack' }),
  );
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const enrolment = {
    token: added.enrolmentToken,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    version: '1.0.0',
  };
  ok(await curfew.api.anyone.post('/api/connectors/enrol', enrolment));
  const integration = ok(
    await ada.post<{ id: string }>('/api/integrations', {
      name: 'machines',
      connectorId: added.connector.id,
      secret: { store: 'file', path: 'key.json' },
      servers: servers.map(({ host = '10.0.0.1', ...server }, at) => ({ host, port: 2200 + at, ...server })),
      userGroups,
      sudoRoles,
    }),
  );
  const connector = new PlayedConnector(curfew, added.connector.id as ConnectorId, privateKey);
  const world = new World(curfew, connector, integration.id);
  await bringUp(world, ada);
  return world;
};

const bringUp = async (world: World, ada: ReturnType<Api['as']>): Promise<void> => {
  const path = `/api/integrations/${world.integrationId}`;
  const { items } = ok(await ada.get<{ items: { id: string; name: string }[] }>(`${path}/servers?limit=200`));
  for (const { id, name } of items) {
    world.servers.set(name, id as ResourceId);
    const key = hostKey();
    await world.connector.serverIsActive(id as ResourceId, [key]);
    ok(await ada.post(`${path}/set-up`, { servers: [{ id, fingerprint: key.fingerprint }] }));
    await world.connector.serverIsActive(id as ResourceId, [key]);
  }
};
