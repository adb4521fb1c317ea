import { isClockOff } from '#access/clock-skew.js';
import type { ResourceId } from '#access/ids.js';
import type { ServerRecord } from '../../journal/journal-state.js';
import {
  isProvedAsWanted,
  nextDeadlineMs,
  presentDigest,
  serverGrants,
  wantedFor,
  type WantedSources,
} from '../list/wanted-for.js';
import type { ServerMemory } from './server-memory.js';

/** A server is looked at again after this time, even when nothing is asked of it. */
const LOOK_EVERY_MS = 60 * 60_000;
/** A clock that is off is soon set right: then what waits for that goes on. */
const LOOK_AT_CLOCK_EVERY_MS = 60_000;

/** How long after the last look the next one is due. */
export const lookEveryMs = ({ found }: ServerMemory): number =>
  isClockOff(found.clockSkewSeconds ?? 0) ? LOOK_AT_CLOCK_EVERY_MS : LOOK_EVERY_MS;

/** What a server's state asks for, as text: if it is the same as at the last failed try, the back-off holds. */
export const wantedText = (
  sources: WantedSources,
  serverId: ResourceId,
  memory: ServerMemory,
  nowMs: number,
): string => {
  const wanted = wantedFor(sources, serverId, { nowMs, withholdNew: memory.amber });
  const unproved = serverGrants(sources, serverId, nowMs).unproved.map((grant) => grant.ordered.grantId);
  const waited = memory.behind && sources.state.generation;
  return JSON.stringify([presentDigest(wanted), unproved, sources.state.servers.get(serverId)?.ordered, waited]);
};

/** Whether something of ours may be written there. */
export const mayWrite = (server: ServerRecord): boolean => server.touched || server.ordered.wanted === 'set-up';

/** Whether anything waits to be added or removed: such a server is retried soon, for ever. */
export const hasPending = (sources: WantedSources, serverId: ResourceId, nowMs: number): boolean => {
  const { wanted, unproved } = serverGrants(sources, serverId, nowMs);
  return unproved.length > 0 || wanted.some((grant) => !isProvedAsWanted(grant, sources.ceiling));
};

/**
 * When a server must be visited next, Unix milliseconds of high-water time; not after `nowMs`: it is due. Computed from what
 * is known each time, never slept.
 */
export const dueAtMs = (sources: WantedSources, serverId: ResourceId, memory: ServerMemory, nowMs: number): number => {
  const server = sources.state.servers.get(serverId);
  if (server === undefined) return Number.POSITIVE_INFINITY;
  if (memory.lookAsked) return nowMs;
  const { failure } = memory;
  const finishLookMs = nextFinishLookMs(sources, serverId, memory, nowMs);
  if (failure !== undefined) {
    const changed = failure.wanted !== wantedText(sources, serverId, memory, nowMs);
    return changed ? nowMs : Math.min(failure.retryAtMs, nextDeadlineMs(sources, serverId, nowMs) ?? Infinity);
  }
  if (memory.lookedAtMs === undefined || memory.visitedAs !== visitText(server)) return nowMs;
  if (mayWrite(server) && needsRun(sources, serverId, memory, nowMs)) return nowMs;
  const nextMs = nextDeadlineMs(sources, serverId, nowMs) ?? Infinity;
  return Math.min(memory.lookedAtMs + lookEveryMs(memory), nextMs, finishLookMs);
};

/** Sessions that may finish are counted again after this time. */
const FINISH_LOOK_EVERY_MS = 20_000;

const nextFinishLookMs = (sources: WantedSources, serverId: ResourceId, memory: ServerMemory, nowMs: number): number =>
  serverGrants(sources, serverId, nowMs).finishing.length === 0
    ? Infinity
    : (memory.broughtAtMs ?? 0) + FINISH_LOOK_EVERY_MS;

/** Whether the server differs from what it should be, as far as is known. */
export const needsRun = (
  sources: WantedSources,
  serverId: ResourceId,
  memory: ServerMemory,
  nowMs: number,
): boolean => {
  const wanted = wantedFor(sources, serverId, { nowMs, withholdNew: memory.amber });
  return (
    serverGrants(sources, serverId, nowMs).unproved.length > 0 ||
    memory.settled !== presentDigest(wanted) ||
    nextFinishLookMs(sources, serverId, memory, nowMs) <= nowMs
  );
};

/** The order of one server as text. */
export const visitText = ({ ordered, dropped }: ServerRecord): string => JSON.stringify([ordered, dropped]);
