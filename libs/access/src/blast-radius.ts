/**
 * What an edit would change, of a flow or of the people whom it looks at: who could newly reach what, who without approval or on
 * his own yes, and who loses. Pure. People are judged by themselves and resources by themselves, and then only the kinds of both
 * are paired: 10,000 people and 100,000 resources are 110,000 judgements, not a milliard.
 */
import { type AccessFlowVersion, coveredPermissions } from './access-flow.js';
import { approvableUnder, type AskedBy } from './approvable.js';
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

/** What is reached is what somebody could approve, or what needs no approval. */
export interface BlastRadius {
  /** Some permission on the resource that the version before did not let the person get. */
  readonly gained: Change;
  /** Of those and of what could be reached before: what needs no approval now and did before. */
  readonly gainedWithoutApproval: Change;
  /** What needs no yes but the receiver's own now, and did before. */
  readonly gainedOnOwnYes: Change;
  readonly lost: Change;
  /** What may newly be asked for, or could be reached before, and nobody can ever approve as things are. */
  readonly unapprovable: Change;
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

/** Of one person and one resource, which permissions could be got, before and after the edit. */
interface Pair {
  readonly was: Reached;
  readonly is: Reached;
}
interface Reached {
  readonly asked: readonly string[];
  readonly possible: boolean;
  readonly own: boolean;
}

const NONE: readonly string[] = [];

export const blastRadius = ({ before, after, people, were = people, resources }: BlastFacts): BlastRadius => {
  const got = reachOf(before, were, resources);
  const gets = before === after && were === people ? got : reachOf(after, people, resources);
  const who = kindsOf(
    people.map((is, at) => ({ is, was: were[at] })),
    ({ is, was }) => `${got.classOf(was)}\n${gets.classOf(is)}`,
  );
  // Whoever has nothing, or the same by the same version and the same approvers, is in none of the changes.
  for (const [kind, [{ is, was }]] of who) {
    const same = before === after && got.key === gets.key && got.classOf(was) === gets.classOf(is);
    if (kind === '\n' || same) who.delete(kind);
  }
  const found = who.size === 0 ? [] : resources;
  const what = kindsOf(found, (one) => JSON.stringify([got.kindOf(one), gets.kindOf(one)]));
  const kinds = [...who.values()].flatMap((edited) => {
    const [persons, [{ is, was }]] = [edited.map((one) => one.is), edited];
    return [...what.values()].map((servers) => ({
      persons,
      found: servers,
      was: got.reached(was, servers[0]),
      is: gets.reached(is, servers[0]),
    }));
  });
  return changesOf(kinds, before, after);
};

const changesOf = <Kind extends Pair & { persons: PersonFacts[]; found: ResourceFacts[] }>(
  kinds: readonly Kind[],
  before: AccessFlowVersion | null,
  after: AccessFlowVersion | null,
): BlastRadius => {
  const [opened, open] = [before, after].map((one) => one !== null && givesUnasked(one));
  const [gave, gives] = [before, after].map((one) => one?.trigger === 'condition');
  /** Where this is what one has after the edit, of what one had before only that. */
  const newly = (has: (reached: Reached) => boolean, had: (reached: Reached) => boolean): Change =>
    changeOf(kinds.filter(({ was, is }) => has(is) && hasMore(is.asked, had(was) ? was.asked : NONE)));
  const possible = ({ possible: could }: Reached): boolean => could;
  return {
    gained: newly(possible, possible),
    gainedWithoutApproval: newly(
      () => open,
      () => opened,
    ),
    gainedOnOwnYes: newly(
      ({ own }) => own,
      ({ own }) => own || opened,
    ),
    lost: changeOf(kinds.filter(({ was, is }) => was.possible && hasMore(was.asked, is.possible ? is.asked : NONE))),
    unapprovable: newly(
      (reached) => !possible(reached),
      (reached) => !possible(reached),
    ),
    givenAtOnce: newly(
      () => gives,
      () => gave,
    ),
  };
};

/** Whether access comes before anybody said yes. */
const givesUnasked = ({ approval, breakGlass }: AccessFlowVersion): boolean => approval === null || breakGlass !== null;

const hasMore = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => !others.includes(one));

interface Reach {
  /** Empty: the person receives nothing. */
  readonly classOf: (person: PersonFacts) => string;
  readonly kindOf: (resource: ResourceFacts) => readonly [permissions: readonly string[], owned: string];
  readonly reached: (person: PersonFacts, resource: ResourceFacts) => Reached;
  readonly key: string;
}

const REACHES_NOTHING: Reach = {
  classOf: () => '',
  kindOf: () => [NONE, ''],
  reached: () => ({ asked: NONE, possible: false, own: false }),
  key: '',
};

/** Who could receive what under the version, whoever asks for him and approves. */
const reachOf = (version: AccessFlowVersion | null, people: readonly PersonFacts[], resources: readonly ResourceFacts[]): Reach => {
  if (version === null) return REACHES_NOTHING;
  const { requestFor } = version;
  const askers = new Map<PersonId, PersonFacts>();
  for (const person of people) if (person.enabled && holds(version.requesters, person)) askers.set(person.personId, person);
  const askedBy = (person: PersonFacts): AskedBy | null => {
    if (!person.enabled) return null;
    const manager = requestFor.directReports && person.managerId ? askers.get(person.managerId) : undefined;
    const self = requestFor.self && askers.has(person.personId);
    const others = requestFor.others !== null && askers.size > (askers.has(person.personId) ? 1 : 0) && holds(requestFor.others, person);
    return self || manager || others ? { self, manager: manager ?? null, others } : null;
  };
  const approvable = approvableUnder(version, [...askers.values()], people, resources);
  return {
    classOf: (person) => {
      const by = askedBy(person);
      return by ? approvable.classOf(person, by) : '';
    },
    kindOf: (resource) => {
      const permissions = coveredPermissions(version, resource);
      return [permissions, permissions.length === 0 ? '' : approvable.resourceClassOf(resource)];
    },
    reached: (person, resource) => {
      const [by, asked] = [askedBy(person), coveredPermissions(version, resource)];
      if (by === null || asked.length === 0) return { asked: NONE, possible: false, own: false };
      return { asked, ...approvable.verdict(person, by, resource) };
    },
    key: approvable.key,
  };
}; // prettier-ignore

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
