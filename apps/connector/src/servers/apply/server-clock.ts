import { CLOCK_SKEW_MAX_SECONDS, clockSkewSeconds, isClockOff, skewWords } from '#access/clock-skew.js';
import { Fault } from '#access/fault.js';
import type { ServerMemory } from './server-memory.js';

/** Between them, by the connector's time, the server read its clock. A run that kills for a minute makes no clock wrong. */
export interface ClockRead {
  askedMs: number;
  answeredMs: number;
}

/** A clock shows whole seconds: half a second more is right on average. */
const HALF_SECOND_MS = 500;

/**
 * Notes how far a server's clock is off. One that is off by more than 30 s gets nothing new until a look finds it right
 * again; such looks come soon [I20].
 */
export const noteClock = (memory: ServerMemory, clockSeconds: number, { askedMs, answeredMs }: ClockRead): void => {
  const toldMs = clockSeconds * 1_000 + HALF_SECOND_MS;
  const skew = Math.round(clockSkewSeconds(toldMs, askedMs - HALF_SECOND_MS, answeredMs + HALF_SECOND_MS));
  memory.found.clockSkewSeconds = skew;
  memory.found.obstacles = memory.found.obstacles.filter(({ code }) => code !== 'server-clock-off');
  if (!isClockOff(skew)) return;
  memory.amber = true;
  memory.found.obstacles.push(clockFault(skew));
};

const clockFault = (skew: number): Fault =>
  new Fault(
    'server-clock-off',
    `The clock of the server is ${skewWords(skew)}; with more than ${CLOCK_SKEW_MAX_SECONDS} seconds it gets no new grants.`,
    {
      hint: 'Set the clock of the server, e.g. with timedatectl set-ntp true (and check the one of the connector). It is looked at again each minute.',
    },
  );
