import type { WebSocket } from 'ws';
import type { IntegrationId } from '#access/ids.js';
import { sameKeys } from '../connectors/instance-fit.js';
import type { LinkParts } from './link-parts.js';
import { type ProvenConnector, refuse, send } from './link.js';
import { isBeyond, OrdersOfLink, sendOrder, wordedFor } from './orders.js';

/** What a link is woken for. */
export type WakeFor = 'all' | 'questions';

/**
 * What goes out on one link: the order that the connector lacks, wishes to look again, questions for certificates. It is
 * level-triggered: each call looks at what is so, and calls that come while one runs make it look once more.
 */
export class LinkOutlet {
  private readonly orders: OrdersOfLink;
  private looksPassedOn = new Map<IntegrationId, number>();
  private running = false;
  private again?: WakeFor;

  constructor(
    private readonly socket: WebSocket,
    private readonly linkId: string,
    private readonly who: ProvenConnector,
    private readonly parts: LinkParts,
  ) {
    this.orders = new OrdersOfLink(who.generation);
  }

  /** Wishes from before this link are not passed on: a connector that comes looks at everything by itself. */
  async begin(): Promise<void> {
    this.looksPassedOn = await this.parts.source.looksWanted(this.who.connectorId);
  }

  /** @throws Fault when the connector does not do its part; or what the database throws */
  async sync(what: WakeFor = 'all'): Promise<void> {
    if (this.again !== 'all') this.again = what;
    if (this.running) return;
    this.running = true;
    try {
      while (this.again && this.socket.readyState === this.socket.OPEN) {
        const now = this.again;
        this.again = undefined;
        await (now === 'all' ? this.sendWhatLacks() : this.sendQuestions());
      }
    } finally {
      this.running = false;
    }
  }

  /** The generation in the connector's journal; null: none. */
  get held(): number | null {
    return this.orders.held;
  }

  /** The order is in the connector's journal. */
  taken(generation: number): void {
    this.orders.taken(generation);
  }

  private async sendWhatLacks(): Promise<void> {
    const { connectorId, keyId, userCaKeys } = this.who;
    const { source } = this.parts;
    const [connector, isInForce] = await Promise.all([source.connector(connectorId), source.isInForce(keyId)]);
    if (!connector || !isInForce) return this.refuseStranger();
    if (userCaKeys.length > 0 && !sameKeys(userCaKeys, connector.userCaKeys)) return this.refuseOtherCa();
    const { held } = this.orders;
    if (this.orders.isFree(this.parts.clock.nowMs())) {
      const isAhead = held !== null && held > connector.generation;
      if (isAhead) await source.foundAhead(connectorId, held);
      const order = isAhead || connector.ahead ? undefined : await source.next(connector, held);
      if (order) {
        if (isBeyond(this.who.protocol, order)) return this.refuseTooOld();
        this.orders.sent(order.generation, this.parts.clock.nowMs());
        sendOrder(this.socket, connectorId, wordedFor(this.who.protocol, order));
      }
    }
    await this.sendLooks();
    await this.sendQuestions();
  }

  /** It would refuse the whole order, with words that say less. */
  private refuseTooOld(): void {
    const message =
      'This connector knows no sudo roles, or no or not so many extensions, and a server of it has some: update the connector.';
    refuse(this.socket, 'link-refused', message, "Install the connector of the control plane's own version.");
  }

  /** The connector was deleted, or this instance removed, while the link was open. */
  private refuseStranger(): void {
    const message = 'The connector was deleted, or this instance of it was removed.';
    refuse(this.socket, 'link-refused', message, 'Look at the page Connectors.');
  }

  /** Another key was accepted while the link was open. */
  private refuseOtherCa(): void {
    const message = 'Another user CA key counts for this connector now.';
    refuse(this.socket, 'user-ca-differs', message, 'Give this instance the same CURFEW_CA_SECRET and start it again.');
  }

  private async sendLooks(): Promise<void> {
    const wanted = await this.parts.source.looksWanted(this.who.connectorId);
    for (const [integrationId, count] of wanted) {
      if (count > (this.looksPassedOn.get(integrationId) ?? 0)) send(this.socket, { type: 'look', integrationId });
    }
    this.looksPassedOn = wanted;
  }

  private async sendQuestions(): Promise<void> {
    const { held } = this.orders;
    if (held === null) return;
    for (const question of await this.parts.relay.carry(this.who.connectorId, this.linkId, held)) {
      send(this.socket, question);
    }
  }
}
