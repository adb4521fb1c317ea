/**
 * Whether what a flow lets people ask for can ever be approved, and by whose yes, over everybody and every resource. Pure.
 * People who can make no difference as approvers are judged alike: a class of them once, with a stand-in. Of those who may fill
 * the same place only as many are looked at as could ever be missing, so that a team of thousands costs no more than a small one.
 */
import type { AccessFlowVersion } from './access-flow.js';
import { canBeMet } from './approval-answers.js';
import {
  APPROVAL_LIMITS,
  type ApprovalPolicy,
  type Approver,
  approversOf,
  type AskedFor,
  fills,
} from './approval-policy.js';
import { crowdOf, firstHumans, keyOf, type OwnersOfAll, ownersOf, placesOf } from './crowd.js';
import type { PersonId } from './ids.js';
import type { PersonFacts } from './person.js';
import type { ResourceFacts } from './resource.js';

/** By whom somebody could be asked for. */
export interface AskedBy {
  readonly self: boolean;
  readonly manager: PersonFacts | null;
  readonly others: boolean;
}

export interface Verdict {
  /** Somebody could say yes, or nobody is asked. */
  readonly possible: boolean;
  /** The receiver, asking for himself, could be the only one who says yes. */
  readonly own: boolean;
}

export interface Approvable {
  /** Who receives alike. */
  readonly classOf: (receiver: PersonFacts, by: AskedBy) => string;
  /** On what all are judged alike. */
  readonly resourceClassOf: (resource: ResourceFacts) => string;
  readonly verdict: (receiver: PersonFacts, by: AskedBy, resource: ResourceFacts) => Verdict;
  /** Where it is the same for two, both judge the same classes alike. */
  readonly key: string;
}

const OPEN: Verdict = { possible: true, own: false };
const NOBODY_ASKED: Approvable = {
  classOf: () => 'open',
  resourceClassOf: () => '',
  verdict: () => OPEN,
  key: 'open',
};

/** Past so many pairs of classes only the number of owners is looked at: each is taken to be somebody else than who asks. */
const MOST_PAIRS = 50_000;

/** @param askers everybody who may ask under the flow. */
export const approvableUnder = (
  flow: AccessFlowVersion,
  askers: readonly PersonFacts[],
  people: readonly PersonFacts[],
  resources: readonly ResourceFacts[],
): Approvable => {
  const { approval, breakGlass, requestTimeoutSeconds: waits, requestFor } = flow;
  if (approval === null || breakGlass !== null) return NOBODY_ASKED;
  const pools = poolsOf(approval, people, resources);
  const others = requestFor.others === null ? [] : representatives(askers, pools);
  const known = new Map<string, Verdict>();
  const classOf = classesOf(pools, others);
  const judged = (receiver: PersonFacts, by: AskedBy, resource: ResourceFacts): Verdict => {
    const asking = [
      ...(by.self ? [receiver] : []),
      ...(by.manager ? [by.manager] : []),
      ...(by.others ? others.filter(({ personId }) => personId !== receiver.personId) : []),
    ];
    const alone = { requester: receiver, receiver, resource: pools.owners(resource) };
    return {
      possible: asking.some((one) => canBeMet(approval, ...pools.asked(one, receiver, resource), waits)),
      own: by.self && approval.requesterMayApprove && canBeMet(approval, [receiver], alone, waits),
    };
  };
  return {
    classOf,
    resourceClassOf: pools.resourceClassOf,
    verdict: (receiver, by, resource) => {
      const key = `${classOf(receiver, by)} ${pools.resourceClassOf(resource)}`;
      const verdict = known.get(key) ?? judged(receiver, by, resource);
      known.set(key, verdict);
      return verdict;
    },
    key: JSON.stringify([pools.key, others.map(({ personId, managerId }) => [personId, managerId])]),
  };
};

/** Who receives alike: whoever stands alike to those who ask for him. */
const classesOf =
  ({ placeOf, standsFor }: Pools, others: readonly PersonFacts[]) =>
  (receiver: PersonFacts, { self, manager, others: byOthers }: AskedBy): string =>
    JSON.stringify([
      placeOf(receiver),
      self && standsFor(receiver),
      manager && [standsFor(manager), manager.managerId === receiver.personId],
      // Who is one of those who ask for others, or manages one of them, is a class of his own.
      byOthers && others.some((one) => [one.personId, one.managerId].includes(receiver.personId)) && receiver.personId,
    ]);

interface Pools {
  /** Which human among those who could approve the person is; `-`: he makes no difference. */
  readonly placeOf: (person: PersonFacts) => string;
  /** The person as one who asks. */
  readonly standsFor: (person: PersonFacts) => string;
  readonly resourceClassOf: (resource: ResourceFacts) => string;
  readonly owners: (resource: ResourceFacts) => AskedFor['resource'];
  readonly asked: (requester: PersonFacts, receiver: PersonFacts, resource: ResourceFacts) => [PersonFacts[], AskedFor];
  readonly key: string;
}

