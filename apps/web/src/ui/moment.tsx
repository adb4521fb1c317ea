import { useNowMs } from './now.js';
import { agoWords, countdownWords, momentWords } from './time-words.js';

const MINUTE_MS = 60_000;

/** A moment in the reader's time zone; pointing at it shows it in full. */
export const Moment = ({ at }: { at: string }) => {
  const nowMs = useNowMs(MINUTE_MS);
  const atMs = Date.parse(at);
  return (
    <time dateTime={at} title={new Date(atMs).toString()}>
      {momentWords(atMs, nowMs)}
    </time>
  );
};

/** How long ago something was. */
export const Ago = ({ at }: { at: string }) => {
  const nowMs = useNowMs(MINUTE_MS / 6);
  const atMs = Date.parse(at);
  return (
    <time dateTime={at} title={new Date(atMs).toString()}>
      {agoWords(atMs, nowMs)}
    </time>
  );
};

const SOON_MS = 5 * MINUTE_MS;

/** The time that is left, each second; not read out each second. */
export const Countdown = ({ until }: { until: string }) => {
  const nowMs = useNowMs();
  const untilMs = Date.parse(until);
  const soon = untilMs - nowMs < SOON_MS;
  return (
    <span className={soon ? 'countdown countdown-soon' : 'countdown'} role="timer" aria-live="off">
      {countdownWords(untilMs, nowMs)}
    </span>
  );
};
