import type { StoredFault } from './integration.entity.js';

/** What the servers of one integration are like, counted. */
export interface ServerCounts {
  found: number;
  /** Those that Curfew is not being taken off. */
  kept: number;
  active: number;
  /** Not looked at, not confirmed or not set up yet. */
  waiting: number;
  faulty: number;
  /** The first three of the faulty ones, by name. */
  faultyNames: string[];
  /** How many different kinds of fault there are. */
  faultKinds: number;
  firstFault: StoredFault | null;
  lastLookedAt: Date | null;
}

export const NO_SERVERS: ServerCounts = {
  found: 0,
  kept: 0,
  active: 0,
  waiting: 0,
  faulty: 0,
  faultyNames: [],
  faultKinds: 0,
  firstFault: null,
  lastLookedAt: null,
};

export interface IntegrationStatus {
  status: 'initializing' | 'active' | 'warning' | 'error';
  fault: StoredFault | null;
}

export interface StatusFacts {
  connectorName: string;
  connected: boolean;
  /** The connector was connected at some time: being away is a fault, not a beginning. */
  everConnected: boolean;
  secretFault: StoredFault | null;
  /** The connector has read the secret, or tried to. */
  looked: boolean;
  servers: ServerCounts;
}

/** Derives what an integration is like from what is known of connector, secret and servers; it is stored nowhere. */
export function integrationStatus(facts: StatusFacts): IntegrationStatus {
  const { servers, secretFault } = facts;
  if (!facts.connected) return { status: facts.everConnected ? 'error' : 'initializing', fault: offline(facts) };
  if (secretFault) return { status: 'error', fault: secretFault };
  if (servers.faulty > 0) {
    const nothingWorks = servers.faulty === servers.kept && servers.active === 0;
    return { status: nothingWorks ? 'error' : 'warning', fault: faultOf(servers) };
  }
  if (!facts.looked || servers.waiting > 0) return { status: 'initializing', fault: null };
  return { status: 'active', fault: null };
}

const offline = ({ connectorName, everConnected }: StatusFacts): StoredFault => ({
  code: 'connector-offline',
  message: `The connector ${connectorName} ${everConnected ? 'is not' : 'was never'} connected.`,
  hint: everConnected
    ? 'Start the connector again, and see its log; running grants still end on time.'
    : 'Start it with the command that the page Connectors shows.',
});

function faultOf({ kept, faulty, faultyNames, faultKinds, firstFault }: ServerCounts): StoredFault {
  const fault = firstFault ?? { code: 'server-unreachable', message: 'The server is not ready.' };
  const left = faulty - faultyNames.length;
  const names = `${faultyNames.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  const which = faulty === kept && kept > 1 ? `all ${kept} servers` : names;
  const others = faultKinds > 1 ? ' Other servers have other faults; see each.' : '';
  return { ...fault, message: `${faulty} of ${kept} not in order (${which}): ${fault.message}${others}` };
}
