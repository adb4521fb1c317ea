/** Why something is not permitted: a closed list, each with the fault code that a caller of the API gets. */
import type { FaultCode } from './fault-codes.js';

export const DENIALS = {
  // Asking
  'requester-disabled': 'access-denied',
  'receiver-disabled': 'access-denied',
  'receiver-not-allowed': 'access-denied',
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
  'duration-fixed': 'input-invalid',
  'outside-timeframe': 'outside-timeframe',
  'start-not-allowed': 'input-invalid',
  'reason-missing': 'reason-required',
  'field-missing': 'reason-required',
  'field-malformed': 'input-invalid',
  'field-unknown': 'input-invalid',
  'no-break-glass': 'access-denied',
  'no-approver': 'access-denied',
  'too-few-approvers': 'access-denied',
  'only-approver-is-requester': 'access-denied',
  'already-requested': 'already-requested',
  // Asking for what runs
  'runs-then': 'already-requested',
  'runs-long-enough': 'already-requested',
  'runs-without-extensions': 'already-requested',
  'runs-extensions-used-up': 'already-requested',
  // Approving
  'own-request': 'own-request',
  'not-an-approver': 'not-an-approver',
  'approver-disabled': 'not-an-approver',
  'not-asked-yet': 'not-an-approver',
  'already-answered': 'already-decided',
  'approver-reason-missing': 'reason-required',
  'review-comment-missing': 'reason-required',
  'already-decided': 'already-decided',
  'request-timed-out': 'already-decided',
  'flow-inactive': 'access-denied',
  'requester-no-longer-entitled': 'access-denied',
  'sudo-role-changed': 'access-denied',
  'start-not-due': 'conflict',
  'start-unused': 'conflict',
  'start-missed': 'conflict',
  'approval-gone': 'access-denied',
  // Making a running grant longer
  'grant-not-running': 'grant-not-active',
  'not-in-force-yet': 'grant-not-active',
  'renewed-by-itself': 'no-extension',
  'no-extensions': 'no-extension',
  'extension-waits': 'already-requested',
  'extended-meanwhile': 'conflict',
  'extensions-used-up': 'no-extension',
  'extension-too-long': 'too-long',
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
  /** Whether it is about a later start that was named. */
  readonly startsLater?: boolean;
  readonly state?: string;
  /** The person for whom somebody else asks. */
  readonly receiver?: string;
  /** The label of a custom field. */
  readonly field?: string;
  /** How many extensions a grant may have. */
  readonly most?: number;
  /** When what runs ends. */
  readonly untilMs?: number;
  /** For how long it was asked. */
  readonly askedSeconds?: number;
}

/** A no, with its reason. A value that the next step cannot take for a permit. */
export interface Denial {
  readonly kind: 'denial';
  readonly reason: DenialReason;
  readonly detail: DenialDetail;
}

export const deny = (reason: DenialReason, detail: DenialDetail = {}): Denial => ({ kind: 'denial', reason, detail });

export const isDenial = (answer: { readonly kind: string }): answer is Denial => answer.kind === 'denial';
