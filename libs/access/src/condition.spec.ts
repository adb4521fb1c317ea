import fc from 'fast-check';
import {
  anyOfPeople,
  CONDITION_LIMITS,
  CONDITION_OPERATORS,
  type Condition,
  type ConditionTree,
  holds,
  peopleOf,
} from './condition.js';
import { wrongInConditions } from './condition-input.js';
import { lookedUp, OWNERS, person, WEB } from './flow.fixture.js';
import type { PersonId, ShiftId, TeamId } from './ids.js';
import type { PersonFacts } from './person.js'; // prettier-ignore

const NIGHT = 'night' as ShiftId;
const rita = person('rita', {
  teamIds: [WEB],
  teamNames: ['Web operators'],
  attributes: { site: 'Berlin', skills: ['ssh', 'postgres'], empty: [] },
  onShifts: [NIGHT],
});
const about = (
  subject: string,
  operator: Condition['operator'],
  values: readonly string[],
  attribute?: string,
): Condition => ({ subject, operator, values, ...(attribute !== undefined && { attribute }) }) as unknown as Condition;
const judged = (...said: Parameters<typeof about>): Condition => lookedUp(about(...said));

describe('a condition', () => {
  it.each<[string, Condition['operator'], string[], string | undefined, boolean]>([
    ['person', 'is', ['rita'], undefined, true],
    ['person', 'is', ['tom', 'rita'], undefined, true],
    ['person', 'is-not', ['tom'], undefined, true],
    ['person', 'is-not', ['tom', 'rita'], undefined, false],
    ['person', 'is-not', ['nobody'], undefined, false],
    ['person', 'contains', ['@Example.org'], undefined, true],
    ['person', 'starts-with', ['RITA@'], undefined, true],
    ['person', 'does-not-contain', ['@example.org'], undefined, false],
    ['team', 'is', [WEB], undefined, true],
    ['team', 'is-not', [WEB], undefined, false],
    ['team', 'is-not', ['other'], undefined, true],
    ['team', 'is-not', ['deleted'], undefined, false],
    ['team', 'is-not', ['other', 'deleted'], undefined, false],
    ['team', 'starts-with', ['Web'], undefined, true],
    ['team', 'starts-with', ['web'], undefined, false],
    ['team', 'does-not-contain', ['web'], undefined, false],
    ['shift', 'is', [NIGHT], undefined, true],
    ['shift', 'is-not', [NIGHT], undefined, false],
    ['shift', 'is-not', ['day'], undefined, true],
    ['shift', 'is-not', ['deleted'], undefined, false],
    ['shift', 'contains', ['ni'], undefined, false],
    ['attribute', 'is', ['Berlin'], 'site', true],
    ['attribute', 'is', ['berlin'], 'site', false],
    ['attribute', 'is-not', ['Oslo'], 'site', true],
    ['attribute', 'contains', ['gres'], 'skills', true],
    ['attribute', 'does-not-contain', ['gres'], 'skills', false],
    ['attribute', 'is-not', ['x'], 'empty', true],
    ['attribute', 'is', ['x'], 'empty', false],
    ['attribute', 'is', ['x'], 'toString', false],
  ])('on the %s that %s %j (%s) is %s', (subject, operator, values, attribute, expected) =>
    expect(holds(judged(subject, operator, values, attribute), rita)).toBe(expected),
  );

  it('over what is not known of the person does not hold, a negative one neither', () => {
    const unknown = person('nobody', { email: null });
    for (const operator of CONDITION_OPERATORS) {
      expect(holds(about('attribute', operator, ['x'], 'site'), unknown)).toBe(false);
      expect(holds(about('shift', operator, ['x']), unknown)).toBe(false);
      expect(holds(about('moon', operator, ['x']), rita)).toBe(false);
      if (operator === 'is' || operator === 'is-not') continue;
      expect(holds(about('person', operator, ['x']), unknown)).toBe(false);
      expect(holds(about('team', operator, ['x']), unknown)).toBe(false);
    }
  });

  it('that negates what nobody looked up holds for nobody', () => {
    for (const subject of ['person', 'team', 'shift']) expect(holds(about(subject, 'is-not', ['other']), rita)).toBe(false);
  }); // prettier-ignore

  it('finds nobody any more when what it keeps out is deleted, wherever it stands in the tree', () => {
    const tree = (gone: string): ConditionTree => ({
      all: [about('team', 'is', [WEB]), { any: [about('team', 'is-not', [OWNERS]), about('team', 'is-not', [gone])] }, about('team', 'is-not', [gone])],
    }); // prettier-ignore
    expect([holds(lookedUp(tree('other')), rita), holds(lookedUp(tree('deleted')), rita)]).toEqual([true, false]);
  });

  it.each(['contractor', 'Contractor', 'ＣＯＮＴＲＡＣＴＯＲ', 'con\u200btractor', '\u0441ontractor', ' contractor '])(
    'that the kind is not “contractor” does not hold for “%s”',
    (kind) => {
      expect(holds(about('attribute', 'is-not', ['contractor'], 'kind'), person('x', { attributes: { kind } }))).toBe(false);
      expect(holds(about('attribute', 'is', ['contractor'], 'kind'), person('x', { attributes: { kind } }))).toBe(kind === 'contractor');
    },
  ); // prettier-ignore

  it.each(['tom+2@example.org', 'TOM@Example.org', '"tom"@example.org', 't\u043em@example.org', 'to\u034fm@example.org', 'tóm@example.org', ' tom+x@example.org. '])(
    'that keeps Tom out, by name or address, keeps out his second account “%s”',
    (email) => {
      const second = person('second', { email, attributes: { email, addresses: ['x@example.org', email] } });
      const closed = [
        judged('person', 'is-not', ['tom']),
        judged('person', 'is-not', ['rita', 'tom']),
        about('person', 'does-not-contain', ['tom@example.org']),
        about('attribute', 'does-not-contain', ['tom@example.org'], 'email'),
        about('attribute', 'is-not', ['tom@example.org'], 'email'),
        about('attribute', 'is-not', ['rita@example.org', 'tom+9@example.org'], 'addresses'),
      ];
      expect(closed.map((condition) => holds(condition, second))).toEqual(closed.map(() => false));
      const open = [judged('person', 'is', ['tom']), about('person', 'contains', ['tom@example.org.x']), about('attribute', 'is', ['tom@example.org'], 'email')];
      expect(open.map((condition) => holds(condition, second))).toEqual(open.map(() => false));
    },
  ); // prettier-ignore

  it('that keeps out an alias or a domain keeps out no more than that', () => {
    expect(holds(judged('person', 'is-not', ['tom']), person('tam'))).toBe(true);
    expect(holds(about('person', 'does-not-contain', ['+contractor@example.org']), person('tom'))).toBe(true);
    expect(holds(about('person', 'does-not-contain', ['+contractor@']), person('x', { email: 'tom+contractor@example.org' }))).toBe(false); // prettier-ignore
    expect(holds(about('person', 'does-not-contain', ['@other.org']), person('tom'))).toBe(true);
  });

  it('without values, or with an operator that nobody knows, holds for nobody', () => {
    for (const operator of [...CONDITION_OPERATORS, 'sounds-like' as never]) {
      expect(holds(about('person', operator, operator === ('sounds-like' as never) ? ['rita'] : []), rita)).toBe(false);
    }
  });
});

