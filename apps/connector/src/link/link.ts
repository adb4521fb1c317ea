import type { Logger } from 'pino';
import { Fault } from '#access/fault.js';
import { timerMs } from '#access/longest-timer.js';
import type { FromConnector } from '#protocol/from-connector.js';
import type { FromControlPlane, Welcome } from '#protocol/from-control-plane.js';
import { backOffMs } from './back-off.js';
import { type Pings, RefusedFault, type Self, Session } from './session.js';

/**
 * The link: keeps one WebSocket to the control plane, dialled from here; nobody dials in. Work on servers does not need it:
 * what was ordered goes on, and ends, without.
 */

export interface LinkHandlers {
  /** The link is up, or up again. */
  up(welcome: Welcome): void;
  message(message: FromControlPlane): void;
}

export interface LinkOptions {
  url: URL;
  log: Logger;
  /** From 0 to below 1. */
  random: () => number;
  pings?: Pings;
}

/** The longest wait leaves room for slow handshakes within the minute in which all connectors are to be back. */
export const BACK_OFF = { firstMs: 500, longestMs: 20_000 };
/** After a refusal: somebody has to change something first. */
const REFUSED_WAIT_MS = 60_000;
/** A link that held this long was a good one: the next tries start fast again. */
const STABLE_MS = 30_000;
/** One that held this long shows that the control plane is there: the next wait is 2 s at most. */
const USABLE_MS = 3_000;

export class Link {
  private session: Session | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private upAtMs: number | undefined;
  private stopped = false;
  private handlers: LinkHandlers | undefined;

  constructor(
    private readonly self: Self,
    private readonly options: LinkOptions,
  ) {}

  start(handlers: LinkHandlers): void {
    this.handlers = handlers;
    this.dial();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.session?.end(new Fault('link-refused', 'The connector stops.'));
  }

  /** Sends a message. False: there is no link just now. */
  readonly send = (message: FromConnector): boolean => this.session?.send(message) ?? false;

  /** The link is up and nothing newer was ordered before it came up. */
  readonly isCurrent = (): boolean => this.session?.isCurrent ?? false;

  /** Ends the link and dials again at once, to be told everything since the generation that is held. */
  redial(reason: Fault): void {
    this.failures = 0;
    this.session?.end(reason);
  }

  private dial(): void {
    if (this.stopped) return;
    const events = {
      up: (welcome: Welcome) => {
        this.upAtMs = performance.now();
        this.handlers?.up(welcome);
      },
      message: (message: FromControlPlane) => this.handlers?.message(message),
      down: (reason: Fault) => this.down(reason),
    };
    this.session = new Session(this.options.url, this.self, events, this.options.pings);
  }

  private down(reason: Fault): void {
    if (this.stopped) return;
    const upForMs = this.upAtMs === undefined ? 0 : performance.now() - this.upAtMs;
    if (upForMs > STABLE_MS) this.failures = 0;
    else if (upForMs > USABLE_MS) this.failures = Math.min(this.failures, 2);
    this.upAtMs = undefined;
    this.failures += 1;
    const jittered = backOffMs(this.failures, { ...BACK_OFF, random: this.options.random });
    const waitMs = reason instanceof RefusedFault ? REFUSED_WAIT_MS + jittered : jittered;
    this.options.log.warn(
      { code: reason.code, detail: reason.detail, hint: reason.hint, retryInMs: waitMs },
      reason.message,
    );
    this.timer = setTimeout(() => this.dial(), timerMs(waitMs));
  }
}
