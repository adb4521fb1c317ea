/** When the time of a grant begins, and so when it ends. */
import type { AccessFlowVersion } from './access-flow.js';
import { deny, type Denial } from './denial.js';

/**
 * Approved access that begins later. `scheduled`: by itself at `dueMs`. `first-use`: when its receiver begins it, which must be
 * before `dueMs`. Until then there is no grant, and so nothing of it on any server.
 */
export interface LaterStart {
  readonly at: 'scheduled' | 'first-use';
  readonly dueMs: number;
}

export interface GrantTimes {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The times of a grant that is given at `nowMs`, and whose time counts from `beginsMs`: a start that came late gives no time back. */
export const grantTimes = (durationSeconds: number, beginsMs: number, nowMs = beginsMs): GrantTimes => ({
  fromMs: nowMs,
  untilMs: beginsMs + durationSeconds * 1000,
});

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

/** How access that is approved now begins later; null: it begins at once, also where the start that was asked for has passed. */
export const laterStart = (
  { clockStart }: AccessFlowVersion,
  startAtMs: number | null,
  nowMs: number,
): LaterStart | null => {
  if (startAtMs !== null) return startAtMs > nowMs ? { at: 'scheduled', dueMs: startAtMs } : null;
  return clockStart.at === 'first-use' ? { at: 'first-use', dueMs: nowMs + clockStart.withinSeconds * 1000 } : null;
};
