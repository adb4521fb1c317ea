/** The terms that a permit carries. The permits themselves are made in decide.ts, by the decision alone. */
import type { AccessFlowVersion } from './access-flow.js';
import type { AnswersVerdict } from './approval-answers.js';
import type { PersonId, ResourceId } from './ids.js';
import type { PersonFacts } from './person.js';
import type { SudoRole } from './sudo-role.js';

/** What a grant may be: these terms and no others. Times are milliseconds since 1970. */
export interface GrantTerms {
  /** Who gets it. */
  readonly personId: PersonId;
  /** Who asked for it. */
  readonly requesterId: PersonId;
  readonly resourceId: ResourceId;
  readonly permissions: readonly string[];
  /** The sudo roles among the permissions, with exactly the commands that were approved: a later edit of a role changes nothing here. */
  readonly sudoRoles: readonly SudoRole[];
  readonly flow: AccessFlowVersion;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What a request may be. `automatic`: nobody needs to be asked. */
export interface RequestTerms {
  readonly requesterId: PersonId;
  /** Who gets what is asked for. */
  readonly receiverId: PersonId;
  readonly resourceId: ResourceId;
  readonly permissions: readonly string[];
  /** The sudo roles among the permissions, as they are when it is asked: what the approvers see, and what a yes gives. */
  readonly sudoRoles: readonly SudoRole[];
  readonly durationSeconds: number;
  readonly reason: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly flow: AccessFlowVersion;
  readonly automatic: boolean;
  readonly askedAtMs: number;
  readonly timesOutAtMs: number;
  /** When the grant is to start. null: as soon as it is approved. */
  readonly startAtMs: number | null;
  /** Access at once, before anybody is asked; an approver closes the review until then. null: no. */
  readonly breakGlass: { readonly reviewDueAtMs: number } | null;
  /** Who is asked first, or told where the glass is broken. */
  readonly asked: readonly PersonFacts[];
}

/** One approver's answer, and what all answers come to with it. */
export interface AnswerTerms {
  readonly personId: PersonId;
  readonly answer: 'yes' | 'no';
  readonly reason: string | null;
  readonly verdict: AnswersVerdict;
}

/** How a running grant may be made longer. */
export interface ExtensionTerms {
  /** The end that it has, and the one that it gets. */
  readonly fromUntilMs: number;
  readonly untilMs: number;
  /** Which extension of the grant this is, from 1. */
  readonly number: number;
  /** Whether the approvers are asked again before it is made longer. */
  readonly approvalNeeded: boolean;
}
