import type { OrderedServer } from '#protocol/order.js';

/** Where and as whom to log in, and the only host key that may answer there. */
export interface Target {
  name: string;
  host: string;
  port: number;
  user: string;
  /** `SHA256:…`; null: no login before an administrator confirmed a host key. */
  confirmedFingerprint: string | null;
}

export const targetOf = ({ name, host, port, user, confirmedFingerprint }: OrderedServer): Target => ({
  name,
  host,
  port,
  user,
  confirmedFingerprint: confirmedFingerprint ?? null,
});

/** How messages name a server: `web-1 (10.0.0.5:22)`. */
export const describeTarget = ({ name, host, port }: Target): string =>
  `${name} (${host.includes(':') ? `[${host}]` : host}:${port})`;
