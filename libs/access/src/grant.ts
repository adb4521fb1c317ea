/**
 * The right that an approved request gives on one resource. `active` and `ended` are reached by proof only: a signed receipt
 * of what was read back from the server [I16]. The table below is also a trigger's in PostgreSQL; a test compares them.
 */
import type { AccessFlowId, GrantId, PersonId } from './ids.js';
import { sameRoles, type SudoRole } from './sudo-role.js';

export const GRANT_STATES = ['granting', 'active', 'ending', 'ended', 'failed'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** Why a grant ends. A failed one never was in force. */
export const GRANT_CAUSES = ['expired', 'given-back', 'revoked'] as const;
export type GrantCause = (typeof GRANT_CAUSES)[number];

/** Which state may follow which. What is not named is refused. `failed` is proved absent too, but stays failed. */
export const GRANT_TRANSITIONS: Readonly<Record<GrantState, readonly GrantState[]>> = {
  granting: ['active', 'ending', 'failed'],
  active: ['ending'],
  ending: ['ended'],
  ended: [],
  failed: [],
};

export const mayGrantBecome = (from: GrantState, to: GrantState): boolean => GRANT_TRANSITIONS[from].includes(to);

/** The states in which a server should hold the grant. In all others it should hold nothing of it. */
export const isWanted = (state: GrantState): boolean => state === 'granting' || state === 'active';

/** What a person has on one resource, or is about to have, as an ask for the same looks at it. */
export interface RunningAccess {
  readonly grantId: GrantId;
  readonly permissions: readonly string[];
  readonly untilMs: number;
  /** It is in force: a server was read back with it. */
  readonly active: boolean;
  /** Somebody asked for it; a flow gave it by itself otherwise, and makes it longer by itself. */
  readonly askedFor: boolean;
  /** The flow under which it was given. */
  readonly flowId: AccessFlowId;
  /** Who asked for it. */
  readonly requesterId: PersonId;
}

/** What a receipt says of one grant, next to what the control plane knows of it. Times are milliseconds. */
export interface GrantReadBack {
  readonly state: 'present' | 'absent';
  /** Linux groups that the account was read back to be in, of those of the grant. */
  readonly groups: readonly string[];
  /** Sudo roles that were read back whole: what the account may run by the rules of this grant. */
  readonly sudoRoles: readonly SudoRole[];
  /** Until when the server itself lets it last; null: it was not told. */
  readonly untilMs: number | null;
  readonly remaining: readonly string[];
  /** All that remains are sessions, and the connector was told that they may finish. */
  readonly finishing: boolean;
  readonly generation: number;
  readonly readAtMs: number;
}

export interface GrantFacts {
  readonly state: GrantState;
  readonly groups: readonly string[];
  readonly sudoRoles: readonly SudoRole[];
  /** The latest end that was ever ordered: from then on a connector adds nothing. */
  readonly untilMs: number;
  /** The connector's generation when the grant was ordered. */
  readonly startGeneration: number;
  /** The connector's generation when its end was ordered; null: not ordered yet. */
  readonly endGeneration: number | null;
  /** Its sessions may still finish, or might when its time is over: nobody has ended them. */
  readonly mayFinish: boolean;
}

/**
 * What a read-back proves. `ended-by-deadline`: the connector ended it by its own clock before this side did.
 * `finishing`: its time is over, and nothing of it is left but sessions that may finish: neither ended nor access debt.
 * `nothing`: it is from before the order that counts, doubled, or says what is known.
 */
export type ReadBackVerdict = 'in-force' | 'gone' | 'ended-by-deadline' | 'finishing' | 'something-left' | 'nothing';

/**
 * Judges one read-back, so that losing, doubling and reordering of receipts changes no outcome [I22]: absence counts only
 * if it was read after the end was ordered, or at or after the deadline, from when on a connector adds nothing.
 */
export const judgeReadBack = (grant: GrantFacts, readBack: GrantReadBack): ReadBackVerdict => {
  if (readBack.generation < grant.startGeneration) return 'nothing';
  if (readBack.state === 'present') {
    const whole =
      grant.groups.every((group) => readBack.groups.includes(group)) && sameRoles(grant.sudoRoles, readBack.sudoRoles);
    return grant.state === 'granting' && whole ? 'in-force' : 'nothing';
  }
  const afterDeadline = readBack.readAtMs >= grant.untilMs;
  const afterOrder = grant.endGeneration !== null && readBack.generation >= grant.endGeneration;
  if (!afterDeadline && !afterOrder) return 'nothing';
  if (readBack.remaining.length > 0) return isFinishing(grant, readBack) ? 'finishing' : 'something-left';
  if (isWanted(grant.state)) return 'ended-by-deadline';
  return grant.state === 'ended' ? 'nothing' : 'gone';
};

const isFinishing = ({ state, mayFinish }: GrantFacts, { finishing }: GrantReadBack): boolean =>
  finishing && mayFinish && (isWanted(state) || state === 'ending');

export interface EndFacts extends Pick<GrantFacts, 'state' | 'startGeneration'> {
  /** The order for which the end was read back that is known now; null: none is. */
  readonly provedUntilGeneration: number | null;
}

/**
 * The end that a read-back proves the server to hold, in milliseconds; null: none. A read-back for an older order than the one that is
 * known says nothing, so that doubling and reordering change no outcome [I22].
 */
export const endProvedBy = (grant: EndFacts, readBack: GrantReadBack): number | null => {
  if (!isWanted(grant.state) || readBack.state !== 'present' || readBack.untilMs === null) return null;
  return readBack.generation < (grant.provedUntilGeneration ?? grant.startGeneration) ? null : readBack.untilMs;
};

/** Servers are told whole seconds. */
export const isSameEnd = (oneMs: number, otherMs: number): boolean =>
  Math.floor(oneMs / 1000) === Math.floor(otherMs / 1000);
