/** The terms that a permit carries. The permits themselves are made in decide.ts, by the decision alone. */
import type { AccessFlowVersion } from './access-flow.js';
import type { PersonId, ResourceId } from './ids.js';

/** What a grant may be: these terms and no others. Times are milliseconds since 1970. */
export interface GrantTerms {
  readonly personId: PersonId;
  readonly resourceId: ResourceId;
  readonly permissions: readonly string[];
  readonly flow: AccessFlowVersion;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What a request may be. `automatic`: nobody needs to be asked. */
export interface RequestTerms {
  readonly personId: PersonId;
  readonly resourceId: ResourceId;
  readonly permissions: readonly string[];
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
