/**
 * Who owns a resource: whom an administrator named on it, and whom the values of its tags name. A tag's value is looked up
 * each time it is read and stored nowhere, so what a page shows is what a decision uses. Compared exactly; what nobody bears,
 * or only in another spelling, names nobody.
 */
import type { PersonId, TeamId } from './ids.js';
import type { PeopleOrTeams } from './person.js';

export const OWNER_TAG_NAMES = ['team', 'person'] as const;

/** The values of this tag name owners: teams by their name, or people by their address. */
export interface OwnerTag {
  readonly tag: string;
  readonly names: (typeof OWNER_TAG_NAMES)[number];
}

export const OWNER_LIMITS = { tags: 10, tagLength: 128, named: 100 } as const;

export const NO_OWNERS: PeopleOrTeams = { personIds: [], teamIds: [] };

/** What the tags of one resource say about its owner. */
export interface OwnerValue extends OwnerTag {
  readonly value: string;
}

/** Whom names and addresses stand for now, by their exact spelling. */
export interface KnownOwners {
  readonly teams: ReadonlyMap<string, TeamId>;
  readonly people: ReadonlyMap<string, PersonId>;
}

/** Each value of the tags that names an owner; an empty one names nobody and is none. */
export const ownerValuesOf = (tags: Readonly<Record<string, string>>, ownerTags: readonly OwnerTag[]): OwnerValue[] =>
  ownerTags.flatMap(({ tag, names }) => {
    const value = Object.hasOwn(tags, tag) ? tags[tag] : '';
    return value === '' ? [] : [{ tag, names, value }];
  });

/** Those who were named, and those whom the values stand for. */
export const ownersFrom = (named: PeopleOrTeams, values: readonly OwnerValue[], known: KnownOwners): PeopleOrTeams => {
  const people = values.flatMap(({ names, value }) => (names === 'person' ? (known.people.get(value) ?? []) : []));
  const teams = values.flatMap(({ names, value }) => (names === 'team' ? (known.teams.get(value) ?? []) : []));
  return {
    personIds: [...new Set([...named.personIds, ...people])],
    teamIds: [...new Set([...named.teamIds, ...teams])],
  };
};

export const isNobody = (owners: PeopleOrTeams | undefined): boolean =>
  owners === undefined || (owners.personIds.length === 0 && owners.teamIds.length === 0);
