import type { WebSocket } from 'ws';
import { Fault } from '#access/fault.js';
import type { ConnectorId } from '#access/ids.js';
import { EXTENSIONS, type Order, type OrderedGrant } from '#protocol/order.js';
import { EXTENDED_SINCE, FINISH_SINCE, LINK_MAX_BYTES, SUDO_SINCE, TELLS_END_SINCE } from '#protocol/version.js';

/** What was ordered must be in the connector's journal within this time, else the link is not what it seems. */
const TAKEN_WITHIN_MS = 60_000;

/** What one link knows of orders: which generation the connector holds, and which one is on its way. */
export class OrdersOfLink {
  private onItsWay?: { generation: number; sentAtMs: number };

  constructor(private heldNow: number | null) {}

  /** The generation in the connector's journal; null: none. */
  get held(): number | null {
    return this.heldNow;
  }

  /** Nothing is on its way, so the next order may be sent. @throws Fault conflict when the last one was never taken */
  isFree(nowMs: number): boolean {
    if (!this.onItsWay) return true;
    if (nowMs - this.onItsWay.sentAtMs > TAKEN_WITHIN_MS) {
      throw new Fault('conflict', `The connector did not take the order ${this.onItsWay.generation}.`);
    }
    return false;
  }

  sent(generation: number, sentAtMs: number): void {
    this.onItsWay = { generation, sentAtMs };
  }

  /** @throws Fault input-invalid for an order that was not sent on this link */
  taken(generation: number): void {
    if (generation !== this.onItsWay?.generation) {
      throw new Fault('input-invalid', 'The connector took an order that was not sent.', {
        detail: `taken ${generation}, sent ${this.onItsWay?.generation ?? 'none'}`,
      });
    }
    this.heldNow = generation;
    this.onItsWay = undefined;
  }
}

/** Whether the order speaks of what a connector with this version of the link does not know. */
export const isBeyond = (protocol: number, { integrations, grants }: Pick<Order, 'integrations' | 'grants'>): boolean =>
  (protocol < SUDO_SINCE && [...integrations, ...grants].some(({ sudoRoles }) => sudoRoles !== undefined)) ||
  (protocol < EXTENDED_SINCE && grants.some(({ extended }) => extended !== undefined)) ||
  (protocol < TELLS_END_SINCE && grants.some(({ extended = 0 }) => extended > EXTENSIONS.mostBefore7));

/**
 * The order for a connector with this version of the link: an older one is not told that sessions may finish, and ends them; nor is it
 * told to say which end a server holds.
 */
export const wordedFor = <T extends Pick<Order, 'grants'>>(protocol: number, order: T): T =>
  protocol >= TELLS_END_SINCE ? order : { ...order, grants: order.grants.map((grant) => wordedGrant(protocol, grant)) };

const wordedGrant = (protocol: number, { finishUntilIso, tellEnd: _, ...grant }: OrderedGrant): OrderedGrant =>
  protocol >= FINISH_SINCE && finishUntilIso !== undefined ? { ...grant, finishUntilIso } : grant;

/** Sends an order. @throws Fault conflict when it is larger than the link carries */
export function sendOrder(
  socket: WebSocket,
  connectorId: ConnectorId,
  order: Omit<Order, 'type' | 'connectorId'>,
): void {
  const text = JSON.stringify({ type: 'order', connectorId, ...order });
  if (Buffer.byteLength(text) > LINK_MAX_BYTES) {
    throw new Fault(
      'conflict',
      'The order is larger than the link carries; give some integrations another connector.',
      {
        detail: `${order.servers.length} servers, ${order.grants.length} grants`,
      },
    );
  }
  if (socket.readyState === socket.OPEN) socket.send(text);
}
