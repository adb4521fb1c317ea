/** The terms that a permit carries. The permits themselves are made in decide.ts, by the decision alone. */
import type { AccessFlowVersion } from './access-flow.js';
import type { PersonId, ResourceId } from './ids.js';
import type { SudoRole } from './sudo-role.js';

/** What a grant may be: these terms and no others. Times are milliseconds since 1970. */
export interface GrantTerms {
  readonly personId: PersonId;
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
  readonly personId: PersonId;
  readonly resourceId: ResourceId;
  readonly permissions: readonly string[];
  /** The sudo roles among the permissions, as they are when it is asked: what the approvers see, and what a yes gives. */
  readonly sudoRoles: readonly SudoRole[];
  readonly durationSeconds: number;
  readonly reason: string | null;
  readonly flow: AccessFlowVersion;
  readonly automatic: boolean;
  readonly askedAtMs: number;
  readonly timesOutAtMs: number;
}

/** One approver's answer. */
export interface AnswerTerms {
  readonly personId: PersonId;
  readonly answer: 'yes' | 'no';
}
