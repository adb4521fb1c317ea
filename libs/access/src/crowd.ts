/** Everybody, looked up by what makes somebody an approver. Pure; what is found of a list of people is kept as long as the list. */
import type { ApprovalPolicy, Approver } from './approval-policy.js';
import type { PersonId } from './ids.js';
import { humanKey, type PeopleOrTeams, type PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

export interface Crowd {
  readonly byId: ReadonlyMap<PersonId, PersonFacts>;
  /** Those who fill the place whoever asks for whatever. */
  readonly filling: (approver: Approver) => readonly PersonFacts[];
  readonly owning: (owners: PeopleOrTeams | undefined) => readonly PersonFacts[];
}

const keys = new WeakMap<PersonFacts, string>();
/** Which human the person is. */
export const keyOf = (person: PersonFacts): string => {
  const known = keys.get(person) ?? humanKey(person);
  keys.set(person, known);
  return known;
};

const crowds = new WeakMap<readonly PersonFacts[], Crowd>();
export const crowdOf = (people: readonly PersonFacts[]): Crowd => {
  const known = crowds.get(people) ?? gathered(people);
  crowds.set(people, known);
  return known;
};

const gathered = (people: readonly PersonFacts[]): Crowd => {
  const byId = new Map<PersonId, PersonFacts>();
  const byGroup = new Map<string, PersonFacts[]>();
  for (const person of people) {
    if (!person.enabled) continue;
    byId.set(person.personId, person);
    for (const group of [...person.teamIds, ...(person.onShifts ?? [])]) {
      const members = byGroup.get(group);
      if (members) members.push(person);
      else byGroup.set(group, [person]);
    }
  }
  const named = (id: PersonId): PersonFacts[] => [byId.get(id) ?? []].flat();
  return {
    byId,
    filling: (approver) => {
      if (approver.kind === 'person') return named(approver.id);
      return approver.kind === 'team' || approver.kind === 'shift' ? (byGroup.get(approver.id) ?? []) : [];
    },
    owning: (owners) =>
      owners ? [...owners.personIds.flatMap(named), ...owners.teamIds.flatMap((id) => byGroup.get(id) ?? [])] : [],
  };
};

/** One account of each of the first humans. */
export const firstHumans = (people: readonly PersonFacts[], most: number): PersonFacts[] => {
  const first = new Map<string, PersonFacts>();
  for (const person of people) {
    if (first.size === most) break;
    if (!first.has(keyOf(person))) first.set(keyOf(person), person);
  }
  return [...first.values()];
};

/** How many humans a way to meet the policy takes at most. */
export const placesOf = ({ tiers }: ApprovalPolicy): number =>
  Math.max(
    1,
    ...tiers.map(({ sets }) => sets.reduce((sum, set) => sum + ('any' in set ? set.needed : set.all.length), 0)),
  );

type Owners = readonly [ofServer: readonly PersonFacts[], ofIntegration: readonly PersonFacts[]];
const NO_HUMANS: Owners = [[], []];

/** Who owns resources, as far as a policy asks owners: resources with the same owners are one class. */
export interface OwnersOfAll {
  readonly all: readonly PersonFacts[];
  /** Of each class. */
  readonly pools: readonly (readonly PersonFacts[])[];
  readonly classes: number;
  readonly classOf: (resource: ResourceFacts) => string;
  /** The first humans of those who own the server, and of those who own its integration. */
  readonly of: (resource: ResourceFacts) => Owners;
  /** By which teams, or by name, the person owns anything. */
  readonly membership: (person: PersonFacts) => string[];
}

export const ownersOf = (
  approvers: readonly Approver[],
  resources: readonly ResourceFacts[],
  crowd: Crowd,
  most: number,
): OwnersOfAll => {
  const asks = (kind: Approver['kind']): boolean => approvers.some((one) => one.kind === kind);
  const [asksServers, asksIntegrations] = [asks('resource-owner'), asks('integration-owner')];
  const texts = new Map<PeopleOrTeams, string>();
  const textOf = (owners: PeopleOrTeams | undefined): string => {
    if (owners === undefined) return '';
    const text = texts.get(owners) ?? [...owners.personIds, ...owners.teamIds].join();
    texts.set(owners, text);
    return text;
  };
  const setsOf = ({ owners, integrationOwners }: ResourceFacts) =>
    [asksServers ? owners : undefined, asksIntegrations ? integrationOwners : undefined] as const;
  const classOf = (resource: ResourceFacts): string => setsOf(resource).map(textOf).join(' ');
  const pools = new Map<string, Owners>();
  const groups = new Set<string>();
  for (const resource of asksServers || asksIntegrations ? resources : []) {
    if (pools.has(classOf(resource))) continue;
    const sets = setsOf(resource);
    const [ofServer, ofIntegration] = sets.map((set) => firstHumans(crowd.owning(set), most));
    pools.set(classOf(resource), [ofServer, ofIntegration]);
    for (const set of sets) for (const id of set ? [...set.personIds, ...set.teamIds] : []) groups.add(id);
  }
  return {
    all: [...new Set([...pools.values()].flat(2))],
    pools: [...pools.values()].flat(),
    classes: pools.size,
    classOf,
    of: (resource) => pools.get(classOf(resource)) ?? NO_HUMANS,
    membership: ({ personId, teamIds }) => [personId, ...teamIds].filter((id) => groups.has(id)),
  };
};
