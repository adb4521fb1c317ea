import { createPublicKey, randomBytes, randomUUID, verify, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeAs, decodeMessage } from '#protocol/decode.js';
import { ENROL_PATH, EnrolRequest } from '#protocol/enrol.js';
import {
  FROM_CONNECTOR,
  type FromConnector,
  type GrantFault,
  type Hello,
  type ServerReport,
} from '#protocol/from-connector.js';
import type { OrderedGrant, OrderedIntegration, OrderedServer } from '#protocol/order.js';
import { ReceiptPayload } from '#protocol/receipt-payload.js';
import { linkSignatureBytes, receiptSignatureBytes } from '#protocol/signatures.js';
import { LINK_MAX_BYTES, LINK_PATH, LINK_REFUSED_CODE, PROTOCOL_VERSION } from '#protocol/version.js';
import { atEnd } from './at-end.js';

/** The control plane's end of the wire, as small as it can be: it speaks enrolment and link, and keeps rows with generations. */

interface Row<T> {
  generation: number;
  value: T;
}

export class LinkServer {
  readonly installationId = randomUUID();
  readonly connectorId = randomUUID();
  readonly token = `token-${randomUUID()}`;
  generation = 0;
  /** Every message that came over a link whose hello was good. */
  readonly heard: FromConnector[] = [];
  readonly hellos: Hello[] = [];
  readonly receipts: ReceiptPayload[] = [];
  enrolments = 0;
  /** What happens to an outgoing message: none, one or several texts to send instead. */
  tamper: (text: string) => string[] = (text) => [text];
  storesReceipts = true;
  refuses = false;
  challengeInstallationId = this.installationId;
  private readonly integrations = new Map<string, Row<OrderedIntegration>>();
  private readonly servers = new Map<string, Row<OrderedServer>>();
  private readonly grants = new Map<string, Row<OrderedGrant>>();
  private publicKey: KeyObject | undefined;
  private publicKeyPem: string | undefined;
  private socket: WebSocket | undefined;
  private readonly proven = new WeakSet<WebSocket>();
  private http: Server;
  private links: WebSocketServer | undefined;
  private port = 0;

  private constructor() {
    this.http = this.makeServer();
  }