const leaf: fc.Arbitrary<ConditionTree> = fc
  .record({
    subject: fc.constantFrom('person', 'team', 'shift', 'attribute'),
    operator: fc.constantFrom(...CONDITION_OPERATORS),
    values: fc.subarray(['rita', 'tom', WEB, NIGHT, 'Berlin', 'e']),
  })
  .map(({ subject, operator, values }) =>
    judged(subject, operator, values, subject === 'attribute' ? 'site' : undefined),
  );
const { tree } = fc.letrec<{ tree: ConditionTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { maxLength: 3 }).map((any) => ({ any })),
  ),
}));
const anybody: fc.Arbitrary<PersonFacts> = fc
  .record({
    teamIds: fc.subarray([WEB, 'other' as TeamId]),
    attributes: fc.constantFrom(undefined, { site: 'Berlin' }, { site: ['Oslo'] }),
    onShifts: fc.constantFrom(undefined, [], [NIGHT]),
  })
  .map((given) => person('rita', given));

describe('a tree of conditions', () => {
  it('holds for nobody who did not meet it before when it gets one more condition under AND', () => {
    fc.assert(
      fc.property(tree, tree, anybody, (one, more, who) => {
        const both = { all: [one, more] };
        expect(holds(both, who)).toBe(holds(one, who) && holds(more, who));
        expect(holds({ any: [one, more] }, who)).toBe(holds(one, who) || holds(more, who));
      }),
    );
  });

  it('of no condition holds for nobody', () => {
    expect([holds({ all: [] }, rita), holds({ any: [] }, rita), holds(anyOfPeople({ personIds: [], teamIds: [] }), rita)]).toEqual([false, false, false]);
  }); // prettier-ignore

  it('loses what is forgotten about a person, and gains nothing by it', () => {
    fc.assert(
      fc.property(leaf, anybody, (condition, who) => {
        const forgotten = { ...who, email: null, attributes: undefined, onShifts: undefined, teamNames: undefined };
        if (holds(condition, forgotten)) expect(holds(condition, who)).toBe(true);
      }),
    );
  });

  it('made of people and teams is read back as those, and any other is not', () => {
    const people = { personIds: ['rita' as PersonId], teamIds: [WEB] };
    expect(peopleOf(anyOfPeople(people))).toEqual(people);
    expect(peopleOf({ all: [about('team', 'is', [WEB])] })).toBeNull();
    expect(peopleOf(about('team', 'is-not', [WEB]))).toBeNull();
    expect(peopleOf(about('shift', 'is', [NIGHT]))).toBeNull();
  });
});