const poolsOf = (policy: ApprovalPolicy, people: readonly PersonFacts[], resources: readonly ResourceFacts[]): Pools => {
  const [crowd, approvers, most] = [crowdOf(people), approversOf(policy), placesOf(policy) + 2];
  const filling = approvers.map((approver) => firstHumans(crowd.filling(approver), most));
  const [named, byOwner] = [filling.flat(), ownersOf(approvers, resources, crowd, most)];
  const aside = byOwner.classes * (byOwner.all.length + named.length) > MOST_PAIRS;
  const { humansOf, owners, classOf } = aside ? onlyCounted(byOwner) : toldApart(byOwner);
  const special = new Set([...named, ...(aside ? [] : byOwner.all)].map(keyOf));
  const placeOf = (person: PersonFacts): string => (special.has(keyOf(person)) ? keyOf(person) : '-');
  const managed = approvers.some(({ kind }) => kind === 'manager');
  const managerOf = (person: PersonFacts, receiver = person): PersonFacts | null => {
    const manager = managed && person.managerId ? crowd.byId.get(person.managerId) : undefined;
    if (!manager || [person, receiver].some((one) => keyOf(one) === keyOf(manager))) return null;
    return special.has(keyOf(manager)) ? manager : MANAGER;
  };
  const standIn = (person: PersonFacts, ghost: PersonFacts): PersonFacts => ({
    ...(special.has(keyOf(person)) ? person : ghost),
    managerId: managerOf(person)?.personId ?? null,
  });
  const standsFor = (person: PersonFacts): string => {
    const filled = policy.requesterMayApprove ? [...placesFilled(approvers, person), ...byOwner.membership(person)] : [];
    const account = special.has(keyOf(person)) ? person.personId : '-';
    return `${account} ${managerOf(person)?.personId ?? '-'} ${filled.join()}`;
  };
  return {
    placeOf,
    standsFor,
    resourceClassOf: classOf,
    owners,
    asked: (requester, receiver, resource) => {
      const [manager, asking] = [managerOf(requester, receiver), standIn(requester, REQUESTER)];
      const close = [manager ?? [], policy.requesterMayApprove ? asking : []].flat();
      const getting = requester === receiver ? asking : standIn(receiver, RECEIVER);
      const asked = { requester: asking, receiver: getting, resource: owners(resource) };
      return [[...named, ...humansOf(resource).flat(), ...close], asked];
    },
    key: JSON.stringify([...filling, ...byOwner.pools].map((all) => all.map((one) => [one.personId, keyOf(one)]))),
  };
}; // prettier-ignore

/** Which places somebody could fill himself, whoever asks for whatever. */
const placesFilled = (approvers: readonly Approver[], person: PersonFacts): number[] => {
  const asked = { requester: person, receiver: person, resource: null };
  return approvers.flatMap((one, at) => (fills(one, person, asked) ? [at] : []));
};

const ghost = (name: string): PersonFacts => ({ personId: `nobody ${name}` as PersonId, displayName: name, email: null, enabled: true, teamIds: [] }); // prettier-ignore
const [REQUESTER, RECEIVER, MANAGER] = ['requester', 'receiver', 'manager'].map(ghost);
/** Of a server, and behind them those of its integration. */
const MOST_OWNERS = APPROVAL_LIMITS.setsPerTier * APPROVAL_LIMITS.approversPerSet + 2;
const OWNERS = Array.from({ length: 2 * MOST_OWNERS }, (_, at) => ghost(`owner ${at}`));

interface Ownership {
  readonly humansOf: (resource: ResourceFacts) => readonly (readonly PersonFacts[])[];
  readonly owners: (resource: ResourceFacts) => AskedFor['resource'];
  readonly classOf: (resource: ResourceFacts) => string;
}

const toldApart = ({ of, classOf }: OwnersOfAll): Ownership => ({ humansOf: of, owners: (resource) => resource, classOf }); // prettier-ignore

const onlyCounted = ({ of }: OwnersOfAll): Ownership => {
  const humansOf = (resource: ResourceFacts) =>
    of(resource).map(({ length }, at) => OWNERS.slice(at * MOST_OWNERS, at * MOST_OWNERS + length));
  return {
    humansOf,
    owners: (resource) => {
      const [ofServer, ofIntegration] = humansOf(resource).map((humans) => humans.map(({ personId }) => personId));
      return { owners: { personIds: ofServer, teamIds: [] }, integrationOwners: { personIds: ofIntegration, teamIds: [] } }; // prettier-ignore
    },
    classOf: (resource) => of(resource).map(({ length }) => length).join(), // prettier-ignore
  };
};

/** Some of each class of those who ask: two by each of two managers, so that there are others than who receives and whom he manages. */
const representatives = (askers: readonly PersonFacts[], { standsFor }: Pools): PersonFacts[] => {
  const classes = new Map<string, PersonFacts[]>();
  for (const person of askers) {
    const some = classes.get(standsFor(person)) ?? [];
    const alike = some.filter(({ managerId }) => managerId === person.managerId).length;
    if (some.length < 4 && alike < 2 && (alike > 0 || new Set(some.map(({ managerId }) => managerId)).size < 2)) some.push(person);
    classes.set(standsFor(person), some);
  }
  return [...classes.values()].flat();
}; // prettier-ignore
