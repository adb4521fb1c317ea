import { isClockOff, skewWords } from '#access/clock-skew.js';
import { Fault } from '#access/fault.js';
import { parsePublicKey } from '#ssh/public-key.js';
import type { ConnectorUse } from './connector-uses.js';
import type { ConnectorEntity } from './connector.entity.js';
import type { ConnectorView, UserCaKeyView } from './connectors.dto.js';
import type { LiveInstance } from './presence.service.js';

/** Takes a connector's row, the links that it holds now and what uses it. */
export function connectorView(
  connector: ConnectorEntity,
  live: readonly LiveInstance[],
  uses: readonly ConnectorUse[],
): ConnectorView {
  const userCaKeys = live.length > 0 ? live.flatMap((instance) => instance.userCaKeys) : connector.userCaKeys;
  return {
    id: connector.id,
    name: connector.name,
    connected: live.length > 0,
    instances: live.length,
    version: connector.version,
    lastSeenAt: connector.lastSeenAt?.toISOString() ?? null,
    enrolled: connector.publicKey !== null,
    ordersAhead: connector.aheadGeneration !== null,
    fault: clockFault(connector.name, live),
    clockSkewSeconds: worstSkew(live),
    createdAt: connector.createdAt.toISOString(),
    userCaKeys: [...new Set(userCaKeys)].map(caKeyView),
    integrations: uses.map(({ id, name }) => ({ id, name })),
  };
}

/** Of several processes the one that is off the most counts; null: none is connected. */
const worstSkew = (live: readonly LiveInstance[]): number | null =>
  live.map(({ clockSkewSeconds }) => clockSkewSeconds).sort((a, b) => Math.abs(b) - Math.abs(a))[0] ?? null;

function clockFault(name: string, live: readonly LiveInstance[]): ConnectorView['fault'] {
  const skew = worstSkew(live);
  if (skew === null || !isClockOff(skew)) return null;
  return {
    code: 'connector-clock-off',
    message: `The clock of the connector ${name} is ${skewWords(skew)}; it gets no new grants.`,
    hint: 'Set the clock of its machine, e.g. with timedatectl set-ntp true, which is noticed within seconds. If every connector shows this, it is the clock of the control plane that is off.',
  };
}

/** A line that cannot be read is shown all the same: it is what the connector says it uses. */
function caKeyView(line: string): UserCaKeyView {
  try {
    return { line, fingerprint: parsePublicKey(line).fingerprint };
  } catch (error) {
    if (error instanceof Fault) return { line, fingerprint: '' };
    throw error;
  }
}
