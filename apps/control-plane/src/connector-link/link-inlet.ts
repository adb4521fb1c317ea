import { Logger } from '@nestjs/common';
import type { WebSocket } from 'ws';
import { Fault } from '#access/fault.js';
import { decodeMessage } from '#protocol/decode.js';
import { type ClockTold, FROM_CONNECTOR, type FromConnector } from '#protocol/from-connector.js';
import { LinkClock } from './link-clock.js';
import type { LinkOutlet } from './link-outlet.js';
import type { LinkParts } from './link-parts.js';
import { line, MALFORMED_CODE, type ProvenConnector, send } from './link.js';

/** So many messages may wait to be stored; then the socket is not read until some are. */
const WAITING_MAX = 32;
/** Close code (RFC 6455, section 7.4.1): the control plane failed; the connector comes again and repeats. */
const FAILED_CODE = 1011;

/** What comes in on one link: one message after the other, each stored before it is confirmed. */
export class LinkInlet {
  private readonly log = new Logger('ConnectorLink');
  readonly clock: LinkClock;
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly linkId: string,
    private readonly who: ProvenConnector,
    private readonly parts: LinkParts,
    private readonly outlet: LinkOutlet,
  ) {
    this.clock = new LinkClock(who.clockSkewSeconds);
  }

  receive(text: string): void {
    const arrivedMs = this.parts.clock.nowMs();
    this.waiting += 1;
    if (this.waiting >= WAITING_MAX) this.socket.pause();
    this.queue = this.queue.then(() => this.take(text, arrivedMs));
  }

  private async take(text: string, arrivedMs: number): Promise<void> {
    try {
      if (this.socket.readyState === this.socket.OPEN)
        await this.handle(decodeMessage(FROM_CONNECTOR, text), arrivedMs);
    } catch (error) {
      this.fail(error);
    } finally {
      this.waiting -= 1;
      if (this.waiting < WAITING_MAX) this.socket.resume();
    }
  }

  private async handle(message: FromConnector, arrivedMs: number): Promise<void> {
    const { connectorId, keyId } = this.who;
    const { intake, relay } = this.parts;
    switch (message.type) {
      case 'hello':
        throw new Fault('input-invalid', 'The connector said hello a second time.');
      case 'taken':
        this.outlet.taken(message.generation);
        return this.outlet.sync();
      case 'signed':
      case 'sign-refused':
        return relay.answer(this.linkId, message);
      case 'server-report':
        return this.refusable(() => intake.serverReport(connectorId, message, keyId));
      case 'integration-report':
        return this.refusable(() => intake.integrationReport(connectorId, message, keyId));
      case 'grant-fault':
        return this.refusable(() => intake.grantFault(connectorId, message));
      case 'clock':
        return this.clockTold(message, arrivedMs);
      case 'receipt':
        return this.refusable(async () => {
          send(this.socket, { type: 'receipt-stored', receiptIds: [await intake.receipt(connectorId, message)] });
        });
    }
  }

  private async clockTold(message: ClockTold, arrivedMs: number): Promise<void> {
    const before = this.clock.answered(message, arrivedMs);
    if (before !== undefined) await this.parts.presence.clockTold(this.linkId, this.clock.skewSeconds, before);
  }

  /** A well-formed message that is refused (forged, foreign, of something gone) is told to the log; the link goes on. */
  private async refusable(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.warn(line(this.who, 'a message was refused', error));
    }
  }

  /** What the connector sent wrongly closes the link with the reason in the log; what failed here too, for it to come again. */
  private fail(error: unknown): void {
    if (error instanceof Fault) {
      this.log.warn(line(this.who, 'link closed: the connector sent what it may not', error));
      this.socket.close(MALFORMED_CODE, error.message.slice(0, 100));
    } else {
      this.log.error(line(this.who, 'link closed: a message could not be stored', error));
      this.socket.close(FAILED_CODE, 'try again');
    }
  }
}
