import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import type { Welcome } from '#protocol/from-control-plane.js';
import { INSTANCES_SINCE, TELLS_CLOCK_SINCE } from '#protocol/version.js';
import { LinkInlet } from './link-inlet.js';
import { LinkOutlet, type WakeFor } from './link-outlet.js';
import type { LinkParts } from './link-parts.js';
import { line, type ProvenConnector, refuse, type RefusalCode, send } from './link.js';

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
  /** It was welcomed: before that it would not hear what is sent. */
  private isOpen = false;
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
    const { connectorId, name, version } = this.who;
    const closed = new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    await this.outlet.begin();
    const { keyId, instanceId, clockSkewSeconds, userCaKeys, ceiling, generation } = this.who;
    const link = {
      id: this.id,
      connectorId,
      keyId,
      instanceId,
      version,
      clockSkewSeconds,
      userCaKeys,
      ceiling,
      generation,
    };
    const misfit = await this.parts.presence.came(link);
    if (misfit) return this.sendAway(misfit);
    try {
      this.socket.on('message', (data, isBinary) => this.inlet.receive(isBinary ? '' : String(data)));
      this.socket.on('pong', () => void this.seen());
      this.timer = setInterval(() => this.ping(), PING_EVERY_MS);
      send(this.socket, await this.welcome());
      this.isOpen = true;
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

  private async welcome(): Promise<Welcome> {
    const { connectorId, name, protocol } = this.who;
    const welcome = {
      type: 'welcome' as const,
      connectorId,
      name,
      serverTimeIso: this.parts.clock.now().toISOString(),
    };
    if (protocol < INSTANCES_SINCE) return welcome;
    const connector = await this.parts.source.connector(connectorId);
    return { ...welcome, generation: connector?.generation ?? 0 };
  }

  /** What it is does not fit to the other instances of its connector. */
  private sendAway(misfit: Fault): void {
    this.log.warn(line(this.who, 'link refused', misfit));
    refuse(this.socket, misfit.code as RefusalCode, misfit.message, misfit.hint ?? '');
    this.socket.resume();
  }

  /** Something may have changed for this connector; or there are questions for it, and nothing else. */
  wake(what: WakeFor = 'all'): void {
    if (!this.isOpen) return;
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
      const { connectorId, keyId } = this.who;
      const link = { id: this.id, connectorId, keyId, generation: this.outlet.held };
      const known = await this.parts.presence.seen(link);
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
