/** How an alarm reaches the webhook: one POST, signed, to the configured address and to no other. */
import { createHmac } from 'node:crypto';
import { Fault } from '#access/fault.js';
import type { AlarmWebhook } from '../watching-config.js';

/** A receiver that takes longer has not got it. */
const ANSWER_WITHIN_MS = 10_000;

/** The value of the header `Curfew-Signature`: the second of signing and an HMAC over it, a dot and the body. */
export const webhookSignature = (secret: string, body: string, atSeconds: number): string =>
  `t=${atSeconds},v1=${createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')}`;

export interface WebhookPost {
  id: string;
  body: string;
  atSeconds: number;
  /** Ends the try early. */
  stop: AbortSignal;
}

/**
 * Sends one message. Only an answer 2xx means that it arrived; a redirect is not followed.
 * @throws Fault alarm-undelivered, with words that quote neither the address nor what was answered
 */
export const postToWebhook = async ({ url, secret }: AlarmWebhook, post: WebhookPost): Promise<void> => {
  const { id, body, atSeconds, stop } = post;
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Curfew',
    'curfew-id': id,
    'curfew-signature': webhookSignature(secret, body, atSeconds),
  };
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal }).catch((cause) => {
    throw undelivered(reasonOf(cause), url);
  });
  await answer.body?.cancel().catch(() => undefined);
  if (!answer.ok) throw undelivered(`it answered ${answer.status}`, url);
};

const undelivered = (why: string, url: string): Fault =>
  new Fault('alarm-undelivered', `An alarm did not reach ${new URL(url).host}: ${why}.`, {
    hint: 'Check CURFEW_ALARM_WEBHOOK and its receiver. It is tried again by itself.',
  });

/** `fetch` hides the reason in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.name === 'TimeoutError') return 'no answer within 10 seconds';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : error.name;
};
