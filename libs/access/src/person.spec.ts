import type { PersonId } from './ids.js';
import { humanKey, isSameHuman, type PersonFacts } from './person.js';

describe('two persons are one human', () => {
  const with_ = (personId: string, email: string | null): PersonFacts => ({
    personId: personId as PersonId, displayName: '', email, enabled: true, teamIds: [],
  }); // prettier-ignore
  it.each([
    ['rita@example.org', 'RITA@Example.ORG'],
    ['rita@example.org', 'rita+servers@example.org'],
    ['rita@example.org', 'ｒｉｔａ@example.org'],
    ['rita@example.org', 'ri\u200bta@example.org'],
    ['rita@example.org', ' rita@example.org. '],
    ['jos\u00e9@example.org', 'jose\u0301@example.org'],
    ['rita@example.org', 'r\u0456t\u0430@example.org'],
    ['rita@example.org', 'rita@\u0435xample.org'],
    ['rita.ro@gmail.com', 'ritaro+x@googlemail.com'],
  ])('%s and %s', (one, other) => expect(isSameHuman(with_('a', one), with_('b', other))).toBe(true));

  it.each([
    ['rita@example.org', 'rita@example.com'],
    ['rita@example.org', 'tom@example.org'],
    ['rita.ro@example.org', 'ritaro@example.org'],
    [null, null],
    ['', ''],
    ['rita', 'rita'],
  ])('not %s and %s', (one, other) => expect(isSameHuman(with_('a', one), with_('b', other))).toBe(false));

  it('or not, whatever they are called, by a text that both share', () => {
    expect(humanKey(with_('a', 'Rita+x@example.org'))).toBe(humanKey(with_('b', 'rita@EXAMPLE.org')));
    expect(humanKey(with_('a', null))).not.toBe(humanKey(with_('b', null)));
  });
});
