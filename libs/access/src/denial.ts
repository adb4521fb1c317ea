/** Why something is not permitted: a closed list, each with the fault code that a caller of the API gets. */
import type { FaultCode } from './fault-codes.js';

export const DENIALS = {
  // Asking
  'requester-disabled': 'access-denied',
  'resource-unknown': 'access-denied',
  'no-flow': 'access-denied',
  'permission-unknown': 'access-denied',
  'no-single-flow': 'access-denied',
  'resource-unavailable': 'access-denied',
  'server-clock-off': 'server-clock-off',
  'connector-clock-off': 'connector-clock-off',
  'nothing-asked': 'input-invalid',
  'duration-invalid': 'input-invalid',
  'duration-too-long': 'too-long',
  'reason-missing': 'reason-required',
  'no-approver': 'access-denied',
  'only-approver-is-requester': 'access-denied',
  'already-requested': 'already-requested',
  // Approving
  'own-request': 'own-request',
  'not-an-approver': 'not-an-approver',
  'approver-disabled': 'not-an-approver',
  'already-decided': 'already-decided',
  'request-timed-out': 'already-decided',
  'flow-inactive': 'access-denied',
  'requester-no-longer-entitled': 'access-denied',
  'sudo-role-changed': 'access-denied',
} as const satisfies Record<string, FaultCode>;

export type DenialReason = keyof typeof DENIALS;

/** What the sentence needs to name. Everything is optional: what is not known is not said. */
export interface DenialDetail {
  readonly flow?: string;
  readonly resource?: string;
  readonly permissions?: readonly string[];
  readonly offered?: readonly string[];
  readonly longestSeconds?: number;
  readonly because?: string;
  readonly state?: string;
}

/** A no, with its reason. A value that the next step cannot take for a permit. */
export interface Denial {
  readonly kind: 'denial';
  readonly reason: DenialReason;
  readonly detail: DenialDetail;
}

export const deny = (reason: DenialReason, detail: DenialDetail = {}): Denial => ({ kind: 'denial', reason, detail });

export const isDenial = (answer: { readonly kind: string }): answer is Denial => answer.kind === 'denial';
