import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { ConnectorId } from '#access/ids.js';
import { TELLS_CLOCK_SINCE } from '#protocol/version.js';
import { LinkInlet } from './link-inlet.js';
import { LinkOutlet, type WakeFor } from './link-outlet.js';
import type { LinkParts } from './link-parts.js';
import { line, type ProvenConnector, send } from './link.js';

const PING_EVERY_MS = 15_000;
/** So many pings in a row without an answer end the link. */
const MISSED_MAX = 2;
const FAILED_CODE = 1011;

/** One open link of a proven connector, from its welcome to its close. */
export class LinkSession {
  readonly id = randomUUID();
  private readonly log = new Logger('ConnectorLink');
  private readonly outlet: LinkOutlet;
  private readonly inlet: LinkInlet;
  private missed = 0;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    readonly who: ProvenConnector,
    private readonly parts: LinkParts,
  ) {
    this.outlet = new LinkOutlet(socket, this.id, who, parts);
    this.inlet = new LinkInlet(socket, this.id, who, parts, this.outlet);
  }

  get connectorId(): ConnectorId {
    return this.who.connectorId;
  }

  /** Welcomes the connector and serves it. @returns when the link is over and forgotten */
  async serve(): Promise<void> {
    const { connectorId, name, instanceId, version, clockSkewSeconds, userCaKeys } = this.who;
    const closed = new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    await this.outlet.begin();
    await this.parts.presence.came({ id: this.id, connectorId, instanceId, version, clockSkewSeconds, userCaKeys });
    try {
      this.socket.on('message', (data, isBinary) => this.inlet.receive(isBinary ? '' : String(data)));
      this.socket.on('pong', () => void this.seen());
      this.timer = setInterval(() => this.ping(), PING_EVERY_MS);
      send(this.socket, { type: 'welcome', connectorId, name, serverTimeIso: this.parts.clock.now().toISOString() });
      this.askClock();
      this.socket.resume();
      this.log.log(line(this.who, `connector ${name} connected, version ${version}`));
      this.wake();
      if (this.socket.readyState !== this.socket.CLOSED) await closed;
    } finally {
      clearInterval(this.timer);
      await this.forget();
    }
  }

  /** Something may have changed for this connector; or there are questions for it, and nothing else. */
  wake(what: WakeFor = 'all'): void {
    this.outlet.sync(what).catch((error: unknown) => {
      this.log.warn(line(this.who, 'link closed: the order could not be sent', error));
      this.socket.close(FAILED_CODE, 'try again');
    });
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  /** Without waiting for the other side. */
  cut(): void {
    this.socket.terminate();
  }

  private ping(): void {
    if (this.missed >= MISSED_MAX) return this.socket.terminate();
    this.missed += 1;
    this.socket.ping();
    this.askClock();
  }

  private askClock(): void {
    if (this.who.protocol < TELLS_CLOCK_SINCE) return;
    send(this.socket, this.inlet.clock.ask(this.parts.clock.nowMs()));
  }

  private async seen(): Promise<void> {
    this.missed = 0;
    try {
      const known = await this.parts.presence.seen(this.id, this.connectorId);
      if (!known) this.socket.close(FAILED_CODE, 'taken for dead');
    } catch (error) {
      this.log.warn(line(this.who, 'the presence of a connector was not stored', error));
    }
  }

  private async forget(): Promise<void> {
    try {
      await this.parts.presence.left(this.id);
      await this.parts.relay.putBack(this.connectorId, this.id);
      this.log.log(line(this.who, `connector ${this.who.name} disconnected`));
    } catch (error) {
      this.log.warn(line(this.who, 'a closed link could not be forgotten; it will be swept', error));
    }
  }
}
