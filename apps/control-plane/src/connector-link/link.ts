import type { WebSocket } from 'ws';
import { Fault } from '#access/fault.js';
import type { ConnectorId, ConnectorKeyId } from '#access/ids.js';
import type { FromControlPlane } from '#protocol/from-control-plane.js';
import { LINK_REFUSED_CODE } from '#protocol/version.js';

/** Close code: the connector sent something that it may not send. */
export const MALFORMED_CODE = 4400;

/** Who a connector proved to be in the handshake. Only the handshake makes one. */
export interface ProvenConnector {
  readonly connectorId: ConnectorId;
  readonly name: string;
  /** The enrolled instance whose key it proved to hold; when that was removed, the link is over. */
  readonly keyId: ConnectorKeyId;
  /** Of the process: made anew by each start. */
  readonly instanceId: string;
  readonly version: string;
  /** The version of the link that it speaks, see libs/protocol. */
  readonly protocol: number;
  /** What its journal holds; null: nothing. */
  readonly generation: number | null;
  readonly clockSkewSeconds: number;
  readonly userCaKeys: string[];
  /** Digest of its ceiling; null: it is of a version that tells none. */
  readonly ceiling: string | null;
}

export type RefusalCode = 'link-refused' | 'input-invalid' | 'user-ca-differs' | 'ceiling-differs';

/** A line for the log: whom it is about, what happened, why. */
export function line(who: { connectorId: string } | undefined, what: string, cause?: unknown): string {
  const why = cause instanceof Fault ? [cause.message, cause.detail] : cause === undefined ? [] : [String(cause)];
  const parts = [who && `connector ${who.connectorId}`, ...why].filter((part) => part !== undefined);
  return parts.length > 0 ? `${what} (${parts.join('; ')})` : what;
}

/** One message to a connector. Nothing is sent on a socket that is closing. */
export function send(socket: WebSocket, message: FromControlPlane): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

/** Says why, and closes. */
export function refuse(socket: WebSocket, code: RefusalCode, message: string, hint: string): void {
  send(socket, { type: 'refused', code, message, hint });
  socket.close(LINK_REFUSED_CODE, code);
}
