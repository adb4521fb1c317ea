import type { ResourceId } from '#access/ids.js';
import { curfewHostVersion } from '#host/script.js';
import { GrantFault, ServerReport } from '#protocol/from-connector.js';
import { faultReportOf, type Reportable } from '#protocol/fault-report.js';
import type { GrantRecord } from '../../journal/journal-state.js';
import type { ServerMemory } from './server-memory.js';

const iso = (ms: number): string => new Date(ms).toISOString();

/** The message about one server, from what is remembered of it. */
export const serverReport = (
  serverId: ResourceId,
  memory: ServerMemory,
  fault: Reportable | undefined,
  nowMs: number,
): ServerReport => {
  const { found } = memory;
  const faults =
    fault === undefined ? found.obstacles : [fault, ...found.obstacles.filter((one) => one.code !== fault.code)];
  return Object.assign(new ServerReport(), {
    type: 'server-report' as const,
    serverId,
    state: found.state,
    lookedAtIso: iso(nowMs),
    faults: faults.slice(0, 50).map(faultReportOf),
    warnings: [...reaperWarnings(memory), ...scriptWarnings(memory), ...found.warnings]
      .slice(0, 50)
      .map((warning) => warning.slice(0, 2000)),
    hostKeys: found.hostKeys.slice(0, 10),
    missingGroups: found.missingGroups.slice(0, 200),
    wouldWrite: found.wouldWrite.slice(0, 50),
    sshdVersion: found.sshdVersion,
    scriptVersion: found.scriptVersion,
    sudoMode: found.sudoMode,
    helperReady: found.helperReady,
    clockSkewSeconds: found.clockSkewSeconds,
  });
};

/** Where access would outlast its end while the connector is down, and when. */
const reaperWarnings = ({ isSetUp, reaper }: ServerMemory): string[] => {
  if (!isSetUp || reaper === 'systemd' || reaper === 'cron') return [];
  if (reaper === 'loop') return [LOOP_WARNING];
  return reaper === 'none' ? [NO_REAPER_WARNING] : [];
};

/** The connector cannot upgrade it there, and which of the two is newer does not show. */
const scriptWarnings = ({ found: { sudoMode, scriptVersion } }: ServerMemory): string[] =>
  sudoMode !== 'helper' || scriptVersion === null || scriptVersion === curfewHostVersion()
    ? []
    : [
        `curfew-host on this server (${scriptVersion}) is of another version than its connector's (${curfewHostVersion()}). It goes on working, but only root on the server can upgrade it: download it and run \`sh curfew-host install\` there, see “Install by hand”.`,
      ];

const LOOP_WARNING =
  'Neither systemd nor cron runs on this server: a small process ends access here while the connector is down, and it does not survive a reboot.';
const NO_REAPER_WARNING =
  'Nothing on this server ends access by itself while the connector is down. Set the server up again.';

export interface GrantTrouble {
  fault: Reportable;
  final: boolean;
  /** Unix milliseconds; undefined: not tried again by itself. */
  retryAtMs?: number;
}

/** The message about one grant that could not be added or removed. */
export const grantFault = ({ ordered }: GrantRecord, { fault, final, retryAtMs }: GrantTrouble): GrantFault =>
  Object.assign(new GrantFault(), {
    type: 'grant-fault' as const,
    grantId: ordered.grantId,
    serverId: ordered.serverId,
    fault: faultReportOf(fault),
    final,
    ...(ordered.extended !== undefined && { extended: ordered.extended }),
    retryAtIso: retryAtMs === undefined ? null : iso(retryAtMs),
  });
