import { isClockOff, skewWords } from '#access/clock-skew.js';
import type { ConnectorKeyEntity } from './connector-key.entity.js';
import type { ConnectorUse } from './connector-uses.js';
import type { ConnectorEntity } from './connector.entity.js';
import type { ConnectorInstanceView, ConnectorView } from './connectors.dto.js';
import type { LiveInstance } from './presence.service.js';
import { caKeyViews } from './user-ca-keys.js';

/** Takes a connector's row, its enrolled instances, the links that they hold now and what uses it. */
export function connectorView(
  connector: ConnectorEntity,
  keys: readonly ConnectorKeyEntity[],
  live: readonly LiveInstance[],
  uses: readonly ConnectorUse[],
): ConnectorView {
  const userCaKeys = live.length > 0 ? live.flatMap((instance) => instance.userCaKeys) : connector.userCaKeys;
  return {
    id: connector.id,
    name: connector.name,
    connected: live.length > 0,
    instances: keys.map((key) => instanceView(key, live)),
    version: connector.version,
    lastSeenAt: connector.lastSeenAt?.toISOString() ?? null,
    enrolled: keys.length > 0,
    ordersAhead: connector.aheadGeneration !== null,
    fault: clockFault(connector.name, live),
    warnings: versionWarnings(live),
    clockSkewSeconds: worstSkew(live),
    createdAt: connector.createdAt.toISOString(),
    userCaKeys: caKeyViews(userCaKeys),
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

/** Of two links of one instance (a process that dialled again) the newer one counts. */
function instanceView(key: ConnectorKeyEntity, live: readonly LiveInstance[]): ConnectorInstanceView {
  const [link] = live
    .filter(({ keyId }) => keyId === key.id)
    .sort((one, other) => other.connectedAt.getTime() - one.connectedAt.getTime());
  return {
    id: key.id,
    enrolledAt: key.enrolledAt.toISOString(),
    connected: link !== undefined,
    connectedAt: link?.connectedAt.toISOString() ?? null,
    lastSeenAt: key.lastSeenAt?.toISOString() ?? null,
    version: link?.version ?? key.version,
    clockSkewSeconds: link?.clockSkewSeconds ?? null,
    generation: link?.generation ?? null,
    userCaKeys: caKeyViews(key.userCaKeys),
    refusal: refusalView(key),
    refusedUserCaKeys: key.refusal?.code === 'user-ca-differs' ? caKeyViews(key.refusal.userCaKeys) : [],
  };
}

const refusalView = ({ refusal }: ConnectorKeyEntity): ConnectorInstanceView['refusal'] =>
  refusal && { code: refusal.code, message: refusal.message, hint: refusal.hint };

/** They work together as far as the older one goes, so it is no fault; but nobody should leave it so. */
function versionWarnings(live: readonly LiveInstance[]): string[] {
  const versions = [...new Set(live.map(({ version }) => version))].sort();
  if (versions.length < 2) return [];
  return [`Its instances are of different versions (${versions.join(', ')}). Update them to the same one.`];
}
