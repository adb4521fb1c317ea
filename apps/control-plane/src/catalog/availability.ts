import type { IntegrationEntity } from './integration.entity.js';
import type { ResourceEntity } from './resource.entity.js';

/** A server or connector whose clock is off by more than this gets no new grants [I20]. */
export const CLOCK_SKEW_MAX_SECONDS = 30;

/** Why nobody can be given anything new on a server now, as a sentence for him; undefined: it is possible. */
export function unavailableReason(
  server: ResourceEntity,
  integration: IntegrationEntity,
  connectorClockOff: boolean,
): string | undefined {
  if (server.gone || server.leaving || integration.deletedAt !== null) return 'The server is no longer in the catalog.';
  if (server.clearing || server.wanted === 'removed') return 'An administrator is taking Curfew off this server.';
  if (server.nextAddress !== null) return 'The address of the server is being changed.';
  if (connectorClockOff) return 'The clock of the connector is off by more than 30 seconds.';
  if (Math.abs(server.clockSkewSeconds ?? 0) > CLOCK_SKEW_MAX_SECONDS) {
    return 'The clock of the server is off by more than 30 seconds.';
  }
  return reasonOfState(server);
}

function reasonOfState(server: ResourceEntity): string | undefined {
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
