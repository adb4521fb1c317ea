import fc from 'fast-check';
import { domainToASCII } from 'node:url';
import { addressKey, whyConfusing } from './address.js';
import { readableLabel } from './punycode.js';

/** Spellings that a mail system or a reader may not tell from the plain one: an invisible letter, an accent, a case, an alias, quotes. */
const spelled = (local: string, at: number, how: number): string => {
  const put = (text: string): string => `${local.slice(0, at)}${text}${local.slice(at)}`;
  const ways = [
    put('\u034f'), put('\ufe0f'), put('\u1160'), put('\u200d'), put('\u00ad'), `${local}\u0301`,
    local.toUpperCase(), `${local}+alias`, `"${local}"`, local.normalize('NFKC').replaceAll('a', '\uff41').replaceAll('o', '\u043e'),
  ]; // prettier-ignore
  return ways[how % ways.length];
};

describe('the key of an address', () => {
  it('is the same in every spelling that is meant to be taken for it, and in those of those', () => {
    const twice = fc.tuple(fc.nat(8), fc.nat(9), fc.nat(8), fc.nat(9));
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), twice, (local, [at, how, secondAt, secondHow]) => {
        const once = spelled(local, at, how);
        const key = addressKey(`${local}@mail.test`);
        expect(addressKey(`${once}@mail.test`)).toBe(key);
        if (once.startsWith('"')) return;
        expect(addressKey(`${spelled(once, secondAt, secondHow)}@mail.test`)).toBe(key);
      }),
    );
  });

  it('has one form for both forms of an international domain, and none throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zß-öø-ÿα-ωа-яぁ-ん一-十]{1,12}$/u), (label) => {
        const ascii = domainToASCII(`${label}.test`);
        fc.pre(ascii !== '');
        expect(`${readableLabel(ascii.split('.')[0])}`).toBe(label.normalize('NFC'));
        expect(addressKey(`ian@${label}.test`)).toBe(addressKey(`ian@${ascii}`));
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readableLabel(`xn--${text}`)));
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9-]{0,250}$/), (text) => void readableLabel(`xn--${text}`)));
  });
});

describe('a new address', () => {
  it.each([
    'rita@example.org', "o'neil+x_1@example.org", 'Jörg.Müller@bücher.test', 'Søren.Łukasz@straße.test', 'jose\u0301@example.org', 'ian@xn--mil-6cd.test', 'root@localhost',
  ])('may be %s', (email) => expect(whyConfusing(email)).toBeNull()); // prettier-ignore

  it.each([
    'і\u0430n@mail.test', 'сосо@mail.test', 'ɪan@mail.test', 'ⲓan@mail.test', 'ıan@mail.test', 'ian@m\u0430il.test', 'ｒita@example.org', 'ian\u034f@mail.test',
    'i\ufe0fan@mail.test', 'ian\u1160@mail.test', 'ian\u00ad@mail.test', 'ian\u200b@mail.test', 'i an@mail.test', 'ian@mail\uff0etest', '𝓲𝓪𝓷@mail.test', '山@mail.test',
  ])('may not be %s', (email) => expect(whyConfusing(email)).toBe('must have Latin letters only, without anything that cannot be seen')); // prettier-ignore

  it('may not be quoted', () => expect(whyConfusing('"ian"@mail.test')).toBe('must not be quoted'));
});
