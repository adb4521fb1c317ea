/** What is known of one request and its grant, before it is told as a timeline. Pure. */
import type { AccessRequestView } from '../access-requests/access-requests.view.js';
import type { GrantView } from '../grants/grants.view.js';
import type { GrantReceiptView } from '../grants/receipt.view.js';
import type { TimelineActor } from './timeline-line.js';

export interface TraceAudit {
  at: Date;
  action: string;
  actorKind: TimelineActor['kind'];
  actorId: string | null;
  actorName: string;
  detail: Record<string, unknown>;
}

/** What happened, beside what the views of the request and the grant say. */
export interface Trace {
  /** Oldest first, of the request and its grant. */
  audit: TraceAudit[];
  keys: { number: number; fingerprint: string; boundAt: Date }[];
  certificates: { serial: string; issuedAt: Date; validBefore: Date }[];
  /** Which connector was ordered, and by which generations; null: there is no grant. */
  order: { id: string; name: string; start: number; end: number | null } | null;
}

export interface Story extends Trace {
  request: AccessRequestView;
  grant: GrantView | null;
  receipts: GrantReceiptView[];
}

export const actorOf = ({ actorKind: kind, actorId: id, actorName: name }: TraceAudit): TimelineActor => ({ kind, id, name }); // prettier-ignore

/** The audit row of that action; without one, what it says is taken from elsewhere. */
export const rowOf = ({ audit }: Trace, ...actions: string[]): TraceAudit | undefined =>
  audit.find(({ action }) => actions.includes(action));

export const textOf = (row: TraceAudit | undefined, field: string): string | null => {
  const value = row?.detail[field];
  return typeof value === 'string' && value !== '' ? value : null;
};
