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
    ['ian@mail.test', 'İan@mail.test'],
    ['ian@mail.test', 'ıan@mail.test'],
    ['ian@mail.test', 'ian\u034f@mail.test'],
    ['ian@mail.test', 'i\ufe0fan@mail.test'],
    ['ian@mail.test', 'ian\u1160@mail.test'],
    ['ian@mail.test', 'ian\u3164@mail.test'],
    ['ian@mail.test', 'ian\u{e0101}@mail.test'],
    ['ian@mail.test', '"ian"@mail.test'],
    ['ian@mail.test', '"i\\an+x"@mail.test'],
    ['ian@mail.test', '\uff02ian\uff02\uff20mail\uff0etest'],
    ['ian@mail.test', 'ɪan@mail.test'],
    ['ian@mail.test', 'ⲓan@mail.test'],
    ['ian@mail.test', 'iᴀn@mail.test'],
    ['ian@mail.test', 'iaᥒ@mail.test'],
    ['ian@mail.test', 'ꭵan@mail.test'],
    ['ian@mail.test', 'ïan@mail.test'],
    ['ian@mail.test', 'ian@xn--mil-6cd.test'],
    ['ian@bücher.test', 'ian@xn--bcher-kva.test'],
    ['ian@bücher.test', 'ian@XN--BCHER-KVA.test.'],
    ['ian@straße.test', 'ian@strasse.test'],
    ['ian@xn--a。b.test', 'ian@xn--a.b.test'],
  ])('%s and %s', (one, other) => expect(isSameHuman(with_('a', one), with_('b', other))).toBe(true));

  it.each([
    ['rita@example.org', 'rita@example.com'],
    ['rita@example.org', 'tom@example.org'],
    ['rita.ro@example.org', 'ritaro@example.org'],
    ['ian@mail.test', 'lan@mail.test'],
    ['ian@mail.test', 'lan@xn--mil-6cd.test'],
    ['"ian@mail.test', 'ian@mail.test'],
    ['"a@b"@mail.test', 'a@mail.test'],
    ['+a@mail.test', '+b@mail.test'],
    [null, null],
    ['', ''],
    ['rita', 'rita'],
  ])('not %s and %s', (one, other) => expect(isSameHuman(with_('a', one), with_('b', other))).toBe(false));

  it('or not, whatever they are called, by a text that both share', () => {
    expect(humanKey(with_('a', 'Rita+x@example.org'))).toBe(humanKey(with_('b', 'rita@EXAMPLE.org')));
    expect(humanKey(with_('a', null))).not.toBe(humanKey(with_('b', null)));
  });
});