describe('a tree from outside', () => {
  const ID = '7d3c0d0e-9a52-4d8e-8a53-0f7d6e1a2b3c';
  const nested = (depth: number): unknown => (depth === 0 ? about('team', 'is', [ID]) : { all: [nested(depth - 1)] });
  const many = Array.from({ length: 20 }, () => ({ any: Array.from({ length: 6 }, () => about('team', 'is', [ID])) }));
  it.each<[string, unknown, string]>([
    ['text', 'everybody', 'r'],
    ['both joints', { all: [], any: [] }, 'r'],
    ['an empty joint', { any: [] }, 'r.any'],
    ['an unknown subject', about('moon', 'is', [ID]), 'r.subject'],
    ['an unknown operator', about('team', 'sounds-like' as never, [ID]), 'r.operator'],
    ['a text operator on a shift', about('shift', 'contains', ['x']), 'r.operator'],
    ['a name instead of an id', { all: [about('team', 'is', ['Web'])] }, 'r.all[0].values[0]'],
    ['no value', about('team', 'is', []), 'r.values'],
    ['a value twice', about('team', 'is', [ID, ID]), 'r.values'],
    ['no name of an attribute', about('attribute', 'is', ['x']), 'r'],
    ['one field more', { ...about('team', 'is', [ID]), not: true }, 'r'],
    ['a proto', JSON.parse(`{"__proto__":{"any":[]}}`), 'r.subject'],
    ['a control character', about('attribute', 'is', ['a\u202eb'], 'site'), 'r.values[0]'],
    ['more depth than allowed', nested(CONDITION_LIMITS.depth + 1), `r${'.all[0]'.repeat(CONDITION_LIMITS.depth)}`],
    ['more conditions than allowed', { all: many }, 'r'],
  ])('with %s is refused, with the place', (_, value, path) =>
    expect(wrongInConditions(value, 'r').map((one) => one.path)).toEqual([path]),
  );

  it('that is right has nothing wrong', () => {
    expect(wrongInConditions(nested(CONDITION_LIMITS.depth), 'r')).toEqual([]);
    expect(wrongInConditions({ any: [about('attribute', 'starts-with', ['DB '], 'title'), about('shift', 'is', [ID])] }, 'r')).toEqual([]);
  }); // prettier-ignore
});
