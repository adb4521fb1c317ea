/** People as a decision sees them, and when two of them are one human being. */
import type { PersonId, TeamId } from './ids.js';

export interface PersonFacts {
  readonly personId: PersonId;
  readonly displayName: string;
  readonly email: string | null;
  readonly enabled: boolean;
  readonly teamIds: readonly TeamId[];
}

/** People by name and by team: who may ask, or who may approve. Empty: nobody. */
export interface PeopleOrTeams {
  readonly personIds: readonly PersonId[];
  readonly teamIds: readonly TeamId[];
}

/** Whether the person is named, or is in a team that is named. */
export const includesPerson = (set: PeopleOrTeams, person: PersonFacts): boolean =>
  set.personIds.includes(person.personId) || set.teamIds.some((team) => person.teamIds.includes(team));

/**
 * Whether two persons are one human being [I32]: the same person, or a second one with the same address, whatever its case,
 * Unicode form or `+alias`.
 */
export const isSameHuman = (one: PersonFacts, other: PersonFacts): boolean => {
  if (one.personId === other.personId) return true;
  const address = addressKey(one.email);
  return address !== null && address === addressKey(other.email);
};

/** An address without what mail systems ignore: case, Unicode form, invisible characters, `+alias`. */
const addressKey = (email: string | null): string | null => {
  const plain = (email ?? '')
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]/gu, '')
    .toLowerCase();
  const at = plain.lastIndexOf('@');
  if (at <= 0) return null;
  return `${plain.slice(0, at).replace(/\+.*$/s, '')}@${plain.slice(at + 1).replace(/\.$/, '')}`;
};
