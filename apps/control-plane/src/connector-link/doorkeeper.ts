import type { IncomingMessage } from 'node:http';
import { LINK_PATH } from '#protocol/version.js';
import { addressKey } from '../http/rate-limit.js';
import { TrustedProxies } from '../http/trusted-proxies.js';

/** Sockets that have not proved themselves yet: so many at once, on this replica. */
const UNPROVEN_MAX = 200;
const UNPROVEN_OF_ONE_ADDRESS_MAX = 20;

/** Why a dialler is not let in; as an HTTP status. */
export type TurnedAway = {
  status: '403 Forbidden' | '404 Not Found' | '405 Method Not Allowed' | '503 Service Unavailable';
};

/** Decides who may even try, and counts who is trying, so that strangers cannot use up memory [I52]. */
export class Doorkeeper {
  private readonly unproven = new Map<string, number>();
  private total = 0;

  constructor(private readonly proxies: TrustedProxies) {}

  /**
   * Lets a dialler try. Browsers name the page that they come from; a connector is none, so with an Origin nobody is let in:
   * a person's session must not be usable from a foreign page [I38].
   * @returns the function that says he has proved himself or is gone; calling it twice counts once
   */
  admit(request: IncomingMessage): TurnedAway | (() => void) {
    const [path] = (request.url ?? '').split('?');
    if (path !== LINK_PATH) return { status: '404 Not Found' };
    if (request.method !== 'GET') return { status: '405 Method Not Allowed' };
    if (request.headers.origin !== undefined) return { status: '403 Forbidden' };
    const caller = this.proxies.callerOf(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']);
    const address = addressKey(caller);
    const ofAddress = this.unproven.get(address) ?? 0;
    if (this.total >= UNPROVEN_MAX || ofAddress >= UNPROVEN_OF_ONE_ADDRESS_MAX)
      return { status: '503 Service Unavailable' };
    this.total += 1;
    this.unproven.set(address, ofAddress + 1);
    return this.leaving(address);
  }

  private leaving(address: string): () => void {
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      this.total -= 1;
      const left = (this.unproven.get(address) ?? 1) - 1;
      if (left > 0) this.unproven.set(address, left);
      else this.unproven.delete(address);
    };
  }
}
