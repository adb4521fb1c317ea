/**
 * What an edit would change, of a flow or of the people whom it looks at: who could newly reach what, who without approval, and
 * who loses. Pure. People are judged by themselves and resources by themselves, and then only the kinds of both are paired: 10,000 people and 100,000 resources
 * are 110,000 judgements, not a milliard.
 */
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import { holds } from './condition.js';
import type { PersonId } from './ids.js';
import type { PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

/** How many there are, and the first of them by name. */
export interface Sample {
  readonly count: number;
  readonly first: readonly string[];
}

export interface Change {
  readonly people: Sample;
  readonly resources: Sample;
  /** How many pairs of a person and a resource there are between them. */
  readonly pairs: number;
}

export interface BlastRadius {
  /** Some permission on the resource that the version before did not let the person get. */
  readonly gained: Change;
  /** Of those and of what could be reached before: what needs no approval now and did before. */
  readonly gainedWithoutApproval: Change;
  readonly lost: Change;
  /** Who gets what at once, without asking, because the flow gives it by itself. Its hours are left aside. */
  readonly givenAtOnce: Change;
}

export interface BlastFacts {
  /** null: the flow is new, or was switched off. */
  readonly before: AccessFlowVersion | null;
  /** null: it is taken away. */
  readonly after: AccessFlowVersion | null;
  readonly people: readonly PersonFacts[];
  /** The same people, in the same order, as they are before the edit; absent: it changes nobody. */
  readonly were?: readonly PersonFacts[];
  readonly resources: readonly ResourceFacts[];
}

/** Whether anybody gains or loses anything. */
export const changesAnything = (radius: BlastRadius): boolean =>
  Object.values(radius).some(({ pairs }: Change) => pairs > 0);

const SHOWN = 10;

export const blastRadius = ({ before, after, people, were = people, resources }: BlastFacts): BlastRadius => {
  const [gets, got] = [receiversOf(after, people), receiversOf(before, were)];
  const who = kindsOf(people, (one, at) => `${Number(got(were[at]))}${Number(gets(one))}`);
  // Whoever has nothing, or the same by the same version, is in none of the changes.
  who.delete('00');
  if (before === after) who.delete('11');
  const found = who.size === 0 ? [] : resources;
  const what = kindsOf(found, (one) => JSON.stringify([permissionsOf(before, one), permissionsOf(after, one)]));
  const kinds = [...who].flatMap(([person, persons]) =>
    [...what].map(([key, servers]) => {
      const [was, is] = JSON.parse(key) as [string[], string[]];
      return { persons, found: servers, was: person[0] === '1' ? was : [], is: person[1] === '1' ? is : [] };
    }),
  );
  const given = (version: AccessFlowVersion | null): boolean => version?.trigger === 'condition';
  const open = (version: AccessFlowVersion | null): boolean => version !== null && givesUnasked(version);
  return {
    gained: changeOf(kinds.filter(({ was, is }) => hasMore(is, was))),
    gainedWithoutApproval: changeOf(
      open(after) ? kinds.filter(({ was, is }) => hasMore(is, open(before) ? was : [])) : [],
    ),
    lost: changeOf(kinds.filter(({ was, is }) => hasMore(was, is))),
    givenAtOnce: changeOf(given(after) ? kinds.filter(({ was, is }) => hasMore(is, given(before) ? was : [])) : []),
  };
};

/** Whether access comes before anybody said yes. */
const givesUnasked = ({ approval, breakGlass }: AccessFlowVersion): boolean => approval === null || breakGlass !== null;

const hasMore = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => !others.includes(one));

const permissionsOf = (version: AccessFlowVersion | null, resource: ResourceFacts): string[] =>
  version === null ? [] : coveredPermissions(version, resource);

/** Who could receive something under the version, whoever asks for him. */
const receiversOf = (
  version: AccessFlowVersion | null,
  people: readonly PersonFacts[],
): ((person: PersonFacts) => boolean) => {
  if (version === null) return () => false;
  const { requestFor } = version;
  const askers = new Set<PersonId>();
  for (const person of people) if (person.enabled && holds(version.requesters, person)) askers.add(person.personId);
  const isOneOfOthers = (person: PersonFacts): boolean =>
    requestFor.others !== null &&
    askers.size > (askers.has(person.personId) ? 1 : 0) &&
    holds(requestFor.others, person);
  return (person) =>
    person.enabled &&
    ((requestFor.self && askers.has(person.personId)) ||
      (requestFor.directReports && person.managerId != null && askers.has(person.managerId)) ||
      isOneOfOthers(person));
};

const kindsOf = <One>(all: readonly One[], kindOf: (one: One, at: number) => string): Map<string, One[]> => {
  const kinds = new Map<string, One[]>();
  for (const [at, one] of all.entries()) {
    const kind = kindOf(one, at);
    const same = kinds.get(kind);
    if (same) same.push(one);
    else kinds.set(kind, [one]);
  }
  return kinds;
};

/** Kinds of people are pairwise distinct, and so are kinds of resources; each pair of kinds comes once. */
const changeOf = (kinds: readonly { persons: PersonFacts[]; found: ResourceFacts[] }[]): Change => ({
  people: sampleOf([...new Set(kinds.map(({ persons }) => persons))], ({ displayName }) => displayName),
  resources: sampleOf([...new Set(kinds.map(({ found }) => found))], ({ name }) => name),
  pairs: kinds.reduce((sum, { persons, found }) => sum + persons.length * found.length, 0),
});

const sampleOf = <One>(kinds: readonly One[][], nameOf: (one: One) => string): Sample => {
  const first: string[] = [];
  let count = 0;
  for (const one of kinds.flat()) {
    count += 1;
    const name = nameOf(one);
    if (first.length === SHOWN && name >= first[SHOWN - 1]) continue;
    first.push(name);
    first.sort();
    first.length = Math.min(first.length, SHOWN);
  }
  return { count, first };
};