  static async start(): Promise<LinkServer> {
    const server = new LinkServer();
    await server.listen();
    atEnd(() => server.stop());
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isConnected(): boolean {
    return this.socket !== undefined;
  }

  /** Changes rows in one generation and sends the change. */
  order(change: { integrations?: OrderedIntegration[]; servers?: OrderedServer[]; grants?: OrderedGrant[] }): void {
    const since = this.generation;
    this.generation += 1;
    const { generation } = this;
    for (const value of change.integrations ?? []) this.integrations.set(value.integrationId, { generation, value });
    for (const value of change.servers ?? []) this.servers.set(value.serverId, { generation, value });
    for (const value of change.grants ?? []) this.grants.set(value.grantId, { generation, value });
    this.send(this.orderSince(since));
  }

  /** Takes rows away for good, as if they had never been: only a complete order can say so. */
  forget(ids: string[]): void {
    this.generation += 1;
    for (const id of ids) for (const rows of [this.integrations, this.servers, this.grants]) rows.delete(id);
    this.send(this.orderSince(null));
  }

  orderSince(since: number | null): object {
    const changed = <T>(rows: Map<string, Row<T>>): T[] =>
      [...rows.values()].filter((row) => since === null || row.generation > since).map((row) => row.value);
    const { connectorId, generation } = this;
    const rows = {
      integrations: changed(this.integrations),
      servers: changed(this.servers),
      grants: changed(this.grants),
    };
    return { type: 'order', connectorId, generation, since, ...rows };
  }

  send(message: object): void {
    for (const text of this.tamper(JSON.stringify(message))) this.socket?.send(text);
  }

  /** Asks for a certificate; gives the answer. */
  async sign(
    grantId: string,
    keyNumber: number,
    publicKey: string,
  ): Promise<Extract<FromConnector, { callId: string }>> {
    const callId = randomUUID();
    this.send({ type: 'sign', callId, grantId, keyNumber, publicKey });
    for (;;) {
      const answer = this.heard.find((message) => 'callId' in message && message.callId === callId);
      if (answer !== undefined && 'callId' in answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The last report of a server. */
  report(serverId: string): ServerReport | undefined {
    return this.heard.findLast((message) => message.type === 'server-report' && message.serverId === serverId) as
      ServerReport | undefined;
  }

  faultsOf(grantId: string): GrantFault[] {
    return this.heard.filter(
      (message): message is GrantFault => message.type === 'grant-fault' && message.grantId === grantId,
    );
  }

  /** What receipts proved of a grant, in their order. */
  provedOf(grantId: string): string[] {
    return this.receipts.flatMap((receipt) =>
      receipt.grants
        .filter((grant) => grant.grantId === grantId && grant.remaining.length === 0)
        .map((grant) => grant.state),
    );
  }

  dropLink(): void {
    this.socket?.terminate();
    this.socket = undefined;
  }

  async stop(): Promise<void> {
    this.dropLink();
    for (const socket of this.links?.clients ?? []) socket.terminate();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  /** Comes back on the same port after `stop`. */
  async restart(): Promise<void> {
    this.http = this.makeServer();
    await this.listen();
  }

  private async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.http.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.http.address() as AddressInfo).port;
  }

  private makeServer(): Server {
    const http = createServer((request, response) => void this.enrol(request, response));
    const links = new WebSocketServer({ server: http, path: LINK_PATH, maxPayload: LINK_MAX_BYTES });
    this.links = links;
    links.on('connection', (socket) => this.greet(socket));
    return http;
  }

  private async enrol(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { token, publicKey } = decodeAs(EnrolRequest, Buffer.concat(chunks).toString());
    const isKnown = this.publicKeyPem === undefined || this.publicKeyPem === publicKey;
    if (request.url !== ENROL_PATH || token !== this.token || !isKnown) {
      response.writeHead(403).end('{"code":"enrolment-refused"}');
      return;
    }
    this.enrolments += 1;
    this.publicKeyPem = publicKey;
    this.publicKey = createPublicKey(publicKey);
    const { connectorId, installationId } = this;
    response.writeHead(201).end(JSON.stringify({ connectorId, installationId, name: 'test connector' }));
  }

  private greet(socket: WebSocket): void {
    const nonce = randomBytes(32).toString('base64');
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.socket === socket) this.socket = undefined;
    });
    socket.on('message', (data) => this.hear(socket, nonce, data.toString()));
    socket.send(
      JSON.stringify({
        type: 'challenge',
        nonce,
        installationId: this.challengeInstallationId,
        protocol: PROTOCOL_VERSION,
      }),
    );
  }

  private hear(socket: WebSocket, nonce: string, text: string): void {
    const message = decodeMessage(FROM_CONNECTOR, text);
    if (message.type === 'hello') return this.welcome(socket, nonce, message);
    if (!this.proven.has(socket)) throw new Error('A message came before the hello.');
    if (socket !== this.socket) return; // it was cut, or another one took its place
    this.heard.push(message);
    if (message.type !== 'receipt' || !this.storesReceipts) return;
    if (!this.isSigned(receiptSignatureBytes(message.payload), message.signature))
      throw new Error('A receipt is not signed.');
    const payload = decodeAs(ReceiptPayload, message.payload);
    if (!this.receipts.some((known) => known.receiptId === payload.receiptId)) this.receipts.push(payload);
    this.send({ type: 'receipt-stored', receiptIds: [message.receiptId] });
  }

  private welcome(socket: WebSocket, nonce: string, hello: Hello): void {
    const { installationId, connectorId } = this;
    const bytes = linkSignatureBytes({ nonce, installationId, connectorId, instanceId: hello.instanceId });
    if (this.refuses || !this.isSigned(bytes, hello.signature) || hello.connectorId !== connectorId) {
      socket.send(JSON.stringify({ type: 'refused', code: 'link-refused', message: 'This connector was removed.' }));
      socket.close(LINK_REFUSED_CODE);
      return;
    }
    this.hellos.push(hello);
    this.proven.add(socket);
    this.socket = socket;
    socket.send(
      JSON.stringify({ type: 'welcome', connectorId, name: 'test connector', serverTimeIso: new Date().toISOString() }),
    );
    this.send(this.orderSince(hello.generation));
  }

  private isSigned(bytes: Buffer, signature: string): boolean {
    return this.publicKey !== undefined && verify(null, bytes, this.publicKey, Buffer.from(signature, 'base64'));
  }
}
