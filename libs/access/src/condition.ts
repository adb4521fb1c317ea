/**
 * Conditions on a person, joined by AND and OR: who may ask, and who may receive. Pure. A condition over a fact that is not
 * known does not hold, a negative one neither: an unknown condition means no. So does a negation that names somebody or something
 * that does not exist any more: whom it kept out is not known.
 */
import { addressKey } from './address.js';
import type { PersonId, ShiftId, TeamId } from './ids.js';
import { humanKey, type PeopleOrTeams, type PersonFacts } from './person.js';
import { plainForm } from './text-forms.js';

export const CONDITION_OPERATORS = ['is', 'is-not', 'contains', 'does-not-contain', 'starts-with'] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];
export const CONDITION_SUBJECTS = ['person', 'team', 'shift', 'attribute'] as const;

/** Of several values, any one for a positive operator, and none of them for a negative one. */
interface Compared<Value extends string> {
  readonly operator: ConditionOperator;
  readonly values: readonly Value[];
  /** What its `is-not` names by id, as it is now. It is stored nowhere; whoever loads the flow looks it up. Not looked up: it does not hold. */
  readonly existing?: Existing | undefined;
}

/** People, teams and shifts that exist, by id; a person with the key of the human who he is, so that no second account of his slips past. */
export type Existing = ReadonlyMap<string, string | null>;

/**
 * `is` and `is-not` name people, teams and shifts by id, so that giving another thing the same name gives nobody access. The
 * other operators look at texts: the person's address, the names of the teams, the attribute; a shift has none.
 */
export type Condition =
  | ({ readonly subject: 'person' } & Compared<PersonId | (string & {})>)
  | ({ readonly subject: 'team' } & Compared<TeamId | (string & {})>)
  | ({ readonly subject: 'shift' } & Compared<ShiftId>)
  | ({ readonly subject: 'attribute'; readonly attribute: string } & Compared<string>);

export type ConditionTree =
  { readonly all: readonly ConditionTree[] } | { readonly any: readonly ConditionTree[] } | Condition;

/** Bounds of a tree, so that a decision stays quick whatever somebody writes. */
export const CONDITION_LIMITS = { depth: 5, conditions: 100, values: 500, valueLength: 500 } as const;

/** Whether the person meets the conditions. An AND or OR of nothing holds for nobody. */
export const holds = (tree: ConditionTree, person: PersonFacts): boolean => {
  if ('all' in tree) return tree.all.length > 0 && tree.all.every((each) => holds(each, person));
  if ('any' in tree) return tree.any.some((each) => holds(each, person));
  return meets(tree, person);
};

const meets = (condition: Condition, person: PersonFacts): boolean => {
  const known = factsFor(condition, person);
  const { operator, values } = condition;
  if (known === null || values.length === 0) return false;
  const some = (facts: readonly string[], wanted: readonly string[], alike: (fact: string, value: string) => boolean) =>
    facts.some((fact) => wanted.some((value) => alike(fact, value)));
  const [facts, asWritten] = condition.subject === 'person' ? [known, values].map(lowerCase) : [known, values];
  switch (operator) {
    case 'is':
      return some(facts, asWritten, (fact, value) => fact === value);
    case 'contains':
      return some(facts, asWritten, (fact, value) => fact.includes(value));
    case 'starts-with':
      return some(facts, asWritten, (fact, value) => fact.startsWith(value));
    case 'is-not':
      if (condition.subject !== 'attribute') return isNone(condition, person, known);
      return !some(likenesses(known), likenesses(values), (fact, value) => fact === value);
    case 'does-not-contain':
      return !some(likenesses(known), likenesses(values), (fact, value) => fact.includes(value));
    default:
      return false;
  }
};

/** Whether the person is known to be none of those whom the condition names by id, from whatever account, and in none of them. */
const isNone = (condition: Condition, person: PersonFacts, known: readonly string[]): boolean => {
  if (!allExist(condition) || known.some((id) => condition.values.includes(id as never))) return false;
  if (condition.subject !== 'person') return true;
  const key = humanKey(person);
  return condition.values.every((id) => condition.existing?.get(id) !== key);
};

/** All that a text may be meant to be taken for: its plain form, and of an address the mailbox. */
const likenesses = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [plainForm(text), addressKey(text) ?? []].flat());

/** Whether all that the condition names by id is known to exist. */
export const allExist = ({ values, existing }: Condition): boolean =>
  existing !== undefined && values.every((id) => existing.has(id));

const lowerCase = (texts: readonly string[]): string[] => texts.map((text) => text.toLowerCase());

/** What is known of the person that this condition looks at; null: it is not known. */
export const factsFor = (condition: Condition, person: PersonFacts): readonly string[] | null => {
  const byId = condition.operator === 'is' || condition.operator === 'is-not';
  switch (condition.subject) {
    case 'person':
      return byId ? [person.personId] : person.email === null ? null : [person.email];
    case 'team':
      return byId ? person.teamIds : (person.teamNames ?? null);
    case 'shift':
      return byId ? (person.onShifts ?? null) : null;
    case 'attribute':
      return attributeOf(person, condition.attribute);
    default:
      return null;
  }
};

const attributeOf = ({ attributes }: PersonFacts, name: string): readonly string[] | null => {
  if (!attributes || !Object.hasOwn(attributes, name)) return null;
  const value = attributes[name];
  return typeof value === 'string' ? [value] : value;
};

/** Anybody who is named, by name or through a team: the smallest tree. */
export const anyOfPeople = ({ personIds, teamIds }: PeopleOrTeams): ConditionTree => ({
  any: [
    ...(personIds.length > 0 ? [{ subject: 'person', operator: 'is', values: personIds } as const] : []),
    ...(teamIds.length > 0 ? [{ subject: 'team', operator: 'is', values: teamIds } as const] : []),
  ],
});

/** The people and teams of a tree that `anyOfPeople` could have made; null: it says more than that. */
export const peopleOf = (tree: ConditionTree): PeopleOrTeams | null => {
  const conditions = 'any' in tree ? tree.any : [tree];
  const personIds: PersonId[] = [];
  const teamIds: TeamId[] = [];
  for (const one of conditions) {
    if (!('subject' in one) || one.operator !== 'is') return null;
    if (one.subject === 'person') personIds.push(...(one.values as PersonId[]));
    else if (one.subject === 'team') teamIds.push(...(one.values as TeamId[]));
    else return null;
  }
  return { personIds, teamIds };
};

/** Whom and what the negations of a tree name by id: it has to be looked up before anybody is judged by them. */
export const excludedBy = (tree: ConditionTree): Condition[] =>
  conditionsOf(tree).filter(({ subject, operator }) => operator === 'is-not' && subject !== 'attribute');

/** The tree with what its negations name as it is now. */
export const withExisting = (tree: ConditionTree, existing: Existing): ConditionTree => {
  if ('all' in tree) return { all: tree.all.map((each) => withExisting(each, existing)) };
  if ('any' in tree) return { any: tree.any.map((each) => withExisting(each, existing)) };
  return tree.operator === 'is-not' && tree.subject !== 'attribute' ? { ...tree, existing } : tree;
};

/** Every condition of a tree. */
export const conditionsOf = (tree: ConditionTree): Condition[] => {
  if ('all' in tree) return tree.all.flatMap(conditionsOf);
  return 'any' in tree ? tree.any.flatMap(conditionsOf) : [tree];
};
