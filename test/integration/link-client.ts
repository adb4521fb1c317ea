/** A connector as far as the link goes: a real WebSocket that speaks libs/protocol, with a key of its own. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { decodeMessage } from '#protocol/decode.js';
import { FROM_CONTROL_PLANE, type FromControlPlane } from '#protocol/from-control-plane.js';
import { linkSignatureBytes, receiptSignatureBytes } from '#protocol/signatures.js';
import { LINK_PATH, PROTOCOL_VERSION } from '#protocol/version.js';
import { EnrolmentService } from '../../apps/control-plane/src/connectors/enrolment.service.js';
import type { ControlPlaneUnderTest } from '#testkit/control-plane.js';
import type { Api } from '#testkit/given.js';
import { ok } from '#testkit/given.js';

type Kind = FromControlPlane['type'];
type Of<K extends Kind> = Extract<FromControlPlane, { type: K }>;

/** An enrolled connector that is not connected yet. */
export class LinkClient {
  installationId = '';
  /** What its journal holds. */
  generation: number | null = null;
  readonly links: Link[] = [];

  constructor(
    readonly url: string,
    readonly id: string,
    readonly name: string,
    readonly privateKey: KeyObject,
  ) {}

  /** Dials; the link is not proven yet. */
  dial(headers: Record<string, string> = {}, path = LINK_PATH): Link {
    const link = new Link(new WebSocket(this.url.replace(/^http/, 'ws') + path, { headers }));
    this.links.push(link);
    return link;
  }

  /** Dials and proves itself. `change` spoils the hello. */
  async connect(change: Record<string, unknown> = {}, instanceId: string = randomUUID()): Promise<Link> {
    const link = this.dial();
    const { nonce, installationId } = await link.next('challenge');
    this.installationId = installationId;
    const bytes = linkSignatureBytes({ nonce, installationId, connectorId: this.id, instanceId });
    link.send({
      type: 'hello',
      connectorId: this.id,
      instanceId,
      version: '1.2.3',
      protocol: PROTOCOL_VERSION,
      generation: this.generation,
      clockIso: new Date().toISOString(),
      userCaKeys: [],
      signature: sign(null, bytes, this.privateKey).toString('base64'),
      ...change,
    });
    return link;
  }

  /** Connects, is welcomed, and takes the first order if there is one to take. */
  async online(): Promise<Link> {
    const link = await this.connect();
    await link.next('welcome');
    return link;
  }

  /** A receipt as a connector makes it. */
  receipt(serverId: string, fields: Record<string, unknown> = {}, key: KeyObject = this.privateKey) {
    const receiptId = randomUUID();
    const payload = JSON.stringify({
      version: 1,
      receiptId,
      installationId: this.installationId,
      connectorId: this.id,
      serverId,
      generation: this.generation ?? 0,
      readAtIso: new Date().toISOString(),
      grants: [],
      standing: [],
      serverCleared: false,
      ...fields,
    });
    const signature = sign(null, receiptSignatureBytes(payload), key).toString('base64');
    return { type: 'receipt', receiptId, payload, signature };
  }

  close(): void {
    for (const { socket } of this.links) socket.terminate();
  }
}

/** One open link, with what came over it. */
export class Link {
  readonly received: FromControlPlane[] = [];
  closed?: { code: number; reason: string };
  /** The status that the upgrade was refused with. */
  refusedStatus?: number;
  private read = 0;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => this.received.push(decodeMessage(FROM_CONTROL_PLANE, String(data))));
    socket.on('close', (code, reason) => (this.closed = { code, reason: String(reason) }));
    socket.on('unexpected-response', (_, response) => {
      this.refusedStatus = response.statusCode;
      socket.terminate();
    });
    socket.on('error', () => undefined);
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message of that kind; what came before it is passed over. */
  async next<K extends Kind>(kind: K, withinMs = 20_000): Promise<Of<K>> {
    const isKind = (message: FromControlPlane): message is Of<K> => message.type === kind;
    return this.until(
      () => {
        const found = this.received.slice(this.read).find(isKind);
        if (found) this.read = this.received.indexOf(found) + 1;
        return found;
      },
      `a message ${kind}`,
      withinMs,
    );
  }

  /** From now on each order is taken as it comes. */
  takeOrders(client: LinkClient): void {
    this.socket.on('message', (data) => {
      const message = decodeMessage(FROM_CONTROL_PLANE, String(data));
      if (message.type !== 'order') return;
      client.generation = message.generation;
      this.send({ type: 'taken', generation: message.generation });
    });
  }

  /** The next order, journalled and answered. */
  async takeOrder(client: LinkClient): Promise<Of<'order'>> {
    const order = await this.next('order');
    client.generation = order.generation;
    this.send({ type: 'taken', generation: order.generation });
    return order;
  }

  end(withinMs = 20_000): Promise<{ code: number; reason: string }> {
    return this.until(() => this.closed, 'the close', withinMs);
  }

  private async until<T>(find: () => T | undefined, what: string, withinMs: number): Promise<T> {
    const endMs = performance.now() + withinMs;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (performance.now() > endMs)
        throw new Error(
          `Waited in vain for ${what}; came: ${JSON.stringify(this.received.slice(-5))}; closed: ${JSON.stringify(this.closed)}`,
        );
      await delay(5);
    }
  }
}

/** Another instance of the same connector, with a key of its own. */
export const givenInstance = async (
  { url, api, app }: ControlPlaneUnderTest & { api: Api },
  { id, name }: LinkClient,
  { adds }: { adds: boolean } = { adds: true },
): Promise<LinkClient> => {
  const path = `/api/connectors/${id}/enrolment-token`;
  const { enrolmentToken: token } = ok(await api.as('ada').post<{ enrolmentToken: string }>(path, { adds }));
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await app.get(EnrolmentService, { strict: false }).enrol({ token, publicKey: pem, version: '1.2.3' });
  return new LinkClient(url, id, name, privateKey);
};

let made = 0;

/** A connector that is enrolled with this control plane: by its service, since the route takes only so many calls a minute. */
export const givenLinkClient = async ({ url, api, app }: ControlPlaneUnderTest & { api: Api }): Promise<LinkClient> => {
  const name = `connector ${(made += 1)}`;
  const added = ok(
    await api.as('ada').post<{ connector: { id: string }; enrolmentToken: string }>('/api/connectors', { name }),
  );
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const enrolment = app.get(EnrolmentService, { strict: false });
  await enrolment.enrol({ token: added.enrolmentToken, publicKey: pem, version: '1.2.3' });
  return new LinkClient(url, added.connector.id, name, privateKey);
};
