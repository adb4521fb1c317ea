/** People as a decision sees them, and when two of them are one human being. */
import { addressKey } from './address.js';
import type { PersonId, ShiftId, TeamId } from './ids.js';

export interface PersonFacts {
  readonly personId: PersonId;
  readonly displayName: string;
  readonly email: string | null;
  readonly enabled: boolean;
  readonly teamIds: readonly TeamId[];
  /** Names of those teams. undefined: not known, so no condition on them holds. */
  readonly teamNames?: readonly string[] | undefined;
  /** What else is known of the person. undefined: nothing is. */
  readonly attributes?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** null or undefined: nobody. */
  readonly managerId?: PersonId | null | undefined;
  /** The shifts on which the person is on duty at the time of the decision. undefined: not known. */
  readonly onShifts?: readonly ShiftId[] | undefined;
}

/** People by name and by team: e.g. who owns a resource. Empty: nobody. */
export interface PeopleOrTeams {
  readonly personIds: readonly PersonId[];
  readonly teamIds: readonly TeamId[];
}

/** Whether the person is named, or is in a team that is named. */
export const includesPerson = (set: PeopleOrTeams, person: PersonFacts): boolean =>
  set.personIds.includes(person.personId) || set.teamIds.some((team) => person.teamIds.includes(team));

type Human = Pick<PersonFacts, 'personId' | 'email'>;

/**
 * Whether two persons are one human being [I32]: the same person, or a second one with the same address, whatever its spelling,
 * quotes, form of the domain or `+alias`.
 */
export const isSameHuman = (one: Human, other: Human): boolean =>
  one.personId === other.personId || humanKey(one) === humanKey(other);

/** A text that two persons share who are one human being. */
export const humanKey = ({ personId, email }: Human): string => (email === null ? null : addressKey(email)) ?? personId;
