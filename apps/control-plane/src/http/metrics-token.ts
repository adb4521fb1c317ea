import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '#access/fault.js';

/** Equal lengths for the comparison, which takes the same time wherever two texts differ. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets in who shows the token of the settings as `Authorization: Bearer …`. Without a token in the settings nobody is.
 * @throws Fault not-signed-in
 */
export const demandMetricsToken = ({ authorization }: IncomingHttpHeaders, wanted: string | undefined): void => {
  const [, shown] = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? '') ?? [];
  if (wanted !== undefined && shown !== undefined && timingSafeEqual(digestOf(shown), digestOf(wanted))) return;
  throw new Fault('not-signed-in', 'Metrics are for who shows the metrics token.', {
    hint: 'Set CURFEW_METRICS_TOKEN on the control plane, and have it sent as "Authorization: Bearer …".',
  });
};
