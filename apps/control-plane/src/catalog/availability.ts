import { isClockOff, skewWords } from '#access/clock-skew.js';
import type { ClockOff } from '#access/resource.js';
import type { ConnectorObstacle } from '../connectors/presence.service.js';
import type { IntegrationEntity } from './integration.entity.js';
import type { ResourceEntity } from './resource.entity.js';

/** Why nobody can be given anything new on a server now. */
export interface Unavailable {
  /** A sentence for him who asks. */
  reason: string;
  /** Whose clock is off, where that is why [I20]. */
  clockOff?: ClockOff;
}

/** @param connector what of its connector is in the way; undefined: nothing. @returns undefined: possible */
export function unavailable(
  server: ResourceEntity,
  integration: IntegrationEntity,
  connector: ConnectorObstacle | undefined,
): Unavailable | undefined {
  const reason = reasonOfList(server, integration);
  if (reason !== undefined) return { reason };
  if (connector?.ordersAhead) return { reason: RESTORED };
  return clockReason(server, connector?.skewSeconds) ?? reasonOfState(server);
}

const RESTORED =
  'The database of Curfew was restored from a backup; an administrator must look at the page Connectors first.';

function reasonOfList(server: ResourceEntity, integration: IntegrationEntity): string | undefined {
  if (server.gone || server.leaving || integration.deletedAt !== null) return 'The server is no longer in the catalog.';
  if (server.clearing || server.wanted === 'removed') return 'An administrator is taking Curfew off this server.';
  return server.nextAddress === null ? undefined : 'The address of the server is being changed.';
}

function clockReason(
  { clockSkewSeconds }: ResourceEntity,
  connectorSkew: number | null | undefined,
): Unavailable | undefined {
  if (connectorSkew != null) {
    return { reason: `The clock of the connector is ${skewWords(connectorSkew)}.`, clockOff: 'connector-clock-off' };
  }
  if (clockSkewSeconds === null || !isClockOff(clockSkewSeconds)) return undefined;
  return { reason: `The clock of the server is ${skewWords(clockSkewSeconds)}.`, clockOff: 'server-clock-off' };
}

function reasonOfState(server: ResourceEntity): Unavailable | undefined {
  const reason = wordsOfState(server);
  return reason === undefined ? undefined : { reason };
}

function wordsOfState(server: ResourceEntity): string | undefined {
  const fault = server.faults[0]?.message;
  switch (server.state) {
    case 'active':
      return undefined;
    case 'unknown':
      return 'The connector has not looked at the server yet.';
    case 'unconfirmed':
      return 'An administrator must confirm the host key of the server first.';
    case 'ready-for-set-up':
      return 'The server is not set up yet.';
    case 'removed':
      return 'Curfew was taken off this server.';
    default:
      return fault ?? 'The server is not ready.';
  }
}
