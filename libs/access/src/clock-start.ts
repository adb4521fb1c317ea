/** When the time of a grant begins, and so when it ends. */
import type { AccessFlowVersion } from './access-flow.js';
import { deny, type Denial } from './denial.js';

/** The first use must come until then, and the grant ends so long after it. */
export interface FirstUse {
  readonly byMs: number;
  readonly durationSeconds: number;
}

export interface GrantTimes {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly firstUse: FirstUse | null;
}

/** The times of a grant that starts at `startMs`. A first use moves no end later, so until then it is the latest possible one. */
export const grantTimes = ({ clockStart }: AccessFlowVersion, durationSeconds: number, startMs: number): GrantTimes => {
  if (clockStart.at !== 'first-use') {
    return { fromMs: startMs, untilMs: startMs + durationSeconds * 1000, firstUse: null };
  }
  const byMs = startMs + clockStart.withinSeconds * 1000;
  return { fromMs: startMs, untilMs: byMs + durationSeconds * 1000, firstUse: { byMs, durationSeconds } };
};

/** When an ask may start; null: as soon as it is approved. A moment that has passed is now. */
export const startOf = (
  flow: AccessFlowVersion,
  startAtMs: number | null,
  nowMs: number,
): { startAtMs: number | null } | Denial => {
  if (startAtMs === null) return { startAtMs };
  const ahead = flow.clockStart.at === 'scheduled' ? flow.clockStart.withinSeconds : 0;
  if (!Number.isSafeInteger(startAtMs) || ahead === 0 || startAtMs > nowMs + ahead * 1000) {
    return deny('start-not-allowed', { flow: flow.name, longestSeconds: ahead });
  }
  return { startAtMs: startAtMs <= nowMs ? null : startAtMs };
};
